import { apiChange } from '../model/api-changes.ts'
import { differences, migrate } from '../model/api-migrations.ts'
import type { Resource } from '../model/resource.ts'
import type { Fix } from '../problem.ts'
import { entry } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const apiRemoved: Rule = {
  id: 'api-removed',
  severity: 'error',
  summary: 'Use an apiVersion that the cluster still serves.',
  why: `
Kubernetes drops old versions of its kinds some releases after a better one is there. From then on the API server does
not know the apiVersion, and applying the manifest fails; objects that are in the cluster already live on and can be read
under the new version.

It depends on the Kubernetes version that your manifests are for. Migrate before you upgrade: the new version works on
older clusters too, as far back as its successor says.

Often the apiVersion is all that changes. Where the fields differ, the message says what to look at, and the quick fix
rewrites what it can.
`,
  falseAlarms: 'Manifests for clusters older than the chosen Kubernetes version.',
  kinds: 'any',

  check(resource, report) {
    const change = apiChange(resource.apiVersion, resource.kind)
    const place = entry(resource.node, 'apiVersion')?.value
    if (change?.removed === undefined || !place) return
    report({
      at: place,
      message: `Kubernetes 1.${change.removed} removed ${resource.kind} in \`${resource.apiVersion}\`; ${advice(resource, change.successor)}`,
      versions: { from: change.removed },
      fixes: () => migrations(resource, change.successor),
    })
  },

  examples: [
    {
      title: 'The same fields under another version',
      bad: `
apiVersion: policy/v1beta1
#           ^^^^^^^^^^^^^^ Kubernetes 1.25 removed PodDisruptionBudget in \`policy/v1beta1\`; write \`policy/v1\`
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: web
`,
      fixed: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: web
`,
    },
    {
      title: 'An Ingress, whose backends are written differently now',
      bad: `
apiVersion: extensions/v1beta1
#           ^^^^^^^^^^^^^^^^^^ Kubernetes 1.22 removed Ingress in \`extensions/v1beta1\`; write \`networking.k8s.io/v1\`, where backends are written \`service.name\` and \`service.port\`, and each path needs a \`pathType\`
kind: Ingress
metadata:
  name: web
spec:
  backend:
    serviceName: fallback
    servicePort: http
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: / # everything
            backend:
              serviceName: web
              servicePort: 80
          - backend:
              servicePort: http
              serviceName: api
            path: /api
            pathType: Prefix
          - backend: { serviceName: admin, servicePort: 8080 }
`,
      fixed: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  defaultBackend:
    service:
      name: fallback
      port:
        name: http
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: / # everything
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
          - backend:
              service:
                name: api
                port:
                  name: http
            path: /api
            pathType: Prefix
          - pathType: ImplementationSpecific
            backend: { service: { name: admin, port: { number: 8080 } } }
`,
    },
    {
      title: 'The selector used to be made from the labels',
      bad: `
apiVersion: apps/v1beta1
#           ^^^^^^^^^^^^ Kubernetes 1.16 removed Deployment in \`apps/v1beta1\`; write \`apps/v1\`, where the selector has to be written down
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  template:
    metadata:
      labels:
        app: web
    spec:
      containers: []
`,
      fixed: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  template:
    metadata:
      labels:
        app: web
    spec:
      containers: []
  selector:
    matchLabels:
      app: web
`,
    },
    {
      title: 'The goal of a metric has a place of its own',
      bad: `
apiVersion: autoscaling/v2beta1
#           ^^^^^^^^^^^^^^^^^^^ Kubernetes 1.25 removed HorizontalPodAutoscaler in \`autoscaling/v2beta1\`; write \`autoscaling/v2\`, where the goals of a metric stand under \`target\`
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web
  maxReplicas: 5
  metrics:
    - type: Resource
      resource:
        name: cpu
        targetAverageUtilization: 70
`,
      fixed: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web
  maxReplicas: 5
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 70
`,
    },
    {
      title: 'Gone without a successor',
      bad: `
apiVersion: policy/v1beta1
#           ^^^^^^^^^^^^^^ Kubernetes 1.25 removed PodSecurityPolicy in \`policy/v1beta1\`; label namespaces for Pod Security Admission instead
kind: PodSecurityPolicy
metadata:
  name: restricted
`,
    },
    {
      title: "Served by every version, and somebody else's kind of the same name",
      good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
---
apiVersion: example.com/v1beta1
kind: Ingress
metadata:
  name: web
`,
    },
  ],
}

/** What to write instead, for the end of a sentence. */
export function advice(resource: Resource, successor: string | undefined): string {
  if (resource.kind === 'PodSecurityPolicy') return 'label namespaces for Pod Security Admission instead'
  if (!successor) return 'it has no successor'
  const changes = differences(resource)
  return `write \`${successor}\`${changes ? `, where ${changes}` : ''}`
}

/** The way to the successor, where it can be told from the manifest. */
export function migrations(resource: Resource, successor: string | undefined): readonly Fix[] {
  const migration = successor ? migrate(resource, successor) : undefined
  return migration ? [{ title: `Change to ${successor}`, ...migration }] : []
}
