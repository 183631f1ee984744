import { counted, joined, some } from '../explain/words.ts'
import { isManifest, type Resource, resourcesOf } from '../model/resource.ts'
import { isTemplate } from '../model/template.ts'
import { patchFilesOf, type Workspace } from '../model/workspace.ts'
import type { Policy } from '../settings.ts'
import { type File, type Part, positionAt } from '../syntax/file.ts'
import { rootOf } from '../syntax/node.ts'
import { decoded } from '../text/uri.ts'
import { type Explanation, page } from './explain/page.ts'
import { code, kindText } from './manifest/fact.ts'
import { missingFrom, namespaceText } from './manifest/needs.ts'
import { resourceText } from './manifest/resource-text.ts'
import { waysText } from './manifest/ways.ts'
import { escaped, pathLabel, withoutLinks } from './markdown.ts'
import { problemsOf } from './problems.ts'
import { touchedNotes } from './touched-notes.ts'

/**
 * A page about one file: each resource in plain words, what it needs and whether that is there, what is wrong, and the
 * notes to read on. `undefined` for a file that we do not hold.
 */
export function explainManifest(workspace: Workspace, uri: string, policy: Policy): Explanation | undefined {
  const file = workspace.files.get(uri)
  if (!file) return undefined
  const all = file.parts.flatMap((part) => shownOf(part).map((resource) => ({ part, resource })))
  const sayNamespace = new Set(all.map((it) => it.resource.namespace)).size > 1
  const isPatch = patchFilesOf(workspace.index).has(uri)
  const said = new Set<string>()
  const shown = all.slice(0, MOST_RESOURCES).map(({ part, resource }) => {
    const line = lineOf(file, part.start + resource.node.from)
    return resourceText({ workspace, uri, resource, isPatch }, { line, said, sayNamespace })
  })
  const name = decoded(uri.slice(uri.lastIndexOf('/') + 1))
  const title = `${name} explained`
  return page(title, [
    `# ${pathLabel([name])} explained`,
    overview(
      workspace,
      uri,
      all.map((it) => it.resource),
    ),
    isPatch && PATCH,
    all.length > 1 &&
      waysText(
        workspace,
        all.slice(0, MOST_RESOURCES).map((it) => it.resource),
      ),
    ...shown,
    all.length > MOST_RESOURCES && restText(all.slice(MOST_RESOURCES).map((it) => it.resource)),
    othersText(file),
    all.length > 0 || file.parts.some((it) => isManifest(it.document)) ? problemText(workspace, uri, file, policy) : '',
    notesText(workspace, uri),
  ])
}

/** A page of all resources of a long file nobody would read. */
const MOST_RESOURCES = 25
const MOST_PROBLEMS = 15
const MOST_NOTES = 40

const PATCH =
  'A kustomization takes this file as a patch: what is not written here stands in the resource that it changes.'

/** A List and its items are one object with many: the items alone say it. */
function shownOf({ document }: Part): readonly Resource[] {
  const all = resourcesOf(document)
  return all.length > 1 ? all.slice(1) : all
}

function overview(workspace: Workspace, uri: string, all: readonly Resource[]): string | undefined {
  if (all.length === 0) return undefined
  const missing = all
    .slice(0, MOST_RESOURCES)
    .reduce((sum, resource) => sum + missingFrom({ workspace, uri, resource }), 0)
  const spaces = new Map(all.flatMap((it) => (it.namespace === undefined ? [] : [[it.namespace, it] as const])))
  const [first] = spaces.values()
  const where =
    first === undefined
      ? ''
      : spaces.size === 1
        ? `, for the namespace ${namespaceText({ workspace, uri, resource: first })}`
        : `, for the namespaces ${some([...spaces.keys()].map(code), 4)}`
  const lacks =
    missing === 0
      ? ''
      : ` ${missing === 1 ? 'One thing that they need is' : `${missing} things that they need are`} not in this workspace.`
  const what = all.length === 1 ? 'One resource' : counted(all.length, 'resource')
  return `${what}${where}: ${inventory(all)}.${all.length === 1 ? lacks.replace('they need', 'it needs') : lacks}`
}

/** By name, or where there are many by kind. */
function inventory(all: readonly Resource[]): string {
  if (all.length <= 8)
    return joined(all.map((it) => `${kindText(it.kind)}${it.name === undefined ? '' : ` ${code(it.name)}`}`))
  const counts = new Map<string, number>()
  for (const { kind } of all) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return some(
    [...counts].map(([kind, count]) => (count === 1 ? kindText(kind) : `${count} × ${kindText(kind)}`)),
    15,
  )
}

function restText(rest: readonly Resource[]): string {
  return `## The rest\n\nThis page explains the first ${MOST_RESOURCES} resources. ${counted(rest.length, 'more resource')} ${rest.length === 1 ? 'follows' : 'follow'}: ${inventory(rest)}. To read about one of them, put the cursor into it and hover.`
}

/** What of the file is no resource, and why. */
function othersText(file: File): string | undefined {
  const lines = file.parts.flatMap(({ start, document }) => {
    if (resourcesOf(document).length > 0) return []
    const root = rootOf(document)
    const where =
      file.parts.length === 1 ? 'This file' : `The document at line ${lineOf(file, start + (root?.from ?? 0))}`
    if (document.problems.some((it) => it.code === 'yaml-too-large')) return [`${where} is too large to be read.`]
    if (isTemplate(document))
      return [`${where} is a template: what it describes is known only when Helm or another tool has rendered it.`]
    if (isManifest(document)) return [`${where} is a manifest, but its YAML is broken: see the problems below.`]
    if (root || file.parts.length === 1)
      return [`${where} is ${root ? 'no Kubernetes manifest: it has no `apiVersion` and `kind`' : 'empty'}.`]
    return []
  })
  const shown = lines.slice(0, MOST_OTHERS)
  const more = lines.length - shown.length
  return [...shown, ...(more > 0 ? [`The same holds for ${counted(more, 'more document')}.`] : [])].join('  \n')
}

const MOST_OTHERS = 5

function problemText(workspace: Workspace, uri: string, file: File, policy: Policy): string {
  const problems = problemsOf(workspace, uri, policy)
  if (problems.length === 0) return '## Problems\n\nNone found.'
  const ordered = SEVERITIES.flatMap((severity) => problems.filter((it) => it.severity === severity))
  const lines = ordered.slice(0, MOST_PROBLEMS).map(({ from, severity, message, code: id }) => {
    const text = quoted(message)
    return `- Line ${lineOf(file, from)}, ${severity}: ${text} ([${id}](${id}.md))`
  })
  const more = problems.length - lines.length
  return `## Problems\n\n${lines.join('\n')}${more > 0 ? `\n- … and ${counted(more, 'more problem')}` : ''}`
}

/** A message quotes names of the manifest, in code and out of it. */
function quoted(message: string): string {
  const line = message.replace(/\s+/g, ' ')
  // Here code might end elsewhere for other readers of Markdown.
  if (/``|\\/.test(line)) return withoutLinks(line)
  return line
    .split(/(`[^`]*`)/)
    .map((it, i) => (i % 2 === 0 ? withoutLinks(it) : it))
    .join('')
}

const SEVERITIES = ['error', 'warning', 'info', 'hint'] as const

/** Links to what can be read about the things in the file; kinds are linked where they stand. */
function notesText(workspace: Workspace, uri: string): string | undefined {
  const notes = touchedNotes(workspace, uri)
    .map((it) => it.note)
    .filter((it) => !it.surfaces.some((surface) => surface.startsWith('kind ')))
  if (notes.length === 0) return undefined
  const links = notes.slice(0, MOST_NOTES).map((it) => `[${escaped(it.title)}](${it.id}.md)`)
  const more = notes.length > MOST_NOTES ? ` · … and ${notes.length - MOST_NOTES} more` : ''
  return `## Notes on what is in it\n\n${links.join(' · ')}${more}`
}

function lineOf(file: File, offset: number): number {
  return positionAt(file, offset).line + 1
}
