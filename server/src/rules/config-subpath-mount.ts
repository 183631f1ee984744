import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import { each, get, text } from '../model/typed.ts'
import { entry } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const configSubpathMount: Rule = {
  id: 'config-subpath-mount',
  severity: 'info',
  summary: 'Mount the whole ConfigMap or Secret where its changes have to arrive.',
  why: `
A ConfigMap or Secret that is mounted as a volume follows its object within a minute or so. A single file of it,
mounted by \`subPath\`, is the one that was there when the container started, until it starts anew: a certificate is
renewed, everything says so, and the program goes on with the old one until that expires.

Mount the whole volume at a folder of its own, or restart the pods when the object changes.
`,
  falseAlarms: 'Programs that read the file once anyway, and objects that never change or get a new name when they do.',
  kinds: withPods,
  optional: true,
  profiles: ['reliability'],
  opinion: true,
  notes: ['volume', 'volumemount-subpathexpr', 'configmap'],

  check(resource, report) {
    const volumes = each(get(podSpecOf(resource), 'volumes'))
    const kinds = new Map(
      volumes.flatMap((it) => {
        const kind = entry(it, 'configMap') ? 'ConfigMap' : entry(it, 'secret') ? 'Secret' : undefined
        const name = text(it, 'name')
        return kind && name ? [[name, kind] as const] : []
      }),
    )
    for (const { node, role } of containersOf(resource)) {
      if (role === 'init') continue
      for (const mount of each(get(node, 'volumeMounts'))) {
        const path = get(mount, 'subPath') ?? get(mount, 'subPathExpr')
        const kind = kinds.get(text(mount, 'name') ?? '')
        if (!path || !kind || !(text(mount, 'subPath') || text(mount, 'subPathExpr'))) continue
        report({
          at: path,
          message: `this file of the ${kind} stays as it was when the container started: changes do not reach it`,
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
      volumeMounts:
        - name: certificate
          mountPath: /etc/tls/tls.crt
          subPath: tls.crt
          #        ^^^^^^^ this file of the Secret stays as it was when the container started: changes do not reach it
  volumes:
    - name: certificate
      secret: {secretName: web-tls}
`,
    },
    {
      title: 'The whole volume, another kind of volume, a container that starts anew each time',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: prepare
      image: tools:3.1.0
      volumeMounts:
        - {name: certificate, mountPath: /tls.crt, subPath: tls.crt}
  containers:
    - name: web
      image: web:1.4.0
      volumeMounts:
        - {name: certificate, mountPath: /etc/tls}
        - {name: data, mountPath: /data, subPath: web}
  volumes:
    - name: certificate
      secret: {secretName: web-tls}
    - name: data
      persistentVolumeClaim: {claimName: data}
`,
    },
  ],
}
