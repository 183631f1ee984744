import { isWhole } from '../model/containers.ts'
import { isHookJob } from '../model/jobs.ts'
import { containersOf, runsToCompletion } from '../model/pods.ts'
import { at, entries, isNull } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const nakedPod: Rule = {
  id: 'naked-pod',
  severity: 'info',
  summary: 'Let a Deployment, StatefulSet, DaemonSet or Job make pods.',
  why: `
A Pod belongs to a node for good. When the node fails or is drained the pod is gone, and nobody makes another one:
that is what controllers are for. Nor can it be updated: nearly all of its fields stay as they are.
`,
  falseAlarms: 'Pods to try something out; those that run once, and those with an owner or a hook, Purser leaves out.',
  kinds: ['/Pod'],
  optional: true,
  profiles: ['reliability'],
  notes: ['pod', 'deployment'],

  check(resource, report) {
    const { node } = resource
    const kind = at(node, 'kind')
    if (!kind || runsToCompletion(resource) || isHookJob(resource)) return
    if (!isNull(at(node, 'metadata', 'ownerReferences')) || !containersOf(resource).some(isWhole)) return
    // The kubelet reads these from a folder of its node.
    if (entries(at(node, 'metadata', 'annotations')).some((it) => it.name.startsWith('kubernetes.io/config.'))) return
    report({
      at: kind,
      message: 'nothing makes this pod anew when its node fails or is drained; let a Deployment make it',
    })
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
#     ^^^ nothing makes this pod anew when its node fails or is drained; let a Deployment make it
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
`,
    },
    {
      title: 'A pod that runs once, and a test of Helm',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: once
spec:
  restartPolicy: Never
  containers:
    - name: once
      image: tools:3.1.0
---
apiVersion: v1
kind: Pod
metadata:
  name: test
  annotations:
    helm.sh/hook: test
spec:
  containers:
    - name: test
      image: tools:3.1.0
`,
    },
  ],
}
