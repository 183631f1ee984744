import { explanationsAt } from '../../explain/index.ts'
import type { Found } from '../../model/find-named.ts'
import type { Resource } from '../../model/resource.ts'
import { viewOf, type Workspace } from '../../model/workspace.ts'
import { at, scalar } from '../../syntax/node.ts'
import { decoded } from '../../text/uri.ts'
import { withoutLinks } from '../markdown.ts'

/** A resource that is being explained. */
export interface Subject {
  readonly workspace: Workspace
  /** Of its file. */
  readonly uri: string
  readonly resource: Resource
  /** It is a patch: what is not written stands elsewhere. */
  readonly isPatch?: boolean
}

/** One line about a resource, or one with lines below it. Markdown. */
export interface Fact {
  readonly label: string
  readonly text: string | readonly string[]
}

export function fact(label: string, text: string | readonly string[] | undefined): readonly Fact[] {
  return text === undefined || text.length === 0 ? [] : [{ label, text }]
}

/** Text of the manifest as code: it cannot end the code, and is cut before it fills the page. */
export function code(text: string): string {
  return cutCode(text, LONGEST)
}

/** The same of at most so many characters. */
export function cutCode(text: string, most: number): string {
  const plain = text.replace(/[`\s]+/g, ' ').trim()
  return `\`${plain.length > most ? `${plain.slice(0, most - 1)}…` : plain || ' '}\``
}

const LONGEST = 90

/** A kind as people know it; what cannot be the name of one is code, in which nothing is a link. */
export function kindText(kind: string): string {
  return /^[A-Za-z][A-Za-z0-9]{0,62}$/.test(kind) ? kind : code(kind)
}

/** The scalar at a path as code; `undefined` where there is none. */
export function codeAt({ resource }: Subject, ...path: readonly (string | number)[]): string | undefined {
  const value = scalar(at(resource.node, ...path))
  return value === undefined || value === null || value === '' ? undefined : code(String(value))
}

/** What the values at each of these places add up to; places that are not written may say something too. */
export function added(
  { workspace, resource }: Subject,
  ...paths: readonly (readonly (string | number)[])[]
): string | undefined {
  const view = viewOf(workspace.index)
  const said = paths.flatMap((path) => explanationsAt({ resource, path, node: at(resource.node, ...path), view }))
  return said.length === 0 ? undefined : withoutLinks([...new Set(said)].join(' '))
}

/** `Matches …. More about it.` → `Matches ….` */
export function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s+[A-Z]|$)/s.exec(text)?.[0] ?? text
}

/** The first of these lines, and how many more there are. */
export function atMost(lines: readonly string[], most: number, noun: string): readonly string[] {
  if (lines.length <= most) return lines
  return [...lines.slice(0, most), `… and ${lines.length - most} more ${noun}`]
}

/** Where something is, as an aside: nothing for this file, which goes without saying. */
export function whereSeen(uri: string, found: Found & { readonly is: 'seen' | 'elsewhere' }): string {
  return found.at.uri === uri ? 'in this file' : `in ${code(pathBetween(uri, found.at.uri))}`
}

/** A file's path from the folder of another: `../base/web.yaml`. */
export function pathBetween(from: string, to: string): string {
  const [here, there] = [from, to].map((it) => decoded(it).split('/'))
  if (!here || !there) return to
  let common = 0
  while (common < here.length - 1 && common < there.length - 1 && here[common] === there[common]) common++
  return [...here.slice(common, -1).map(() => '..'), ...there.slice(common)].join('/')
}
