import assert from 'node:assert/strict'
import { loadNotes, noteFiles } from '../../server/src/main/load.ts'
import { structsByName, surfaceFault } from '../../server/src/model/surface-fault.ts'
import { summaryOf } from '../../server/src/notes/note.ts'
import { readNote } from '../../server/src/notes/read-note.ts'
import { rules } from '../../server/src/rules/index.ts'
import { fieldOf } from '../../server/src/schema/catalogue.ts'
import { check } from '../../server/src/schema/check.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { at, entries, items, type Node, rootOf } from '../../server/src/syntax/node.ts'
import { catalogue, lintText } from '../corpus/service.ts'

/** Words of prose, by folder. */
const LENGTHS: Readonly<Record<string, readonly [number, number]>> = {
  concepts: [80, 300],
  kinds: [80, 300],
  fields: [40, 200],
  values: [25, 120],
}

const files = noteFiles()
const ids = new Set(files.map((it) => it.id))
const notes = loadNotes()

describe('notes', () => {
  it('are there, each under its own id', () => {
    assert.ok(files.length >= 30, `${files.length} notes`)
    assert.equal(ids.size, files.length, 'an id is unique over all folders')
    assert.equal(notes.all.length, files.length)
  })

  it('links go both ways, and none is dead', () => {
    const oneWay = notes.all.flatMap(({ id, see }) =>
      see.filter((it) => !notes.byId.get(it)?.see.includes(id)).map((it) => `${id} → ${it}`),
    )
    assert.deepEqual(oneWay, [])
    assert.ok(notes.all.some((it) => it.see.length > 2))
  })

  it('each alias belongs to one note, and is no id of another', () => {
    const owners = new Map<string, string[]>()
    for (const { id, aliases } of notes.all)
      for (const it of aliases) owners.set(it.toLowerCase(), [...(owners.get(it.toLowerCase()) ?? []), id])
    const shared = [...owners].filter(([word, of]) => of.length > 1 || (ids.has(word) && !of.includes(word)))
    assert.deepEqual(
      shared.map(([word, of]) => `${word}: ${of.join(', ')}`),
      [],
    )
  })

  it('rules name notes that exist', () => {
    const named = rules.flatMap((rule) => (rule.notes ?? []).map((id) => ({ rule: rule.id, id })))
    assert.ok(named.length > 5)
    assert.deepEqual(
      named.filter(({ id }) => !notes.byId.has(id)),
      [],
    )
  })

  for (const { id, path, text } of files) {
    describe(id, () => {
      const { note, problems } = readNote(id, text)
      const [, folder = ''] = path.split('/')
      const body = note?.body ?? ''

      it('is read without a problem', () => {
        assert.deepEqual(
          problems.map((it) => `${path}:${text.slice(0, it.from).split('\n').length}: ${it.message}`),
          [],
        )
        assert.ok(note)
      })

      it('shows at places that exist', () => {
        const faults = (note?.surfaces ?? []).map((it) => `${it} ${surfaceFault(catalogue, it) ?? ''}`)
        assert.deepEqual(
          faults.filter((it) => !it.endsWith(' ')),
          [],
        )
      })

      it('has sources, and links that lead somewhere', () => {
        assert.ok(note && note.sources.length > 0)
        for (const source of note.sources) assert.match(source, / \(read (?:for Kubernetes 1\.\d+|\d{4})\)$/)
        assert.deepEqual(
          note.see.filter((it) => !ids.has(it) || it === id),
          [],
        )
      })

      it('says it in one or two sentences first, and in as many words as its folder has room for', () => {
        const summary = note ? summaryOf(note) : ''
        const sentences = sentencesIn(summary)
        assert.ok(sentences >= 1 && sentences <= 2, `${sentences} sentences: ${summary}`)
        const [least, most] = LENGTHS[folder] ?? [1, 0]
        const words = wordsIn(body)
        assert.ok(words >= least && words <= most, `${words} words of ${least} to ${most}`)
      })

      it('is Markdown alone: no HTML, no pictures, no links', () => {
        const prose = body.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, 'code')
        assert.deepEqual(prose.match(/<\/?[a-z!][^>]*>|!\[|\]\(|\]:|https?:\/\//gi) ?? [], [])
      })

      it('shows YAML that is right', () => {
        for (const fence of fencesIn(body)) assert.deepEqual(faultsOfYaml(fence), [], fence)
      })
    })
  }
})

function fencesIn(body: string): readonly string[] {
  return [...body.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map((it) => it[1] ?? '')
}

/** Syntax and schema errors: of a manifest as it stands, of a fragment for the type that it is a part of. */
function faultsOfYaml(text: string): readonly string[] {
  const file = parseFile(text)
  const syntax = file.parts.flatMap(({ document }) => document.problems.map((it) => it.message))
  if (syntax.length > 0) return syntax
  return file.parts.flatMap(({ document }) => {
    const root = rootOf(document)
    if (!root) return []
    if (at(root, 'apiVersion') && at(root, 'kind')) return errorsOfManifest(document.text)
    return faultsOfFragment(root)
  })
}

/** Clean, but for the advice that a minimal example leaves out, and what the notes about the node are about. */
const MAY_SHOW: ReadonlySet<string> = new Set(['missing-resource-requests', 'host-network', 'host-path-volume'])

function errorsOfManifest(text: string): readonly string[] {
  const { problems } = lintText(text)
  const faults = problems.filter((it) => it.severity !== 'hint' && !MAY_SHOW.has(it.code))
  return faults.map((it) => `${it.path ?? ''}: ${it.message} [${it.code}]`)
}

/** Fields left out of a fragment are elsewhere; all others must be right for some one type that has them all. */
function faultsOfFragment(root: Node): readonly string[] {
  const objects = root.tree.type === 'sequence' ? items(root).flatMap((it) => it.value ?? []) : [root]
  return objects.flatMap((node) => {
    const names = entries(node).map((it) => it.name)
    const types = [...structsByName(catalogue).values()].flat().filter((it) => names.every((name) => fieldOf(it, name)))
    const faults = types.map((definition) =>
      check({
        catalogue,
        node,
        type: { kind: 'struct', definition },
        kind: definition.name,
        apiVersion: 'v1',
        builtIn: true,
        looksAt: () => [],
        isSetAside: () => false,
        setsAside: () => false,
      })
        .filter((it) => it.severity === 'error' && it.code !== 'missing-required' && !it.versions)
        .map((it) => `${definition.name}.${it.path}: ${it.message}`),
    )
    if (faults.length === 0) return [`no type has all of ${names.join(', ')}`]
    return faults.some((it) => it.length === 0) ? [] : (faults[0] ?? [])
  })
}

/** Ends of sentences; a dot inside code, a number or `e.g.` ends none. */
function sentencesIn(paragraph: string): number {
  const plain = paragraph.replace(/`[^`]*`/g, 'code').replace(/\b(?:e\.g|i\.e|etc|vs)\./g, 'abbreviation')
  return (plain.match(/[.!?](?=\s|$)/g) ?? []).length
}

function wordsIn(body: string): number {
  return body
    .replace(/^```[\s\S]*?^```$/gm, '')
    .split(/\s+/)
    .filter((it) => /\w/.test(it)).length
}
