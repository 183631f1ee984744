import type { Resource } from '../model/resource.ts'
import { withArticle } from '../schema/wording.ts'
import { at, type Node, scalar } from '../syntax/node.ts'
import type { Judgement } from './judge.ts'

/** What the server would make of the update, the old value, and what to do instead. */
export function messageFor(
  judgement: Judgement,
  before: Resource,
  after: Resource,
  earlier: string | undefined,
): string {
  const { path, verdict } = judgement
  const change = judgement.changes[0]
  const field = fieldName(change?.path ?? path)
  const old = shownValue(at(before.node, ...(change?.oldPath ?? path)))
  const when = earlier === undefined ? '' : ` in ${earlier}`
  const was = old === undefined ? `it was not set${when}` : `it was \`${old}\`${when}`
  if (verdict === 'ignored') {
    const stays = old === undefined ? 'the server keeps its own value' : `\`${old}\` stays`
    return `the API server passes over a change of \`${field}\` in an existing ${after.kind}: ${stays}`
  }
  const wayOut = wayOutFor(after.kind, path.map(String).join('.'), after)
  if (verdict === 'doubtful')
    return `the API server does not let \`${field}\` of an existing ${after.kind} get smaller (${was}), unless a larger size was never reached; ${wayOut}`
  return `the API server refuses to change \`${field}\` of an existing ${after.kind} (${was}); ${wayOut}`
}

/** `containers[0].image`: enough of the path to know what is meant. */
function fieldName(path: readonly (string | number)[]): string {
  const text = path.reduce<string>(
    (all, step) =>
      typeof step === 'number' ? `${all}[${step}]` : /^[\w-]+$/.test(step) ? `${all}.${step}` : `${all}[${step}]`,
    '',
  )
  return text.startsWith('.') ? text.slice(1) : text
}

/** A scalar as it is, a collection as its text if it is short and on one line. */
function shownValue(node: Node | undefined): string | undefined {
  const value = scalar(node)
  if (!node || value === null) return undefined
  const text = value === undefined ? node.document.text.slice(node.from, node.to) : String(value)
  const plain = text.replace(/\s+/g, ' ').replaceAll('`', "'").trim()
  if (plain === '') return value === undefined ? undefined : '""'
  return plain.length > 60 ? `${plain.slice(0, 57)}...` : plain
}

/** By kind, and within it by the start of the path; the first that fits. */
function wayOutFor(kind: string, path: string, { name }: Resource): string {
  const [, words] =
    (Object.hasOwn(WAYS_OUT, kind) ? (WAYS_OUT[kind] ?? []) : []).find(([start]) => path.startsWith(start)) ?? []
  const object = name === undefined ? `the ${kind}` : `\`${name}\``
  return (
    words?.(object) ??
    `give ${withArticle(kind)} with the new value another name, or delete ${object} and create it again`
  )
}

type Row = readonly [start: string, words: (object: string) => string]

const KEEP_PODS = (object: string) =>
  `give the new one another name, or delete ${object} with \`--cascade=orphan\`, which leaves its pods running, and apply again`
const NEW_JOB = () =>
  'give the new Job another name, or delete the old one first; `ttlSecondsAfterFinished` cleans up by itself'
const FROZEN = () => '`immutable: true` is final: give the new one another name, and use that in the pods'
const NEW_CLAIM = () => 'give the new claim another name, copy the data, and let the pods use it'

const WAYS_OUT: Readonly<Record<string, readonly Row[]>> = {
  Deployment: [['spec.selector', KEEP_PODS]],
  DaemonSet: [['spec.selector', KEEP_PODS]],
  ReplicaSet: [['spec.selector', KEEP_PODS]],
  StatefulSet: [
    [
      'spec.volumeClaimTemplates',
      (object) =>
        `change the claims themselves, then delete ${object} with \`--cascade=orphan\`, which leaves pods and claims alone, and apply again`,
    ],
    ['spec', KEEP_PODS],
  ],
  Job: [['spec', NEW_JOB]],
  Pod: [
    [
      'spec',
      (object) =>
        `only images, more tolerations and fewer gates may change: delete ${object} and create it again, or let a Deployment do that`,
    ],
  ],
  Service: [
    [
      'spec.clusterIP',
      (object) => `delete ${object} and create it again: clients that know the old address have to look it up anew`,
    ],
    [
      'spec.loadBalancerClass',
      (object) =>
        `delete ${object} and create it again, or make it another type first: the load balancer goes in between`,
    ],
    ['spec.healthCheckNodePort', () => 'leave the port out: the old one stays'],
  ],
  PersistentVolumeClaim: [
    ['spec.resources', () => 'a volume never shrinks: make a smaller claim under another name, and copy the data'],
    ['spec', NEW_CLAIM],
  ],
  PersistentVolume: [
    [
      'spec',
      () =>
        'describe the other volume in a PersistentVolume of another name; with `Retain` the data of the old one stays when it is deleted',
    ],
  ],
  ConfigMap: [['', FROZEN]],
  Secret: [
    [
      'type',
      () => 'give the new Secret another name, or delete the old one first: pods that start in between wait for it',
    ],
    ['', FROZEN],
  ],
  StorageClass: [
    ['', () => 'delete it and create it again, or give the new class another name: volumes that exist are not touched'],
  ],
  RoleBinding: [['roleRef', () => 'delete the binding and create it again; `kubectl auth reconcile` does both']],
  ClusterRoleBinding: [['roleRef', () => 'delete the binding and create it again; `kubectl auth reconcile` does both']],
  PriorityClass: [
    ['', () => 'give the new class another name, or delete the old one: pods that exist keep their number'],
  ],
  CustomResourceDefinition: [
    [
      'spec.versions',
      () =>
        'keep the version with `served: false` until all objects are stored in another one and it is gone from `status.storedVersions`',
    ],
    ['spec.conversion', () => 'give certificates in PEM, in base64'],
    ['spec', () => 'deleting it deletes all its objects: define another one beside it, and move them'],
  ],
  IngressClass: [['spec.controller', () => 'give the new class another name, and let the Ingresses name it']],
  Node: [['spec', () => 'it is set once: the node has to register anew']],
}
