import { amountOf, NANO } from '../schema/quantity.ts'
import { type At, field, isSet, textAt } from './at.ts'
import { labelKey } from './names.ts'
import type { Say } from './row.ts'

/** What of its own pod a file can tell a container. https://kubernetes.io/docs/concepts/workloads/pods/downward-api/ */

const FIELDS: readonly string[] = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
]

/** Those that environment variables take: the server refuses them in another way than what it does not know. */
const OF_VARIABLES: ReadonlySet<string> = new Set([
  'spec.host',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.phase',
  'status.podIP',
  'status.podIPs',
])

export function checkFieldOfFile(ref: At, say: Say): void {
  const path = textAt(ref, 'fieldPath')
  const version = textAt(ref, 'apiVersion') ?? ''
  const at = field(ref, 'fieldPath')
  if (!path) return
  const part = (version === '' || version === 'v1') && subscripted(path)
  if (part && (part.map === 'metadata.labels' || part.map === 'metadata.annotations')) {
    const fault = labelKey(part.map === 'metadata.labels' ? part.key : part.key.toLowerCase())
    if (fault !== undefined) say.invalid(at, `\`${part.key}\` ${fault}`, { path: ref.path })
    return
  }
  if (FIELDS.includes(path) && (version === '' || version === 'v1')) return
  if (version !== '' && version !== 'v1') {
    say.invalid(at, `the fields of a pod are those of \`v1\`; there is no pod of \`${version}\``)
    return
  }
  const message = `\`${path}\` cannot become a file; it can be ${FIELDS.map((it) => `\`${it}\``).join(', ')}`
  if (OF_VARIABLES.has(path)) say.unsupported(at, message)
  else say.invalid(at, message)
}

/** `metadata.labels['app']`, in its two parts. */
function subscripted(path: string): { readonly map: string; readonly key: string } | undefined {
  const start = path.indexOf("['")
  if (start < 1 || !path.endsWith("']") || start + 2 > path.length - 2) return undefined
  return { map: path.slice(0, start), key: path.slice(start + 2, -2) }
}

const RESOURCES: readonly string[] = ['cpu', 'memory', 'ephemeral-storage'].flatMap((it) => [
  `limits.${it}`,
  `requests.${it}`,
])

export function checkResourceOfFile(ref: At, say: Say): void {
  const resource = textAt(ref, 'resource')
  const name = field(ref, 'containerName')
  if (!isSet(name) || textAt(ref, 'containerName') === '')
    say.required(name, 'a file belongs to no container, so `resourceFieldRef` needs `containerName`')
  else if (resource && !RESOURCES.includes(resource) && !/^(?:limits|requests)\.hugepages-/.test(resource))
    say.unsupported(
      field(ref, 'resource'),
      `\`${resource}\` is no request or limit that a file can hold; it takes ${RESOURCES.map((it) => `\`${it}\``).join(', ')}`,
    )
  if (resource) checkDivisor(ref, resource, say)
}

function checkDivisor(ref: At, resource: string, say: Say): void {
  const at = field(ref, 'divisor')
  const amount = amountOf(at.node)
  if (!amount || amount.nano === 0n) return
  const isCores = /^(?:limits|requests)\.cpu$/.test(resource)
  if (!isCores && !/^(?:limits|requests)\.(?:memory|ephemeral-storage|hugepages-.*)$/s.test(resource)) return
  const allowed = isCores ? OF_CORES : OF_BYTES
  if (allowed.has(amount.nano)) return
  const forms = isCores ? '`1` or `1m`' : '`1`, or one of a unit such as `1k`, `1Mi`, `1Gi`'
  say.invalid(at, `\`${amount.text}\` divides no such amount; the divisor is ${forms}`)
}

const OF_CORES: ReadonlySet<bigint> = new Set([NANO, NANO / 1000n])
const OF_BYTES: ReadonlySet<bigint> = new Set(
  [0n, 1n, 2n, 3n, 4n, 5n, 6n].flatMap((power) => [NANO * 1000n ** power, NANO * 1024n ** power]),
)
