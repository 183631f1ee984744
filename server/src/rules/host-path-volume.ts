import { withPods } from '../model/pods.ts'
import { OF_BASELINE, telling } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const hostPathVolume: Rule = {
  id: 'host-path-volume',
  severity: 'info',
  summary: 'Keep data in volumes of the cluster, not in paths of a node.',
  why: `
A \`hostPath\` is whatever the node has there. Another node has something else, so the data seems lost when the pod moves; nothing
limits its size; and a path that many pods may write to is a way from one to the others.

Take an \`emptyDir\` for what may go with the pod, a claim for what must stay. Agents read logs and devices of their node
this way, and then it is right; mount it read-only. Paths that give the node away have a rule of their own, \`host-path-sensitive\`.
`,
  falseAlarms: 'Agents that collect from their node, and clusters of one node.',
  kinds: withPods,
  profiles: OF_BASELINE,
  notes: ['hostpath', 'pod-security-standards'],

  check: telling('host-path-volume'),

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
      volumeMounts:
        - name: data
          mountPath: /data
  volumes:
    - name: data
      hostPath:
      #^^^^^^^ \`hostPath\` opens the files of the node, and each node has others
        path: /srv/web
`,
    },
    {
      title: 'Volumes of the cluster',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      volumeMounts:
        - name: data
          mountPath: /data
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: web
    - name: cache
      emptyDir: {}
`,
    },
  ],
}
