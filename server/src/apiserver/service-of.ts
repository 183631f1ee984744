import { resolved } from '../syntax/node.ts'
import { type At, field, isSet, listAt, textAt, textsAt } from './at.ts'

/** What the API server makes of the spec of a Service before it judges it. */

/** Absent and empty mean ClusterIP. `undefined` where it is no text. */
export function typeOf(spec: At): string | undefined {
  if (!isSet(field(spec, 'type'))) return 'ClusterIP'
  const type = textAt(spec, 'type')
  return type === '' ? 'ClusterIP' : type
}

/** Clients may come from outside of the cluster. */
export function isExternal(spec: At): boolean {
  const type = typeOf(spec)
  return (
    type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && listAt(spec, 'externalIPs').length > 0)
  )
}

/** One address of the Service in the cluster, or `None`. */
export interface ClusterIp extends At {
  readonly text: string
}

/** Of `clusterIPs`, or of `clusterIP` if that stands alone. `undefined` where one of them is no text. */
export function clusterIps(spec: At): readonly ClusterIp[] | undefined {
  const one = textAt(spec, 'clusterIP')
  if (one === undefined && isSet(field(spec, 'clusterIP'))) return undefined
  if (!isListOrAbsent(field(spec, 'clusterIPs'))) return undefined
  const many = textsAt(spec, 'clusterIPs')
  if (many.length !== listAt(spec, 'clusterIPs').length) return undefined
  if (many.length > 0 || one === undefined || one === '') return many
  return [{ ...field(spec, 'clusterIP'), path: `${spec.path}.clusterIPs[0]`, text: one }]
}

/** It has no address of its own: its name leads to its pods. */
export function isHeadless(spec: At): boolean {
  const all = clusterIps(spec)
  return all?.length === 1 && all[0]?.text === 'None'
}

export function isListOrAbsent({ node }: At): boolean {
  return node === undefined || resolved(node)?.tree.type === 'sequence'
}

/** Absent and empty mean TCP. */
export function protocolOf(port: At): string {
  return textAt(port, 'protocol') || 'TCP'
}
