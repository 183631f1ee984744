import { scalar } from '../syntax/node.ts'
import { type At, field, listAt, mapAt, markOf, textAt } from './at.ts'
import { checkLabelMap } from './labels.ts'
import { checkText } from './looks.ts'
import { dnsLabel } from './names.ts'
import { type Rows, row } from './row.ts'

/** Ways to run containers. https://kubernetes.io/docs/concepts/containers/runtime-class/ */
export const runtimeClasses: Rows = {
  RuntimeClass: [
    row('RTC1', 'The runtime on the node knows the handler by a name of one label.', (here, say) =>
      checkText(field(here, 'handler'), textAt(here, 'handler'), dnsLabel, say),
    ),
  ],
  Overhead: [
    row('RTC2', 'The runtime takes CPU and memory for itself; what it takes is not negative.', (here, say) => {
      for (const it of mapAt(here, 'podFixed')) {
        const path = `overhead.limits[${it.name}]`
        const isKnown = KNOWN.has(it.name) || it.name.startsWith('hugepages-') || it.name.includes('/')
        const key = it.key ? { ...it, node: it.key } : it
        if (!isKnown)
          say.invalid(key, `\`${it.name}\` is no resource of containers: \`cpu\`, \`memory\` or one of a vendor`, {
            path,
          })
        const value = it.node ? scalar(it.node) : undefined
        if (/^\s*-0*\.?0*[1-9]/.test(String(value ?? ''))) say.invalid(it, 'an overhead cannot be negative', { path })
      }
    }),
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
