import type { Skeleton } from './skeleton.ts'

/** Configuration and storage. */
export const storage: readonly Skeleton[] = [
  {
    id: 'configmap',
    label: 'ConfigMap',
    apiVersion: 'v1',
    kind: 'ConfigMap',
    aliases: ['cm'],
    summary: 'a value and a file',
    text: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: <web>
  labels:
    app.kubernetes.io/name: <web>
    app.kubernetes.io/instance: <web>
data:
  <LOG_LEVEL>: <info>
  <app.properties>: |
    <greeting=hello>
`,
  },
  {
    id: 'secret',
    label: 'Secret',
    apiVersion: 'v1',
    kind: 'Secret',
    aliases: [],
    summary: 'plain text in stringData',
    text: `
apiVersion: v1
kind: Secret
metadata:
  name: <web>
  labels:
    app.kubernetes.io/name: <web>
    app.kubernetes.io/instance: <web>
type: Opaque
stringData:
  <password>: <change-me>
`,
  },
  {
    id: 'persistentvolumeclaim',
    label: 'PersistentVolumeClaim',
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    aliases: ['pvc'],
    summary: 'a disk for one node at a time',
    text: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: <data>
  labels:
    app.kubernetes.io/name: <database>
    app.kubernetes.io/instance: <database>
spec:
  accessModes:
    - <ReadWriteOnce|ReadWriteOncePod|ReadWriteMany|ReadOnlyMany>
  storageClassName: <standard>
  resources:
    requests:
      storage: <10Gi>
`,
  },
  {
    id: 'persistentvolume',
    label: 'PersistentVolume',
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    aliases: ['pv'],
    summary: 'a share that exists already, through NFS',
    text: `
apiVersion: v1
kind: PersistentVolume
metadata:
  name: <archive>
spec:
  capacity:
    storage: <100Gi>
  accessModes:
    - ReadWriteMany
  persistentVolumeReclaimPolicy: Retain
  storageClassName: <nfs>
  nfs:
    server: <nfs.example.com>
    path: </archive>
`,
  },
  {
    id: 'storageclass',
    label: 'StorageClass',
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    aliases: ['sc'],
    summary: 'waits for the pod before it picks a zone',
    text: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: <fast>
provisioner: <csi.example.com>
reclaimPolicy: <Delete|Retain>
volumeBindingMode: WaitForFirstConsumer
allowVolumeExpansion: true
`,
  },
  {
    id: 'configmap-immutable',
    label: 'ConfigMap, immutable',
    apiVersion: 'v1',
    kind: 'ConfigMap',
    aliases: ['cm'],
    summary: 'never changes under a running pod',
    text: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: <web-v1>
  labels:
    app.kubernetes.io/name: <web>
    app.kubernetes.io/instance: <web>
immutable: true
data:
  <LOG_LEVEL>: <info>
`,
  },
]
