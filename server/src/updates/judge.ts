import { memo } from '../memo.ts'
import type { UpdateFact, UpdateFacts } from '../schema/update-facts.ts'
import type { Change, Comparison } from './changes.ts'
import { conditions, type Question, type Refusal, type Verdict } from './conditions.ts'
import { inside, isList, isStruct, type Json, sameJson } from './value.ts'

/** What the server makes of the changes below one entry of the facts. */
export interface Judgement {
  readonly fact: UpdateFact
  /** Where the entry holds: a path in the new object. */
  readonly path: readonly (string | number)[]
  readonly before: Json | undefined
  readonly after: Json | undefined
  /** What differs there, in the order of the fields. */
  readonly changes: readonly Change[]
  readonly verdict: 'refused' | 'doubtful' | 'ignored'
  /** The path and the type of error that the server gives. */
  readonly at: string
  readonly cause: 'invalid' | 'forbidden' | undefined
}

export interface Scope {
  /**
   * The old version was read from a cluster and the new one is written by hand: it leaves out what the server added,
   * and an apply leaves that alone.
   */
  readonly ontoLive: boolean
  /** Without what only the server writes: between manifests it says nothing of the object in the cluster. */
  readonly byHand: boolean
}

/** What the server would refuse or pass over. */
export function judge(comparison: Comparison, gvk: string, facts: UpdateFacts, scope: Scope): readonly Judgement[] {
  const entries = entriesFor(facts, gvk)
  const groups = new Map<string, { readonly entry: Entry; readonly changes: Change[] }>()
  for (const change of comparison.changes) {
    if (scope.byHand && NOT_BY_HAND.test(change.pattern)) continue
    if (scope.ontoLive && change.after === undefined) continue
    const entry = entries.find((it) => covers(it, change))
    if (!entry || entry.fact.change === 'mutable') continue
    const key = `${entry.path} ${JSON.stringify(change.path.slice(0, entry.depth))}`
    const known = groups.get(key)
    if (known) known.changes.push(change)
    else groups.set(key, { entry, changes: [change] })
  }
  return [...groups.values()].flatMap(({ entry, changes }) => judgeEntry(entry, changes, comparison) ?? [])
}

/** What people do not write, and by what the two versions were found to be of one object. */
const NOT_BY_HAND =
  /^(?:status|metadata\.(?:name|namespace|uid|resourceVersion|generation|creationTimestamp|deletionTimestamp|deletionGracePeriodSeconds|managedFields|selfLink))(?:[.[{]|$)/

interface Entry {
  readonly path: string
  readonly depth: number
  readonly fact: UpdateFact
}

/** The longest path first: it wins. */
function entriesFor(facts: UpdateFacts, gvk: string): readonly Entry[] {
  const own = Object.hasOwn(facts, gvk) ? facts[gvk] : undefined
  return [...(own ? entriesOf(own) : []), ...entriesOf(facts['*'] ?? NONE)].sort(
    (a, b) => b.path.length - a.path.length,
  )
}

const NONE = {}

const entriesOf = memo('updateEntries', (table: Readonly<Record<string, UpdateFact>>): readonly Entry[] =>
  Object.entries(table).map(([path, fact]) => ({ path, fact, depth: path.split(/\.|(?=\[\]|\{\})/).length })),
)

function covers({ path, depth, fact }: Entry, change: Change): boolean {
  if (!change.pattern.startsWith(path)) return false
  const next = change.pattern[path.length]
  if (next !== undefined && !'.[{'.includes(next)) return false
  return fact.key === undefined || change.path[depth - 1] === fact.key
}

function judgeEntry(
  { path: pattern, depth, fact }: Entry,
  changes: readonly Change[],
  { before: old, after: now }: Comparison,
): Judgement | undefined {
  const [first] = changes
  if (!first) return undefined
  const path = first.path.slice(0, depth)
  const gone = first.pattern === pattern && first.after === undefined
  const question: Question = {
    path,
    before: inside(old, ...first.oldPath.slice(0, depth)),
    after: gone ? undefined : inside(now, ...path),
    old,
    now,
  }
  const { before, after } = question
  const seen = { fact, path, before, after, changes, at: fact.at ?? pattern, cause: fact.cause }
  if (before !== undefined && after === undefined && (fact.kept || fact.change === 'kept'))
    return { ...seen, verdict: 'ignored' }
  if (fact.change === 'ignored') return { ...seen, verdict: 'ignored' }
  const verdict = verdictOf(fact, question)
  if (verdict === 'taken' || verdict === 'unknown') return undefined
  const refusal: Refusal = verdict === 'refused' ? { verdict } : verdict
  const longer = fact.lengthAt !== undefined && lengthOf(before) !== lengthOf(after) ? fact.lengthAt : undefined
  return {
    ...seen,
    verdict: refusal.verdict,
    at: refusal.at ?? longer ?? seen.at,
    cause: refusal.cause ?? fact.cause,
  }
}

function verdictOf(fact: UpdateFact, question: Question): Verdict {
  const { before, after } = question
  switch (fact.change) {
    case 'immutable':
      return 'refused'
    case 'set-once':
      return before === undefined ? 'taken' : 'refused'
    case 'not-removable':
      return after === undefined ? 'refused' : 'taken'
    case 'decrease-only':
      return after !== undefined && (before === undefined || after < before) ? 'taken' : 'refused'
    case 'add-only':
      return holdsAll(after, before) ? 'taken' : 'refused'
    case 'conditional':
      return fact.when === undefined ? 'unknown' : conditions[fact.when](question)
    default:
      return 'taken'
  }
}

function holdsAll(holder: Json | undefined, held: Json | undefined): boolean {
  const all = isList(holder) ? holder : []
  return !isList(held) || held.every((it) => all.some((one) => sameJson(bare(one), bare(it))))
}

/** How long a pod bears a taint may change. */
function bare(item: Json): Json {
  if (!isStruct(item)) return item
  const { tolerationSeconds: _, ...rest } = item
  return rest
}

function lengthOf(list: Json | undefined): number {
  return isList(list) ? list.length : 0
}
