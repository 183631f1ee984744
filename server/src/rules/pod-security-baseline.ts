import { BASELINE } from '../pod-security/baseline.ts'
import { findings, podOf } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const podSecurityBaseline: Rule = {
  id: 'pod-security-baseline',
  severity: 'warning',
  summary: 'Keep pods within the level "baseline" of the Pod Security Standards.',
  why: `
The level "baseline" forbids what leads out of a container by well-known ways: privileged containers, the node's own
namespaces, files and ports, capabilities beyond the default set, and turning seccomp or AppArmor off. A namespace with the
label \`pod-security.kubernetes.io/enforce: baseline\` refuses such pods; a Deployment in it is taken, and its pods never
come. The checks are those of the API server's own admission, for the version of Kubernetes that is chosen.
`,
  falseAlarms:
    'Agents of the cluster itself (network, storage, monitoring), which live in namespaces without that level.',
  kinds: 'any',
  optional: true,
  profiles: ['security-baseline', 'security-restricted'],
  notes: ['pod-security-standards'],

  check(resource, report) {
    const pod = podOf(resource)
    for (const it of pod ? findings(pod, BASELINE) : []) report(it)
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  hostNetwork: true
  #            ^^^^ the level "baseline" forbids \`hostNetwork\`: pods stay in namespaces of their own
  containers:
    - name: agent
      image: agent:1.4.0
      securityContext:
        privileged: true
        #           ^^^^ the level "baseline" forbids privileged containers: they can do on the node what they like
        capabilities:
          add: [NET_ADMIN]
          #     ^^^^^^^^^ the level "baseline" forbids the capability \`NET_ADMIN\`: only those of the default set may be added
  volumes:
    - name: logs
      hostPath: {path: /var/log}
      #^^^^^^^ the level "baseline" forbids \`hostPath\`: it opens the file system of the node
`,
    },
    {
      title: 'What every container may do anyway',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    sysctls:
      - name: net.ipv4.ip_unprivileged_port_start
        value: "0"
  containers:
    - name: web
      image: web:1.4.0
      securityContext:
        privileged: false
        capabilities:
          add: [NET_BIND_SERVICE]
`,
    },
  ],
}
