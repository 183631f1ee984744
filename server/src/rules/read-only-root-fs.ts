import { containerPlace, isWhole } from '../model/containers.ts'
import { fieldPath } from '../model/field-path.ts'
import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import { get } from '../model/typed.ts'
import type { Fix } from '../problem.ts'
import { putEntries, putItem, replaceNode } from '../syntax/edits.ts'
import { at, entry, isNull, type Node, scalar, stringAt, values } from '../syntax/node.ts'
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
  kinds: withPods,
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
  const context = entry(node, 'securityContext')?.value
  const said = entry(context, 'readOnlyRootFilesystem')
  const isWritten = said?.value && !isNull(said.value)
  const edit =
    isWritten && said.value
      ? replaceNode(said.value, 'true')
      : putEntries(node, ['securityContext'], [['readOnlyRootFilesystem', 'true']])
  if (!edit || said?.merged) return []
  const title = 'Set securityContext.readOnlyRootFilesystem to true'
  const place = spec && placeToWrite(node, spec)
  // What is inserted at one place stands in this order: from the inside out.
  const withPlace =
    place && (isNull(context) ? [place.mount, edit, ...place.volume] : [edit, place.mount, ...place.volume])
  return [
    { title, safe: false, edits: [edit] },
    ...(withPlace ? [{ title: `${title}, with a place to write at /tmp`, safe: false, edits: withPlace }] : []),
  ]
}

/** A mount at /tmp where there is none, and its volume, which the containers of a pod share. */
function placeToWrite(container: Node, spec: Node) {
  if (values(at(container, 'volumeMounts')).some((it) => stringAt(it, 'mountPath') === '/tmp')) return undefined
  const taken = values(at(spec, 'volumes')).find((it) => stringAt(it, 'name') === 'tmp')
  if (taken && !entry(taken, 'emptyDir')) return undefined
  const mount = putItem(container, 'volumeMounts', 'name: tmp\nmountPath: /tmp')
  const volume = taken ? [] : [putItem(spec, 'volumes', 'name: tmp\nemptyDir: {}')]
  return mount && volume.every((it) => it !== undefined) ? { mount, volume } : undefined
}
