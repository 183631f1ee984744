import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { field, isSet, textAt } from '../../../server/src/apiserver/at.ts'
import { looksAt, rowsOf } from '../../../server/src/apiserver/index.ts'
import { lookOf } from '../../../server/src/apiserver/look-of.ts'
import { type Row, row } from '../../../server/src/apiserver/row.ts'
import { rowsByField } from '../../../server/src/apiserver/rows-by-field.ts'
import { isSetAside, setsAside } from '../../../server/src/apiserver/set-aside.ts'
import { resourcesOf } from '../../../server/src/model/resource.ts'
import { rules } from '../../../server/src/rules/index.ts'
import { check, type Look, type Subject } from '../../../server/src/schema/check.ts'
import { parseFile } from '../../../server/src/syntax/file.ts'
import { rootOf } from '../../../server/src/syntax/node.ts'
import { catalogue } from '../../corpus/service.ts'

const repository = join(import.meta.dirname, '..', '..', '..')

describe('rows by field', () => {
  const rows: Readonly<Record<string, Row['look']>> = {
    'one field': (here, say) => {
      if (textAt(here, 'a') === 'bad') say.invalid(field(here, 'a'), 'bad')
    },
    'one of two fields': (here, say) => {
      if (isSet(field(here, 'b')) || isSet(field(here, 'c'))) say.invalid(here, 'one of them')
    },
    'a field that is not there': (here, say) => {
      if (!isSet(field(here, 'd'))) say.required(field(here, 'd'), 'it is needed')
    },
    'a warning of one': (here, say) => {
      if (!isSet(field(here, 'e'))) say.warning(here, 'it should be there')
    },
    'the place': (here, say) => {
      if (here.path.endsWith('x')) say.invalid(here, 'here')
    },
    'the whole': (here, say) => {
      if (here.node) say.invalid(here, 'it is there')
    },
    'what was found': (here, say) => {
      if (here.found.length > 0) say.invalid(here, 'more of it')
    },
    'the kind first': (here, say) => {
      if (here.kind === 'Pod' && isSet(field(here, 'f'))) say.invalid(here, 'no')
    },
    'a fault of its own': () => {
      throw new Error('a bug')
    },
  }
  const all = Object.entries(rows).map(([name, look]) => row(name, '', look))
  const asked = (manifest: string, kind = 'Pod') => {
    const [document] = parseFile(manifest).documents
    return rowsByField(all)(document && rootOf(document), kind, 'v1').map((it) => it.id)
  }
  const always = [
    'a field that is not there',
    'a warning of one',
    'the place',
    'the whole',
    'what was found',
    'a fault of its own',
  ]

  it('asks what may have something to say of any object', () => assert.deepEqual(asked('{}'), always))

  for (const [manifest, more] of [
    ['a: 1', ['one field']],
    ['a:', ['one field']],
    ['c: 1', ['one of two fields']],
    ['c: 1\nb: 2\na: 3', ['one field', 'one of two fields']],
    ['f: 1', ['the kind first']],
    ['<<: {a: 1}', ['one field']],
    ['z: 1', []],
  ] as const)
    it(`asks of ${JSON.stringify(manifest)} ${more.join(' and ') || 'nothing more'}`, () =>
      assert.deepEqual([...asked(manifest)].sort(), [...always, ...more].sort()))

  it('asks what is about a kind of that kind alone', () =>
    assert.deepEqual([...asked('f: 1', 'Job')].sort(), [...always].sort()))

  it('leaves out no row that has something to say', () => {
    const everyLook: Subject['looksAt'] = (definition, path) => {
      const own = definition.id === undefined ? [] : rowsOf(definition.name)
      return (path === '' ? [own, rowsOf('*')] : [own]).map(asking)
    }
    let objects = 0
    let problems = 0
    for (const manifest of manifests()) {
      for (const document of parseFile(manifest).documents) {
        for (const { node, kind, apiVersion } of resourcesOf(document)) {
          const known = catalogue.kind(apiVersion, kind)
          const type = known && catalogue.typeOf(known)
          if (!type) continue
          const subject = { catalogue, node, type, kind, apiVersion, builtIn: known.from === 'kubernetes' }
          const found = (looks: Subject['looksAt']) =>
            check({ ...subject, looksAt: looks, isSetAside, setsAside }).map((it) => [it.from, it.path, it.message])
          const expected = found(everyLook)
          assert.deepEqual(found(looksAt), expected, manifest)
          objects++
          problems += expected.length
        }
      }
    }
    assert.ok(objects > 400 && problems > 200, `${objects} objects, ${problems} problems`)
  })
})

const looks = new Map<readonly Row[], Look>()

/** Each of them, whatever the object has. */
function asking(rows: readonly Row[]): Look {
  const known = looks.get(rows) ?? lookOf(rows, () => rows)
  looks.set(rows, known)
  return known
}

/** What is at hand: examples of people and of rules, and manifests that the server refuses. */
function manifests(): readonly string[] {
  const examples = join(repository, 'examples')
  const files = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((it) => /\.ya?ml$/.test(it))
  const refused = readFileSync(new URL('./fixes.jsonl', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
  return [
    ...files.map((it) => readFileSync(join(examples, it), 'utf8')),
    ...refused.map((it) => (JSON.parse(it) as { readonly manifest: string }).manifest),
    ...rules.flatMap((it) => it.examples.map((example) => ('bad' in example ? example.bad : example.good))),
  ]
}
