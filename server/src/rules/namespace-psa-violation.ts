import { withPods } from '../model/pods.ts'
import type { Resource } from '../model/resource.ts'
import type { Seen, View } from '../model/view.ts'
import { BASELINE } from '../pod-security/baseline.ts'
import type { Control } from '../pod-security/fault.ts'
import { RESTRICTED } from '../pod-security/restricted.ts'
import { foundOf, podOf } from './pod-security/report.ts'
import type { Found, Rule } from './rule.ts'

export const namespacePsaViolation: Rule = {
  id: 'namespace-psa-violation',
  severity: 'error',
  summary: 'Keep pods within the Pod Security level that their namespace enforces.',
  why: `
The namespace of this workload is in the workspace, and its label \`pod-security.kubernetes.io/enforce\` names a level that the
pods do not keep. The API server refuses such a pod. It takes a Deployment, a StatefulSet or a Job, and then the pods never
come: the reason is in the events only. With \`pod-security.kubernetes.io/enforce-version\` the checks are those of that version.
`,
  falseAlarms: 'Namespaces that have another label in the cluster than in the workspace.',
  kinds: withPods,
  notes: ['pod-security-standards'],

  concerns: (summary, view) => LEVELS[namespaceOf(summary, view)?.summary.labels[ENFORCE] ?? ''] !== undefined,

  checkAmong(resource, view, report) {
    const pod = resource.namespace === undefined ? undefined : podOf(resource)
    if (!pod) return
    const namespace = namespaceOf(resource, view)
    const levels = LEVELS[namespace?.summary.labels[ENFORCE] ?? '']
    if (!namespace || !levels) return
    const minor = minorOf(namespace.summary.labels[`${ENFORCE}-version`])
    for (const { level, controls } of levels) {
      for (const { rule, find } of controls) {
        for (const fault of find(pod)) {
          const found = minor === undefined ? foundOf(fault) : pinned(foundOf(fault), minor)
          if (found) report({ ...withNamespace(found, level, resource, namespace), insteadOf: rule })
        }
      }
    }
  },

  examples: [
    {
      title: 'The namespace of a Deployment enforces a level',
      bad: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: agent
  namespace: shop
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      hostNetwork: true
      #            ^^^^ \`hostNetwork\` gives the pod the network of the node: its ports, and all that listens on its localhost; the level "baseline" of the namespace \`shop\` forbids it, so the pods will not come
      containers:
        - name: agent
          image: agent:1.4.0
`,
    },
    {
      title: 'A level that only warns, and a pod in another namespace',
      good: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/warn: restricted
---
apiVersion: v1
kind: Pod
metadata:
  name: agent
  namespace: kube-system
spec:
  hostNetwork: true
  containers:
    - name: agent
      image: agent:1.4.0
`,
    },
  ],
}

const ENFORCE = 'pod-security.kubernetes.io/enforce'

interface Level {
  readonly level: string
  readonly controls: readonly Control[]
}

const OF_BASELINE: Level = { level: 'baseline', controls: BASELINE }

const LEVELS: Readonly<Record<string, readonly Level[]>> = {
  baseline: [OF_BASELINE],
  restricted: [OF_BASELINE, { level: 'restricted', controls: RESTRICTED }],
}

function namespaceOf({ namespace }: Pick<Resource, 'namespace'>, view: View): Seen | undefined {
  const all = view.find('/Namespace', undefined).filter((it) => it.summary.name === namespace)
  // Two that say different things: overlays of different environments.
  const levels = new Set(all.map((it) => it.summary.labels[ENFORCE]))
  return levels.size === 1 ? all[0] : undefined
}

/** `v1.29`; anything else means the version of the cluster. */
function minorOf(version: string | undefined): number | undefined {
  const minor = /^v1\.(\d{1,3})$/.exec(version ?? '')?.[1]
  return minor === undefined ? undefined : Number(minor)
}

/** As an older version of the standard has it, whatever the cluster is. */
function pinned({ versions, ...rest }: Found, minor: number): Found | undefined {
  if (versions?.from !== undefined && minor < versions.from) return undefined
  return versions?.below === undefined || minor < versions.below ? rest : undefined
}

function withNamespace(found: Found, level: string, resource: Resource, { summary }: Seen): Found {
  const { severity: _, ...rest } = found
  const isPod = resource.kind === 'Pod'
  const outcome = isPod ? 'so the API server refuses the pod' : 'so the pods will not come'
  const message = `${found.message}; the level "${level}" of the namespace \`${summary.name}\` forbids it, ${outcome}`
  return { ...rest, message, ...(isPod ? { cause: 'forbidden' } : { severity: 'warning' }) }
}
