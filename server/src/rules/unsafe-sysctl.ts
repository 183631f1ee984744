import { withPods } from '../model/pods.ts'
import { OF_BASELINE, telling } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const unsafeSysctl: Rule = {
  id: 'unsafe-sysctl',
  severity: 'warning',
  summary: 'Set only sysctls that concern the pod alone.',
  why: `
Only few settings of the kernel belong to a pod alone. The others, the unsafe ones, can slow down or crash the whole node, so the kubelet
takes a pod with one of them only if its configuration names it (\`allowedUnsafeSysctls\`). Otherwise the pod ends up as \`SysctlForbidden\`, on
every node that it is tried on, and its controller makes new ones without end.

Which are safe depends on the version of Kubernetes.
`,
  falseAlarms: 'Clusters whose kubelets allow the one that is set.',
  kinds: withPods,
  profiles: OF_BASELINE,
  notes: ['podsecuritycontext-sysctls', 'pod-security-standards'],

  check: telling('unsafe-sysctl'),

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    sysctls:
      - name: net.core.somaxconn
      #       ^^^^^^^^^^^^^^^^^^ the sysctl \`net.core.somaxconn\` is none of the safe ones: the kubelet refuses the pod unless it was told to allow it
        value: "1024"
      - name: net.ipv4.ip_unprivileged_port_start
        value: "0"
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
    sysctls:
      - name: net.ipv4.ip_unprivileged_port_start
        value: "0"
  containers:
    - name: web
      image: web:1.4.0
`,
    },
    {
      title: 'Safe ones, in both ways to write them',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    sysctls:
      - name: net.ipv4.ping_group_range
        value: 0 2147483647
      - name: net/ipv4/tcp_syncookies
        value: "1"
  containers:
    - name: web
      image: web:1.4.0
`,
    },
  ],
}
