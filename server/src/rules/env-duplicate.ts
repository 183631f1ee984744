import type { EnvVar } from 'kubernetes-types/core/v1.js'
import { fieldPath } from '../model/field-path.ts'
import { containersOf, withPods } from '../model/pods.ts'
import { get, type Of, text } from '../model/typed.ts'
import type { Fix } from '../problem.ts'
import { removeItem } from '../syntax/edits.ts'
import { at, items, type Node, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const envDuplicate: Rule = {
  id: 'env-duplicate',
  severity: 'warning',
  ofServer: true,
  summary: 'Set each environment variable of a container once.',
  why: `
The API server takes a variable that is set twice, and the container gets the last value: the first one is a line that
does nothing and that somebody will change some day, and wonder. \`kubectl apply\` merges the list by name and may lose
one of the two later, so the same file can mean different things on different days.

A variable that builds on itself, \`PATH: $(PATH):/tools\`, is fine, and Purser is silent about it.
`,
  falseAlarms: 'None known: a variable that builds on its earlier value is left alone.',
  kinds: withPods,
  notes: ['container-env'],

  check(resource, report) {
    for (const { node } of containersOf(resource)) {
      const list = get(node, 'env')
      const seen = new Map<string, number>()
      for (const { index, value: variable } of items(list)) {
        const name = text(variable as Of<EnvVar> | undefined, 'name')
        const place = at(variable, 'name')
        if (!list || !name || !variable || !place) continue
        const before = seen.get(name)
        seen.set(name, index)
        if (before === undefined || mentions(variable, name)) continue
        const first = at(list, before, 'name')
        report({
          at: place,
          cause: 'warning',
          message: `\`${name}\` is set before: this value wins, the earlier one is lost`,
          path: fieldPath(variable, resource),
          related: first ? [{ from: first.from, to: first.to, message: 'set here first' }] : [],
          fixes: () => fixes(list, name, before, index),
        })
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
      env:
        - name: LOG_LEVEL
          value: info
        # Where we are.
        - name: REGION
          value: eu
        - name: LOG_LEVEL
          #     ^^^^^^^^^ \`LOG_LEVEL\` is set before: this value wins, the earlier one is lost
          value: debug
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
      env:
        # Where we are.
        - name: REGION
          value: eu
        - name: LOG_LEVEL
          value: debug
`,
    },
    {
      title: 'Three times, in braces',
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      env: [{ name: A, value: one }, { name: A, value: two }, { name: A, value: three }]
      #                                      ^ \`A\` is set before: this value wins, the earlier one is lost
      #                                                               ^ \`A\` is set before: this value wins, the earlier one is lost
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
      env: [{ name: A, value: three }]
`,
    },
    {
      title: 'A variable that builds on itself; the same name in two containers',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      env:
        - name: PATH
          value: /usr/bin
        - name: PATH
          value: $(PATH):/tools
    - name: sidecar
      image: sidecar:2.0
      env:
        - name: PATH
          value: /usr/bin
`,
    },
  ],
}

/**
 * Taking the earlier one away changes nothing, unless a variable in between is made of it, or the later one comes from
 * elsewhere: where it may be missing (`optional`), the earlier one counts.
 */
function fixes(list: Node, name: string, before: number, index: number): readonly Fix[] {
  const between = items(list).slice(before + 1, index)
  const used = between.some(({ value }) => value && mentions(value, name))
  const fromElsewhere = at(list, index, 'valueFrom') !== undefined
  const earlier = removeItem(list, before)
  const later = removeItem(list, index)
  return [
    ...(earlier ? [{ title: `Remove the earlier ${name}`, safe: !used && !fromElsewhere, edits: [earlier] }] : []),
    ...(later ? [{ title: `Remove this ${name}`, safe: false, edits: [later] }] : []),
  ]
}

/** Whether a variable's value names another one, as the kubelet fills it in. */
function mentions(variable: Node, name: string): boolean {
  const value = scalar(at(variable, 'value'))
  return typeof value === 'string' && value.includes(`$(${name})`)
}
