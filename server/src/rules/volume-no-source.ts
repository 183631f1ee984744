import { podSpecOf, withPods } from '../model/pods.ts'
import { putEntries } from '../syntax/edits.ts'
import { at, entries, isNull, values } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const volumeNoSource: Rule = {
  id: 'volume-no-source',
  severity: 'warning',
  summary: 'Say of every volume where it comes from.',
  why: `
A volume of which only the name is given becomes an empty folder, \`emptyDir\`, without a word. Where a ConfigMap or a
claim was meant, or stands one level too deep, the program finds nothing, and what it writes is gone with the pod.

If an empty folder is meant, say so: \`emptyDir: {}\`.
`,
  falseAlarms: 'Patches that name a volume only to find it.',
  kinds: withPods,
  notes: ['volume', 'ephemeral-volume'],

  check(resource, report) {
    for (const volume of values(at(podSpecOf(resource), 'volumes'))) {
      const given = entries(volume).filter((it) => !isNull(it.value))
      const [only] = given
      if (given.length !== 1 || only?.name !== 'name' || !only.value) continue
      // A half-written source is for somebody to fill in.
      if (entries(volume).length > 1) continue
      report({
        at: only.value,
        message: 'this volume comes from nowhere and will be an empty folder; if that is meant, write `emptyDir: {}`',
        fixes: () => {
          const edit = putEntries(volume, [], [['emptyDir', '{}']])
          return edit ? [{ title: 'Add emptyDir: {}', safe: true, edits: [edit] }] : []
        },
      })
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
      image: web:1.4.0
      volumeMounts:
        - {name: cache, mountPath: /cache}
  volumes:
    - name: cache
    #       ^^^^^ this volume comes from nowhere and will be an empty folder; if that is meant, write \`emptyDir: {}\`
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
      volumeMounts:
        - {name: cache, mountPath: /cache}
  volumes:
    - name: cache
      emptyDir: {}
`,
    },
    {
      title: 'It says so; one is still being written',
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
    - name: cache
      emptyDir: {}
    - name: settings
      configMap:
`,
    },
  ],
}
