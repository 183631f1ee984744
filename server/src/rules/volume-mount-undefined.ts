import type { PodSpec } from 'kubernetes-types/core/v1.js'
import { isWhole } from '../model/containers.ts'
import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import type { Resource } from '../model/resource.ts'
import { each, get, type Of, text } from '../model/typed.ts'
import type { Fix } from '../problem.ts'
import { putItem, replaceScalar, scalarText } from '../syntax/edits.ts'
import { at, type Node, stringAt, values } from '../syntax/node.ts'
import { listed, nearest } from '../text/nearest.ts'
import type { Rule } from './rule.ts'

export const volumeMountUndefined: Rule = {
  id: 'volume-mount-undefined',
  severity: 'error',
  summary: 'Mount only volumes that the pod has.',
  why: `
A mount names one of the volumes of its own pod: an item of \`volumes\`, or in a StatefulSet also a claim of
\`volumeClaimTemplates\`. The name of a ConfigMap, a Secret or a PersistentVolumeClaim is not enough: it has to become
a volume first, and the volume's name is free.

The API server refuses a workload with a mount that leads nowhere.
`,
  falseAlarms: 'Patches that add a whole container to a workload whose volumes stand in another file.',
  kinds: withPods,
  notes: ['volume'],

  check(resource, report) {
    const spec = podSpecOf(resource)
    if (!spec) return
    const names = volumesOf(resource, spec)
    for (const container of containersOf(resource)) {
      if (container.role !== 'ephemeral' && !isWhole(container)) continue
      for (const list of ['volumeMounts', 'volumeDevices'] as const) {
        for (const mount of values(get(container.node, list))) {
          const node = at(mount, 'name')
          const name = stringAt(mount, 'name')
          if (!node || !name || names.includes(name)) continue
          report({
            at: node,
            cause: 'not-found',
            message: `this pod has no volume \`${name}\`; ${names.length ? `it has ${listed(names, 6)}` : 'it has none at all'}`,
            fixes: () => [...otherNames(node, name, names), ...newVolumes(spec, name, list)].slice(0, 5),
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
      image: nginx:1.29.3
      resources:
        requests:
          cpu: 100m
          memory: 128Mi
      volumeMounts:
        - name: pages
          #     ^^^^^ this pod has no volume \`pages\`; it has \`page\` or \`scratch\`
          mountPath: /usr/share/nginx/html
  volumes:
    - name: page
      configMap:
        name: web-pages
    - name: scratch
      emptyDir: {}
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      resources:
        requests:
          cpu: 100m
          memory: 128Mi
      volumeMounts:
        - name: page
          mountPath: /usr/share/nginx/html
  volumes:
    - name: page
      configMap:
        name: web-pages
    - name: scratch
      emptyDir: {}
`,
    },
    {
      title: 'No name comes near: the volume is made',
      bad: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: 15 2 * * *
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          initContainers:
            - name: fetch
              image: curlimages/curl:8.17.0
              volumeMounts:
                - name: cache
                  #     ^^^^^ this pod has no volume \`cache\`; it has none at all
                  mountPath: /cache
          containers:
            - name: report
              image: report:2.1
`,
      fixed: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: 15 2 * * *
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          initContainers:
            - name: fetch
              image: curlimages/curl:8.17.0
              volumeMounts:
                - name: cache
                  mountPath: /cache
          containers:
            - name: report
              image: report:2.1
          volumes:
            - name: cache
              emptyDir: {}
`,
    },
    {
      title: 'Claims of a StatefulSet are volumes of its pods',
      good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: database
spec:
  selector:
    matchLabels:
      app: database
  template:
    metadata:
      labels:
        app: database
    spec:
      containers:
        - name: postgresql
          image: postgres:17.6
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: 10Gi
`,
    },
  ],
}

function volumesOf(resource: Resource, spec: Of<PodSpec>): readonly string[] {
  const volumes = each(get(spec, 'volumes')).flatMap((it) => text(it, 'name') ?? [])
  if (resource.kind !== 'StatefulSet') return volumes
  const claims = values(at(resource.node, 'spec', 'volumeClaimTemplates')).flatMap(
    (it) => stringAt(it, 'metadata', 'name') ?? [],
  )
  return [...volumes, ...claims]
}

function otherNames(node: Node, name: string, names: readonly string[]): readonly Fix[] {
  return nearest(name, names).map((it) => ({ title: `Mount ${it}`, safe: false, edits: [replaceScalar(node, it)] }))
}

/** What volumes most often are; a block device can only be a claim. */
function newVolumes(spec: Node, name: string, list: 'volumeMounts' | 'volumeDevices'): readonly Fix[] {
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) return []
  const written = scalarText(name)
  const kinds: readonly (readonly [string, string])[] = [
    ['an empty directory', 'emptyDir: {}'],
    [`the ConfigMap ${name}`, `configMap:\n  name: ${written}`],
    [`the Secret ${name}`, `secret:\n  secretName: ${written}`],
    [`the claim ${name}`, `persistentVolumeClaim:\n  claimName: ${written}`],
  ]
  return (list === 'volumeDevices' ? kinds.slice(3) : kinds).flatMap(([what, source]) => {
    const edit = putItem(spec, 'volumes', `name: ${written}\n${source}`)
    return edit ? [{ title: `Add the volume ${name}: ${what}`, safe: false, edits: [edit] }] : []
  })
}
