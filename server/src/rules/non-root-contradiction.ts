import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import { replaceNode } from '../syntax/edits.ts'
import { at, isNull, type Node, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const nonRootContradiction: Rule = {
  id: 'non-root-contradiction',
  severity: 'error',
  beyondServer: true,
  summary: 'Do not ask for user 0 where `runAsNonRoot` forbids it.',
  why: `
\`runAsNonRoot: true\` makes the kubelet refuse a container that would run as user 0, and \`runAsUser: 0\` says that
it does. Nobody compares the two before: the API server takes the pod, a node is found for it, and there it stays in
\`CreateContainerConfigError\`.

What the container says wins over what its pod says, for each of the two fields by itself. So one may stand above and
the other below.
`,
  falseAlarms: 'None known: no kubelet starts such a container.',
  kinds: withPods,
  notes: ['securitycontext-runasuser', 'pod-security-standards'],

  check(resource, report) {
    const spec = podSpecOf(resource)
    if (scalar(at(spec, 'os', 'name')) === 'windows') return
    const told = new Set<Node>()
    for (const { node, title } of containersOf(resource)) {
      const user = effective(node, spec, 'runAsUser')
      if (!user || scalar(user) !== 0 || scalar(effective(node, spec, 'runAsNonRoot')) !== true || told.has(user))
        continue
      told.add(user)
      report({
        at: user,
        message: `\`${title}\` will not start: user 0 is root, which \`runAsNonRoot: true\` forbids`,
        fixes: () => [{ title: 'Run as user 10001', safe: false, edits: [replaceNode(user, '10001')] }],
      })
    }
  },

  examples: [
    {
      title: 'Side by side, and one above the other',
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: side-by-side
spec:
  containers:
    - name: web
      image: web:1.4.0
      securityContext:
        runAsNonRoot: true
        runAsUser: 0
        #          ^ \`web\` will not start: user 0 is root, which \`runAsNonRoot: true\` forbids
---
apiVersion: v1
kind: Pod
metadata:
  name: above
spec:
  securityContext:
    runAsNonRoot: true
  containers:
    - name: web
      image: web:1.4.0
      securityContext: {runAsUser: 0}
      #                            ^ \`web\` will not start: user 0 is root, which \`runAsNonRoot: true\` forbids
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: side-by-side
spec:
  containers:
    - name: web
      image: web:1.4.0
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
---
apiVersion: v1
kind: Pod
metadata:
  name: above
spec:
  securityContext:
    runAsNonRoot: true
  containers:
    - name: web
      image: web:1.4.0
      securityContext: {runAsUser: 10001}
`,
    },
    {
      title: 'A container that takes itself out, and one with a user of its own',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsNonRoot: true
    runAsUser: 0
  initContainers:
    - name: owner
      image: tools:3.1.0
      securityContext:
        runAsNonRoot: false
  containers:
    - name: web
      image: web:1.4.0
      securityContext:
        runAsUser: 10001
`,
    },
  ],
}

/** What holds for a container: what it says itself, else what its pod says. */
function effective(container: Node, spec: Node | undefined, field: string): Node | undefined {
  const own = at(container, 'securityContext', field)
  return isNull(own) ? at(spec, 'securityContext', field) : own
}
