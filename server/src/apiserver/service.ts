import { scalar } from '../syntax/node.ts'
import { listed } from '../text/nearest.ts'
import { type At, aroundOf, booleanAt, field, isSet, listAt, mapAt, numberAt, textAt } from './at.ts'
import { change, removal } from './fixes.ts'
import { labelValue, qualifiedName } from './names.ts'
import { canonicalName } from './net-names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'
import { clusterIps, isExternal, isHeadless, isListOrAbsent, typeOf } from './service-of.ts'

/** What the type of a Service asks for and rules out: https://kubernetes.io/docs/concepts/services-networking/service/ */
export const service: Rows = {
  ServiceSpec: [
    row(
      'SVC1',
      'A Service without ports forwards nothing. Only one without an address of its own (`clusterIP: None`) and ExternalName, which are answers of DNS and no more, do without.',
      needsPorts,
    ),
    row(
      'SVC15',
      'ExternalName is an alias in DNS for the host in `externalName`, a plain host name. It has no address in the cluster, so nothing about addresses may be set.',
      externalName,
    ),
    row(
      'SVC16',
      'The Service leads to the pods that carry all these labels: keys and values have the form of labels, or no pod could.',
      selector,
    ),
    row(
      'SVC17',
      'With `ClientIP` the same client gets to the same pod for so many seconds after its last packet: from 1 up to a day, 86400.',
      affinity,
    ),
    row(
      'SVC20',
      'The class and `allocateLoadBalancerNodePorts` are read by load balancers; the API server refuses them on other types, where they would do nothing. The class is a name, mostly with a domain before it.',
      loadBalancerOnly,
    ),
    row(
      'SVC21',
      'The policy is about traffic from outside of the cluster: it goes with NodePort, LoadBalancer and external IPs only.',
      externalPolicy,
    ),
    row(
      'SVC22',
      'Load balancers ask this port of a node whether it has pods of the Service. They do so for `type: LoadBalancer` with `externalTrafficPolicy: Local` only.',
      healthCheckPort,
    ),
    row(
      'SVC23',
      'It asks for endpoints that are near: in the same zone, or on the same node. `PreferClose` is the old word for the zone.',
      distribution,
    ),
  ],
}

function needsPorts(here: Here, say: Say): void {
  const type = typeOf(here)
  const ports = field(here, 'ports')
  if (type === undefined || type === 'ExternalName' || clusterIps(here) === undefined || isHeadless(here)) return
  if (!isListOrAbsent(ports) || listAt(here, 'ports').length > 0) return
  say.required(ports, 'a Service needs a port, unless it is headless (`clusterIP: None`) or of type ExternalName')
}

function externalName(here: Here, say: Say): void {
  if (typeOf(here) !== 'ExternalName') return
  const at = field(here, 'externalName')
  const name = textAt(here, 'externalName') ?? ''
  if (name === '' || name === '.') {
    if (!isSet(at) || textAt(here, 'externalName') !== undefined)
      say.required(at, 'ExternalName needs `externalName`: the host that it stands for')
  } else {
    const fault = canonicalName(name)
    if (fault !== undefined) say.invalid(at, `\`${name}\` ${fault}`)
  }
  const ips = clusterIps(here) ?? []
  if (ips.length > 0) {
    const name = listAt(here, 'clusterIPs').length > 0 ? 'clusterIPs' : 'clusterIP'
    const path = `${here.path}.clusterIPs`
    say.forbidden(field(here, name), 'a Service of type ExternalName has no address in the cluster', {
      path,
      fixes: removal(here, name),
    })
  }
  if (listAt(here, 'ipFamilies').length > 0) refuseFamilies(here, 'ipFamilies', say)
  if (isSet(field(here, 'ipFamilyPolicy'))) refuseFamilies(here, 'ipFamilyPolicy', say)
}

function refuseFamilies(here: Here, name: string, say: Say): void {
  const message = `\`${name}\` cannot stand in a Service of type ExternalName, which has no addresses`
  say.forbidden(field(here, name), message, { fixes: removal(here, name) })
}

function selector(here: Here, say: Say): void {
  const { path } = field(here, 'selector')
  for (const it of mapAt(here, 'selector')) {
    const ofKey = qualifiedName(it.name)
    const mark = it.key ?? aroundOf(it)
    if (ofKey !== undefined) say.invalid(it, `the key \`${it.name}\` ${ofKey}`, { path, mark })
    const value = it.node ? scalar(it.node) : ''
    const ofValue = typeof value === 'string' ? labelValue(value) : undefined
    if (ofValue !== undefined) say.invalid(it, `\`${value}\` ${ofValue}`, { path })
  }
}

const DAY = 86400

function affinity(here: Here, say: Say): void {
  if (textAt(here, 'sessionAffinity') !== 'ClientIP') return
  const clientIp = field(field(here, 'sessionAffinityConfig'), 'clientIP')
  const seconds = numberAt(clientIp, 'timeoutSeconds')
  if (seconds === undefined || (seconds > 0 && seconds <= DAY)) return
  say.invalid(
    field(clientIp, 'timeoutSeconds'),
    `\`timeoutSeconds\` must be between 1 and ${DAY} (a day), not ${seconds}`,
  )
}

function loadBalancerOnly(here: Here, say: Say): void {
  const type = typeOf(here)
  if (type === undefined) return
  const loadBalancerClass = textAt(here, 'loadBalancerClass')
  if (type === 'LoadBalancer') {
    const fault = loadBalancerClass === undefined ? undefined : qualifiedName(loadBalancerClass)
    if (fault !== undefined) say.invalid(field(here, 'loadBalancerClass'), `\`${loadBalancerClass}\` ${fault}`)
    return
  }
  if (loadBalancerClass !== undefined) refuseOther(here, 'loadBalancerClass', say)
  if (booleanAt(here, 'allocateLoadBalancerNodePorts') !== undefined)
    refuseOther(here, 'allocateLoadBalancerNodePorts', say)
}

function refuseOther(here: Here, name: string, say: Say): void {
  say.forbidden(field(here, name), `\`${name}\` goes with \`type: LoadBalancer\` only`, { fixes: removal(here, name) })
}

function externalPolicy(here: Here, say: Say): void {
  const policy = textAt(here, 'externalTrafficPolicy') ?? ''
  if (policy === '' || typeOf(here) === undefined || isExternal(here)) return
  say.invalid(
    field(here, 'externalTrafficPolicy'),
    '`externalTrafficPolicy` goes with NodePort, LoadBalancer or `externalIPs` only: nobody outside reaches this Service',
    { fixes: removal(here, 'externalTrafficPolicy') },
  )
}

/** Beta with 1.31, and with it judged; the places that are told apart came with 1.34. */
function distribution(here: Here, say: Say): void {
  const value = textAt(here, 'trafficDistribution')
  if (value === undefined || value === 'PreferClose') return
  const at = field(here, 'trafficDistribution')
  const isNewer = NEAR.includes(value)
  const message = isNewer
    ? `\`${value}\` came with 1.34; older servers take \`PreferClose\` only`
    : `\`trafficDistribution\` cannot be \`${value}\`; it takes ${listed(['PreferClose', ...NEAR])}`
  const versions = isNewer ? { from: 31, below: 34 } : { from: 31 }
  const same = NEAR.find((it) => it.toLowerCase() === value.toLowerCase())
  say.unsupported(at, message, { versions, fixes: change(here, 'trafficDistribution', ...(same ? [same] : NEAR)) })
}

const NEAR = ['PreferSameZone', 'PreferSameNode']

function healthCheckPort(here: Here, say: Say): void {
  const type = typeOf(here)
  const port = numberAt(here, 'healthCheckNodePort') ?? 0
  if (port === 0 || type === undefined) return
  const at: At = field(here, 'healthCheckNodePort')
  if (type !== 'LoadBalancer' || textAt(here, 'externalTrafficPolicy') !== 'Local')
    say.invalid(at, '`healthCheckNodePort` goes with `type: LoadBalancer` and `externalTrafficPolicy: Local` only', {
      fixes: removal(here, 'healthCheckNodePort'),
    })
  else if (port < 1 || port > 65535) say.invalid(at, `\`healthCheckNodePort\` must be between 1 and 65535, not ${port}`)
}
