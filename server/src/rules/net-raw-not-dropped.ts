import { containerPlace, isWhole } from '../model/containers.ts'
import { fieldPath } from '../model/field-path.ts'
import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import { putItem } from '../syntax/edits.ts'
import { at, entry, isNull, scalar, values } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const netRawNotDropped: Rule = {
  id: 'net-raw-not-dropped',
  severity: 'info',
  summary: 'Drop the capability `NET_RAW`.',
  why: `
Containers have \`NET_RAW\` unless they drop it: the right to write packets as they like. With it an intruder passes
himself off as another pod of the node, or as its DNS. Hardly a program uses it but \`ping\`, and that works without
it by now.

Who drops \`ALL\` has dropped it.
`,
  falseAlarms: 'Tools that look into the network.',
  kinds: withPods,
  optional: true,
  notes: ['capabilities-add-net-raw', 'capabilities-drop'],

  check(resource, report) {
    if (scalar(at(podSpecOf(resource), 'os', 'name')) === 'windows') return
    for (const container of containersOf(resource)) {
      const { node, role, title } = container
      if (role === 'ephemeral' || !isWhole(container)) continue
      const capabilities = at(node, 'securityContext', 'capabilities')
      const dropped = values(at(capabilities, 'drop')).map((it) => String(scalar(it)).toUpperCase())
      const added = values(at(capabilities, 'add')).map(scalar)
      if (dropped.some((it) => it === 'ALL' || it === 'NET_RAW') || added.includes('NET_RAW')) continue
      report({
        at: containerPlace(container),
        path: `${fieldPath(node, resource)}.securityContext.capabilities.drop`,
        message: `\`${title}\` may write packets as it likes, in the name of others; drop \`NET_RAW\``,
        fixes: () => {
          if (!capabilities || isNull(capabilities) || entry(capabilities, 'drop')?.merged) return []
          const edit = putItem(capabilities, 'drop', 'NET_RAW')
          return edit ? [{ title: 'Drop NET_RAW', safe: false, edits: [edit] }] : []
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
    #       ^^^ \`web\` may write packets as it likes, in the name of others; drop \`NET_RAW\`
      image: web:1.4.0
      securityContext:
        capabilities:
          drop:
            - CHOWN
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
      securityContext:
        capabilities:
          drop:
            - CHOWN
            - NET_RAW
`,
    },
    {
      title: 'By name, with all others, or needed',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: one
      image: web:1.4.0
      securityContext: {capabilities: {drop: [NET_RAW]}}
    - name: two
      image: web:1.4.0
      securityContext: {capabilities: {drop: [ALL]}}
    - name: three
      image: tools:3.1.0
      securityContext: {capabilities: {add: [NET_RAW]}}
`,
    },
  ],
}
