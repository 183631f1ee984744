import { withPods } from '../model/pods.ts'
import { OF_BASELINE, tellingOfOthers } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const hostPathSensitive: Rule = {
  id: 'host-path-sensitive',
  severity: 'warning',
  summary: 'Mount no folder that gives the node away.',
  why: `
Some paths are worth the whole node: \`/etc\` and \`/usr\`, because who writes there decides what the node runs; \`/proc\` and \`/dev\`, because
they are its memory and its disks; \`/var/lib/kubelet\`, because the Secrets of all pods lie there; the folders of keys and cloud
credentials. Read-only helps against the first, not against the others.

Mount the one file that is needed, not the folder above it. Agents do need some of them; in DaemonSets and in \`kube-system\` Purser
only notes it.
`,
  falseAlarms: 'Programs that look after nodes, but run neither as a DaemonSet nor in `kube-system`.',
  kinds: withPods,
  profiles: OF_BASELINE,
  notes: ['hostpath', 'hostpathvolumesource-path'],

  check: tellingOfOthers('host-path-sensitive'),

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
  volumes:
    - name: config
      hostPath:
        path: /etc/
        #     ^^^^^ \`/etc/\` of the node is what its system is made of: who can write there takes the node over
    - name: keys
      hostPath: {path: /etc/kubernetes/pki, type: Directory}
      #                ^^^^^^^^^^^^^^^^^^^ \`/etc/kubernetes/pki\` of the node is where keys of the cluster are
    - name: all
      hostPath:
        path: /
        #     ^ \`/\` of the node is all that it has: who can write there takes the node over
`,
    },
    {
      title: 'What lies below such folders may be harmless',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
  volumes:
    - name: certificates
      hostPath:
        path: /etc/ssl/certs
    - name: modules
      hostPath: {path: /lib/modules}
    - name: graphics
      hostPath: {path: /dev/dri}
    - name: time
      hostPath: {path: /etc/localtime}
    - name: other
      hostPath: {path: /etcetera}
`,
    },
  ],
}
