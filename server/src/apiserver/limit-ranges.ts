import { type Amount, amountOf, NANO } from '../schema/quantity.ts'
import { type At, aroundOf, field, listAt, mapAt, textAt } from './at.ts'
import { qualifiedName } from './names.ts'
import { canBeOvercommitted, containerFault, resourceFault } from './resource-names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'

const ORDER_WHY =
  'Of each resource min ≤ defaultRequest ≤ default ≤ max. For containers the server fills in what is missing: default from max, defaultRequest from default, or else from min.'

/** https://kubernetes.io/docs/concepts/policy/limit-range/ */
export const limitRanges: Rows = {
  LimitRangeSpec: [
    row(
      'CFG13',
      'Each type of limit is there once: of two the stricter would win at one place and the other at another.',
      (here, say) => {
        const seen = new Set<string>()
        for (const it of listAt(here, 'limits')) {
          const type = textAt(it, 'type') ?? ''
          if (seen.has(type)) say.duplicate(field(it, 'type'), `there are limits for \`${type}\` already`)
          seen.add(type)
        }
      },
    ),
  ],
  LimitRangeItem: [
    row(
      'CFG13',
      'Limits are for `Container`, `Pod` or `PersistentVolumeClaim`; other types have a domain and belong to somebody else.',
      (here, say) => {
        const type = textAt(here, 'type')
        if (!type || TYPES.includes(type)) return
        const fault =
          qualifiedName(type) ??
          (type.includes('/')
            ? undefined
            : `is no type of limit; those are ${TYPES.map((it) => `\`${it}\``).join(', ')}`)
        if (fault !== undefined) say.invalid(field(here, 'type'), `\`${type}\` ${fault}`)
      },
    ),
    row(
      'CFG13',
      'A pod has no requests and limits of its own that could be filled in; its containers have.',
      (here, say) => {
        if (textAt(here, 'type') !== 'Pod') return
        for (const name of ['default', 'defaultRequest'])
          if (mapAt(here, name).length > 0)
            say.forbidden(field(here, name), `\`${name}\` is for containers, not for pods`)
      },
    ),
    row('CFG13', 'Of a claim only the size can be limited: from below, from above, or both.', (here, say) => {
      if (textAt(here, 'type') !== 'PersistentVolumeClaim') return
      const isLimited = ['min', 'max'].some((name) => mapAt(here, name).some((it) => it.name === 'storage'))
      if (!isLimited)
        say.required(here, 'limits of claims need `min.storage` or `max.storage`', { path: `${here.path}.limits` })
    }),
    row(
      'CFG13',
      'What can be limited is what containers ask for: CPU, memory, ephemeral storage, huge pages, and resources with a domain.',
      resourceNames,
    ),
    row('CFG13', ORDER_WHY, order),
  ],
}

const TYPES: readonly string[] = ['Container', 'Pod', 'PersistentVolumeClaim']
const MAPS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const
type Name = (typeof MAPS)[number]

interface Limit {
  readonly at: At
  /** Missing where it is malformed. */
  readonly amount: Amount | undefined
}

/** What a null is. */
const NOTHING: Amount = { nano: 0n, text: '0', digits: '0', suffix: '' }

/** By resource, with what the server fills in for containers. */
function limitsOf(here: Here): Readonly<Record<Name, Map<string, Limit>>> {
  const read = (name: Name) =>
    new Map(
      mapAt(here, name).map((it): [string, Limit] => [
        it.name,
        { at: it, amount: it.node ? amountOf(it.node) : NOTHING },
      ]),
    )
  const type = textAt(here, 'type')
  const none = new Map<string, Limit>()
  const isPod = type === 'Pod'
  const limits = {
    max: read('max'),
    min: read('min'),
    default: isPod ? none : read('default'),
    defaultRequest: isPod ? none : read('defaultRequest'),
    maxLimitRequestRatio: read('maxLimitRequestRatio'),
  }
  if (type !== 'Container') return limits
  fill(here, limits, 'default', 'max')
  fill(here, limits, 'defaultRequest', 'default')
  fill(here, limits, 'defaultRequest', 'min')
  return limits
}

function fill(here: Here, limits: Readonly<Record<Name, Map<string, Limit>>>, name: Name, from: Name): void {
  for (const [resource, it] of limits[from])
    if (!limits[name].has(resource))
      limits[name].set(resource, { ...it, at: { ...it.at, path: `${here.path}.${name}[${resource}]` } })
}

function resourceNames(here: Here, say: Say): void {
  const type = textAt(here, 'type')
  const fault = type === 'Pod' || type === 'Container' ? containerFault : resourceFault
  const limits = limitsOf(here)
  for (const name of MAPS)
    for (const [resource, { at }] of limits[name]) {
      const wrong = fault(resource)
      if (wrong !== undefined) say.invalid(at, `\`${resource}\` ${wrong}`, { mark: at.key ?? aroundOf(at) })
    }
}

const PAIRS: readonly (readonly [small: Name, large: Name, blamed: Name])[] = [
  ['min', 'max', 'min'],
  ['min', 'defaultRequest', 'defaultRequest'],
  ['defaultRequest', 'max', 'defaultRequest'],
  ['defaultRequest', 'default', 'defaultRequest'],
  ['min', 'default', 'default'],
  ['default', 'max', 'default'],
]

function order(here: Here, say: Say): void {
  const limits = limitsOf(here)
  const resources = new Set(MAPS.flatMap((name) => [...limits[name].keys()]))
  for (const resource of resources) {
    const blamed = new Set<Name>()
    for (const [small, large, name] of PAIRS) {
      const [a, b] = [limits[small].get(resource), limits[large].get(resource)]
      if (!a?.amount || !b?.amount || a.amount.nano <= b.amount.nano || blamed.has(name)) continue
      blamed.add(name)
      const at = limits[name].get(resource)?.at ?? here
      say.invalid(
        at,
        `\`${small}\` of \`${resource}\` is more than \`${large}\`: \`${a.amount.text}\` over \`${b.amount.text}\``,
      )
    }
    ratio(limits, resource, say)
    const [request, limit] = [limits.defaultRequest.get(resource), limits.default.get(resource)]
    if (
      !canBeOvercommitted(resource) &&
      !blamed.has('defaultRequest') &&
      request?.amount &&
      limit?.amount &&
      request.amount.nano !== limit.amount.nano
    )
      say.invalid(request.at, `\`${resource}\` cannot be shared: \`defaultRequest\` and \`default\` are the same`)
  }
}

function ratio(limits: Readonly<Record<Name, ReadonlyMap<string, Limit>>>, resource: string, say: Say): void {
  const ratio = limits.maxLimitRequestRatio.get(resource)
  const [min, max] = [limits.min.get(resource)?.amount, limits.max.get(resource)?.amount]
  if (!ratio?.amount) return
  const { nano, text } = ratio.amount
  if (nano < NANO)
    say.invalid(ratio.at, `a limit is no less than its request, so the ratio is 1 at least, not \`${text}\``)
  // Nothing is more than what a minimum of nothing allows.
  else if (min && max && min.nano > 0n && nano * min.nano > max.nano * NANO)
    say.invalid(
      ratio.at,
      `with \`min\` \`${min.text}\` and \`max\` \`${max.text}\` no ratio can be as large as \`${text}\``,
    )
}
