import { resourceAround } from '../model/resource.ts'
import { isTemplate } from '../model/template.ts'
import type { Workspace } from '../model/workspace.ts'
import { type Type, typeLabel } from '../schema/catalogue.ts'
import type { Definition } from '../schema/definition.ts'
import { type TypeAt, typeAt } from '../schema/type-at.ts'
import { partAt } from '../syntax/file.ts'
import { at, entries, type Node } from '../syntax/node.ts'
import type { Document } from '../syntax/tree.ts'
import { type Cursor, cursorAt } from './completion/cursor.ts'
import type { Layout } from './completion/insert.ts'
import { type Completion, type DocumentationRef, sortText } from './completion/item.ts'
import { keyCompletions } from './completion/keys.ts'
import { apiVersionCompletions, kindCompletions } from './completion/kinds.ts'
import { labelCompletions, labelUse, labelValueCompletions } from './completion/labels.ts'
import { lineAt, MAX_LINE } from './completion/line.ts'
import { MARK } from './completion/mark.ts'
import { nameCompletions } from './completion/names.ts'
import { emptyAt, kindLineOf, skeletonCompletions } from './completion/skeletons.ts'
import { namesIn, placeIn, type Subject, subjectOf } from './completion/subject.ts'
import { knownMapKeys, valueCompletions } from './completion/values.ts'

export interface CompletionOptions {
  /** The minor of Kubernetes that the manifest is for. */
  readonly minor: number
  /** Another extension completes from a schema: only what it cannot know. */
  readonly complement: boolean
}

/** What could be typed at an offset of a file, the best first. */
export function completion(
  workspace: Workspace,
  uri: string,
  offset: number,
  options: CompletionOptions,
): readonly Completion[] {
  const file = workspace.files.get(uri)
  const part = file && partAt(file, offset)
  if (!part || isTemplate(part.document)) return []
  const line = lineAt(part.document.text, offset - part.start)
  if (line.text.length > MAX_LINE) return []
  const found = offersIn({ workspace, uri, options, document: part.document }, offset - part.start)
  const { text } = part.document
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n'
  return found.map((it) => {
    const { from, to, insert } = it.edit
    // What is replaced may start with indentation or a dash, and an editor compares from there.
    const lead = /^(?: *- *| +)/.exec(text.slice(from, offset - part.start))?.[0]
    return {
      ...it,
      ...(lead ? { filterText: lead + (it.filterText ?? it.label) } : {}),
      edit: {
        from: from + part.start,
        to: to + part.start,
        insert: eol === '\n' ? insert : insert.replaceAll('\n', eol),
      },
    }
  })
}

interface Asked {
  readonly workspace: Workspace
  readonly uri: string
  readonly document: Document
  readonly options: CompletionOptions
}

interface Here extends Asked {
  readonly cursor: Cursor
  readonly subject: Subject
}

function offersIn(asked: Asked, offset: number): readonly Completion[] {
  const { document, workspace, options, uri } = asked
  const word = emptyAt(document, offset)
  if (word) return NO_MANIFEST.test(uri) ? [] : skeletonCompletions(word)
  const cursor = cursorAt(document, offset)
  const subject = cursor && subjectOf(workspace.catalogue, cursor, options.minor)
  if (!cursor || !subject) return []
  const here = { ...asked, cursor, subject }
  return cursor.role === 'key' ? keysAt(here) : valuesAt(here, subject.path)
}

/** Files of other tools, which start out as empty as a manifest. */
const NO_MANIFEST = /\/(?:Chart|values[^/]*|docker-compose[^/]*|compose|kustomization|mkdocs|\.[^/]+)\.ya?ml$/

function keysAt(here: Here): readonly Completion[] {
  const { workspace, cursor, subject, options } = here
  if (!subject.known) return subject.path.length === 0 && !options.complement ? firstKeys(here) : []
  const place = placeIn(workspace.catalogue, subject, subject.path)
  if (!place) return []
  return [...itemsAbove(here, place), ...keysIn(here, place.type, subject.path, cursor)]
}

/** After `containers:` items may start at the very column of the key: then they come first. */
function itemsAbove(here: Here, { type }: TypeAt): readonly Completion[] {
  const { cursor, subject, workspace, options } = here
  if (type.kind !== 'struct' || cursor.renames || cursor.flow || cursor.before !== '' || options.complement) return []
  const all = entries(cursor.parent).filter((it) => !it.merged)
  const above = all[all.findIndex((it) => it.name === MARK) - 1]
  const path = [...subject.path, above?.name ?? '']
  const list = above && !above.value ? placeIn(workspace.catalogue, subject, path) : undefined
  if (list?.type.kind !== 'list') return []
  const inList = { ...cursor, parent: undefined, path: [...cursor.path, above?.name ?? ''] }
  return keysIn({ ...here, cursor: inList }, list.type, path, inList).filter((it) => it.kind !== 'field')
}

/** What a place of this type can start with: keys of an object, items of a list, or a value on a line of its own. */
function keysIn(here: Here, type: Type, path: readonly (string | number)[], cursor: Cursor): readonly Completion[] {
  const { options } = here
  switch (type.kind) {
    case 'struct':
    case 'either':
      return options.complement ? [] : keyCompletions(keyPlace({ ...here, cursor }, type.definition, path))
    case 'map':
      return mapKeys({ ...here, cursor }, path)
    case 'list': {
      if (namesIn(cursor.parent).size > 0 || cursor.flow) return []
      const inItem = { ...cursor, before: `${cursor.before}- `, column: cursor.column + 2, path: [...cursor.path, 0] }
      return keysIn(here, type.items, [...path, 0], inItem)
    }
    case 'scalar': {
      const alone = namesIn(cursor.parent).size === 0 && !cursor.renames
      return alone ? valuesAt({ ...here, cursor }, path) : []
    }
    default:
      return []
  }
}

function keyPlace(here: Here, definition: Definition, path: readonly (string | number)[]) {
  const { workspace, cursor } = here
  return {
    catalogue: workspace.catalogue,
    cursor,
    layout: layoutOf(here, cursor),
    definition,
    present: namesIn(cursor.parent),
    isRoot: path.length === 0,
    documentation: (name: string) => reference(here, [...path, name]),
  }
}

function layoutOf({ document, options }: Here, { column, unit, flow }: Cursor): Layout {
  const list = /^( *)[\w."'/-]+: *(?:#.*)?\r?\n( *)- /m.exec(document.text)
  return { column, unit, flow, indentless: list !== null && list[1] === list[2], minor: options.minor }
}

/** Keys of a resource of which nothing says yet what it is. */
function firstKeys({ cursor, subject }: Here): readonly Completion[] {
  const present = namesIn(cursor.parent)
  if ([...present].some((it) => !FIRST_KEYS.has(it))) return []
  if (subject.kind !== undefined && subject.apiVersion !== undefined) return []
  return ['apiVersion', 'kind', 'metadata']
    .filter((it) => !present.has(it))
    .map((name, index) => ({
      label: name,
      kind: 'field' as const,
      detail: 'required',
      sortText: sortText(1, index),
      snippet: name === 'metadata',
      edit: {
        ...cursor.span,
        insert:
          cursor.before +
          (cursor.renames ? name : name === 'metadata' ? `metadata:\n${' '.repeat(cursor.unit)}name: $1` : `${name}: `),
      },
      ...(name === 'metadata' ? {} : { suggest: true as const }),
    }))
}

/** What an object that will be a manifest may start with. */
const FIRST_KEYS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'data', 'stringData'])

function mapKeys(here: Here, path: readonly (string | number)[]): readonly Completion[] {
  const { workspace, subject, cursor, options } = here
  const place = placeIn(workspace.catalogue, subject, path)
  if (!place) return []
  const present = namesIn(cursor.parent)
  const use = labelUse(place, path)
  if (use) return labelCompletions(labelPlace(here, path, use), present)
  if (options.complement) return []
  return knownMapKeys(place)
    .filter((it) => !present.has(it))
    .map((key, index): Completion => {
      const more = reference(here, [...path, key])
      return {
        label: key,
        kind: 'field',
        detail: place.type.kind === 'map' ? typeLabel(place.type.values) : '',
        sortText: sortText(1, index),
        snippet: false,
        edit: {
          ...cursor.span,
          insert: `${cursor.before}${cursor.quote}${key}${cursor.quote}${cursor.renames ? '' : ': '}`,
        },
        ...(more ? { more } : {}),
      }
    })
}

function valuesAt(here: Here, path: readonly (string | number)[]): readonly Completion[] {
  const { workspace, subject, cursor, options } = here
  const { catalogue } = workspace
  const last = path.at(-1)
  if (path.length === 1 && !options.complement) {
    if (last === 'apiVersion') return apiVersionCompletions(catalogue, cursor, subject, options.minor)
    if (last === 'kind')
      return [
        ...kindLineOf(here.document, cursor, subject),
        ...kindCompletions(catalogue, cursor, subject, options.minor),
      ]
  }
  const place = placeIn(catalogue, subject, path)
  if (place?.type.kind !== 'scalar') return []
  const outer = path.slice(0, -1)
  const map = placeIn(catalogue, subject, outer)
  const use = map && typeof last === 'string' ? labelUse(map, outer) : undefined
  if (use && typeof last === 'string') return labelValueCompletions(labelPlace(here, outer, use), last)
  // The values of a list's items are those of the field that has the list.
  const field = typeof last === 'number' && map ? { ...map, type: place.type } : place
  const resource = resourceOf(here)
  const names = nameCompletions({ ...here, place: field, resource, parent: at(subject.node, ...outer) })
  if (options.complement) return names
  return [...names, ...valueCompletions(cursor, field, options.minor, (value) => reference(here, path, value))].filter(
    (it) => !isListed(here, field, outer, it.label),
  )
}

/** Whether a list has the value already. */
function isListed({ subject }: Here, { field }: TypeAt, list: readonly (string | number)[], label: string): boolean {
  if (!field?.t.startsWith('[]')) return false
  const node: Node | undefined = at(subject.node, ...list)
  const written = node?.document.text.slice(node.from, node.to) ?? ''
  return new RegExp(
    `(?:^|[-,[])\\s*["']?${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}["']?\\s*(?:$|[\\n,\\]])`,
    'm',
  ).test(written)
}

function labelPlace(here: Here, path: readonly (string | number)[], use: NonNullable<ReturnType<typeof labelUse>>) {
  return { ...here, resource: resourceOf(here), use, documentation: (key: string) => reference(here, [...path, key]) }
}

/** The resource of the cursor, in the copy with the mark. */
function resourceOf({ subject }: Here) {
  const { node } = subject
  return resourceAround(node.document, node.from)
}

function reference(
  { workspace, subject, options }: Here,
  path: readonly (string | number)[],
  value?: string,
): DocumentationRef | undefined {
  const { known } = subject
  if (!known || !typeAt(workspace.catalogue, known.type, path)) return undefined
  return {
    what: 'field',
    apiVersion: known.apiVersion,
    kind: known.kind,
    path,
    ...(value === undefined ? {} : { value }),
    ...(options.complement ? { brief: true as const } : {}),
  }
}
