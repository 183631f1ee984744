import { type Amount, amountIn, amountOf, NANO, toBytes } from '../schema/quantity.ts'
import { type At, field, isSet, listAt, mapAt, markOf, textAt } from './at.ts'
import { removal } from './fixes.ts'
import { dnsLabel, qualifiedName } from './names.ts'
import { isSidecar } from './pod-spec-containers.ts'
import { canBeOvercommitted, isExtended, isHugePages, isNative } from './resource-names.ts'
import { type Extra, type Here, type Rows, row, type Say } from './row.ts'

/** What a pod asks for as a whole, and what running it costs beside its containers. */
export const podSpecResources: Rows = {
  PodSpec: [
    row(
      'PSP27',
      'A pod as a whole asks for CPU, memory and huge pages only; the rest is for its containers.',
      (here, say) => {
        const resources = ofPod(here)
        checkClaims(here, resources, say)
        for (const list of ['limits', 'requests'])
          for (const it of given(resources, list)) {
            checkOfPod(it, say)
            checkAmount(it, SINCE, say)
          }
        for (const it of takenAsRequests(here, resources)) checkAmount(it, SINCE, say)
        // In a Pod the requests of the containers become its own.
        const asked = here.kind === 'Pod' && ['cpu', 'memory'].some((it) => promised(here, it) !== undefined)
        if (!asked) checkPagesAlone(resources, ['limits', 'requests'], SINCE, say)
      },
    ),
    row(
      'PSP27',
      'What a pod is promised as a whole cannot be more than what it may use, and huge pages are promised as they are used.',
      checkWithinLimits,
    ),
    row(
      'PSP27',
      'The pod as a whole is promised at least what its containers are promised, and no container may use more than the pod.',
      checkContainers,
    ),
    row('PSP33', 'Overhead is counted like the resources of a container.', (here, say) => {
      for (const it of given(here, 'overhead')) {
        const at = { ...it, path: `${here.path}.overhead.limits[${it.name}]` }
        const fault = ofContainerFault(it.name)
        if (fault !== undefined) say.invalid(at, `\`${it.name}\` ${fault}`, keyOf(at))
        checkAmount(at, {}, say)
      }
      checkPagesAlone({ ...here, path: `${here.path}.overhead` }, ['overhead'], {}, say, here)
    }),
  ],
}

/** Servers before drop `resources` of pods. */
const SINCE: Extra = { versions: { from: 34 } }

/** Of a Windows pod the server says no more than that it has none. */
function ofPod(spec: At): At {
  const resources = field(spec, 'resources')
  return textAt(field(spec, 'os'), 'name') === 'windows' ? { ...resources, node: undefined } : resources
}

/** In a Pod, not in a template, limits that no container and no request speaks of become requests: said twice. */
function takenAsRequests(here: Here, resources: At): readonly Given[] {
  if (here.kind !== 'Pod') return []
  const own = new Set(given(resources, 'requests').map((it) => it.name))
  return given(resources, 'limits').flatMap((it) => {
    const isTaken =
      isOfPod(it.name) && !own.has(it.name) && (isHugePages(it.name) || promised(here, it.name) === undefined)
    return isTaken ? { ...it, path: `${resources.path}.requests[${it.name}]` } : []
  })
}

interface Given extends At {
  readonly name: string
  /** Nothing where it is not to be read: that is said elsewhere. */
  readonly amount: Amount | undefined
}

function given(holder: At, list: string): readonly Given[] {
  return mapAt(holder, list).map((it) => ({ ...it, amount: amountOf(it.node) }))
}

function keyOf({ key }: At): Extra {
  return key ? { mark: key } : {}
}

function checkClaims(spec: At, resources: At, say: Say): void {
  const claims = field(resources, 'claims')
  if (!isSet(claims)) return
  say.forbidden(claims, 'a pod as a whole cannot use `claims`: containers do', {
    ...SINCE,
    fixes: removal(resources, 'claims'),
  })
  const names = new Set(listAt(spec, 'resourceClaims').map((it) => textAt(it, 'name')))
  for (const it of listAt(resources, 'claims')) {
    const name = textAt(it, 'name')
    const request = textAt(it, 'request')
    const fault = request ? dnsLabel(request) : undefined
    if (fault !== undefined) say.invalid(field(it, 'request'), `\`${request}\` ${fault}`, SINCE)
    if (name && !names.has(name))
      say['not-found'](it, `\`${name}\` is none of the \`resourceClaims\` of this pod`, {
        ...SINCE,
        mark: markOf(field(it, 'name')),
      })
  }
}

function checkOfPod(at: Given, say: Say): void {
  const { name } = at
  const fault = qualifiedName(name)
  const extra = { ...SINCE, ...keyOf(at) }
  if (fault !== undefined) say.invalid(at, `\`${name}\` ${fault}`, extra)
  else if (!name.includes('/') && !isKnown(name)) say.invalid(at, `\`${name}\` is nothing that ${OF_POD}`, extra)
  else if (!isOfPod(name)) say.unsupported(at, `\`${name}\` is nothing that ${OF_POD}`, extra)
}

const OF_POD = 'a pod as a whole asks for: `cpu`, `memory` or `hugepages-…`'

function isOfPod(name: string): boolean {
  return name === 'cpu' || name === 'memory' || isHugePages(name)
}

/** Whether the server knows a name without a domain, be it for quotas only. */
function isKnown(name: string): boolean {
  return KNOWN.test(name) || isHugePages(name.replace(/^requests\./, ''))
}

const KNOWN =
  /^(?:(?:(?:requests|limits)\.)?(?:cpu|memory|ephemeral-storage)|(?:requests\.)?storage|pods|resourcequotas|replicationcontrollers|secrets|configmaps|persistentvolumeclaims|services(?:\.nodeports|\.loadbalancers)?)$/

function ofContainerFault(name: string): string | undefined {
  const fault = qualifiedName(name)
  if (fault !== undefined) return fault
  if (!name.includes('/'))
    return /^(?:cpu|memory|ephemeral-storage)$/.test(name) || isHugePages(name)
      ? undefined
      : 'is nothing that runs up: `cpu`, `memory`, `ephemeral-storage`, `hugepages-…`, or a name with a domain'
  return isNative(name) || isExtended(name) ? undefined : 'is too long, or a name for quotas'
}

function checkAmount(at: Given, extra: Extra, say: Say): void {
  const { name, amount } = at
  if (!amount) return
  if (amount.nano < 0n) say.invalid(at, `\`${name}\` cannot be negative: ${amount.text}`, extra)
  if (isExtended(name) && ((amount.nano + MILLI - 1n) / MILLI) % 1000n !== 0n)
    say.invalid(at, `\`${name}\` comes in whole numbers, not ${amount.text}`, extra)
  if (!isHugePages(name)) return
  const size = name.slice('hugepages-'.length)
  const page = amountIn(size)
  if (!page || page.nano <= 0n || page.nano % NANO !== 0n)
    say.invalid(at, `\`${size}\` is no size of a page; \`hugepages-2Mi\` and \`hugepages-1Gi\` are usual`, extra)
  else if (toBytes(amount) % toBytes(page) !== 0n)
    say.invalid(at, `${amount.text} is no multiple of a page of ${size}`, extra)
}

const MILLI = NANO / 1000n

function checkPagesAlone(at: At, lists: readonly string[], extra: Extra, say: Say, holder = at): void {
  const all = lists.flatMap((it) => given(holder, it))
  const pages = all.find((it) => isHugePages(it.name))
  if (pages && !all.some((it) => it.name === 'cpu' || it.name === 'memory'))
    say.forbidden(at, `\`${pages.name}\` needs \`cpu\` or \`memory\` beside it`, { ...extra, ...keyOf(pages) })
}

function checkWithinLimits(here: Here, say: Say): void {
  const resources = ofPod(here)
  if (!isSet(resources)) return
  const limits = given(resources, 'limits')
  const requests = new Map(given(resources, 'requests').map((it) => [it.name, it]))
  const path = `${resources.path}.requests`
  for (const [name, request] of requests)
    if (!canBeOvercommitted(name) && !limits.some((it) => it.name === name))
      say.required(field(resources, 'limits'), `\`${name}\` needs a limit, the same as the request`, {
        ...SINCE,
        ...keyOf(request),
      })
  for (const limit of limits) {
    const own = requests.get(limit.name)
    const request = own
      ? own.amount?.nano
      : here.kind === 'Pod' && isOfPod(limit.name)
        ? promised(here, limit.name)
        : undefined
    if (request === undefined || !limit.amount) continue
    const extra = { ...SINCE, path, ...(own ? { related: [{ ...markOf(limit), message: 'the limit' }] } : {}) }
    if (!canBeOvercommitted(limit.name) && own && request !== limit.amount.nano)
      say.invalid(own, `the request for \`${limit.name}\` must be the same as its limit, ${limit.amount.text}`, extra)
    else if (canBeOvercommitted(limit.name) && request > limit.amount.nano)
      say.invalid(
        own ?? limit,
        own?.amount
          ? `more ${limit.name} is requested (${own.amount.text}) than the limit allows (${limit.amount.text})`
          : `the containers are promised more ${limit.name} than this limit of the pod allows`,
        extra,
      )
  }
}

function checkContainers(here: Here, say: Say): void {
  const resources = ofPod(here)
  if (!isSet(resources)) return
  for (const it of given(resources, 'requests')) {
    const promise = isOfPod(it.name) ? promised(here, it.name) : undefined
    if (promise !== undefined && it.amount && promise > it.amount.nano)
      say.invalid(it, `the containers are promised more ${it.name} together than the pod: ${it.amount.text}`, SINCE)
  }
  const limits = new Map(given(resources, 'limits').map((it) => [it.name, it]))
  for (const [index, container] of listAt(here, 'containers').entries())
    for (const it of given(field(container, 'resources'), 'limits')) {
      const limit = limits.get(it.name)
      if (it.amount && limit?.amount && it.amount.nano > limit.amount.nano)
        say.invalid(it, `more ${it.name} than the whole pod may use: ${limit.amount.text}`, {
          ...SINCE,
          path: `${resources.path}.containers[${index}][${it.name}].limits`,
          related: [{ ...markOf(limit), message: 'the limit of the pod' }],
        })
    }
}

/**
 * What all containers are promised of a resource at the time when it is most: those that stay together, or one that
 * runs before them with the sidecars that have started. Nothing where no container asks for it.
 */
function promised(here: Here, name: string): bigint | undefined {
  const requestOf = (container: At) => {
    const resources = field(container, 'resources')
    const find = (list: string) => given(resources, list).find((it) => it.name === name)
    // In a Pod, not in a template, a limit is the request where there is none.
    return (find('requests') ?? (here.kind === 'Pod' ? find('limits') : undefined))?.amount?.nano
  }
  let sidecars = 0n
  let most = 0n
  let asked = false
  for (const it of listAt(here, 'initContainers')) {
    const request = requestOf(it)
    if (request === undefined) continue
    asked = true
    if (isSidecar(it)) sidecars += request
    if (sidecars > most) most = sidecars
    if (!isSidecar(it) && sidecars + request > most) most = sidecars + request
  }
  const own = listAt(here, 'containers').flatMap((it) => requestOf(it) ?? [])
  const together = own.reduce((sum, it) => sum + it, sidecars)
  if (together > most) most = together
  return asked || own.length > 0 ? most : undefined
}
