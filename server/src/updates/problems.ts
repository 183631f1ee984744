import { type Earlier, earlierOf } from '../model/earlier.ts'
import { nameNode, type Resource, resourcesOf } from '../model/resource.ts'
import type { Problem, Related } from '../problem.ts'
import type { Catalogue } from '../schema/catalogue.ts'
import { span } from '../schema/place.ts'
import { at, entry, items, type Node, scalar, stringAt } from '../syntax/node.ts'
import type { Document } from '../syntax/tree.ts'
import { type Change, changesBetween } from './changes.ts'
import { type Judgement, judge, type Scope } from './judge.ts'
import { messageFor } from './words.ts'

export interface Since {
  readonly catalogue: Catalogue
  readonly earlier: Earlier
  /** Of the file of the document. */
  readonly uri: string
}

/** What an update of the objects in a document would meet with, from what they were earlier. */
export function problemsSince(document: Document, { catalogue, earlier, uri }: Since): readonly Problem[] {
  const { severity } = earlier
  return resourcesOf(document).flatMap((after) => {
    const before = earlierOf(earlier, uri, after)
    if (!before || textOf(before) === textOf(after)) return []
    const problems = updateProblems(before, after, catalogue, earlier.name)
    return severity === undefined ? problems : problems.map((it) => ({ ...it, severity }))
  })
}

function textOf({ node }: Resource): string {
  return node.document.text.slice(node.from, node.to)
}

/**
 * What the API server would say to an update from one version of an object to another: what it would refuse, and what
 * it would take and pass over. Offsets count from the start of the document of the new version.
 */
export function updateProblems(
  before: Resource,
  after: Resource,
  catalogue: Catalogue,
  earlier: string | undefined = undefined,
  scope: Scope = scopeOf(before, after),
): readonly Problem[] {
  const facts = catalogue.updates()
  const gvk = `${after.apiVersion}/${after.kind}`
  const comparison = changesBetween(before, after, catalogue)
  if (!comparison) return []
  const judgements = judge(comparison, gvk, facts, scope)
  const written = judgements.filter((it) => it.changes.some((one) => isWritten(one, before, after)))
  // An apply leaves alone what neither version says; and one change is told once, not for all that follows from it.
  const told = scope.byHand || written.length > 0 ? written : judgements
  return told.map((it) => problemOf(it, before, after, earlier))
}

/** Whether a person wrote the value, in either version. Others follow from what stands beside them. */
function isWritten({ path, oldPath }: Change, before: Resource, after: Resource): boolean {
  return at(before.node, ...oldPath) !== undefined || at(after.node, ...path) !== undefined
}

/** An object that was read from a cluster bears its number. */
function scopeOf(before: Resource, after: Resource): Scope {
  const isLive = (it: Resource) => stringAt(it.node, 'metadata', 'uid') !== undefined
  return { byHand: true, ontoLive: isLive(before) && !isLive(after) }
}

function problemOf(judgement: Judgement, before: Resource, after: Resource, earlier: string | undefined): Problem {
  const places = judgement.changes.map((it) => placeOf(after, it))
  const place = places[0] ?? nameNode(after)
  const related = places.slice(1, MAX_RELATED).map((it): Related => ({ ...span(it), message: 'this differs too' }))
  const severity = { refused: 'error', doubtful: 'warning', ignored: 'info' } as const
  return {
    ...span(place),
    code: judgement.verdict === 'ignored' ? 'update-ignored' : 'update-refused',
    severity: severity[judgement.verdict],
    message: messageFor(judgement, before, after, earlier),
    path: judgement.at,
    ...(judgement.verdict !== 'ignored' && judgement.cause ? { cause: judgement.cause } : {}),
    ...(related.length > 0 ? { related } : {}),
  }
}

const MAX_RELATED = 6

/** The value that changed; of what is gone or is a collection, the key above it. */
function placeOf(resource: Resource, { path }: Change): Node {
  let here: Node = resource.node
  let key: Node | undefined
  for (const step of path) {
    const found = typeof step === 'string' ? entry(here, step) : undefined
    const next = typeof step === 'number' ? items(here)[step]?.value : found?.value
    key = found?.key ?? key
    if (!next) return key ?? nameNode(resource)
    here = next
  }
  return scalar(here) === undefined ? (key ?? here) : here
}
