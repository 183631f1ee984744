import { booleanAt, field, numberAt, textAt } from './at.ts'
import { type Rows, row } from './row.ts'

const MOST = 1_000_000_000

export const priorityClasses: Rows = {
  PriorityClass: [
    row(
      'HPA12',
      'Names with `system-` in front are of the two classes that Kubernetes makes itself, and above a billion is only what they hold.',
      (here, say) => {
        const metadata = field(here, 'metadata')
        const name = textAt(metadata, 'name') || textAt(metadata, 'generateName') || ''
        const value = numberAt(here, 'value') ?? 0
        if (!name.startsWith('system-')) {
          if (value > MOST) say.forbidden(field(here, 'value'), `a priority is at most ${MOST}, not ${value}`)
          return
        }
        if (SYSTEM.get(name) === value && booleanAt(here, 'globalDefault') !== true) return
        const at = field(metadata, textAt(metadata, 'name') ? 'name' : 'generateName')
        const message = SYSTEM.has(name)
          ? `\`${name}\` is made by Kubernetes, with another value`
          : 'names that start with `system-` are kept for Kubernetes itself'
        say.forbidden(at, message, { path: 'metadata.name' })
      },
    ),
  ],
}

const SYSTEM: ReadonlyMap<string, number> = new Map([
  ['system-cluster-critical', 2 * MOST],
  ['system-node-critical', 2 * MOST + 1000],
])
