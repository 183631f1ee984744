import { field, isSet } from './at.ts'
import { removal } from './fixes.ts'
import { type Rows, row } from './row.ts'

export const disruptionBudgets: Rows = {
  PodDisruptionBudgetSpec: [
    row(
      'HPA9',
      'A budget says how many pods must stay, or how many may go: two ways to say the same, so one at a time.',
      (here, say) => {
        const at = field(here, 'maxUnavailable')
        if (isSet(at) && isSet(field(here, 'minAvailable')))
          say.invalid(at, '`maxUnavailable` cannot stand beside `minAvailable`: give one of them', {
            path: here.path,
            fixes: () => [...removal(here, 'maxUnavailable')(), ...removal(here, 'minAvailable')()],
          })
      },
    ),
  ],
}
