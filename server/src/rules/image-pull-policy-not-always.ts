import { containerPlace, isWhole } from '../model/containers.ts'
import { fieldPath } from '../model/field-path.ts'
import { containersOf, withPods } from '../model/pods.ts'
import { get, text } from '../model/typed.ts'
import { changesTo } from '../schema/change-to.ts'
import { insertEntry } from '../syntax/edits.ts'
import { entry } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const imagePullPolicyNotAlways: Rule = {
  id: 'image-pull-policy-not-always',
  severity: 'info',
  summary: 'Let the node ask the registry before it starts an image.',
  why: `
With \`IfNotPresent\` a node starts what it has, without asking whether this namespace may pull it: a private image that another team pulled is
there for all. \`Always\` asks each time; layers that are there are not sent again.

It ties every start to the registry: when that is down, nothing restarts. Most clusters do better without, and pin digests. So it is only here for
those whose policy asks for it.
`,
  falseAlarms: 'Nodes without a registry in reach, and images that are loaded onto the node by hand.',
  kinds: withPods,
  optional: true,
  opinion: true,
  notes: ['container-imagepullpolicy', 'container-imagepullpolicy-always'],

  check(resource, report) {
    for (const container of containersOf(resource)) {
      const { node, role, title } = container
      const policy = get(node, 'imagePullPolicy')
      const image = text(node, 'image') ?? ''
      if (role === 'ephemeral' || !isWhole(container) || text(node, 'imagePullPolicy') === 'Always') continue
      // The server itself takes Always for `latest`.
      if (!policy && !image.includes('@') && (image.endsWith(':latest') || !/:[^:/]+$/.test(image))) continue
      report({
        at: policy ?? containerPlace(container),
        path: `${fieldPath(node, resource)}.imagePullPolicy`,
        message: `\`${title}\` starts from what the node has, without asking the registry; set \`imagePullPolicy: Always\``,
        fixes: () => {
          if (policy) return changesTo(policy, ['Always'])
          const edit = insertEntry(node, 'imagePullPolicy', 'Always', entry(node, 'image'))
          return [{ title: 'Set imagePullPolicy to Always', safe: false, edits: [edit] }]
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
    #       ^^^ \`web\` starts from what the node has, without asking the registry; set \`imagePullPolicy: Always\`
      image: web:1.4.0 # pinned
      ports:
        - containerPort: 80
    - name: metrics
      image: metrics:2.1.0
      imagePullPolicy: IfNotPresent
      #                ^^^^^^^^^^^^ \`metrics\` starts from what the node has, without asking the registry; set \`imagePullPolicy: Always\`
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0 # pinned
      imagePullPolicy: Always
      ports:
        - containerPort: 80
    - name: metrics
      image: metrics:2.1.0
      imagePullPolicy: Always
`,
    },
    {
      title: 'Said so, and what means it',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      imagePullPolicy: Always
    - name: metrics
      image: metrics:latest
`,
    },
  ],
}
