import { plainRequirements } from '../model/labels.ts'
import { at, entries, isNull, scalar, stringAt } from '../syntax/node.ts'
import type { Explainer, Question } from './explainer.ts'
import { matching, titleOfSeen } from './matching.ts'
import { count, follows } from './values.ts'
import { some } from './words.ts'

/**
 * Where a connection to a port of a Service ends up.
 * https://kubernetes.io/docs/concepts/services-networking/service/
 */
export const servicePort: Explainer = {
  id: 'service-port',
  explain(question) {
    const { resource, path } = question
    if (resource.group !== '' || resource.kind !== 'Service' || path[1] !== 'ports') return undefined
    const asked = ['spec.ports.*', 'spec.ports.*.port', 'spec.ports.*.targetPort', 'spec.ports.*.nodePort']
    const spec = at(resource.node, 'spec')
    if (!asked.some((it) => follows(path, it)) || stringAt(spec, 'type') === 'ExternalName') return undefined
    const entry = at(resource.node, ...path.slice(0, 3))
    const port = portNumber(scalar(at(entry, 'port')))
    const target = targetOf(scalar(at(entry, 'targetPort')), port)
    if (port === undefined || target === undefined) return undefined
    const pods = podsOf(question)
    if (stringAt(spec, 'clusterIP') === 'None') {
      return `A headless Service passes nothing on: clients get the addresses of the pods themselves and must use ${target}, whatever stands in \`port\`.`
    }
    const leads = `Port ${port} of the Service leads to ${target} of ${pods}.`
    if (isNull(at(entry, 'nodePort'))) return leads
    const node = portNumber(count(at(entry, 'nodePort')))
    if (node === undefined) return leads
    const local = stringAt(spec, 'externalTrafficPolicy') === 'Local'
    return `${leads} So does port ${node} of ${local ? 'each node that runs such a pod' : 'every node'}.`
  },
}

function portNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536 ? value : undefined
}

/** Absent, empty and 0 mean the port of the Service. */
function targetOf(value: unknown, port: number | undefined): string | undefined {
  if (value === undefined || value === null || value === '' || value === 0)
    return port === undefined ? undefined : `port ${port}`
  if (typeof value === 'string') return /^[a-z0-9-]{1,15}$/.test(value) ? `the port named \`${value}\`` : undefined
  const number = portNumber(value)
  return number === undefined ? undefined : `port ${number}`
}

function podsOf({ resource, view }: Question): string {
  const selector = at(resource.node, 'spec', 'selector')
  if (entries(selector).length === 0) return 'the addresses in its EndpointSlices'
  const read = plainRequirements(selector)
  const found = read ? matching(view, read, resource.namespace) : []
  return found.length === 0 ? 'the selected pods' : `the pods of ${some(found.map(titleOfSeen), 3)}`
}
