import type { Skeleton } from './skeleton.ts'

/** Custom resources that many clusters have. */
export const packaged: readonly Skeleton[] = [
  {
    id: 'certificate',
    label: 'Certificate',
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    aliases: ['cert'],
    summary: 'cert-manager: a TLS Secret that renews itself',
    text: `
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: <web>
  labels:
    app.kubernetes.io/name: <web>
    app.kubernetes.io/instance: <web>
spec:
  secretName: <web-tls>
  dnsNames:
    - <web.example.com>
  privateKey:
    rotationPolicy: Always
  issuerRef:
    group: cert-manager.io
    kind: <ClusterIssuer|Issuer>
    name: <letsencrypt>
`,
  },
  {
    id: 'clusterissuer',
    label: 'ClusterIssuer',
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    aliases: [],
    summary: "cert-manager: Let's Encrypt through HTTP",
    text: `
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: <letsencrypt>
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    email: <admin@example.com>
    privateKeySecretRef:
      name: <letsencrypt-account>
    solvers:
      - http01:
          ingress:
            ingressClassName: <nginx>
`,
  },
  {
    id: 'servicemonitor',
    label: 'ServiceMonitor',
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    aliases: ['smon'],
    summary: 'Prometheus operator: scrapes a Service',
    text: `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: <web>
  labels:
    app.kubernetes.io/name: <web>
    app.kubernetes.io/instance: <web>
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: <web>
      app.kubernetes.io/instance: <web>
  endpoints:
    - port: <metrics>
      interval: <30s>
`,
  },
  {
    id: 'scaledobject',
    label: 'ScaledObject',
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    aliases: ['so'],
    summary: 'KEDA: scales by a Prometheus query',
    text: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: <worker>
  labels:
    app.kubernetes.io/name: <worker>
    app.kubernetes.io/instance: <worker>
spec:
  scaleTargetRef:
    name: <worker>
  minReplicaCount: <1>
  maxReplicaCount: <10>
  triggers:
    - type: prometheus
      metadata:
        serverAddress: <http://prometheus.monitoring:9090>
        query: <sum(queue_length)>
        threshold: "<100>"
`,
  },
  {
    id: 'application',
    label: 'Application',
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    aliases: ['argo'],
    summary: 'Argo CD: a folder of a Git repository',
    text: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: <shop>
  namespace: argocd
  labels:
    app.kubernetes.io/name: <shop>
    app.kubernetes.io/instance: <shop>
spec:
  project: default
  source:
    repoURL: <https://git.example.com/shop.git>
    targetRevision: <main>
    path: <deploy>
  destination:
    server: https://kubernetes.default.svc
    namespace: <shop>
  syncPolicy:
    automated:
      prune: true
      selfHeal: true
`,
  },
]
