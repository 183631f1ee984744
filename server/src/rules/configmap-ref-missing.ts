import { podMakers } from '../model/pods.ts'
import { type Reference, referencesOf } from '../model/references.ts'
import type { Resource } from '../model/resource.ts'
import { scalarText } from '../syntax/edits.ts'
import { absentNames, creating, nearNames } from './naming/absent.ts'
import type { Rule } from './rule.ts'

export const configmapRefMissing: Rule = {
  id: 'configmap-ref-missing',
  severity: 'warning',
  summary: 'Name only ConfigMaps that exist.',
  why: `
A container that takes a variable or a volume from a ConfigMap waits until that is there: \`CreateContainerConfigError\`, or
\`ContainerCreating\` for as long as you like. The API server does not look, so \`kubectl apply\` says that all is well, and a
rolling update stands still half way. Pods that run already go on, until a node dies at night and they have to start anew.

Where the program does without, say \`optional: true\`.
`,
  falseAlarms:
    'ConfigMaps that a chart, an operator or another repository brings along: list them under `externals` in `.purser.yaml`.',
  kinds: podMakers,
  notes: ['configmap'],

  checkAmong(resource, view, report) {
    for (const it of absentNames(resource, view, isConfigMap)) {
      const { reference, node, where, absent, related } = it
      report({
        at: node,
        message: `there is no ConfigMap \`${reference.name}\`${where}: the containers that need it will not start`,
        absent,
        related,
        fixes: () => [...nearNames(view, it), ...creating(resource, it, dataFor(resource, reference))],
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: web-settings
data:
  mode: fast
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      resources: {requests: {cpu: 100m, memory: 128Mi}}
      envFrom:
        - configMapRef:
            name: web-setings # for all
            #     ^^^^^^^^^^^ there is no ConfigMap \`web-setings\`: the containers that need it will not start
`,
      fixed: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: web-settings
data:
  mode: fast
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      resources: {requests: {cpu: 100m, memory: 128Mi}}
      envFrom:
        - configMapRef:
            name: web-settings # for all
`,
    },
    {
      title: 'No name comes near: it is made, with the keys that are read',
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      resources: {requests: {cpu: 100m, memory: 128Mi}}
      env:
        - name: MODE
          valueFrom:
            configMapKeyRef:
              name: settings
              #     ^^^^^^^^ there is no ConfigMap \`settings\` in the namespace \`shop\`: the containers that need it will not start
              key: mode
        - name: COLOUR
          valueFrom:
            configMapKeyRef: {name: settings, key: colour}
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      resources: {requests: {cpu: 100m, memory: 128Mi}}
      env:
        - name: MODE
          valueFrom:
            configMapKeyRef:
              name: settings
              key: mode
        - name: COLOUR
          valueFrom:
            configMapKeyRef: {name: settings, key: colour}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: shop
data:
  mode: ""
  colour: ""
`,
    },
    {
      title: 'One that every namespace has, one that may be missing, and one of which no namespace is written',
      good: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  mode: fast
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      envFrom:
        - configMapRef:
            name: settings
        - configMapRef:
            name: overrides
            optional: true
  volumes:
    - name: authority
      configMap:
        name: kube-root-ca.crt
`,
    },
    {
      title: 'Beside a custom resource nobody can tell what its controller makes',
      good: `
apiVersion: example.com/v1
kind: Shop
metadata:
  name: shop
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      envFrom:
        - configMapRef:
            name: settings-of-the-shop
`,
    },
  ],
}

function isConfigMap({ groupKind }: Reference): boolean {
  return groupKind === '/ConfigMap'
}

/** The keys that the resource reads from it. */
function dataFor(resource: Resource, { name }: Reference): string {
  const read = referencesOf(resource).flatMap((it) => (isConfigMap(it) && it.name === name ? (it.key ?? []) : []))
  const keys = [...new Set(read)].map((it) => `  ${scalarText(it)}: ""\n`)
  return keys.length === 0 ? 'data: {}\n' : `data:\n${keys.join('')}`
}
