import { knownAt, notePlace } from '../model/place.ts'
import { stability } from '../model/validate.ts'
import type { Workspace } from '../model/workspace.ts'
import type { Note } from '../notes/note.ts'
import { noteFor } from '../notes/notes.ts'
import { codes, codesById } from '../rules/codes.ts'
import { rules } from '../rules/index.ts'
import type { Rule } from '../rules/rule.ts'
import { type Catalogue, fieldOf, type Type, typeLabel } from '../schema/catalogue.ts'
import type { Definition, Field, Kind } from '../schema/definition.ts'
import { partAt } from '../syntax/file.ts'
import { nearest } from '../text/nearest.ts'
import { pathLabel } from './markdown.ts'
import { referenceUrl } from './reference-links.ts'

export interface Explanation {
  readonly title: string
  /** Links between pages are the ids of other pages followed by `.md`. */
  readonly markdown: string
}

/**
 * A page about a note (`headless-service`), a kind or a field (`deployment.spec.strategy`, `deploy`), or a rule
 * (`image-tag-latest`). Case does not count. `undefined` for what there is not.
 */
export function explain(workspace: Workspace, query: string): Explanation | undefined {
  const word = query.trim()
  const lower = word.toLowerCase()
  const note =
    workspace.notes.byId.get(lower) ??
    workspace.notes.all.find((it) => it.aliases.some((a) => a.toLowerCase() === lower))
  if (note && workspace.notes.byId.has(lower)) return notePage(workspace, note)
  if (codesById.has(lower)) return codePage(lower)
  return fieldPage(workspace, word) ?? (note && notePage(workspace, note))
}

/** The page for what stands at an offset of a file. */
export function explainAt(workspace: Workspace, uri: string, offset: number): Explanation | undefined {
  const file = workspace.files.get(uri)
  const part = file && partAt(file, offset)
  const known = part && knownAt(workspace.catalogue, part.document, offset - part.start)
  if (!known) return undefined
  const { resource, path } = known
  const names = path.filter((it) => typeof it === 'string')
  const isKind = names.length === 1 && names[0] === 'kind'
  return fieldPage(workspace, [resource.kind, ...(isKind ? [] : names)].join('.'), resource.apiVersion)
}

/** What somebody who asked for `query` may have meant. */
export function suggestions(workspace: Workspace, query: string): readonly string[] {
  const [kind = '', ...rest] = query.split('.')
  const names = [...workspace.notes.byId.keys(), ...codes.map((it) => it.id), ...kindNames(workspace.catalogue)]
  const similar = nearest(query, names)
  if (similar.length > 0 || rest.length === 0) return similar
  const found = findKind(workspace.catalogue, kind)
  if (!found) return nearest(kind, kindNames(workspace.catalogue)).map((it) => [it, ...rest].join('.'))
  let type = workspace.catalogue.typeOf(found.kind)
  const passed = [found.name]
  for (const step of rest) {
    const struct = type && structOf(type)
    if (!struct) return []
    const field = fieldNamed(struct, step)
    if (!field) return nearest(step, Object.keys(struct.fields)).map((it) => [...passed, it].join('.'))
    passed.push(field[0])
    type = workspace.catalogue.type(field[1].t)
  }
  return []
}

/** Everything there is a page about, for pickers and lists. */
export interface ExplainItem {
  readonly id: string
  readonly label: string
  readonly description: string
  readonly group: string
  readonly aliases: readonly string[]
}

export function explainItems(workspace: Workspace): readonly ExplainItem[] {
  const { notes, catalogue } = workspace
  const ofNotes = notes.all.map(
    (it): ExplainItem => ({ id: it.id, label: it.title, description: it.id, group: it.area, aliases: it.aliases }),
  )
  const ofKinds = [...bestKinds(catalogue)].map(
    ([name, { apiVersion, kind }]): ExplainItem => ({
      id: name,
      label: name,
      description: apiVersion,
      group: kind.from === 'kubernetes' ? 'Kinds' : 'Kinds of custom resources',
      aliases: kind.short ?? [],
    }),
  )
  const ofCodes = codes.map(
    (it): ExplainItem => ({ id: it.id, label: it.id, description: it.summary, group: 'Rules', aliases: [] }),
  )
  return [...ofNotes.sort((a, b) => order(a.group, b.group) || order(a.label, b.label)), ...ofKinds, ...ofCodes]
}

function notePage(workspace: Workspace, note: Note): Explanation {
  const see = note.see.flatMap((id) => {
    const other = workspace.notes.byId.get(id)
    return other ? [`- [${other.title}](${id}.md)`] : []
  })
  const blocks = [
    `# ${note.title}`,
    note.body,
    see.length ? `## See also\n\n${see.join('\n')}` : undefined,
    note.sources.length
      ? `## Sources\n\n${note.sources.map((it) => `- ${it.replace(/^(https:\S+)/, '<$1>')}`).join('\n')}`
      : undefined,
  ]
  return { title: note.title, markdown: page(blocks) }
}

function codePage(id: string): Explanation | undefined {
  const info = codesById.get(id)
  if (!info) return undefined
  const rule: Rule | undefined = rules.find((it) => it.id === id)
  const examples = (rule?.examples ?? []).map((it) => {
    const text = ('good' in it ? it.good : it.bad).replace(/^\n/, '').replace(/^.*#?\s*\^+.*\n?/gm, '')
    const title = `${'good' in it ? 'Good' : 'Bad'}${it.title ? `: ${it.title.toLowerCase()}` : ''}`
    return `**${title}**\n\n\`\`\`yaml\n${text.trimEnd()}\n\`\`\``
  })
  const blocks = [
    `# ${id}`,
    `${info.summary} (${info.severity}${info.optional ? ', only in the profile `all`' : ''})`,
    info.why.trim(),
    rule && `**When it may be wrong:** ${rule.falseAlarms}`,
    ...examples,
    `## Turn it off\n\nFor one line: \`# purser:ignore ${id} -- the reason\` above it or behind it. For the entry below: \`purser:ignore-block\`. For a file: \`purser:ignore-file\`. For a folder, in \`.purser.yaml\`:\n\n\`\`\`yaml\nrules:\n  ${id}: off\n\`\`\``,
    rule?.note && `See also: [${rule.note}](${rule.note}.md)`,
  ]
  return { title: id, markdown: page(blocks) }
}

/** An offline `kubectl explain`: a kind or a field of it, with the notes. */
function fieldPage(workspace: Workspace, query: string, apiVersion?: string): Explanation | undefined {
  const { catalogue, notes } = workspace
  const [kindName = '', ...steps] = query
    .replace(/\[\d*\]/g, '')
    .split('.')
    .filter((it) => it !== '')
  const found = findKind(catalogue, kindName, apiVersion)
  const root = found && catalogue.typeOf(found.kind)
  if (!found || !root) return undefined
  let type: Type = root
  let field: Field | undefined
  let owner: Definition | undefined
  const path: string[] = []
  const chain: { readonly definition: Definition; path: readonly string[] }[] = []
  for (const step of steps) {
    const struct = structOf(type)
    const next = struct && fieldNamed(struct, step)
    if (!struct || !next) return undefined
    owner = struct
    chain.unshift({ definition: struct, path: [] })
    for (const passed of chain) passed.path = [...passed.path, next[0]]
    path.push(next[0])
    field = next[1]
    type = catalogue.type(field.t)
  }
  const struct = structOf(type)
  const place = notePlace(found.name, path, { type, chain, ...(field ? { field } : {}), ...(owner ? { owner } : {}) })
  const note = path.length === 0 ? notes.bySurface.get(`kind ${found.name}`)?.[0] : noteFor(notes, place)
  const description = catalogue.description(field?.doc ?? struct?.doc)
  const title = pathLabel([found.name, ...path])
  const url = (struct ?? owner) && referenceUrl((struct ?? owner) as Definition, catalogue.index.kubernetes)
  const blocks = [
    `# ${title}`,
    [`\`${typeLabel(type)}\``, found.apiVersion, isNeeded(field) ? 'required' : undefined].filter(Boolean).join(' · '),
    field && facts(field),
    note?.body,
    note && `[${note.title}](${note.id}.md)`,
    description && `## The API says\n\n${description.replaceAll('<', '&lt;')}`,
    struct && Object.keys(struct.fields).length ? `## Fields\n\n${fieldList(catalogue, struct, title)}` : undefined,
    url && `[${(struct ?? owner)?.name} in the Kubernetes reference](${url})`,
  ]
  return { title, markdown: page(blocks) }
}

function facts(field: Field): string | undefined {
  const lines = [
    field.enum && `Allowed: ${field.enum.map((it) => `\`${it}\``).join(', ')}`,
    !field.enum && field.values && `Usual: ${field.values.map((it) => `\`${it}\``).join(', ')}`,
    field.default !== undefined &&
      `Default: \`${typeof field.default === 'string' ? field.default : JSON.stringify(field.default)}\``,
    field.since && `Since Kubernetes ${field.since}`,
    field.off && 'Needs a feature gate that is off by default',
  ].filter((it) => typeof it === 'string')
  return lines.length ? lines.join('  \n') : undefined
}

/** Required fields first, each with the first sentence of its description. */
function fieldList(catalogue: Catalogue, struct: Definition, title: string): string {
  const all = Object.entries(struct.fields)
  const ordered = [...all.filter(([, it]) => isNeeded(it)), ...all.filter(([, it]) => !isNeeded(it))]
  return ordered
    .map(([name, field]) => {
      const text = catalogue.description(field.doc)?.split(/(?<=[.!?])\s|\n/, 1)[0] ?? ''
      const needed = isNeeded(field) ? ', required' : ''
      const label = `**[${name}](${title}.${name}.md)** \`${typeLabel(catalogue.type(field.t))}\`${needed}`
      return `- ${label}${text ? `: ${text.replaceAll('<', '&lt;')}` : ''}`
    })
    .join('\n')
}

function isNeeded(field: Field | undefined): boolean {
  return field !== undefined && ((field.req === 1 && !field.lax) || field.need === 1)
}

interface FoundKind {
  readonly name: string
  readonly apiVersion: string
  readonly kind: Kind
}

/** A kind by its name, plural or short name, in any case; with several versions the stablest that is served. */
function findKind(catalogue: Catalogue, word: string, apiVersion?: string): FoundKind | undefined {
  const exact = apiVersion === undefined ? undefined : catalogue.kind(apiVersion, word)
  if (exact && apiVersion !== undefined) return { name: word, apiVersion, kind: exact }
  const lower = word.toLowerCase()
  for (const [name, found] of bestKinds(catalogue)) {
    const names = [name.toLowerCase(), found.kind.plural, ...(found.kind.short ?? [])]
    if (names.includes(lower)) return { name, ...found }
  }
  return undefined
}

/** For each kind name the version to explain: Kubernetes before custom resources, served before gone, stable before beta. */
function bestKinds(catalogue: Catalogue): ReadonlyMap<string, { readonly apiVersion: string; readonly kind: Kind }> {
  const best = new Map<string, { apiVersion: string; kind: Kind; rank: number }>()
  for (const [gvk, kind] of Object.entries(catalogue.index.kinds)) {
    if (kind.definition === undefined || kind.transient) continue
    const slash = gvk.lastIndexOf('/')
    const name = gvk.slice(slash + 1)
    const apiVersion = gvk.slice(0, slash)
    if (name.endsWith('List') && name !== 'List') continue
    const rank =
      (kind.from === 'kubernetes' ? 1e6 : 0) + (kind.removed ? 0 : 1e5) + (kind.off ? 0 : 1e4) + stability(apiVersion)
    if ((best.get(name)?.rank ?? -1) < rank) best.set(name, { apiVersion, kind, rank })
  }
  return best
}

function kindNames(catalogue: Catalogue): readonly string[] {
  return [...bestKinds(catalogue)].flatMap(([name, { kind }]) => [name.toLowerCase(), ...(kind.short ?? [])])
}

function fieldNamed(struct: Definition, name: string): readonly [string, Field] | undefined {
  const exact = fieldOf(struct, name)
  if (exact) return [name, exact]
  const lower = name.toLowerCase()
  return Object.entries(struct.fields).find(([it]) => it.toLowerCase() === lower)
}

function structOf(type: Type): Definition | undefined {
  if (type.kind === 'list') return structOf(type.items)
  if (type.kind === 'map') return structOf(type.values)
  return type.kind === 'struct' || type.kind === 'either' ? type.definition : undefined
}

function page(blocks: readonly (string | undefined | false)[]): string {
  return `${blocks.filter((it) => typeof it === 'string' && it !== '').join('\n\n')}\n`
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
