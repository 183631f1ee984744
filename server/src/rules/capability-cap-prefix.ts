import { containersOf, withPods } from '../model/pods.ts'
import { replaceScalar } from '../syntax/edits.ts'
import { at, scalar, values } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const capabilityCapPrefix: Rule = {
  id: 'capability-cap-prefix',
  severity: 'warning',
  summary: 'Name capabilities without `CAP_`.',
  why: `
The kernel says \`CAP_NET_ADMIN\`, Kubernetes says \`NET_ADMIN\`, and the runtime puts the \`CAP_\` in front. Written
with it, some runtimes know no such capability and do not start the container, while others take it; and policies that
look for the plain name miss it. In \`drop\` that leaves a right in place that everybody takes for gone.
`,
  falseAlarms: 'None known: the name without `CAP_` means the same everywhere.',
  kinds: withPods,
  notes: ['securitycontext-capabilities', 'capabilities-add'],

  check(resource, report) {
    for (const { node } of containersOf(resource)) {
      for (const list of ['add', 'drop']) {
        for (const it of values(at(node, 'securityContext', 'capabilities', list))) {
          const name = scalar(it)
          if (typeof name !== 'string' || !/^CAP_[A-Z_]+$/i.test(name)) continue
          const plain = name.slice('CAP_'.length)
          report({
            at: it,
            message: `Kubernetes calls it \`${plain}\`: not every runtime knows \`${name}\``,
            fixes: () => [{ title: `Change to ${plain}`, safe: false, edits: [replaceScalar(it, plain)] }],
          })
        }
      }
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
      securityContext:
        capabilities:
          drop: [CAP_NET_RAW]
          #      ^^^^^^^^^^^ Kubernetes calls it \`NET_RAW\`: not every runtime knows \`CAP_NET_RAW\`
          add:
            - CAP_NET_BIND_SERVICE # port 80
            # ^^^^^^^^^^^^^^^^^^^^ Kubernetes calls it \`NET_BIND_SERVICE\`: not every runtime knows \`CAP_NET_BIND_SERVICE\`
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
        capabilities:
          drop: [NET_RAW]
          add:
            - NET_BIND_SERVICE # port 80
`,
    },
    {
      title: 'Plain names',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      securityContext:
        capabilities:
          drop: [ALL]
          add: [NET_BIND_SERVICE]
`,
    },
  ],
}
