import { withPods } from '../model/pods.ts'
import { OF_BASELINE, tellingOfOthers } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const runtimeSocketMount: Rule = {
  id: 'runtime-socket-mount',
  severity: 'warning',
  summary: 'Do not mount the socket of the container runtime.',
  why: `
Whoever speaks to the socket of Docker, containerd or CRI-O starts containers past Kubernetes: privileged ones, with the disk of the
node mounted. No quota, no policy and no audit log sees them. A read-only mount changes nothing, a socket can be written to.

To build images in a cluster take BuildKit without root, or Kaniko's successors; for metrics and logs ask the kubelet. Agents that watch the runtime
are only noted in DaemonSets and in \`kube-system\`.
`,
  falseAlarms: 'Runners of pipelines in a cluster that is for nothing else.',
  kinds: withPods,
  profiles: OF_BASELINE,
  notes: ['hostpath', 'container-runtime'],

  check: tellingOfOthers('runtime-socket-mount'),

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: runner
spec:
  containers:
    - name: runner
      image: runner:1.4.0
      volumeMounts:
        - name: docker
          mountPath: /var/run/docker.sock
          readOnly: true
  volumes:
    - name: docker
      hostPath:
        path: /var/run/docker.sock
        #     ^^^^^^^^^^^^^^^^^^^^ with the socket of the container runtime the pod can start any container on the node, as root
        type: Socket
`,
    },
    {
      title: 'The sockets of other programs',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: runner
spec:
  containers:
    - name: runner
      image: runner:1.4.0
  volumes:
    - name: plugins
      hostPath:
        path: /var/lib/kubelet/plugins/csi.sock
    - name: docker.sock
      emptyDir: {}
`,
    },
  ],
}
