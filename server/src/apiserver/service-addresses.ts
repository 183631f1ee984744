import { scalar } from '../syntax/node.ts'
import { checkCidr, checkIp, checkTarget, sloppiness } from './address-looks.ts'
import { parseIp } from './addresses.ts'
import { type At, field, isSet, listAt, mapAt, textAt, textsAt } from './at.ts'
import { removal } from './fixes.ts'
import { type Here, type Rows, row, type Say } from './row.ts'
import { type ClusterIp, clusterIps, isHeadless, typeOf } from './service-of.ts'

/** The addresses of a Service and who may come in: https://kubernetes.io/docs/concepts/services-networking/dual-stack/ */
export const serviceAddresses: Rows = {
  ServiceSpec: [
    row(
      'SVC11',
      '`None` makes a Service headless: no address, so nothing that a node or a load balancer could forward to. It stands alone and is written just so.',
      headless,
    ),
    row(
      'SVC12',
      'A Service has one address for each family of IP at most. `clusterIP` and the first of `clusterIPs` are the same thing, and `ipFamilies` says in which order the families come.',
      addresses,
    ),
    row(
      'SVC14',
      'Two families need a policy that allows for two: `PreferDualStack` or `RequireDualStack`. Each family stands there once.',
      families,
    ),
    row(
      'SVC18',
      'The nodes take packets for these addresses as their own. They must be plain addresses that others can reach.',
      externalIps,
    ),
    row(
      'SVC19',
      'Load balancers let in clients from these ranges only. They are ranges with a mask, and other types have nobody who would heed them.',
      sourceRanges,
    ),
  ],
  Service: [
    row(
      'SVC19',
      'The annotation is the old form of `loadBalancerSourceRanges`: ranges with a mask, separated by commas, on load balancers only.',
      annotatedRanges,
    ),
    row(
      'SVC23',
      '`topology-mode` took the place of `topology-aware-hints`; where both are given the API server wants the same from both.',
      topology,
    ),
  ],
}

function headless(here: Here, say: Say): void {
  const type = typeOf(here)
  const [first] = clusterIps(here) ?? []
  if (!first || !isHeadless(here) || (type !== 'NodePort' && type !== 'LoadBalancer')) return
  say.invalid(first, `a Service of type ${type} needs an address, so its \`clusterIP\` cannot be \`None\``)
}

function addresses(here: Here, say: Say): void {
  const all = clusterIps(here)
  const type = typeOf(here)
  if (!all || type === undefined || type === 'ExternalName') return
  const path = `${here.path}.clusterIPs`
  const listed = listAt(here, 'clusterIPs').length > 0
  const at = field(here, listed ? 'clusterIPs' : 'clusterIP')
  const one = textAt(here, 'clusterIP') ?? ''
  if (listed && one === '')
    say.invalid(at, '`clusterIPs` needs `clusterIP` beside it, with the first address', { path })
  else if (listed && all[0]?.text !== one)
    say.invalid(at, `the first of \`clusterIPs\` must be \`${one}\`, as in \`clusterIP\``, { path })
  if (all.length > 2) say.invalid(at, 'a Service has two addresses at most', { path })
  let isSound = true
  for (const [i, it] of all.entries()) {
    if (i === 0 && it.text === 'None') {
      if (all.length > 1) {
        isSound = false
        say.invalid(at, '`None` means no address at all, so no other may follow it', { path })
      }
      continue
    }
    const address = checkIp(it, it.text, say)
    if (!address || sloppiness(address) !== undefined) isSound = false
  }
  if (!isSound) return
  if (all.length > 1 && (all.length > 2 || familyOf(all[0]) === familyOf(all[1])))
    say.invalid(at, 'the addresses of a Service are of different families: one IPv4, one IPv6', { path })
  if (!isHeadless(here)) matchFamilies(here, all, say)
}

function matchFamilies(here: Here, all: readonly ClusterIp[], say: Say): void {
  const wanted = textsAt(here, 'ipFamilies')
  for (const [i, it] of all.entries()) {
    const family = wanted[i]?.text
    if ((family !== 'IPv4' && family !== 'IPv6') || family === familyOf(it)) continue
    say.invalid(it, `\`${it.text}\` is no ${family} address, which \`ipFamilies\` puts in this place`)
  }
}

function familyOf(it: ClusterIp | undefined): 'IPv4' | 'IPv6' {
  return parseIp(it?.text ?? '')?.family === 6 ? 'IPv6' : 'IPv4'
}

function families(here: Here, say: Say): void {
  const type = typeOf(here)
  if (type === undefined || type === 'ExternalName') return
  const all = textsAt(here, 'ipFamilies')
  const seen = new Set<string>()
  let isSound = true
  for (const it of all) {
    if (it.text !== 'IPv4' && it.text !== 'IPv6') isSound = false
    if (it.text === '') say.unsupported(it, 'a family is `IPv4` or `IPv6`')
    if (seen.has(it.text)) {
      isSound = false
      say.duplicate(it, `\`${it.text}\` stands there already`)
    }
    seen.add(it.text)
  }
  const at = field(here, 'ipFamilyPolicy')
  const policy = textAt(here, 'ipFamilyPolicy')
  if (!isSound || all.length !== 2 || (isSet(at) && policy !== 'SingleStack')) return
  if (!isSet(at) && isHeadless(here) && mapAt(here, 'selector').length === 0) return
  if (faultless(here)) say.invalid(at, 'two families need `ipFamilyPolicy: PreferDualStack` or `RequireDualStack`')
}

/** The API server looks at the policy when the addresses are right. */
function faultless(here: Here): boolean {
  const all = clusterIps(here) ?? []
  return all.every((it, i) => {
    const address = parseIp(it.text)
    return (i === 0 && it.text === 'None') || (address !== undefined && sloppiness(address) === undefined)
  })
}

function externalIps(here: Here, say: Say): void {
  for (const it of textsAt(here, 'externalIPs')) {
    const address = checkIp(it, it.text, say)
    if (address) checkTarget(it, it.text, address, say)
  }
}

function sourceRanges(here: Here, say: Say): void {
  const type = typeOf(here)
  const all = listAt(here, 'loadBalancerSourceRanges')
  const path = `${here.path}.LoadBalancerSourceRanges`
  if (all.length === 0) return
  if (type !== undefined && type !== 'LoadBalancer')
    say.forbidden(
      field(here, 'loadBalancerSourceRanges'),
      '`loadBalancerSourceRanges` goes with `type: LoadBalancer` only',
      { path, fixes: removal(here, 'loadBalancerSourceRanges') },
    )
  for (const it of textsAt(here, 'loadBalancerSourceRanges')) {
    const index = it.path.slice(it.path.lastIndexOf('['))
    checkCidr(it, trimmed(it.text), say, { error: `${path}${index}` })
  }
}

const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges'

function annotatedRanges(here: Here, say: Say): void {
  const spec = field(here, 'spec')
  const at = annotation(here, RANGES)
  const text = at?.node ? scalar(at.node) : ''
  if (!at || typeof text !== 'string' || listAt(spec, 'loadBalancerSourceRanges').length > 0) return
  const type = typeOf(spec)
  if (type !== undefined && type !== 'LoadBalancer')
    say.forbidden(at, 'the ranges are for `type: LoadBalancer` only', {
      fixes: removal(field(field(here, 'metadata'), 'annotations'), RANGES),
    })
  if (trimmed(text) === '') return
  // Fixes would put one range in the place of all.
  const bare = { ...at, node: undefined }
  for (const it of text.split(',')) checkCidr(bare, trimmed(it), say)
}

const HINTS = 'service.kubernetes.io/topology-aware-hints'
const MODE = 'service.kubernetes.io/topology-mode'

function topology(here: Here, say: Say): void {
  const at = annotation(here, MODE)
  const hints = annotation(here, HINTS)
  const mode = at?.node ? scalar(at.node) : ''
  const hint = hints?.node ? scalar(hints.node) : ''
  if (!at || !hints || typeof mode !== 'string' || typeof hint !== 'string' || mode === hint) return
  say.invalid(
    at,
    `\`${mode}\` differs from \`${hint}\` in the older annotation \`topology-aware-hints\`: drop that one`,
    {
      fixes: removal(field(field(here, 'metadata'), 'annotations'), HINTS),
    },
  )
}

function annotation(here: Here, name: string): At | undefined {
  return mapAt(field(here, 'metadata'), 'annotations').find((it) => it.name === name)
}

/** Without the blanks that Go takes away. */
function trimmed(text: string): string {
  return text.trim()
}
