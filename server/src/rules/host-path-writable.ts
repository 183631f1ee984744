import { fieldPath } from '../model/field-path.ts'
import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import { each, get, text } from '../model/typed.ts'
import { putEntries, replaceNode } from '../syntax/edits.ts'
import { entry, isNull, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const hostPathWritable: Rule = {
  id: 'host-path-writable',
  severity: 'info',
  summary: 'Mount folders of the node to be read only.',
  why: `
Whoever can write to a folder of the node can leave something there that the node, or the next pod with the same
mount, runs or believes. Agents that gather logs or figures have no need to write.
`,
  falseAlarms: 'Agents whose work it is to write to the node, such as drivers of networks and disks.',
  kinds: withPods,
  optional: true,
  notes: ['hostpath', 'volumemount-readonly'],

  check(resource, report) {
    const volumes = each(get(podSpecOf(resource), 'volumes')).filter((it) => entry(it, 'hostPath'))
    const names = new Set(volumes.flatMap((it) => text(it, 'name') ?? []))
    for (const { node } of containersOf(resource)) {
      for (const mount of each(get(node, 'volumeMounts'))) {
        const name = get(mount, 'name')
        const said = get(mount, 'readOnly')
        if (!name || !names.has(text(mount, 'name') ?? '') || scalar(said) === true) continue
        report({
          at: said && !isNull(said) ? said : name,
          path: `${fieldPath(mount, resource)}.readOnly`,
          message: `the container can write to \`${text(mount, 'name')}\`, a folder of the node`,
          fixes: () => {
            const edit =
              said && !isNull(said) ? replaceNode(said, 'true') : putEntries(mount, [], [['readOnly', 'true']])
            return edit ? [{ title: 'Mount it read-only', safe: false, edits: [edit] }] : []
          },
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
  name: logs
spec:
  containers:
    - name: logs
      image: logs:2.0.1
      volumeMounts:
        - name: pods
        #       ^^^^ the container can write to \`pods\`, a folder of the node
          mountPath: /var/log/pods
  volumes:
    - name: pods
      hostPath: {path: /var/log/pods}
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: logs
spec:
  containers:
    - name: logs
      image: logs:2.0.1
      volumeMounts:
        - name: pods
          mountPath: /var/log/pods
          readOnly: true
  volumes:
    - name: pods
      hostPath: {path: /var/log/pods}
`,
    },
    {
      title: 'To be read only, and a volume of another kind',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: logs
spec:
  containers:
    - name: logs
      image: logs:2.0.1
      volumeMounts:
        - {name: pods, mountPath: /var/log/pods, readOnly: true}
        - {name: cache, mountPath: /cache}
  volumes:
    - name: pods
      hostPath: {path: /var/log/pods}
    - name: cache
      emptyDir: {}
`,
    },
  ],
}
