import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Note, parseNote, summaryOf } from '../../server/src/notes/note.ts'
import { createNotes } from '../../server/src/notes/notes.ts'
import { type Catalogue, fieldOf, type Type } from '../../server/src/schema/catalogue.ts'
import { check } from '../../server/src/schema/check.ts'
import type { Definition, Field } from '../../server/src/schema/definition.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { at, entries, items, type Node, rootOf } from '../../server/src/syntax/node.ts'
import { catalogue, lintText } from '../corpus/service.ts'

const FOLDERS = ['concepts', 'kinds', 'fields'] as const
const notes = FOLDERS.flatMap(readNotes)
const ids = new Set(notes.map((it) => it.id))
/** Struct types of Kubernetes itself by their short names; two versions of one type have the same. */
const structs = structsByName(catalogue)

describe('notes', () => {
  it('are there, each under its own id', () => {
    assert.ok(notes.length >= 30, `${notes.length} notes`)
    assert.equal(ids.size, notes.length, 'an id is unique over all folders')
  })

  it('are in a clear order where several explain one place', () => {
    for (const [surface, found] of createNotes(notes).bySurface) {
      const counts = found.map((it) => it.surfaces.length)
      assert.equal(
        new Set(counts).size,
        counts.length,
        `${surface}: ${found.map((it) => it.id).join(', ')} are equally specific`,
      )
    }
  })

  for (const note of notes) {
    describe(note.id, () => {
      it('shows at places that exist', () => {
        for (const surface of note.surfaces) assert.equal(faultOfSurface(surface), undefined, surface)
      })

      it('has sources, and links that go both ways', () => {
        assert.ok(note.sources.length > 0)
        for (const source of note.sources) assert.match(source, /^https:\/\/\S+/)
        for (const other of note.see) {
          assert.ok(ids.has(other), `see ${other}: there is no such note`)
          assert.ok(notes.find((it) => it.id === other)?.see.includes(note.id), `${other} does not link back`)
        }
      })

      it('says it in one or two sentences first, and in 80 to 300 words in all', () => {
        const sentences = sentencesIn(summaryOf(note))
        assert.ok(sentences >= 1 && sentences <= 2, `${sentences} sentences: ${summaryOf(note)}`)
        const words = wordsIn(note.body)
        assert.ok(words >= 80 && words <= 300, `${words} words`)
      })

      it('shows YAML that is right', () => {
        for (const fence of fencesIn(note.body)) assert.deepEqual(faultsOfYaml(fence), [], fence)
      })
    })
  }
})

function readNotes(folder: string): readonly Note[] {
  const url = new URL(`../../knowledge/${folder}/`, import.meta.url)
  return readdirSync(fileURLToPath(url)).map((name) => {
    assert.match(name, /^[a-z0-9-]+\.md$/)
    return parseNote(name.slice(0, -3), readFileSync(new URL(name, url), 'utf8'))
  })
}

/** What is wrong with a surface, by the grammar of notes.ts. */
function faultOfSurface(surface: string): string | undefined {
  const kind = /^kind (\w+)$/.exec(surface)?.[1]
  if (kind !== undefined) return kindsNamed(kind).length ? undefined : `no kind ${kind}`
  if (surface === 'apiVersion' || surface === 'kind') return undefined
  const [, written = '', path = '', value] = /^(\w+)\.([^=]+)(?:=(.*))?$/.exec(surface) ?? []
  // `metadata.labels` without a type means that of any object.
  const owner = written === 'metadata' ? 'ObjectMeta' : written
  const roots = [...kindsNamed(owner), ...(structs.get(owner) ?? [])]
  if (roots.length === 0) return `no type ${owner}`
  const steps = path.match(/\["[^"]*"\]|[^.[\]]+/g) ?? []
  const fields = roots.flatMap((it) => follow({ kind: 'struct', definition: it }, steps) ?? [])
  if (fields.length === 0) return `no field ${path}`
  if (value === undefined) return undefined
  const closed = fields.map((it) => it.enum ?? it.values).filter((it) => it !== undefined)
  return closed.length === 0 || closed.some((it) => it.map(String).includes(value)) ? undefined : `no value ${value}`
}

/** The field at the end of the names; lists and maps are passed through without marks, keys of maps are `["key"]`. */
function follow(type: Type, steps: readonly string[], field: Field = { t: 'any' }): Field | undefined {
  if (type.kind === 'list') return follow(type.items, steps, field)
  const [step, ...rest] = steps
  if (step === undefined) return field
  if (type.kind === 'map') return step.startsWith('[') ? follow(type.values, rest) : follow(type.values, steps, field)
  const next = type.kind === 'struct' || type.kind === 'either' ? fieldOf(type.definition, step) : undefined
  return next && follow(catalogue.type(next.t), rest, next)
}

function kindsNamed(name: string): readonly Definition[] {
  return Object.entries(catalogue.index.kinds).flatMap(([gvk, kind]) => {
    const type = gvk.endsWith(`/${name}`) ? catalogue.typeOf(kind) : undefined
    return type?.kind === 'struct' ? [type.definition] : []
  })
}

function structsByName({ index, definition, type }: Catalogue): ReadonlyMap<string, readonly Definition[]> {
  const found = new Map<string, Definition[]>()
  const seen = new Set<Definition>()
  const visit = (it: Type): void => {
    if (it.kind === 'list') visit(it.items)
    if (it.kind === 'map') visit(it.values)
    if ((it.kind !== 'struct' && it.kind !== 'either') || seen.has(it.definition)) return
    seen.add(it.definition)
    found.set(it.definition.name, [...(found.get(it.definition.name) ?? []), it.definition])
    for (const { t } of Object.values(it.definition.fields)) visit(type(t))
  }
  for (const kind of Object.values(index.kinds)) {
    if (kind.from === 'kubernetes' && kind.definition !== undefined)
      visit({ kind: 'struct', definition: definition(kind.definition) })
  }
  return found
}

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

function errorsOfManifest(text: string): readonly string[] {
  return lintText(text).problems.flatMap((it) => (it.severity === 'error' ? [`${it.path ?? ''}: ${it.message}`] : []))
}

/** Fields left out of a fragment are elsewhere; all others must be right for some one type that has them all. */
function faultsOfFragment(root: Node): readonly string[] {
  const objects = root.tree.type === 'sequence' ? items(root).flatMap((it) => it.value ?? []) : [root]
  return objects.flatMap((node) => {
    const names = entries(node).map((it) => it.name)
    const types = [...structs.values()].flat().filter((it) => names.every((name) => fieldOf(it, name)))
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
      })
        .filter((it) => it.severity === 'error' && it.cause !== 'required' && !it.versions)
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
