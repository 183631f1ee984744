import { memo } from '../memo.ts'
import type { Summary } from '../model/summary.ts'
import type { View } from '../model/view.ts'
import type { Said } from '../model/workspace.ts'
import { type Policy, PROFILES, profileHas } from '../settings.ts'
import { rules } from './index.ts'
import type { Rule } from './rule.ts'

/**
 * Whether rules ask about other files than the one that they look at, by what it says of itself: `perhaps` where only
 * these others tell, and `isConcerned` knows.
 */
export function asksOthers({ parts }: Said, policy: Policy): 'yes' | 'perhaps' | 'no' {
  let answer: 'perhaps' | 'no' = 'no'
  for (const summaries of parts) {
    for (const it of summaries) {
      for (const rule of askingRules(policy)) {
        if (!isFor(rule, it)) continue
        if (!rule.concerns) return 'yes'
        answer = 'perhaps'
      }
    }
  }
  return answer
}

/** Whether, beside these others, some rule may say something that it would not say of the file alone. */
export function isConcerned({ parts }: Said, policy: Policy, view: View): boolean {
  return parts.some((summaries) =>
    summaries.some((it) => askingRules(policy).some((rule) => isFor(rule, it) && rule.concerns?.(it, view) !== false)),
  )
}

function isFor({ kinds }: Rule, { groupKind }: Summary): boolean {
  return kinds === 'any' || kinds.includes(groupKind)
}

/** Rules that look at a resource among others, and of which a policy could want to hear. */
const askingRules = memo('askingRules', (policy: Policy) => rules.filter((it) => it.checkAmong && isWanted(it, policy)))

function isWanted(rule: Rule, { profile, severities, overrides, only }: Policy): boolean {
  const { id } = rule
  if (only) return only.has(id)
  if (overrides?.some((it) => Object.hasOwn(it.severities, id) && it.severities[id] !== 'off')) return true
  if (Object.hasOwn(severities, id)) return severities[id] !== 'off'
  // Less than an error is what the server takes: no rule among files tells of its warnings.
  if (PROFILES[profile].extent === 'server') return rule.severity === 'error' && !rule.beyondServer
  return profileHas(profile, rule)
}
