import type { Catalogue } from '../../schema/catalogue.ts'
import { columnOf } from '../../syntax/edits.ts'
import { isListKind, kindsIn } from '../kinds.ts'
import type { Cursor } from './cursor.ts'
import { type Completion, sortText } from './item.ts'
import { isServed, type Subject, versionsOf } from './subject.ts'
import { valueEdit, valueFilter } from './text.ts'

/** For `apiVersion:`. With a kind, the versions that have it, the newest stable one first. */
export function apiVersionCompletions(
  catalogue: Catalogue,
  cursor: Cursor,
  { kind }: Subject,
  minor: number,
): readonly Completion[] {
  const versions = kind === undefined ? allVersions(catalogue, minor) : versionsOf(catalogue, kind, minor)
  return versions.map((apiVersion, index): Completion => {
    const more = kind === undefined ? undefined : ({ what: 'kind', apiVersion, kind } as const)
    return {
      label: apiVersion,
      kind: 'value',
      ...(kind === undefined ? {} : { detail: kind }),
      sortText: sortText(1, index),
      ...valueFilter(cursor, apiVersion),
      snippet: false,
      edit: valueEdit(cursor, apiVersion, true),
      ...(more ? { more } : {}),
    }
  })
}

/** For `kind:`. Without an apiVersion, the offer brings its own line for it along. */
export function kindCompletions(
  catalogue: Catalogue,
  cursor: Cursor,
  subject: Subject,
  minor: number,
): readonly Completion[] {
  const { apiVersion: written } = subject
  const all = kindsOf(catalogue, minor).filter((it) => written === undefined || it.apiVersion === written)
  return all.map(({ apiVersion, kind, group }, index): Completion => {
    const lone = written === undefined ? aloneOnLine(cursor) : undefined
    const plain = { ...valueFilter(cursor, kind), edit: valueEdit(cursor, kind, true) }
    const both = lone && {
      filterText: `kind: ${cursor.quote}${kind}`,
      edit: { ...lone, insert: `apiVersion: ${apiVersion}\nkind: ${kind}` },
    }
    return {
      label: kind,
      kind: 'kind',
      detail: apiVersion,
      sortText: sortText(group, index),
      snippet: false,
      ...(both ?? plain),
      more: { what: 'kind', apiVersion, kind },
    }
  })
}

interface Found {
  readonly apiVersion: string
  readonly kind: string
  readonly group: number
}

/** Kinds of Kubernetes first, then those of packages, then those that are served on demand only. */
function kindsOf(catalogue: Catalogue, minor: number): readonly Found[] {
  const found = kindsIn(catalogue).flatMap(({ name, apiVersion, kind }): readonly Found[] => {
    if (!isServed(kind, minor) || isListKind(name) || kind.definition === undefined) return []
    return [{ apiVersion, kind: name, group: kind.off || kind.deprecated ? 3 : kind.from === 'kubernetes' ? 1 : 2 }]
  })
  const order = (it: Found) => `${it.group}${it.kind} ${it.apiVersion}`
  return found.sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

function allVersions(catalogue: Catalogue, minor: number): readonly string[] {
  const found = new Map<string, number>()
  for (const { apiVersion, group } of kindsOf(catalogue, minor)) {
    found.set(apiVersion, Math.min(found.get(apiVersion) ?? group, group))
  }
  const rank = (it: string) => `${found.get(it)}${COMMON.includes(it) ? COMMON.indexOf(it) : `9${it}`}`
  return [...found.keys()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

const COMMON = [
  'v1',
  'apps/v1',
  'batch/v1',
  'networking.k8s.io/v1',
  'autoscaling/v2',
  'policy/v1',
  'rbac.authorization.k8s.io/v1',
]

/** The whole `kind: …` where it starts its line at the edge: then a line can go above it. */
function aloneOnLine({ span, parent, flow }: Cursor) {
  const text = parent?.document.text ?? ''
  const start = span.from - columnOf(text, span.from)
  return !flow && /^kind: *$/.test(text.slice(start, span.from)) ? { from: start, to: span.to } : undefined
}
