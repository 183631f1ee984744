import type { Skeleton } from './skeleton.ts'

export const jobs: readonly Skeleton[] = [
  {
    id: 'job',
    label: 'Job',
    apiVersion: 'batch/v1',
    kind: 'Job',
    aliases: [],
    summary: 'runs to an end, cleans up after itself',
    text: `
apiVersion: batch/v1
kind: Job
metadata:
  name: <migrate>
  labels:
    app.kubernetes.io/name: <migrate>
    app.kubernetes.io/instance: <migrate>
spec:
  backoffLimit: <3>
  activeDeadlineSeconds: <600>
  ttlSecondsAfterFinished: <86400>
  template:
    metadata:
      labels:
        app.kubernetes.io/name: <migrate>
        app.kubernetes.io/instance: <migrate>
    spec:
      restartPolicy: <Never|OnFailure>
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        runAsGroup: 10001
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: <migrate>
          image: <registry.example.com/migrate:1.0.0>
          command:
            - <migrate-database>
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
    id: 'cronjob',
    label: 'CronJob',
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    aliases: ['cj'],
    summary: 'on a schedule, one run at a time',
    text: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: <report>
  labels:
    app.kubernetes.io/name: <report>
    app.kubernetes.io/instance: <report>
spec:
  schedule: "<0 3 * * *>"
  timeZone: <Etc/UTC>
  concurrencyPolicy: <Forbid|Allow|Replace>
  startingDeadlineSeconds: <300>
  successfulJobsHistoryLimit: 3
  failedJobsHistoryLimit: 3
  jobTemplate:
    spec:
      backoffLimit: <2>
      activeDeadlineSeconds: <3600>
      template:
        metadata:
          labels:
            app.kubernetes.io/name: <report>
            app.kubernetes.io/instance: <report>
        spec:
          restartPolicy: Never
          automountServiceAccountToken: false
          securityContext:
            runAsNonRoot: true
            runAsUser: 10001
            runAsGroup: 10001
            seccompProfile:
              type: RuntimeDefault
          containers:
            - name: <report>
              image: <registry.example.com/report:1.0.0>
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
