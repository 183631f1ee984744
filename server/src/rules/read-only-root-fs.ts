import { containerPlace, isWhole } from '../model/containers.ts'
import { fieldPath } from '../model/field-path.ts'
import { containersOf, podSpecOf } from '../model/pods.ts'
import { get } from '../model/typed.ts'
import type { Fix } from '../problem.ts'
import { putEntries, putItem, replaceNode } from '../syntax/edits.ts'
import { at, entry, isNull, type Node, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const readOnlyRootFs: Rule = {
  id: 'read-only-root-fs',
  severity: 'warning',
  summary: 'Make the file system of each container read-only.',
  why: `
What a program cannot write to, an intruder cannot change: no tool is left behind, no page is replaced, no start script altered. It also shows what a
program keeps where it is lost at the next restart.

Many images write to \`/tmp\`, \`/var/run\` or a cache: give them an \`emptyDir\` there. The second quick fix adds one at \`/tmp\`. Try it before you
roll it out.
`,
  falseAlarms: 'Images that write all over their file system, such as databases with everything in one place.',
  kinds: 'any',
  optional: true,
  notes: ['securitycontext-readonlyrootfilesystem', 'container-securitycontext'],

  check(resource, report) {
    const spec = podSpecOf(resource)
    if (scalar(at(spec, 'os', 'name')) === 'windows') return
    for (const container of containersOf(resource)) {
      const { node, role, title } = container
      const context = get(node, 'securityContext')
      const said = get(context, 'readOnlyRootFilesystem')
      if (role === 'ephemeral' || !isWhole(container) || scalar(said) === true) continue
      report({
        at: said && !isNull(said) ? said : containerPlace(container),
        message: `\`${title}\` can write to its own file system, and so can an intruder; set \`readOnlyRootFilesystem: true\``,
        path: `${fieldPath(node, resource)}.securityContext.readOnlyRootFilesystem`,
        fixes: () => fixes(node, spec),
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
    #       ^^^ \`web\` can write to its own file system, and so can an intruder; set \`readOnlyRootFilesystem: true\`
      image: web:1.4.0
      securityContext:
        runAsNonRoot: true
    - name: metrics
      image: metrics:2.1.0
      securityContext:
        readOnlyRootFilesystem: false
        #                       ^^^^^ \`metrics\` can write to its own file system, and so can an intruder; set \`readOnlyRootFilesystem: true\`
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
        runAsNonRoot: true
        readOnlyRootFilesystem: true
    - name: metrics
      image: metrics:2.1.0
      securityContext:
        readOnlyRootFilesystem: true
`,
    },
    {
      title: 'With a place to write to',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      securityContext:
        readOnlyRootFilesystem: true
      volumeMounts:
        - name: tmp
          mountPath: /tmp
  volumes:
    - name: tmp
      emptyDir: {}
`,
    },
  ],
}

function fixes(node: Node, spec: Node | undefined): readonly Fix[] {
  const said = entry(entry(node, 'securityContext')?.value, 'readOnlyRootFilesystem')
  const isWritten = said?.value && !isNull(said.value)
  const edit =
    isWritten && said.value
      ? replaceNode(said.value, 'true')
      : putEntries(node, ['securityContext'], [['readOnlyRootFilesystem', 'true']])
  if (!edit || said?.merged) return []
  const title = 'Set securityContext.readOnlyRootFilesystem to true'
  const mount = putItem(node, 'volumeMounts', 'name: tmp\nmountPath: /tmp')
  const volume = spec && putItem(spec, 'volumes', 'name: tmp\nemptyDir: {}')
  // What is inserted at one place stands in this order: from the inside out.
  const withPlace =
    mount && volume
      ? [{ title: `${title}, with a place to write at /tmp`, safe: false, edits: [mount, edit, volume] }]
      : []
  return [{ title, safe: false, edits: [edit] }, ...withPlace]
}
