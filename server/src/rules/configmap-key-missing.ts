import { podMakers } from '../model/pods.ts'
import { absentKeys, keyFixes } from './naming/keys.ts'
import type { Rule } from './rule.ts'

export const configmapKeyMissing: Rule = {
  id: 'configmap-key-missing',
  severity: 'warning',
  summary: 'Read only keys that the ConfigMap has.',
  why: `
The ConfigMap is there, the key in it is not. A container that reads it as a variable does not start
(\`CreateContainerConfigError\`), a volume that lists it under \`items\` is not mounted. Pods that run already know nothing of it: it comes
out when one is started anew.

Where the program does without, say \`optional: true\`.
`,
  falseAlarms: 'Keys that a controller or a pipeline adds to the ConfigMap later.',
  kinds: podMakers,
  notes: ['configmap'],

  checkAmong(resource, view, report) {
    for (const it of absentKeys(resource, view, '/ConfigMap')) {
      const message = `the ConfigMap \`${it.name}\` has no key \`${it.key}\`: ${it.outcome}`
      report({ at: it.node, message, related: it.related, fixes: () => keyFixes(it) })
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  log-level: info
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
      env:
        - name: LOG_LEVEL
          valueFrom:
            configMapKeyRef:
              name: settings
              key: loglevel # as of 2
              #    ^^^^^^^^ the ConfigMap \`settings\` has no key \`loglevel\`: the container will not start
  volumes:
    - name: mode
      configMap:
        name: settings
        items:
          - {key: "modes", path: mode}
          #       ^^^^^^^ the ConfigMap \`settings\` has no key \`modes\`: the volume cannot be mounted
`,
      fixed: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  log-level: info
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
      env:
        - name: LOG_LEVEL
          valueFrom:
            configMapKeyRef:
              name: settings
              key: log-level # as of 2
  volumes:
    - name: mode
      configMap:
        name: settings
        items:
          - {key: "mode", path: mode}
`,
    },
    {
      title: 'One that may be missing, binary data, and a ConfigMap that somebody else fills',
      good: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  mode: fast
binaryData:
  logo: aGk=
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: authorities
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      env:
        - name: LOG_LEVEL
          valueFrom:
            configMapKeyRef:
              name: settings
              key: log-level
              optional: true
        - name: LOGO
          valueFrom:
            configMapKeyRef:
              name: settings
              key: logo
  volumes:
    - name: authorities
      configMap:
        name: authorities
        items:
          - key: ca.crt
            path: ca.crt
`,
    },
  ],
}
