import { memo, type Tally, tallyOf } from '../memo.ts'
import { type Policy, PROFILES, profileHas } from '../settings.ts'
import { rules } from './index.ts'
import type { Rule } from './rule.ts'

/** Rules to run, found by kind: most look at a few kinds only. */
export interface Choice {
  /** Those that look at one resource alone. */
  readonly alone: ByKind
  /** Those that look at it among the others. */
  readonly among: ByKind
}

type ByKind = ReadonlyMap<string, readonly Chosen[]>

export interface Chosen {
  readonly rule: Rule
  /** How often it ran. */
  readonly runs: Tally
}

/**
 * The rules of which a policy could want to hear; the others need not run. A choice of the same rules is the same
 * object, whatever the policy, so that what was found by it stays known when a setting changes that has no say in it.
 */
export const choiceFor = memo(
  'choiceFor',
  (policy: Policy): Choice => choiceOf(rules.filter((it) => isWanted(it, policy))),
)

/** The rules of a choice that are for a kind, `group/Kind`. */
export function rulesFor(known: ByKind, groupKind: string): readonly Chosen[] {
  return known.get(groupKind) ?? known.get(ANY) ?? []
}

/** Of kinds that no rule names. */
const ANY = 'any'

function choiceOf(chosen: readonly Rule[]): Choice {
  const key = chosen.map((it) => it.id).join(' ')
  const known = choices.get(key)
  if (known) return known
  const choice = {
    alone: byKind(chosen.filter((it) => it.check)),
    among: byKind(chosen.filter((it) => it.checkAmong)),
  }
  choices.set(key, choice)
  return choice
}

/** As many as there are different settings. */
const choices = new Map<string, Choice>()

function byKind(chosen: readonly Rule[]): ByKind {
  const kinds = new Set(chosen.flatMap(({ kinds }) => (kinds === 'any' ? [] : kinds)))
  const isFor = ({ kinds }: Rule, kind: string) => kinds === 'any' || kinds.includes(kind)
  const listOf = (kind: string) =>
    chosen.filter((it) => isFor(it, kind)).map((rule) => ({ rule, runs: tallyOf(rule.id) }))
  return new Map([ANY, ...kinds].map((kind) => [kind, listOf(kind)]))
}

/** Errs on the side of running: what a rule found is judged once more, see features/judge.ts. */
function isWanted(rule: Rule, { profile, severities, overrides, only }: Policy): boolean {
  const { id } = rule
  if (only) return only.has(id)
  if (overrides?.some((it) => Object.hasOwn(it.severities, id) && it.severities[id] !== 'off')) return true
  if (Object.hasOwn(severities, id)) return severities[id] !== 'off'
  if (PROFILES[profile].extent === 'server')
    return (rule.severity === 'error' && !rule.beyondServer) || rule.ofServer === true
  return profileHas(profile, rule)
}

/** Every rule. */
export const EVERY: Choice = choiceOf(rules)
/** Those that are on by default. */
export const USUAL: Choice = choiceOf(rules.filter((it) => !it.optional))
