import { changesTo } from '../schema/change-to.ts'
import { type Amount, amountOf, NANO } from '../schema/quantity.ts'
import { listed, nearest } from '../text/nearest.ts'
import { type At, field, isSet, textAt } from './at.ts'
import { qualifiedName } from './names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'

/** What a container may know of its own pod: fields, labels and annotations, requests and limits. */
const FIELDS =
  'Only what does not change while the container runs can be handed in as a variable: some names and addresses, and single labels and annotations.'
const IN_FILES = 'A file can hold the name, namespace and UID of the pod, and its labels and annotations.'
const RESOURCES =
  'What a container may ask for its own requests and limits: CPU, memory, ephemeral storage, huge pages.'
const DIVISORS =
  'The divisor is the unit in which the number is handed in: `1` or `1m` for CPU, else `1` or one unit such as `1Mi`, nothing in between.'

export const fieldRefs: Rows = {
  EnvVarSource: [
    row('POD18', FIELDS, (here, say) => checkField(field(here, 'fieldRef'), OF_VARIABLES, say)),
    row('POD19', RESOURCES, (here, say) => checkResource(field(here, 'resourceFieldRef'), say)),
    row('POD20', DIVISORS, (here, say) => checkDivisor(field(here, 'resourceFieldRef'), say)),
  ],
  DownwardAPIVolumeFile: [
    row('POD18', IN_FILES, (here, say) => {
      if (isSet(field(here, 'fieldRef'))) checkField(field(unnumbered(here), 'fieldRef'), OF_FILES, say)
    }),
    row(
      'POD19',
      'A volume is shared by all containers, so a file has to say whose requests or limits it means.',
      (here, say) => {
        if (isSet(field(here, 'fieldRef')) || !isSet(field(here, 'resourceFieldRef'))) return
        const ref = field(unnumbered(here), 'resourceFieldRef')
        if (!textAt(ref, 'containerName'))
          say.required(field(ref, 'containerName'), '`containerName` is needed in a volume')
        else checkResource(ref, say)
      },
    ),
    row('POD20', DIVISORS, (here, say) => {
      if (!isSet(field(here, 'fieldRef')) && isSet(field(here, 'resourceFieldRef')))
        checkDivisor(field(unnumbered(here), 'resourceFieldRef'), say)
    }),
  ],
}

const OF_VARIABLES: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]
const OF_FILES: readonly string[] = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
]

/** What the server knows as fields of pods, though it does not hand them all in. */
const KNOWN: ReadonlySet<string> = new Set([
  ...OF_VARIABLES,
  ...OF_FILES,
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
])

/** Of the items of a volume the server leaves out the number. */
function unnumbered(here: Here): Here {
  return { ...here, path: here.path.replace(/\.items\[\d+\]$/, '') }
}

function checkField(ref: At, allowed: readonly string[], say: Say): void {
  const at = field(ref, 'fieldPath')
  const path = textAt(ref, 'fieldPath')
  if (!path) return
  const version = textAt(ref, 'apiVersion') || 'v1'
  if (version !== 'v1') {
    say.invalid(at, `the fields of a pod are known for \`apiVersion: v1\` only, not \`${version}\``)
    return
  }
  const fixes = () => (at.node ? changesTo(at.node, nearest(path, allowed)) : [])
  const bracket = path.endsWith("']") ? path.indexOf("['") : -1
  if (bracket < 1 || bracket > path.length - 4) {
    const name = path === 'spec.host' ? 'spec.nodeName' : path
    const message = `\`${path}\` is no field that can be handed in here; those are ${listed([...allowed, ...SUBSCRIPTED])}`
    if (!KNOWN.has(name)) say.invalid(at, message, { fixes })
    else if (!allowed.includes(name)) say.unsupported(at, message, { fixes })
    return
  }
  const map = path.slice(0, bracket)
  const key = path.slice(bracket + 2, -2)
  if (map !== 'metadata.labels' && map !== 'metadata.annotations') {
    say.invalid(at, `only \`metadata.labels\` and \`metadata.annotations\` have keys in brackets, not \`${map}\``)
    return
  }
  const fault = key === '' ? 'is empty' : qualifiedName(map === 'metadata.labels' ? key : key.toLowerCase())
  if (fault !== undefined) say.invalid(at, `the key \`${key}\` ${fault}`, { path: ref.path })
}

const SUBSCRIPTED = ["metadata.labels['<key>']", "metadata.annotations['<key>']"]

const RESOURCE_NAMES = ['cpu', 'ephemeral-storage', 'memory'].flatMap((it) => [`limits.${it}`, `requests.${it}`])

function checkResource(ref: At, say: Say): void {
  const at = field(ref, 'resource')
  const name = textAt(ref, 'resource')
  if (!name || RESOURCE_NAMES.includes(name) || isHugePages(name)) return
  say.unsupported(
    at,
    `\`${name}\` cannot be handed in; what can is ${listed([...RESOURCE_NAMES, 'limits.hugepages-…', 'requests.hugepages-…'])}`,
    {
      fixes: () => (at.node ? changesTo(at.node, nearest(name, RESOURCE_NAMES)) : []),
    },
  )
}

function isHugePages(name: string): boolean {
  return name.startsWith('limits.hugepages-') || name.startsWith('requests.hugepages-')
}

function checkDivisor(ref: At, say: Say): void {
  const at = field(ref, 'divisor')
  const amount = amountOf(at.node)
  const name = textAt(ref, 'resource') ?? ''
  if (!amount || amount.nano === 0n) return
  if (name === 'limits.cpu' || name === 'requests.cpu') {
    if (!isUnit(amount, CPU_UNITS)) say.invalid(at, `the divisor for CPU is \`1\` or \`1m\`, not \`${amount.text}\``)
  } else if ((RESOURCE_NAMES.includes(name) || isHugePages(name)) && !isUnit(amount, UNITS))
    say.invalid(at, `the divisor is \`1\` or one unit such as \`1k\`, \`1M\` or \`1Mi\`, not \`${amount.text}\``)
}

const CPU_UNITS = { decimal: [NANO / 1000n, NANO], binary: [] }
const UNITS = {
  decimal: [0, 1, 2, 3, 4, 5, 6].map((it) => 1000n ** BigInt(it) * NANO),
  binary: [1, 2, 3, 4, 5, 6].map((it) => 1024n ** BigInt(it) * NANO),
}

/** The server compares the shortest spelling, and that keeps to the kind of suffix: `1024` is not `1Ki` to it. */
function isUnit(
  { nano, suffix }: Amount,
  { decimal, binary }: { decimal: readonly bigint[]; binary: readonly bigint[] },
) {
  if (/^[eE][+-]?\d/.test(suffix)) return false
  // Beyond what a quantity can be, its spelling is hard to foresee.
  if (nano > 2n ** 63n * NANO) return true
  if (!suffix.endsWith('i') || nano < 1024n * NANO) return decimal.includes(nano)
  return binary.includes(nano)
}
