import { servingContainers } from '../model/containers.ts'
import { fieldPath } from '../model/field-path.ts'
import { withPods } from '../model/pods.ts'
import { get } from '../model/typed.ts'
import { putEntries, replaceNode } from '../syntax/edits.ts'
import { toJson } from '../syntax/json.ts'
import { at, entry, isNull, type Node, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const probesIdentical: Rule = {
  id: 'probes-identical',
  severity: 'info',
  summary: 'Let the liveness probe be more patient than the readiness probe.',
  why: `
The two do opposite things. A pod that fails its readiness probe gets no traffic until it has caught up; one that
fails its liveness probe is killed and starts anew. If both ask the same with the same patience, a pod that is merely
busy is killed at the moment when it is needed most, the others get its share, and follow.

Ask for less in the liveness probe, such as whether the process answers at all, or let it fail more often before it
counts.
`,
  falseAlarms: 'Programs that never recover without a restart.',
  kinds: withPods,
  optional: true,
  profiles: ['reliability'],
  notes: ['liveness-probe', 'readiness-probe', 'probe-failurethreshold'],

  check(resource, report) {
    for (const { node, title } of servingContainers(resource)) {
      const liveness = entry(node, 'livenessProbe')
      const probe = liveness?.value
      if (!probe || isNull(probe) || liveness.merged) continue
      const [one, other] = [probe, get(node, 'readinessProbe')].map(said)
      if (one === undefined || one !== other) continue
      report({
        at: liveness.key,
        path: `${fieldPath(node, resource)}.livenessProbe`,
        message: `\`${title}\` is killed as soon as it is not ready: both probes ask the same with the same patience`,
        fixes: () => morePatient(probe),
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      readinessProbe:
        httpGet: {path: /healthz, port: 8080}
      livenessProbe:
    # ^^^^^^^^^^^^^ \`web\` is killed as soon as it is not ready: both probes ask the same with the same patience
        httpGet:
          port: 8080
          path: /healthz
        failureThreshold: 3 # the default
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      readinessProbe:
        httpGet: {path: /healthz, port: 8080}
      livenessProbe:
        httpGet:
          port: 8080
          path: /healthz
        failureThreshold: 9 # the default
`,
    },
    {
      title: 'More patience, or another question',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      readinessProbe:
        httpGet: {path: /healthz, port: 8080}
      livenessProbe:
        httpGet: {path: /healthz, port: 8080}
        failureThreshold: 10
    - name: api
      image: api:1.4.0
      readinessProbe:
        httpGet: {path: /ready, port: 8081}
      livenessProbe:
        httpGet: {path: /alive, port: 8081}
`,
    },
  ],
}

const DEFAULTS = { failureThreshold: 3, periodSeconds: 10, timeoutSeconds: 1 }

/** What a probe asks and how patient it is, whatever the order and with the defaults; how early it starts says nothing. */
function said(probe: Node | undefined): string | undefined {
  const json = isNull(probe) ? undefined : toJson(probe)
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined
  const {
    initialDelaySeconds: _,
    successThreshold: __,
    terminationGracePeriodSeconds: ___,
    ...rest
  } = json as object & {
    readonly [key: string]: unknown
  }
  return JSON.stringify(sorted({ ...DEFAULTS, ...rest }))
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const pairs = Object.entries(value).map(([key, it]) => [key, sorted(it)] as const)
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function morePatient(probe: Node) {
  const threshold = at(probe, 'failureThreshold')
  const times = scalar(threshold)
  const more = typeof times === 'number' ? times * 3 : 9
  const edit =
    threshold && !isNull(threshold)
      ? replaceNode(threshold, String(more))
      : putEntries(probe, [], [['failureThreshold', String(more)]])
  return edit ? [{ title: `Let it fail ${more} times before it counts`, safe: false, edits: [edit] }] : []
}
