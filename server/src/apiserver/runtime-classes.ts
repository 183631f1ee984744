import { amountIn, amountOf, NANO } from '../schema/quantity.ts'
import { type At, field, listAt, mapAt, markOf, textAt } from './at.ts'
import { checkLabelMap } from './labels.ts'
import { checkText } from './looks.ts'
import { dnsLabel, qualifiedName } from './names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'

/** Ways to run containers. https://kubernetes.io/docs/concepts/containers/runtime-class/ */
export const runtimeClasses: Rows = {
  RuntimeClass: [
    row('RTC1', 'The runtime on the node knows the handler by a name of one label.', (here, say) =>
      checkText(field(here, 'handler'), textAt(here, 'handler'), dnsLabel, say),
    ),
  ],
  Overhead: [
    row(
      'RTC2',
      'The runtime takes resources of the node for itself, counted as those of containers are.',
      checkOverhead,
    ),
  ],
  Scheduling: [
    row('RTC3', 'The labels are those that nodes can have.', (here, say) =>
      checkLabelMap(here, 'nodeSelector', 'scheduling.nodeSelector', say),
    ),
    row('RTC4', 'They are added to those of each pod, so each is needed once.', (here, say) => {
      const seen = new Map<string, At>()
      for (const it of listAt(here, 'tolerations')) {
        const key = JSON.stringify([
          ...['key', 'value', 'effect'].map((name) => textAt(it, name) ?? ''),
          textAt(it, 'operator') || 'Equal',
        ])
        const first = seen.get(key)
        if (!first) seen.set(key, it)
        else
          say.duplicate(it, 'the toleration is there already', {
            related: [{ ...markOf(first), message: 'the first one' }],
          })
      }
    }),
  ],
}

const KNOWN: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage'])
const HUGE = 'hugepages-'

function checkOverhead(here: Here, say: Say): void {
  const all = mapAt(here, 'podFixed')
  for (const it of all) {
    const path = `overhead.limits[${it.name}]`
    const fault = nameFault(it.name)
    if (fault !== undefined) say.invalid(it.key ? { ...it, node: it.key } : it, `\`${it.name}\` ${fault}`, { path })
    const amount = amountOf(it.node)
    if (!amount) continue
    const wrong = amountFault(it.name, amount.nano)
    if (wrong !== undefined) say.invalid(it, `\`${amount.text}\` ${wrong}`, { path })
  }
  const names = all.map((it) => it.name)
  if (names.some((it) => it.startsWith(HUGE)) && !names.includes('cpu') && !names.includes('memory'))
    say.forbidden(field(here, 'podFixed'), 'huge pages need `cpu` or `memory` beside them', { path: 'overhead' })
}

function nameFault(name: string): string | undefined {
  const fault = qualifiedName(name)
  if (fault !== undefined || KNOWN.has(name) || name.startsWith(HUGE)) return fault
  if (!name.includes('/')) return 'is no resource of containers: `cpu`, `memory` or one of a vendor'
  return name.startsWith('requests.') ? 'is the name of a quota, not of a resource' : undefined
}

function amountFault(name: string, nano: bigint): string | undefined {
  if (nano < 0n) return 'is less than nothing'
  if (name.startsWith(HUGE)) {
    const page = amountIn(name.slice(HUGE.length))
    const isWhole = page !== undefined && page.nano > 0n && nano > 0n && nano % page.nano === 0n
    return isWhole ? undefined : 'is no number of whole pages'
  }
  const isOfVendor = name.includes('/') && !name.includes('kubernetes.io/')
  return isOfVendor && nano % NANO !== 0n ? 'is no whole number, as resources of vendors must be' : undefined
}
