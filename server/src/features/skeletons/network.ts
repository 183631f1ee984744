import type { Skeleton } from './skeleton.ts'

export const network: readonly Skeleton[] = [
  {
    id: 'service',
    label: 'Service',
    apiVersion: 'v1',
    kind: 'Service',
    aliases: ['svc'],
    summary: 'inside the cluster',
    text: `
apiVersion: v1
kind: Service
metadata:
  name: <web>
  labels:
    app.kubernetes.io/name: <web>
    app.kubernetes.io/instance: <web>
spec:
  type: ClusterIP
  selector:
    app.kubernetes.io/name: <web>
    app.kubernetes.io/instance: <web>
  ports:
    - name: http
      port: <80>
      targetPort: http
`,
  },
  {
    id: 'service-headless',
    label: 'Service, headless',
    apiVersion: 'v1',
    kind: 'Service',
    aliases: ['svc', 'headless'],
    summary: 'a DNS name for each pod',
    text: `
apiVersion: v1
kind: Service
metadata:
  name: <database>
  labels:
    app.kubernetes.io/name: <database>
    app.kubernetes.io/instance: <database>
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector:
    app.kubernetes.io/name: <database>
    app.kubernetes.io/instance: <database>
  ports:
    - name: <tcp-main>
      port: <5432>
      targetPort: <tcp-main>
`,
  },
  {
    id: 'service-loadbalancer',
    label: 'Service, LoadBalancer',
    apiVersion: 'v1',
    kind: 'Service',
    aliases: ['svc', 'lb'],
    summary: 'an address outside, keeps the client address',
    text: `
apiVersion: v1
kind: Service
metadata:
  name: <web>
  labels:
    app.kubernetes.io/name: <web>
    app.kubernetes.io/instance: <web>
spec:
  type: LoadBalancer
  externalTrafficPolicy: Local
  selector:
    app.kubernetes.io/name: <web>
    app.kubernetes.io/instance: <web>
  ports:
    - name: https
      port: <443>
      targetPort: https
`,
  },
  {
    id: 'ingress',
    label: 'Ingress',
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    aliases: ['ing'],
    summary: 'one host with TLS',
    text: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: <web>
  labels:
    app.kubernetes.io/name: <web>
    app.kubernetes.io/instance: <web>
spec:
  ingressClassName: <nginx>
  tls:
    - hosts:
        - <web.example.com>
      secretName: <web-tls>
  rules:
    - host: <web.example.com>
      http:
        paths:
          - path: /
            pathType: <Prefix|Exact>
            backend:
              service:
                name: <web>
                port:
                  name: http
`,
  },
  {
    id: 'ingressclass',
    label: 'IngressClass',
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    aliases: [],
    summary: 'which controller serves it',
    text: `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: <nginx>
spec:
  controller: <k8s.io/ingress-nginx>
`,
  },
  {
    id: 'httproute',
    label: 'HTTPRoute',
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    aliases: [],
    summary: 'Gateway API: one host to one Service',
    text: `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: <web>
  labels:
    app.kubernetes.io/name: <web>
    app.kubernetes.io/instance: <web>
spec:
  parentRefs:
    - name: <gateway>
  hostnames:
    - <web.example.com>
  rules:
    - matches:
        - path:
            type: PathPrefix
            value: /
      backendRefs:
        - name: <web>
          port: <80>
`,
  },
  {
    id: 'gateway',
    label: 'Gateway',
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    aliases: ['gtw'],
    summary: 'Gateway API: a listener with TLS',
    text: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: <gateway>
  labels:
    app.kubernetes.io/name: <gateway>
    app.kubernetes.io/instance: <gateway>
spec:
  gatewayClassName: <example>
  listeners:
    - name: https
      protocol: HTTPS
      port: 443
      hostname: "<*.example.com>"
      tls:
        mode: Terminate
        certificateRefs:
          - name: <example-com-tls>
      allowedRoutes:
        namespaces:
          from: <Same|All>
`,
  },
  {
    id: 'networkpolicy',
    label: 'NetworkPolicy',
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    aliases: ['netpol'],
    summary: 'lets one kind of pods in and DNS out, nothing else',
    text: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: <web>
  labels:
    app.kubernetes.io/name: <web>
    app.kubernetes.io/instance: <web>
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: <web>
      app.kubernetes.io/instance: <web>
  policyTypes:
    - Ingress
    - Egress
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app.kubernetes.io/name: <client>
      ports:
        - protocol: TCP
          port: http
  egress:
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
      ports:
        - protocol: UDP
          port: 53
        - protocol: TCP
          port: 53
`,
  },
  {
    id: 'networkpolicy-deny',
    label: 'NetworkPolicy, deny all',
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    aliases: ['netpol', 'default-deny'],
    summary: 'isolates every pod of a namespace',
    text: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
  namespace: <shop>
spec:
  podSelector: {}
  policyTypes:
    - Ingress
    - Egress
`,
  },
]
