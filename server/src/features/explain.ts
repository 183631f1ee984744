import { knownAt } from '../model/place.ts'
import type { Workspace } from '../model/workspace.ts'
import type { Note } from '../notes/note.ts'
import type { Notes } from '../notes/notes.ts'
import { codes, codesById } from '../rules/codes.ts'
import type { Type } from '../schema/catalogue.ts'
import { partAt } from '../syntax/file.ts'
import { nearest } from '../text/nearest.ts'
import { codePage } from './explain/code-page.ts'
import { fieldPage, type KindName } from './explain/field-page.ts'
import { findKind, kindNames } from './explain/find-kind.ts'
import { type NamedPlace, namedPlace, structOf, top } from './explain/named-place.ts'
import { notePage } from './explain/note-page.ts'
import type { Explanation } from './explain/page.ts'

/**
 * A page about a note (`headless-service`), a kind or a field (`deployment.spec.strategy`, `deploy`), or a rule
 * (`image-tag-latest`). Case does not count. `undefined` for what there is not.
 */
export function explain(workspace: Workspace, query: string): Explanation | undefined {
  const { notes } = workspace
  const word = query.trim()
  const lower = word.toLowerCase()
  const note = notes.byId.get(lower)
  const rule = codesById.has(lower) ? codePage(lower) : undefined
  if (note) return withRule(notePage(notes, note), rule)
  if (rule) return rule
  const alias = notes.byAlias.get(lower) ?? noteAtSurface(notes, word)
  return explainField(workspace, word) ?? (alias && notePage(notes, alias))
}

/** `PodSpec.restartPolicy`, `Service.spec.type=ClusterIP`: places by the names that notes give them. */
function noteAtSurface({ bySurface }: Notes, word: string): Note | undefined {
  const exact = bySurface.get(word)?.[0]
  if (exact) return exact
  const lower = word.toLowerCase()
  return [...bySurface].find(([surface]) => surface.toLowerCase() === lower)?.[1][0]
}

/** A note and a rule of one name share a page. */
function withRule(note: Explanation, rule: Explanation | undefined): Explanation {
  return rule ? { ...note, markdown: `${note.markdown}\n${rule.markdown.replace(/^# /, '# The rule ')}` } : note
}

/** The page for what stands at an offset of a file. */
export function explainAt(workspace: Workspace, uri: string, offset: number): Explanation | undefined {
  const file = workspace.files.get(uri)
  const part = file && partAt(file, offset)
  const known = part && knownAt(workspace.catalogue, part.document, offset - part.start)
  const root = known && workspace.catalogue.typeOf(known.kind)
  if (!known || !root) return undefined
  const { resource, path, at } = known
  const kind = { name: resource.kind, apiVersion: resource.apiVersion }
  const names = path.filter((it) => typeof it === 'string')
  if (names.length === 1 && names[0] === 'kind') return placePage(workspace, kind, root, { names: [], at: top(root) })
  // Items of a list have no page of their own.
  const place = at.name === undefined ? namedPlace(workspace.catalogue, root, names) : { names, at }
  return place && placePage(workspace, kind, root, place)
}

/** What somebody who asked for `query` may have meant. */
export function suggestions(workspace: Workspace, query: string): readonly string[] {
  const { catalogue, notes } = workspace
  const [kind = '', ...words] = stepsOf(query)
  const names = new Set([...notes.byId.keys(), ...codes.map((it) => it.id), ...kindNames(catalogue)])
  const similar = nearest(query, names)
  if (similar.length > 0 || words.length === 0) return similar
  const found = findKind(catalogue, kind)
  const root = found && catalogue.typeOf(found.kind)
  if (!root) return nearest(kind, kindNames(catalogue)).map((it) => [it, ...words].join('.'))
  for (let known = words.length - 1; known >= 0; known--) {
    const place = namedPlace(catalogue, root, words.slice(0, known))
    if (!place) continue
    const fields = Object.keys(structOf(place.at.type)?.fields ?? {})
    return nearest(words[known] ?? '', fields).map((it) => [found.name, ...place.names, it].join('.'))
  }
  return []
}

function explainField(workspace: Workspace, query: string): Explanation | undefined {
  const { catalogue } = workspace
  const [kind = '', ...words] = stepsOf(query)
  const found = findKind(catalogue, kind)
  const root = found && catalogue.typeOf(found.kind)
  const place = root && namedPlace(catalogue, root, words)
  return place && placePage(workspace, found, root, place)
}

/** For an entry of a map of which nothing is known, the page of the map. */
function placePage(workspace: Workspace, kind: KindName, root: Type, place: NamedPlace): Explanation | undefined {
  const own = fieldPage(workspace, kind, place)
  const outer = own ? undefined : namedPlace(workspace.catalogue, root, place.names.slice(0, -1))
  return own ?? (outer && fieldPage(workspace, kind, outer))
}

/** `deployment.spec.template.spec.containers[0].image` without the positions. */
function stepsOf(query: string): readonly string[] {
  return query
    .replace(/\[\d*\]/g, '')
    .split('.')
    .filter((it) => it !== '')
}
