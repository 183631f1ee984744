import { withPods } from '../model/pods.ts'
import { OF_BASELINE, tellingOfOthers } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const capabilityAdded: Rule = {
  id: 'capability-added',
  severity: 'warning',
  summary: 'Add no capabilities beyond those that containers have anyway.',
  why: `
Capabilities are the rights of root in pieces. The runtime gives each container a small set; what is added to it mostly acts on the
node, not only on the pod. \`SYS_ADMIN\` alone is enough to break out, and \`ALL\` is little less than a privileged container.

Find out which one call fails, and add the one capability that it needs, if there is no other way. Network tools need \`NET_ADMIN\`;
in DaemonSets and in \`kube-system\` Purser only notes it.
`,
  falseAlarms: 'VPNs, proxies that redirect traffic, and profilers, which need the one that they ask for.',
  kinds: withPods,
  profiles: OF_BASELINE,
  notes: ['capabilities-add', 'pod-security-standards'],

  check: tellingOfOthers('capability-added'),

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
          add: # asked for by ops
            - NET_BIND_SERVICE
            - SYS_ADMIN
            # ^^^^^^^^^ the capability \`SYS_ADMIN\` is more than containers have by default: the program can do nearly all that root can, mount file systems among it
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
          add: # asked for by ops
            - NET_BIND_SERVICE
`,
    },
    {
      title: 'The only one, with what is left around it',
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
        runAsNonRoot: true
        capabilities:
          add: [NET_ADMIN]
          #     ^^^^^^^^^ the capability \`NET_ADMIN\` is more than containers have by default: the program can change addresses, routes and firewalls
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
        runAsNonRoot: true
`,
    },
    {
      title: 'Those of the default set, which a container that dropped all may take back',
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
          add: [NET_BIND_SERVICE, CHOWN]
`,
    },
  ],
}
