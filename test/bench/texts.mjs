/**
 * The texts that are measured: sound manifests as people write them, the same in every run. Everything that they name is there, so
 * neither server has anything to say of them.
 */

/** A file of so many documents, each some 60 lines. @param {number} documents */
export function manifests(documents) {
  const apps = Array.from({ length: Math.ceil(documents / KINDS.length) }, (_, i) => appOf(i))
  return `${apps.flat().slice(0, documents).join('\n---\n')}\n`
}

/** The same, of some `lines` lines. @param {number} lines */
export function manifestsOfLines(lines) {
  return manifests(Math.round(lines / LINES_OF_MANIFEST))
}

/** One document of some `lines` lines: the definition of a resource with a deep schema. @param {number} lines */
export function longDocument(lines) {
  const groups = Array.from({ length: Math.round(lines / LINES_OF_GROUP) }, (_, i) => groupOf(i))
  return `${HEAD_OF_DEFINITION}\n${groups.join('\n')}\n`
}

/** What is asked for in completions: one in the manifests, one in the long document. */
export const COMPLETED = ['paused', 'minLength']

/** Wrong in two lines, in a way that both servers must see. */
export const WRONG = {
  lines: [5, 16],
  text: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: "three"
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1.27.3
          ports: []
          imagePullPolice: Always
`,
}

/** @param {string} text @param {number} by */
const indent = (text, by) => text.replace(/^(?=.)/gm, ' '.repeat(by))

/** @param {string} name @param {number} port */
const container = (name, port) => `- name: ${name}
  image: registry.example.com/shop/${name}:v1.${port % 40}.2
  imagePullPolicy: IfNotPresent
  args: ["--config=/etc/shop/config.yaml", '--zone=b']
  ports:
    - name: ${name}
      containerPort: ${port}
      protocol: TCP
  env:
    - name: LOG_LEVEL
      value: info
    - name: POD_NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    - name: MAX_CONNECTIONS
      value: "${port % 500}"
  resources:
    requests:
      cpu: 250m
      memory: 256Mi
    limits:
      memory: 512Mi
  readinessProbe:
    httpGet:
      path: /ready
      port: ${name}
    initialDelaySeconds: 5
    periodSeconds: 10
  livenessProbe:
    httpGet:
      path: /alive
      port: ${name}
    initialDelaySeconds: 30
    periodSeconds: 20
  securityContext:
    allowPrivilegeEscalation: false
    readOnlyRootFilesystem: true
    runAsNonRoot: true
    capabilities: {drop: [ALL]}
  volumeMounts:
    - name: config
      mountPath: /etc/shop
      readOnly: true`

/** @param {string} app @param {readonly string[]} containers @param {string} [account] */
const podSpec = (app, containers, account = app) => `serviceAccountName: ${account}
automountServiceAccountToken: false
terminationGracePeriodSeconds: 40
containers:
${indent(containers.map((it, i) => container(it, 8080 + i)).join('\n'), 2)}
volumes:
  - name: config
    configMap:
      name: ${app}`

/** @param {string} apiVersion @param {string} kind @param {string} app */
const head = (apiVersion, kind, app) => `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: ${app}
  namespace: shop
  labels:
    app.kubernetes.io/name: ${app}
    app.kubernetes.io/instance: ${app}
    app.kubernetes.io/managed-by: kustomize`

/** @param {string} app @param {readonly string[]} containers @param {string} [account] */
const template = (app, containers, account) => `selector:
  matchLabels:
    app.kubernetes.io/name: ${app}
template:
  metadata:
    labels:
      app.kubernetes.io/name: ${app}
      app.kubernetes.io/part-of: shop
  spec:
${indent(podSpec(app, containers, account), 4)}`

/** @type {readonly ((app: string) => string)[]} */
const KINDS = [
  (app) => `${head('apps/v1', 'Deployment', app)}
spec:
  replicas: 3
  revisionHistoryLimit: 5
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 25%
      maxUnavailable: 0
${indent(template(app, ['api', 'proxy', 'metrics']), 2)}`,
  (app) => `${head('v1', 'Service', app)}
spec:
  type: ClusterIP
  selector:
    app.kubernetes.io/name: ${app}
  ports:
    - name: http
      port: 80
      targetPort: api
      protocol: TCP`,
  (app) => `${head('v1', 'ConfigMap', app)}
data:
  LOG_LEVEL: info
  config.yaml: |
    # what the shop is to do
${Array.from({ length: 14 }, (_, i) => `    part_${i}:\n      enabled: ${i % 2 === 0}\n      note: "a window of ${i} seconds: then again"`).join('\n')}
  greeting: >-
    Welcome to the shop, where
    everything has a name and a price.`,
  (app) => `${head('v1', 'ServiceAccount', app)}
automountServiceAccountToken: false`,
  (app) => `${head('apps/v1', 'Deployment', `${app}-worker`)}
spec:
  minReadySeconds: 2
${indent(template(`${app}-worker`, ['queue', 'mailer'], app), 2)}`,
  (app) => `${head('networking.k8s.io/v1', 'Ingress', app)}
spec:
  ingressClassName: nginx
  rules:
${['', 'admin.', 'api.'].map((it) => `    - host: ${it}${app}.example.com\n      http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: ${app}\n                port:\n                  name: http`).join('\n')}`,
  (app) => `${head('batch/v1', 'CronJob', app)}
spec:
  schedule: "*/15 * * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 3
      template:
        spec:
          restartPolicy: OnFailure
${indent(podSpec(app, ['report']), 10)}`,
  (app) => `${head('autoscaling/v2', 'HorizontalPodAutoscaler', app)}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: ${app}-worker
  minReplicas: 2
  maxReplicas: 10
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 70`,
  (app) => `${head('v1', 'ConfigMap', `${app}-worker`)}
data:
  QUEUE: orders
  nginx.conf: |-
    worker_processes auto;
    http {
      server {
${Array.from({ length: 8 }, (_, i) => `        location /part/${i} {\n          proxy_pass http://${app}:80;  # --- no document starts here\n        }`).join('\n')}
      }
    }`,
  (app) => `${head('networking.k8s.io/v1', 'NetworkPolicy', app)}
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: ${app}
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector: {}
      ports:
        - protocol: TCP
          port: 8080`,
]

/** @param {number} i */
const appOf = (i) => KINDS.map((text) => text(`app-${i}`))

const HEAD_OF_DEFINITION = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: shops.example.com
spec:
  group: example.com
  names:
    kind: Shop
    listKind: ShopList
    plural: shops
    singular: shop
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:`

const FIELDS_OF_GROUP = 12

/** @param {number} i */
const groupOf = (i) => `                group${i}:
                  type: object
                  description: What belongs to part ${i} of the shop
                  properties:
${Array.from({ length: FIELDS_OF_GROUP }, (_, k) => `                    field${k}:\n                      type: string\n                      description: |-\n                        The name of shelf ${k}, as it is written on it:\n                        short, and in lower case.\n                      maxLength: ${20 + k}`).join('\n')}`

const LINES_OF_GROUP = 4 + FIELDS_OF_GROUP * 6

/** On average, with its `---`. */
const LINES_OF_MANIFEST = 57.4
