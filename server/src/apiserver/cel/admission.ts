import type { Scope } from './check.ts'
import { BOOL, DYN, INT, listOf, mapOf, objectOf, STRING, type Type } from './types.ts'

/**
 * What an expression in a policy or a webhook may speak of. `object` and `params` are not looked into before they are there.
 * https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export function admissionScope(names: {
  readonly params: boolean
  /** Those defined so far, where there may be any. */
  readonly variables: ReadonlyMap<string, Type> | undefined
  readonly isMutation?: boolean
}): Scope {
  const { params, variables, isMutation } = names
  const known = new Map<string, Type>([
    ['object', DYN],
    ['oldObject', DYN],
    ['request', REQUEST],
    ['authorizer', { is: 'opaque', name: 'Authorizer' }],
    ['authorizer.requestResource', { is: 'opaque', name: 'ResourceCheck' }],
    ['namespaceObject', NAMESPACE],
  ])
  if (params) known.set('params', DYN)
  if (variables) known.set('variables', { is: 'object', name: 'variables', field: (name) => variables.get(name) })
  return { variable: (name) => known.get(name), ...(isMutation ? { struct: mutated } : {}) }
}

/** The types of which a mutation makes objects. */
function mutated(name: string): Type | undefined {
  if (name === 'JSONPatch') return JSON_PATCH
  if (name !== 'Object' && !name.startsWith('Object.')) return undefined
  return { is: 'object', name: 'Object', field: () => DYN }
}

export const JSON_PATCH = objectOf('JSONPatch', { op: STRING, path: STRING, from: STRING, value: DYN })

const KIND = objectOf('kubernetes.GroupVersionKind', { group: STRING, version: STRING, kind: STRING })
const RESOURCE = objectOf('kubernetes.GroupVersionResource', { group: STRING, version: STRING, resource: STRING })
const REQUEST = objectOf('kubernetes.AdmissionRequest', {
  kind: KIND,
  resource: RESOURCE,
  subResource: STRING,
  requestKind: KIND,
  requestResource: RESOURCE,
  requestSubResource: STRING,
  name: STRING,
  namespace: STRING,
  operation: STRING,
  userInfo: objectOf('kubernetes.UserInfo', {
    username: STRING,
    uid: STRING,
    groups: listOf(STRING),
    extra: mapOf(listOf(STRING)),
  }),
  dryRun: BOOL,
  options: DYN,
})
const NAMESPACE = objectOf('kubernetes.Namespace', {
  metadata: objectOf('kubernetes.NamespaceMetadata', {
    name: STRING,
    generateName: STRING,
    namespace: STRING,
    labels: mapOf(STRING),
    annotations: mapOf(STRING),
    UID: STRING,
    creationTimestamp: { is: 'timestamp' },
    deletionGracePeriodSeconds: INT,
    deletionTimestamp: { is: 'timestamp' },
    generation: INT,
    resourceVersion: STRING,
    finalizers: listOf(STRING),
  }),
  spec: objectOf('kubernetes.NamespaceSpec', { finalizers: listOf(STRING) }),
  status: objectOf('kubernetes.NamespaceStatus', { phase: STRING }),
})
