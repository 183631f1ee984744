import { withPods } from '../model/pods.ts'
import { OF_RESTRICTED, telling } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const runAsRootUid: Rule = {
  id: 'run-as-root-uid',
  severity: 'warning',
  summary: 'Run programs as another user than 0.',
  why: `
User 0 in a container is user 0 on the node, unless the pod has \`hostUsers: false\`. As long as the walls of the container hold that means
little; when one does not, it is the difference between a broken pod and a lost node. Files on shared volumes belong to root then, too.

Give the image a user of its own, and set \`runAsUser\` only if it has none. Init containers that prepare a volume for another user
are only noted; \`fsGroup\` may spare them.
`,
  falseAlarms: 'Images of others that insist on root.',
  kinds: withPods,
  profiles: OF_RESTRICTED,
  notes: ['securitycontext-runasuser', 'pod-security-standards'],

  check: telling('run-as-root-uid'),

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
      securityContext:
        runAsUser: 0
        #          ^ user 0 is root: who breaks out of the container is root on the node
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
      securityContext:
        runAsUser: 10001
`,
    },
    {
      title: 'A user of its own, and one of the image',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsUser: 10001
  containers:
    - name: web
      image: web:1.4.0
    - name: metrics
      image: metrics:2.1.0
      securityContext:
        runAsGroup: 0
`,
    },
  ],
}
