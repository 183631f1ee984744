import { amountOf, NANO } from '../schema/quantity.ts'
import { type At, aroundOf, field, isSet, listAt, mapAt, textAt, textsAt } from './at.ts'
import { isCounted, isOfQuota, quotaFault } from './resource-names.ts'
import { type Rows, row, type Say } from './row.ts'

/** https://kubernetes.io/docs/concepts/policy/resource-quotas/ */
export const quotas: Rows = {
  ResourceQuotaSpec: [
    row(
      'CFG12',
      'A quota limits what the server can count: CPU, memory and storage that pods ask for, numbers of objects (`pods`, `count/jobs.batch`), and resources with a domain.',
      (here, say) => {
        for (const it of mapAt(here, 'hard')) {
          const fault = quotaFault(it.name)
          const amount = amountOf(it.node)
          if (fault !== undefined) say.invalid(it, `\`${it.name}\` ${fault}`, { mark: it.key ?? aroundOf(it) })
          if (amount && amount.nano < 0n) say.invalid(it, `a limit is not below zero: \`${amount.text}\``)
          if (amount && isCounted(it.name) && amount.nano % NANO !== 0n && amount.nano < LARGEST)
            say.invalid(it, `\`${it.name}\` are counted in whole numbers, not \`${amount.text}\``)
        }
      },
    ),
    row(
      'CFG12',
      'A scope says which pods or claims count. What it leaves out cannot be limited, and of opposites only one can be meant.',
      (here, say) => {
        const scopes = textsAt(here, 'scopes')
        const path = `${here.path}.scopes`
        for (const it of scopes) fits(here, it.text, it, path, say)
        opposites(scopes, path, say)
      },
    ),
    row(
      'CFG12',
      'Scopes that a thing has or has not take `Exists` alone; only of priority and attributes classes can there be values.',
      checkSelector,
    ),
  ],
}

/** Above this the server itself counts no thousandths. */
const LARGEST = (2n ** 63n / 1000n) * NANO

const OF_PODS: readonly string[] = [
  'pods',
  'cpu',
  'memory',
  'limits.cpu',
  'limits.memory',
  'requests.cpu',
  'requests.memory',
]
const FITTING: Readonly<Record<string, readonly string[]>> = {
  Terminating: OF_PODS,
  NotTerminating: OF_PODS,
  NotBestEffort: OF_PODS,
  PriorityClass: OF_PODS,
  CrossNamespacePodAffinity: OF_PODS,
  BestEffort: ['pods'],
  VolumeAttributesClass: ['persistentvolumeclaims', 'requests.storage'],
}

function fits(spec: At, scope: string, at: At, path: string, say: Say): void {
  const fitting = Object.hasOwn(FITTING, scope) ? FITTING[scope] : undefined
  if (!fitting) return
  const misfits = mapAt(spec, 'hard').filter(({ name }) => isOfQuota(name) && !fitting.includes(name))
  const [first] = misfits
  if (first)
    say.invalid(
      at,
      `\`${scope}\` does not go with \`${first.name}\`; it can limit ${fitting.map((it) => `\`${it}\``).join(', ')}`,
      { path },
    )
}

const OPPOSITES = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const

function opposites(scopes: readonly (At & { readonly text: string })[], path: string, say: Say): void {
  for (const [one, other] of OPPOSITES) {
    const both = [one, other].map((name) => scopes.findLast((it) => it.text === name))
    const [later] = both.flatMap((it) => it ?? []).sort((a, b) => aroundOf(b).from - aroundOf(a).from)
    if (later && both.every((it) => it)) say.invalid(later, `\`${one}\` and \`${other}\` exclude each other`, { path })
  }
}

const WITHOUT_VALUES: readonly string[] = [
  'BestEffort',
  'NotBestEffort',
  'Terminating',
  'NotTerminating',
  'CrossNamespacePodAffinity',
]

function checkSelector(here: At, say: Say): void {
  const path = `${here.path}.scopeSelector.matchExpressions`
  const scopes: (At & { readonly text: string })[] = []
  for (const it of listAt(field(here, 'scopeSelector'), 'matchExpressions')) {
    const scope = textAt(it, 'scopeName') ?? ''
    const operator = textAt(it, 'operator') ?? ''
    const name = field(it, 'scopeName')
    scopes.push({ ...name, text: scope })
    fits(here, scope, name, path, say)
    if (WITHOUT_VALUES.includes(scope) && operator !== 'Exists' && isKnown(operator))
      say.invalid(field(it, 'operator'), `\`${scope}\` takes the operator \`Exists\` only`)
    const values = field(it, 'values')
    const hasValues = listAt(it, 'values').length > 0
    if (
      (operator === 'In' || operator === 'NotIn') &&
      !hasValues &&
      (!isSet(values) || values.node?.tree.type === 'sequence')
    )
      say.required(values, `\`${operator}\` needs values`)
    if ((operator === 'Exists' || operator === 'DoesNotExist') && hasValues)
      say.invalid(values, `\`${operator}\` takes no values`)
  }
  opposites(scopes, path, say)
}

/** Of others it is said already that there are none. */
function isKnown(operator: string): boolean {
  return ['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(operator)
}
