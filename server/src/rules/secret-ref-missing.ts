import { podMakers } from '../model/pods.ts'
import type { View } from '../model/view.ts'
import { absentNames, nearNames } from './naming/absent.ts'
import type { Rule } from './rule.ts'

export const secretRefMissing: Rule = {
  id: 'secret-ref-missing',
  severity: 'info',
  summary: 'Name only Secrets that exist.',
  why: `
A container that takes a variable or a volume from a Secret does not start before that is there. The API server does not look:
the fault shows as \`CreateContainerConfigError\`, or as a pod that is \`ContainerCreating\` for ever.

Most Secrets are rightly not beside the manifests. Purser speaks only where others of the namespace are in the same folder, and counts what
SealedSecrets, ExternalSecrets, Certificates and generators of kustomize make.
`,
  falseAlarms:
    'Secrets that were made by hand or that an operator makes: list them under `externals` in `.purser.yaml`.',
  kinds: podMakers,
  notes: ['secret'],

  checkAmong(resource, view, report) {
    for (const it of absentNames(
      resource,
      view,
      ({ groupKind, path }) => groupKind === '/Secret' && !isForPulling(path),
    )) {
      const { reference, node, where, absent, related } = it
      if (!keepsSecrets(view, reference.namespace)) continue
      const message = `there is no Secret \`${reference.name}\`${where}, though others are here: without it the containers that need it will not start`
      report({ at: node, message, absent, related, fixes: () => nearNames(view, it) })
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Secret
metadata:
  name: database
stringData:
  password: change-me
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      env:
        - name: PASSWORD
          valueFrom:
            secretKeyRef:
              name: 'databse'
              #     ^^^^^^^^^ there is no Secret \`databse\`, though others are here: without it the containers that need it will not start
              key: password
`,
      fixed: `
apiVersion: v1
kind: Secret
metadata:
  name: database
stringData:
  password: change-me
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      env:
        - name: PASSWORD
          valueFrom:
            secretKeyRef:
              name: 'database'
              key: password
`,
    },
    {
      title: 'Made of a SealedSecret and by cert-manager; and where there are none, they are kept elsewhere',
      good: `
apiVersion: v1
kind: Secret
metadata:
  name: keys
  namespace: shop
---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata:
  name: database
  namespace: shop
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: web
  namespace: shop
spec:
  secretName: web-tls
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  imagePullSecrets:
    - name: registry
  containers:
    - name: web
      image: nginx:1.29.3
      envFrom:
        - secretRef:
            name: database
  volumes:
    - name: certificate
      secret:
        secretName: web-tls
---
apiVersion: v1
kind: Pod
metadata:
  name: api
  namespace: office
spec:
  containers:
    - name: api
      image: nginx:1.29.3
      envFrom:
        - secretRef:
            name: api
`,
    },
  ],
}

/** Whether others of the namespace are in the same folder: where they are kept elsewhere, that one is not here says nothing. */
function keepsSecrets(view: View, namespace: string | undefined): boolean {
  const { uri } = view
  const folder = uri?.slice(0, uri.lastIndexOf('/') + 1)
  return view
    .find('/Secret', namespace)
    .some((it) => folder === undefined || it.uri.slice(0, it.uri.lastIndexOf('/') + 1) === folder)
}

/** What pulls images is almost never kept with the manifests, and pods start without where the image is public. */
function isForPulling(path: readonly (string | number)[]): boolean {
  return path.includes('imagePullSecrets')
}
