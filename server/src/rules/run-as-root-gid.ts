import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import { at, items, type Node, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const runAsRootGid: Rule = {
  id: 'run-as-root-gid',
  severity: 'info',
  summary: 'Run programs in another group than 0.',
  why: `
Group 0 is root's. Files on the node and in the image that only root's group may read or write are open to such a program, though it runs as another user.

On OpenShift every container is in group 0, and images are built for it: leave the rule off there.
`,
  falseAlarms: 'Images for OpenShift, whose files belong to group 0.',
  kinds: withPods,
  optional: true,
  notes: ['securitycontext-runasgroup'],

  check(resource, report) {
    const spec = podSpecOf(resource)
    const ofPod = at(spec, 'securityContext')
    const groups: readonly (Node | undefined)[] = [
      at(ofPod, 'fsGroup'),
      ...items(at(ofPod, 'supplementalGroups')).map((it) => it.value),
      ...[spec, ...containersOf(resource).map((it) => it.node)].map((it) => at(it, 'securityContext', 'runAsGroup')),
    ]
    for (const it of groups) {
      if (it && scalar(it) === 0)
        report({ at: it, message: 'group 0 is that of root: what is open to it is open to this program' })
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
  securityContext:
    runAsUser: 10001
    runAsGroup: 0
    #           ^ group 0 is that of root: what is open to it is open to this program
    supplementalGroups: [2000, 0]
    #                          ^ group 0 is that of root: what is open to it is open to this program
  containers:
    - name: web
      image: web:1.4.0
`,
    },
    {
      title: 'Groups of their own',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 2000
  containers:
    - name: web
      image: web:1.4.0
`,
    },
  ],
}
