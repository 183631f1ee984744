import { withPods } from '../model/pods.ts'
import { OF_BASELINE, telling } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const probeHostSet: Rule = {
  id: 'probe-host-set',
  severity: 'info',
  summary: 'Let probes and hooks ask the pod itself.',
  why: `
The kubelet runs probes from the node. With \`host\` they go wherever that leads: to another program, which then decides over the life of this
one, or to addresses that only nodes can reach. Since Kubernetes 1.34 the level "baseline" forbids it.

Leave it out, and the pod's own address is taken; a name for virtual hosts goes into the header \`Host\`. With \`hostNetwork\` a
program that listens on 127.0.0.1 only is asked there; let it listen on all addresses, or take an \`exec\` probe.
`,
  falseAlarms: 'Pods in the network of the node that listen on localhost only.',
  kinds: withPods,
  profiles: OF_BASELINE,
  notes: ['httpgetaction-host', 'pod-security-standards'],

  check: telling('probe-host-set'),

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
      livenessProbe:
        httpGet:
          host: shop.example.com
          #     ^^^^^^^^^^^^^^^^ \`host\` makes the kubelet ask somebody else than this pod; leave it out
          path: /healthz
          port: 8080
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
      livenessProbe:
        httpGet:
          path: /healthz
          port: 8080
`,
    },
    {
      title: 'A virtual host is a header',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      livenessProbe:
        httpGet:
          path: /healthz
          port: 8080
          httpHeaders:
            - name: Host
              value: shop.example.com
`,
    },
  ],
}
