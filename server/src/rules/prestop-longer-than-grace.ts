import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import type { Fix } from '../problem.ts'
import { putEntries, replaceNode } from '../syntax/edits.ts'
import { at, entry, isNull, type Node, scalar, values } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const prestopLongerThanGrace: Rule = {
  id: 'prestop-longer-than-grace',
  severity: 'warning',
  summary: 'Let a pause before the end leave time for the end itself.',
  why: `
The time that a pod has to end counts from the moment it is asked to, and \`preStop\` is part of it. A pause as long
as \`terminationGracePeriodSeconds\`, 30 seconds unless you say otherwise, uses all of it up: the program gets
\`SIGTERM\` and is killed two seconds later, in the middle of what it was doing.

Let the grace period be the pause, and what the program needs, and a little more.
`,
  falseAlarms: 'Programs that lose nothing when they are killed.',
  kinds: withPods,
  notes: ['podspec-terminationgraceperiodseconds', 'container-lifecycle'],

  check(resource, report) {
    const spec = podSpecOf(resource)
    const written = at(spec, 'terminationGracePeriodSeconds')
    const grace = isNull(written) ? 30 : scalar(written)
    if (!spec || typeof grace !== 'number' || grace <= 0) return
    for (const { node } of containersOf(resource)) {
      const command = at(node, 'lifecycle', 'preStop', 'exec', 'command')
      const pause = command && pauseOf(command)
      if (!command || pause === undefined || pause < grace) continue
      const period = isNull(written)
        ? `the ${grace} seconds that a pod has to end`
        : `the ${grace} seconds of \`terminationGracePeriodSeconds\``
      report({
        at: command,
        message: `a pause of ${pause} seconds uses up ${period}: the program is killed without time to end`,
        fixes: () => longer(spec, pause + 30),
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
      lifecycle:
        preStop:
          exec:
            command: [sleep, "30"]
            #        ^^^^^^^^^^^^^ a pause of 30 seconds uses up the 30 seconds that a pod has to end: the program is killed without time to end
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
      lifecycle:
        preStop:
          exec:
            command: [sleep, "30"]
  terminationGracePeriodSeconds: 60
`,
    },
    {
      title: 'In a shell, and with a grace period of its own',
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  terminationGracePeriodSeconds: 45 # as the other one
  containers:
    - name: web
      image: web:1.4.0
      lifecycle:
        preStop:
          exec:
            command: ["/bin/sh", "-c", "sleep 60; nginx -s quit"]
            #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a pause of 60 seconds uses up the 45 seconds of \`terminationGracePeriodSeconds\`: the program is killed without time to end
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  terminationGracePeriodSeconds: 90 # as the other one
  containers:
    - name: web
      image: web:1.4.0
      lifecycle:
        preStop:
          exec:
            command: ["/bin/sh", "-c", "sleep 60; nginx -s quit"]
`,
    },
    {
      title: 'Time is left; how long another program takes nobody knows',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  terminationGracePeriodSeconds: 60
  containers:
    - name: web
      image: web:1.4.0
      lifecycle:
        preStop:
          exec:
            command: [sh, -c, sleep 30]
    - name: queue
      image: queue:2.0.0
      lifecycle:
        preStop:
          exec:
            command: [/bin/drain, "600"]
`,
    },
  ],
}

/** Of `sleep 30`, alone or as the first thing that a shell does. */
function pauseOf(command: Node): number | undefined {
  const words = values(command).map(scalar)
  if (!words.every((it) => typeof it === 'string')) return undefined
  const [program = '', flag, script = ''] = words
  const line = /(^|\/)sleep$/.test(program)
    ? words.join(' ')
    : /(^|\/)(ba|da|a)?sh$/.test(program) && flag === '-c'
      ? script
      : ''
  const seconds = /^\s*(?:\S*\/)?sleep\s+(\d{1,6})s?\s*(?:$|[;&\n])/.exec(line)?.[1]
  return seconds === undefined ? undefined : Number(seconds)
}

function longer(spec: Node, seconds: number): readonly Fix[] {
  const found = entry(spec, 'terminationGracePeriodSeconds')
  const value = found?.merged ? undefined : found?.value
  const edit = isNull(value)
    ? putEntries(spec, [], [['terminationGracePeriodSeconds', String(seconds)]])
    : value && replaceNode(value, String(seconds))
  return edit ? [{ title: `Give the pod ${seconds} seconds to end`, safe: false, edits: [edit] }] : []
}
