import type { Skeleton } from './skeleton.ts'

/** How many pods, how few at least, and who goes first. */
export const scaling: readonly Skeleton[] = [
  {
    id: 'horizontalpodautoscaler',
    label: 'HorizontalPodAutoscaler',
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    aliases: ['hpa'],
    summary: 'by CPU, slow to scale down',
    text: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: <web>
  labels:
    app.kubernetes.io/name: <web>
    app.kubernetes.io/instance: <web>
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: <web>
  minReplicas: <2>
  maxReplicas: <10>
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: <70>
  behavior:
    scaleDown:
      stabilizationWindowSeconds: <300>
`,
  },
  {
    id: 'poddisruptionbudget',
    label: 'PodDisruptionBudget',
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    aliases: ['pdb'],
    summary: 'how many pods a node drain may take at a time',
    text: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: <web>
  labels:
    app.kubernetes.io/name: <web>
    app.kubernetes.io/instance: <web>
spec:
  maxUnavailable: <1>
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      app.kubernetes.io/name: <web>
      app.kubernetes.io/instance: <web>
`,
  },
  {
    id: 'priorityclass',
    label: 'PriorityClass',
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    aliases: ['pc'],
    summary: 'who waits when the nodes are full',
    text: `
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: <business-critical>
value: <100000>
globalDefault: false
preemptionPolicy: <PreemptLowerPriority|Never>
description: <Services that customers notice at once.>
`,
  },
]
