import { withPods } from '../model/pods.ts'
import { OF_RESTRICTED, telling } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const volumeTypeRestricted: Rule = {
  id: 'volume-type-restricted',
  severity: 'warning',
  summary: 'Use only volumes that the cluster gives out.',
  why: `
A pod that names an NFS server, a disk or an iSCSI target itself reaches past the cluster: whoever may make pods may then mount any of them. The level
"restricted" leaves that to claims, whose volumes an administrator or a storage class made.

Put the address into a PersistentVolume, and let the pod claim it. \`hostPath\` has rules of its own.
`,
  falseAlarms: 'Clusters without a provisioner, whose storage everybody may use.',
  kinds: withPods,
  optional: true,
  profiles: OF_RESTRICTED,
  notes: ['volume-types', 'pod-security-standards'],

  check: telling('volume-type-restricted'),

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
    - name: data
      nfs:
      #^^ \`nfs\` is none of the volumes that any pod may have: let a claim bring it
        server: 192.0.2.10
        path: /exports
`,
    },
    {
      title: 'What the cluster gives out',
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
    - name: data
      persistentVolumeClaim:
        claimName: web
    - name: config
      configMap:
        name: web
    - name: driver
      csi:
        driver: secrets-store.csi.k8s.io
`,
    },
  ],
}
