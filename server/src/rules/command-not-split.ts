import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import type { Fix } from '../problem.ts'
import { columnOf, scalarText } from '../syntax/edits.ts'
import { at, type Node, scalar, values } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const commandNotSplit: Rule = {
  id: 'command-not-split',
  severity: 'warning',
  summary: 'Write each word of a command as an item of its own.',
  why: `
\`command\` is a list: its first item is the program, the others are what it is given. No shell reads it. With
\`["sleep 10"]\` the container looks for a program of the name "sleep 10", finds none, and ends in
\`RunContainerError\`; a probe like that fails every time.

What needs a shell, because of \`&&\`, a pipe or a \`*\`, is given to one: \`["sh", "-c", "…"]\`.
`,
  falseAlarms: 'Programs with a blank in their name.',
  kinds: withPods,
  notes: ['container-command', 'execaction-command'],

  check(resource, report) {
    if (scalar(at(podSpecOf(resource), 'os', 'name')) === 'windows') return
    for (const { node } of containersOf(resource)) {
      for (const place of PLACES) {
        const list = at(node, ...place)
        const items = values(list)
        const [only] = items
        const written = scalar(only)
        if (!list || !only || items.length > 1 || typeof written !== 'string' || !isLine(written)) continue
        const program = written.trim().split(/\s+/)[0] ?? ''
        report({
          at: only,
          message: `no shell splits this: the program would have to be called \`${shortened(written)}\`, not \`${program}\``,
          fixes: () => [...split(list, only, written), ...inShell(list, only)],
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
      image: web:1.4.0
      command:
        - web --port 8080 # by hand
        # ^^^^^^^^^^^^^^^ no shell splits this: the program would have to be called \`web --port 8080\`, not \`web\`
      livenessProbe:
        exec:
          command: ["cat /tmp/alive"]
          #         ^^^^^^^^^^^^^^^^ no shell splits this: the program would have to be called \`cat /tmp/alive\`, not \`cat\`
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
      command:
        - web
        - --port
        - "8080" # by hand
      livenessProbe:
        exec:
          command: ["cat", "/tmp/alive"]
`,
    },
    {
      title: 'What only a shell can do',
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: wait
spec:
  containers:
    - name: wait
      image: tools:3.1.0
      command: ["until nc -z database 5432; do sleep 1; done"]
      #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no shell splits this: the program would have to be called \`until nc -z database 5432; do sleep 1; …\`, not \`until\`
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: wait
spec:
  containers:
    - name: wait
      image: tools:3.1.0
      command: ["sh", "-c", "until nc -z database 5432; do sleep 1; done"]
`,
    },
    {
      title: 'Items of their own, a shell, and arguments, which may hold blanks',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      command: ["sh", "-c", "sleep 1 && exec web"]
    - name: greet
      image: tools:3.1.0
      command: [echo]
      args: ["good morning"]
`,
    },
  ],
}

const PLACES = [
  ['command'],
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((it) => [it, 'exec', 'command']),
  ...['postStart', 'preStop'].map((it) => ['lifecycle', it, 'exec', 'command']),
]

/** A program with what it is given. What a tool fills in may be one word in the end. */
function isLine(written: string): boolean {
  return /^\s*[\w./-]+\s+\S/.test(written) && !/\{\{|\$\{|\$\(/.test(written)
}

function shortened(written: string): string {
  const line = written.trim().split('\n')[0] ?? ''
  return line.length > 40 ? `${line.slice(0, 39)}…` : line
}

/** Where every word means itself. */
function split(list: Node, only: Node, written: string): readonly Fix[] {
  const words = written.trim().split(/\s+/)
  const start = list.document.text[only.from] ?? ''
  if (!words.every((it) => /^[\w./:=@,+-]+$/.test(it)) || /[|>]/.test(start)) return []
  const insert = words.map((it) => (start === '"' ? JSON.stringify(it) : scalarText(it))).join(between(list, only))
  return [{ title: 'Make every word an item', safe: false, edits: [{ from: only.from, to: only.to, insert }] }]
}

function inShell(list: Node, only: Node): readonly Fix[] {
  const gap = between(list, only)
  const isJson = list.document.text[only.from] === '"'
  const shell = isJson ? ['"sh"', '"-c"'] : ['sh', '-c']
  const edit = { from: only.from, to: only.from, insert: shell.map((it) => it + gap).join('') }
  return [{ title: 'Give it to a shell: sh -c', safe: false, edits: [edit] }]
}

/** What stands between two items of the list. */
function between(list: Node, only: Node): string {
  if (list.tree.type === 'sequence' && list.tree.flow) return ', '
  const { text } = list.document
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  return `${lineEnd}${' '.repeat(columnOf(text, list.from))}-${' '.repeat(Math.max(1, only.from - list.from - 1))}`
}
