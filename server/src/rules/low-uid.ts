import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import { changesTo } from '../schema/change-to.ts'
import { at, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const lowUid: Rule = {
  id: 'low-uid',
  severity: 'info',
  summary: 'Run programs as a user that the node does not have.',
  why: `
Users of a node have low numbers. A container that runs as user 1000 is, if it breaks out, the first person who ever logged in to the node, with his files. From 10000 on a
number mostly belongs to nobody.

It is one wall more, behind the others; with \`hostUsers: false\` it is not needed at all.
`,
  falseAlarms: 'Images that expect a certain user, which owns their files.',
  kinds: withPods,
  optional: true,
  notes: ['securitycontext-runasuser'],

  check(resource, report) {
    const spec = podSpecOf(resource)
    if (scalar(at(spec, 'hostUsers')) === false) return
    for (const holder of [spec, ...containersOf(resource).map((it) => it.node)]) {
      const user = at(holder, 'securityContext', 'runAsUser')
      const id = scalar(user)
      // 0 is told by run-as-root-uid.
      if (!user || typeof id !== 'number' || id < 1 || id >= 10000) continue
      report({
        at: user,
        message: `user ${id} may be somebody on the node; take one from 10000 on`,
        fixes: () => changesTo(user, [10000 + id]),
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
  securityContext:
    runAsUser: 1000
    #          ^^^^ user 1000 may be somebody on the node; take one from 10000 on
  containers:
    - name: web
      image: web:1.4.0
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsUser: 11000
  containers:
    - name: web
      image: web:1.4.0
`,
    },
    {
      title: 'High enough, or nobody on the node anyway',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsUser: 10001
    runAsGroup: 100
  containers:
    - name: web
      image: web:1.4.0
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostUsers: false
  securityContext:
    runAsUser: 1000
  containers:
    - name: web
      image: web:1.4.0
`,
    },
  ],
}
