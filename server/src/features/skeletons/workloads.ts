import type { Skeleton } from './skeleton.ts'

export const workloads: readonly Skeleton[] = [
  {
    id: 'deployment',
    label: 'Deployment',
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    aliases: ['deploy'],
    summary: 'probes, requests, security context',
    text: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: <web>
  labels:
    app.kubernetes.io/name: <web>
    app.kubernetes.io/instance: <web>
spec:
  replicas: <2>
  selector:
    matchLabels:
      app.kubernetes.io/name: <web>
      app.kubernetes.io/instance: <web>
  template:
    metadata:
      labels:
        app.kubernetes.io/name: <web>
        app.kubernetes.io/instance: <web>
    spec:
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        runAsGroup: 10001
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: <web>
          image: <registry.example.com/web:1.0.0>
          ports:
            - name: http
              containerPort: <8080>
          readinessProbe:
            httpGet:
              path: </ready>
              port: http
            periodSeconds: 5
          livenessProbe:
            httpGet:
              path: </healthz>
              port: http
            periodSeconds: 10
            failureThreshold: 6
          resources:
            requests:
              cpu: <100m>
              memory: <128Mi>
            limits:
              memory: <128Mi>
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop:
                - ALL
`,
  },
  {
    id: 'statefulset',
    label: 'StatefulSet',
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    aliases: ['sts'],
    summary: 'with its headless Service and a volume for each pod',
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
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: <database>
  labels:
    app.kubernetes.io/name: <database>
    app.kubernetes.io/instance: <database>
spec:
  serviceName: <database>
  replicas: <1>
  selector:
    matchLabels:
      app.kubernetes.io/name: <database>
      app.kubernetes.io/instance: <database>
  template:
    metadata:
      labels:
        app.kubernetes.io/name: <database>
        app.kubernetes.io/instance: <database>
    spec:
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        runAsGroup: 10001
        fsGroup: 10001
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: <database>
          image: <registry.example.com/database:1.0.0>
          ports:
            - name: <tcp-main>
              containerPort: <5432>
          readinessProbe:
            tcpSocket:
              port: <tcp-main>
            periodSeconds: 5
          livenessProbe:
            tcpSocket:
              port: <tcp-main>
            periodSeconds: 10
            failureThreshold: 6
          resources:
            requests:
              cpu: <250m>
              memory: <512Mi>
            limits:
              memory: <512Mi>
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop:
                - ALL
          volumeMounts:
            - name: data
              mountPath: </var/lib/data>
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: <10Gi>
`,
  },
  {
    id: 'daemonset',
    label: 'DaemonSet',
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    aliases: ['ds'],
    summary: 'one pod on each Linux node',
    text: `
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: <agent>
  labels:
    app.kubernetes.io/name: <agent>
    app.kubernetes.io/instance: <agent>
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: <agent>
      app.kubernetes.io/instance: <agent>
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: <1>
  template:
    metadata:
      labels:
        app.kubernetes.io/name: <agent>
        app.kubernetes.io/instance: <agent>
    spec:
      automountServiceAccountToken: false
      nodeSelector:
        kubernetes.io/os: linux
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        runAsGroup: 10001
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: <agent>
          image: <registry.example.com/agent:1.0.0>
          ports:
            - name: http
              containerPort: <8080>
          readinessProbe:
            httpGet:
              path: </ready>
              port: http
            periodSeconds: 10
          livenessProbe:
            httpGet:
              path: </healthz>
              port: http
            periodSeconds: 10
            failureThreshold: 6
          resources:
            requests:
              cpu: <50m>
              memory: <64Mi>
            limits:
              memory: <64Mi>
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop:
                - ALL
`,
  },
  {
    id: 'pod',
    label: 'Pod',
    apiVersion: 'v1',
    kind: 'Pod',
    aliases: ['po'],
    summary: 'for a try: nothing starts it anew on another node',
    text: `
apiVersion: v1
kind: Pod
metadata:
  name: <web>
  labels:
    app.kubernetes.io/name: <web>
    app.kubernetes.io/instance: <web>
spec:
  automountServiceAccountToken: false
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: <web>
      image: <registry.example.com/web:1.0.0>
      ports:
        - name: http
          containerPort: <8080>
      readinessProbe:
        httpGet:
          path: </ready>
          port: http
        periodSeconds: 5
      livenessProbe:
        httpGet:
          path: </healthz>
          port: http
        periodSeconds: 10
        failureThreshold: 6
      resources:
        requests:
          cpu: <100m>
          memory: <128Mi>
        limits:
          memory: <128Mi>
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop:
            - ALL
`,
  },
]
