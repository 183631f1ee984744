import type { View } from '../model/view.ts'
import type { Said } from '../model/workspace.ts'
import type { Policy } from '../settings.ts'
import { choiceFor, rulesFor } from './choice.ts'

/**
 * Whether rules ask about other files than the one that they look at, by what it says of itself: `perhaps` where only
 * these others tell, and `isConcerned` knows.
 */
export function asksOthers({ parts }: Said, policy: Policy): 'yes' | 'perhaps' | 'no' {
  const { among } = choiceFor(policy)
  const asking = parts.flat().flatMap((it) => rulesFor(among, it.groupKind))
  if (asking.length === 0) return 'no'
  return asking.every(({ rule }) => rule.concerns) ? 'perhaps' : 'yes'
}

/** Whether, beside these others, some rule may say something that it would not say of the file alone. */
export function isConcerned({ parts }: Said, policy: Policy, view: View): boolean {
  const { among } = choiceFor(policy)
  return parts
    .flat()
    .some((summary) => rulesFor(among, summary.groupKind).some(({ rule }) => rule.concerns?.(summary, view) !== false))
}
