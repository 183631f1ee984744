import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { completionDocumentation } from '../../server/src/features/completion/documentation.ts'
import type { Completion } from '../../server/src/features/completion/item.ts'
import { MARK } from '../../server/src/features/completion/mark.ts'
import { completion } from '../../server/src/features/completion.ts'
import { problemsOf } from '../../server/src/features/problems.ts'
import { newManifest } from '../../server/src/features/skeletons/new-manifest.ts'
import { manifestOf } from '../../server/src/features/skeletons/skeleton.ts'
import { skeletons } from '../../server/src/features/skeletons/skeletons.ts'
import { withCompleteIndex } from '../../server/src/model/workspace.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { at, entries, entry, type Node, pathOf, rootOf, scalar, values } from '../../server/src/syntax/node.ts'
import { parseDocument } from '../../server/src/syntax/parse.ts'
import type { Document } from '../../server/src/syntax/tree.ts'
import { applyEdit } from '../../server/src/text/edit.ts'
import { golden } from '../golden.ts'
import { readMarkers } from '../markers.ts'
import { policy, uriOf, workspaceOf } from '../workspace.ts'

const FIXTURES = new URL('../fixtures/completion/', import.meta.url)
const SHOP = new URL('../../examples/shop/', import.meta.url)
const FILE = 'main.yaml'
const FULL = { minor: 36, complement: false }

/** Longer lists are cut: the order is what counts. */
const SHOWN = 30

describe('completion', () => {
  for (const name of readdirSync(FIXTURES).filter((it) => it.endsWith('.yaml'))) {
    it(name.replace(/\.yaml$/, ''), () => {
      const { text, cursor } = readMarkers(readFileSync(new URL(name, FIXTURES), 'utf8'))
      assert.ok(cursor !== undefined, 'the fixture needs a $0')
      const options = { minor: Number(/@(\d+)/.exec(name)?.[1] ?? 36), complement: name.startsWith('complement') }
      const found = completion(workspaceOf({ [FILE]: text }), uriOf(FILE), cursor, options)
      golden(new URL(`${name}.out`, FIXTURES), shown(found, text))
    })
  }
})

describe('documentation of completions', () => {
  const manifest = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${spec}`
  const documentation = (text: string, label: string, complement = false) => {
    const { text: plain, cursor = 0 } = readMarkers(text)
    const workspace = workspaceOf({ [FILE]: plain })
    const item = completion(workspace, uriOf(FILE), cursor, { minor: 36, complement }).find((it) => it.label === label)
    assert.ok(item?.more, `${label} has documentation`)
    return completionDocumentation(workspace, JSON.parse(JSON.stringify(item.more)))
  }

  it('joins the note, the text of the API and the facts', () => {
    const text = documentation(manifest('  containers:\n    - name: web\n      $0'), 'image') ?? ''
    assert.match(text, /Container image name/, 'what the API says')
    assert.match(text, /`string` · required/)
    assert.ok(text.split('\n\n').length >= 3, 'our note comes first')
  })

  it('says the default', () => {
    assert.match(documentation(manifest('  $0'), 'dnsPolicy') ?? '', /default `ClusterFirst`/)
  })

  it('gives a value its own note', () => {
    assert.match(documentation(manifest('  restartPolicy: $0'), 'Always') ?? '', /started again/)
  })

  it('shows only notes beside another extension', () => {
    const text = documentation(
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels:\n    $0',
      'app.kubernetes.io/name',
      true,
    )
    assert.match(text ?? '', /Six labels/)
  })

  it('is silent about what does not exist', () => {
    const workspace = workspaceOf({})
    const nowhere = { what: 'field', apiVersion: 'v1', kind: 'Pod', path: ['spec', 'nowhere'] } as const
    assert.equal(completionDocumentation(workspace, nowhere), undefined)
    assert.equal(completionDocumentation(workspace, { what: 'kind', apiVersion: 'no/v1', kind: 'No' }), undefined)
  })
})

describe('completion among files', () => {
  const names = (files: Readonly<Record<string, string>>, text: string, complement = false) => {
    const { text: plainText, cursor = 0 } = readMarkers(text)
    const workspace = workspaceOf({ ...files, [FILE]: plainText })
    return completion(workspace, uriOf(FILE), cursor, { minor: 36, complement }).map(
      (it) => `${it.label} | ${it.detail}`,
    )
  }
  const resource = (kind: string, name: string, namespace: string) =>
    `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n`

  it('names resources of the same namespace, those of this file first', () => {
    const files = {
      'config/accounts.yaml': [
        resource('ServiceAccount', 'web', 'shop'),
        resource('ServiceAccount', 'other', 'elsewhere'),
        resource('Secret', 'secret', 'shop'),
      ].join('---\n'),
    }
    const pod = `${resource('Pod', 'web', 'shop')}spec:\n  serviceAccountName: $0\n---\n${resource('ServiceAccount', 'near', 'shop')}`
    const expected = ['near | ServiceAccount in this file', 'web | ServiceAccount in accounts.yaml']
    assert.deepEqual(names(files, pod), expected)
    assert.deepEqual(names(files, pod, true), expected, 'nobody else can know them')
  })

  it('names what the kind beside it says', () => {
    const files = {
      'roles.yaml': 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: reader\n',
    }
    const binding =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: web\nroleRef:\n  kind: ClusterRole\n  name: $0\n'
    assert.deepEqual(names(files, binding), ['reader | ClusterRole in roles.yaml'])
    assert.deepEqual(names(files, binding.replace('ClusterRole', 'Role')), [])
  })

  it('names the ports of the Service that an Ingress names', () => {
    const files = {
      'web.yaml':
        'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    - name: http\n      port: 80\n',
    }
    const ingress =
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n  defaultBackend:\n    service:\n      name: web\n      port:\n        '
    assert.deepEqual(names(files, `${ingress}name: $0`), ['http | port 80'])
    assert.deepEqual(names(files, `${ingress}number: $0`), ['80 | http'])
  })
})

describe('skeletons', () => {
  it('cover the kinds that people write, under ids of their own', () => {
    assert.ok(new Set(skeletons.map((it) => it.kind)).size >= 25)
    assert.equal(new Set(skeletons.map((it) => it.id)).size, skeletons.length)
    assert.equal(new Set(skeletons.map((it) => it.label)).size, skeletons.length)
  })

  for (const skeleton of skeletons) {
    it(`${skeleton.label} has nothing to find fault with`, () => {
      const text = manifestOf(skeleton)
      assert.ok(text.includes(`apiVersion: ${skeleton.apiVersion}\nkind: ${skeleton.kind}\n`))
      // What it names is for its user to write.
      const alone = withCompleteIndex(workspaceOf({ [FILE]: text }), false)
      const found = problemsOf(alone, uriOf(FILE), policy)
      assert.deepEqual(
        found.map((it) => `${it.code}: ${it.message}`),
        [],
      )
    })
  }

  it('become new manifests, with what was typed first everywhere', () => {
    const { snippet, fileName } = newManifest('service') ?? assert.fail()
    assert.equal(fileName, 'service.yaml')
    assert.match(snippet, /^apiVersion: v1\nkind: Service\nmetadata:\n {2}name: \$\{1:web\}\n/)
    assert.match(snippet, /app\.kubernetes\.io\/name: \$1\n/)
    assert.equal(newManifest('no-such-thing'), undefined)
  })
})

describe('completion of unfinished text', () => {
  const manifest = manifestOf(skeletons.find((it) => it.id === 'statefulset') ?? assert.fail())

  it('replaces what is on the line of the cursor, wherever the text ends', () => {
    for (let end = 0; end <= manifest.length; end += 7) {
      const text = manifest.slice(0, end)
      for (const { edit, label } of completion(workspaceOf({ [FILE]: text }), uriOf(FILE), end, FULL)) {
        const where = `${label} at ${end}`
        assert.ok(edit.from <= end && edit.to >= end, `${where} is around the cursor`)
        assert.ok(!text.slice(edit.from, edit.to).includes('\n'), `${where} replaces text of one line`)
        assert.ok(!`${label}${edit.insert}`.includes(MARK), `${where} shows nothing of how it was found`)
      }
    }
  })

  it('answers for files that are not there and offsets outside', () => {
    assert.deepEqual(completion(workspaceOf({}), uriOf(FILE), 3, FULL), [])
    const workspace = workspaceOf({ [FILE]: 'a: b\n' })
    for (const offset of [-1, 99]) assert.deepEqual(completion(workspace, uriOf(FILE), offset, FULL), [])
  })
})

describe('a completed key', () => {
  const texts = [
    ...skeletons.map(manifestOf),
    ...readdirSync(SHOP).map((it) => readFileSync(new URL(it, SHOP), 'utf8')),
  ]
  const places = texts.flatMap((text) => parseFile(text).parts.flatMap(({ document }) => keyPlaces(document)))

  it('goes into the mapping whose lines it stands between, and changes nothing else', () => {
    assert.ok(places.length > 1000)
    let applied = 0
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.constantFrom('', 'a', 'name'), (first, second, typed) => {
        const { document, line, column, path } = places[first % places.length] ?? assert.fail()
        const blank = `${' '.repeat(column)}${typed}`
        const text = `${document.text.slice(0, line)}${blank}\n${document.text.slice(line)}`
        const found = completion(workspaceOf({ [FILE]: text }), uriOf(FILE), line + blank.length, FULL)
        const keys = found.filter((it) => it.kind === 'field' || it.kind === 'label')
        const item = keys[second % keys.length]
        if (!item) return
        applied++
        const insert = item.snippet ? filledIn(item.edit.insert) : item.edit.insert
        const after = parseDocument(applyEdit(text, { ...item.edit, insert }))
        assert.deepEqual(after.problems, document.problems)
        assert.ok(entry(at(rootOf(after), ...path), item.label), `${item.label} is in ${path.join('.')}`)
        assert.deepEqual(plain(rootOf(after), [...path, item.label].join('/')), plain(rootOf(document), ''))
      }),
      { numRuns: 150 },
    )
    assert.ok(applied > 50, `only ${applied} of the places had offers`)
  })
})

/** Every place before the line of an entry of a block mapping. */
function keyPlaces(document: Document) {
  const found: { document: Document; line: number; column: number; path: readonly (string | number)[] }[] = []
  const visit = (node: Node | undefined) => {
    if (!node) return
    for (const it of values(node)) visit(it)
    for (const it of entries(node)) {
      visit(it.value)
      const line = document.text.lastIndexOf('\n', it.from) + 1
      const lead = document.text.slice(line, it.from)
      if (/^ *$/.test(lead) && line > 0) found.push({ document, line, column: lead.length, path: pathOf(node) })
    }
  }
  visit(rootOf(document))
  return found
}

/** The document as plain data, without the entry at a path. */
function plain(node: Node | undefined, without: string, path = ''): unknown {
  if (!node) return null
  const inside = (step: string | number) => (path === '' ? String(step) : `${path}/${step}`)
  if (node.tree.type === 'sequence') return values(node).map((it, i) => plain(it, without, inside(i)))
  if (node.tree.type !== 'mapping') return scalar(node)
  const kept = entries(node).filter((it) => inside(it.name) !== without)
  return Object.fromEntries(kept.map((it) => [it.name, plain(it.value, without, inside(it.name))]))
}

/** What is left when somebody leaves every tab stop as it is. */
function filledIn(snippet: string): string {
  return snippet
    .replace(/\$\{\d+:((?:\\.|[^}])*)\}/g, '$1')
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace(/\$\d+/g, '')
    .replace(/\\([\\$}])/g, '$1')
}

function shown(found: readonly Completion[], text: string): string {
  if (found.length === 0) return 'nothing'
  const lines = found.slice(0, SHOWN).map((it) => {
    const replaced = text.slice(it.edit.from, it.edit.to)
    const marks = [
      it.deprecated ? 'deprecated' : '',
      it.filterText === undefined ? '' : `found by ${JSON.stringify(it.filterText)}`,
    ]
    const notes = marks.filter(Boolean).join(', ')
    return [
      `${it.label} | ${it.detail ?? ''} | ${JSON.stringify(it.edit.insert.slice(0, 300)).slice(1, -1)}`,
      ...(replaced ? [`  replaces ${JSON.stringify(replaced)}`] : []),
      ...(notes ? [`  ${notes}`] : []),
    ].join('\n')
  })
  const more = found.length - SHOWN
  return [...lines, ...(more > 0 ? [`… ${more} more`] : [])].join('\n')
}
