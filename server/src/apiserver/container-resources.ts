import type { Fix } from '../problem.ts'
import { changesTo } from '../schema/change-to.ts'
import { type Amount, amountIn, amountOf, NANO, toBytes } from '../schema/quantity.ts'
import { putEntries, scalarText } from '../syntax/edits.ts'
import { nearest } from '../text/nearest.ts'
import { type At, field, listAt, mapAt, markOf, textAt } from './at.ts'
import { checkText } from './looks.ts'
import { dnsLabel, qualifiedName } from './names.ts'
import { canBeOvercommitted, isExtended, isHugePages, isNative } from './resource-names.ts'
import { type Here, type Row, type Rows, row, type Say } from './row.ts'

/** Of containers; what a whole pod asks for has rules of its own. */
export const containerResources: Rows = {
  ResourceRequirements: [
    row(
      'POD29',
      'A container asks for CPU, memory, ephemeral storage, huge pages, or for what a device plugin offers under a name with a domain, such as `nvidia.com/gpu`.',
      eachAmount(checkName),
    ),
    row('POD30', 'An amount of something cannot be less than nothing.', eachAmount(notNegative)),
    row('POD33', 'Devices and the like are handed out whole.', eachAmount(whole)),
    row('POD31', 'What a container is promised cannot be more than what it may use.', ofContainer(withinLimit)),
    row(
      'POD32',
      'Only CPU, memory and storage can be promised more than once. Of all else the request must be the limit.',
      ofContainer(sameAsLimit),
    ),
    row(
      'POD34',
      'Huge pages come in whole pages, to containers that ask for CPU or memory too.',
      eachAmount(wholePages),
    ),
    row(
      'POD34',
      'Huge pages come in whole pages, to containers that ask for CPU or memory too.',
      ofContainer(pagesAlone),
    ),
    row(
      'POD36',
      'A claim of the pod is named once as a whole, or once for each of its requests.',
      ofContainer(uniqueClaims),
    ),
  ],
}

function ofContainer(look: Row['look']): Row['look'] {
  return (here, say) => (OF_CONTAINER.test(here.path) ? look(here, say) : undefined)
}

const OF_CONTAINER = /ontainers\[\d+\]\.resources$/

interface Given extends At {
  readonly name: string
  /** Nothing where it is not to be read: that is said elsewhere. */
  readonly amount: Amount | undefined
}

/** In a Pod, not in a template, a limit becomes the request where there is none: the server then says all twice. */
function eachAmount(look: (at: Given, say: Say) => void): Row['look'] {
  return ofContainer((here, say) => {
    const limits = given(here, 'limits')
    const requests = given(here, 'requests')
    for (const it of [...limits, ...requests]) look(it, say)
    if (here.kind !== 'Pod' || !/^spec\.(?:initC|c)ontainers/.test(here.path)) return
    const own = new Set(requests.map((it) => it.name))
    for (const it of limits) if (!own.has(it.name)) look({ ...it, path: `${here.path}.requests[${it.name}]` }, say)
  })
}

function given(here: Here, list: 'limits' | 'requests'): readonly Given[] {
  return mapAt(here, list).map(({ name, node, key, path, around }) => {
    const amount = node ? amountOf(node) : amountIn('0')
    return { name, node, key, path, around, lists: undefined, amount }
  })
}

const STANDARD = ['cpu', 'memory', 'ephemeral-storage']

function checkName(at: Given, say: Say): void {
  const { name, key } = at
  const fault = qualifiedName(name) ?? unknownName(name)
  if (fault === undefined) return
  const fixes = () => (key ? changesTo(key, meant(name)) : [])
  say.invalid(at, `\`${name}\` ${fault}`, { fixes, ...(key ? { mark: key } : {}) })
}

function meant(name: string): readonly string[] {
  if (name === 'gpu') return ['nvidia.com/gpu', 'amd.com/gpu']
  return name.includes('/') && name.startsWith('requests.') ? [name.slice('requests.'.length)] : nearest(name, STANDARD)
}

function unknownName(name: string): string | undefined {
  if (!name.includes('/'))
    return STANDARD.includes(name) || isHugePages(name)
      ? undefined
      : 'is nothing that a container has: `cpu`, `memory`, `ephemeral-storage`, `hugepages-…`, or a name with a domain'
  if (isNative(name) || isExtended(name)) return undefined
  return name.startsWith('requests.') ? 'is a name for quotas; leave out `requests.`' : 'is too long or spelt wrongly'
}

function notNegative(at: Given, say: Say): void {
  if (at.amount && at.amount.nano < 0n) say.invalid(at, `\`${at.name}\` cannot be negative: ${at.amount.text}`)
}

/** The server looks at thousandths, rounded up. */
function whole(at: Given, say: Say): void {
  if (
    !at.amount ||
    at.amount.nano < 0n ||
    !isExtended(at.name) ||
    ((at.amount.nano + MILLI - 1n) / MILLI) % 1000n === 0n
  )
    return
  say.invalid(at, `\`${at.name}\` comes in whole numbers, not ${at.amount.text}`)
}

function wholePages(at: Given, say: Say): void {
  if (!at.amount || at.amount.nano < 0n || !isHugePages(at.name)) return
  const text = at.name.slice('hugepages-'.length)
  const page = pageSize(text)
  if (page === undefined) {
    say.invalid(at, `\`${text}\` is no size of a page; \`hugepages-2Mi\` and \`hugepages-1Gi\` are usual`)
    return
  }
  if (toBytes(at.amount) % page !== 0n) say.invalid(at, `${at.amount.text} is no multiple of a page of ${text}`)
}

function pageSize(text: string): bigint | undefined {
  const amount = amountIn(text)
  return amount && amount.nano > 0n && amount.nano % NANO === 0n ? toBytes(amount) : undefined
}

function pagesAlone(here: Here, say: Say): void {
  const all = [...given(here, 'limits'), ...given(here, 'requests')]
  const pages = all.find((it) => isHugePages(it.name))
  if (!pages || all.some((it) => it.name === 'cpu' || it.name === 'memory')) return
  say.forbidden(here, `\`${pages.name}\` needs \`cpu\` or \`memory\` beside it`, {
    ofWhole: true,
    ...(pages.key ? { mark: pages.key } : {}),
  })
}

function withinLimit(here: Here, say: Say): void {
  if (given(here, 'requests').length === 0) return
  const limits = new Map(given(here, 'limits').map((it) => [it.name, it]))
  for (const request of given(here, 'requests')) {
    const limit = limits.get(request.name)
    if (
      !limit?.amount ||
      !request.amount ||
      !canBeOvercommitted(request.name) ||
      request.amount.nano <= limit.amount.nano
    )
      continue
    tooMuch(
      here,
      request,
      limit,
      `more ${request.name} is requested (${request.amount.text}) than the limit allows (${limit.amount.text})`,
      say,
    )
  }
}

function sameAsLimit(here: Here, say: Say): void {
  if (given(here, 'requests').length === 0) return
  const limits = new Map(given(here, 'limits').map((it) => [it.name, it]))
  for (const request of given(here, 'requests')) {
    const { name, amount } = request
    if (canBeOvercommitted(name)) continue
    const limit = limits.get(name)
    if (!limit) {
      const mark = request.key ?? markOf(request)
      const fixes = () => add(here, ['limits'], name, amount)
      say.required(field(here, 'limits'), `\`${name}\` needs a limit, the same as the request`, { mark, fixes })
    } else if (amount && limit.amount && amount.nano !== limit.amount.nano)
      tooMuch(
        here,
        request,
        limit,
        `the request for \`${name}\` must be the same as its limit, ${limit.amount.text}`,
        say,
      )
  }
}

function add({ node }: At, below: readonly string[], name: string, amount: Amount | undefined): readonly Fix[] {
  const edit = node && amount && putEntries(node, below, [[scalarText(name), scalarText(amount.text)]])
  return edit ? [{ title: `Add ${below.join('.')}.${name}`, safe: false, edits: [edit] }] : []
}

/** The server points at all requests. */
function tooMuch(here: Here, request: Given, limit: Given, message: string, say: Say): void {
  const { node } = request
  say.invalid(request, message, {
    path: `${here.path}.requests`,
    related: [{ ...markOf(limit), message: 'the limit' }],
    fixes: () => (node && limit.amount ? changesTo(node, [limit.amount.text]) : []),
  })
}

const MILLI = NANO / 1000n

function uniqueClaims(here: Here, say: Say): void {
  const seen = new Set<string>()
  for (const claim of listAt(here, 'claims')) {
    const name = textAt(claim, 'name')
    if (!name) continue
    const request = textAt(claim, 'request') ?? ''
    const identity = request === '' ? name : `${name}/${request}`
    checkText(field(claim, 'request'), seen.has(name) ? undefined : request, dnsLabel, say)
    if (seen.has(name) || seen.has(identity))
      say.duplicate(claim, `\`${identity}\` is claimed before`, { mark: markOf(field(claim, 'name')) })
    seen.add(identity)
  }
}
