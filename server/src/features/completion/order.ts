import type { Definition } from '../../schema/definition.ts'

/** The fields that people write most, in the order in which they write them, by the name of the struct. */
const COMMON: Readonly<Record<string, readonly string[]>> = {
  ObjectMeta: ['name', 'namespace', 'labels', 'annotations', 'generateName', 'finalizers', 'ownerReferences'],
  DeploymentSpec: [
    'replicas',
    'selector',
    'strategy',
    'template',
    'minReadySeconds',
    'revisionHistoryLimit',
    'progressDeadlineSeconds',
  ],
  StatefulSetSpec: [
    'serviceName',
    'replicas',
    'selector',
    'template',
    'volumeClaimTemplates',
    'updateStrategy',
    'podManagementPolicy',
    'persistentVolumeClaimRetentionPolicy',
  ],
  DaemonSetSpec: ['selector', 'template', 'updateStrategy', 'minReadySeconds'],
  JobSpec: [
    'template',
    'backoffLimit',
    'ttlSecondsAfterFinished',
    'activeDeadlineSeconds',
    'completions',
    'parallelism',
    'completionMode',
  ],
  CronJobSpec: [
    'schedule',
    'timeZone',
    'concurrencyPolicy',
    'jobTemplate',
    'successfulJobsHistoryLimit',
    'failedJobsHistoryLimit',
    'startingDeadlineSeconds',
    'suspend',
  ],
  PodTemplateSpec: ['metadata', 'spec'],
  PodSpec: [
    'containers',
    'initContainers',
    'volumes',
    'serviceAccountName',
    'securityContext',
    'restartPolicy',
    'nodeSelector',
    'affinity',
    'tolerations',
    'topologySpreadConstraints',
    'terminationGracePeriodSeconds',
    'imagePullSecrets',
    'automountServiceAccountToken',
    'priorityClassName',
    'hostNetwork',
    'dnsPolicy',
  ],
  Container: [
    'name',
    'image',
    'imagePullPolicy',
    'command',
    'args',
    'ports',
    'env',
    'envFrom',
    'resources',
    'readinessProbe',
    'livenessProbe',
    'startupProbe',
    'lifecycle',
    'securityContext',
    'volumeMounts',
    'workingDir',
    'restartPolicy',
  ],
  ContainerPort: ['name', 'containerPort', 'protocol'],
  EnvVar: ['name', 'value', 'valueFrom'],
  EnvVarSource: ['configMapKeyRef', 'secretKeyRef', 'fieldRef', 'resourceFieldRef'],
  EnvFromSource: ['configMapRef', 'secretRef', 'prefix'],
  Probe: [
    'httpGet',
    'tcpSocket',
    'grpc',
    'exec',
    'initialDelaySeconds',
    'periodSeconds',
    'timeoutSeconds',
    'failureThreshold',
    'successThreshold',
  ],
  HTTPGetAction: ['path', 'port', 'scheme', 'httpHeaders'],
  ResourceRequirements: ['requests', 'limits'],
  VolumeResourceRequirements: ['requests', 'limits'],
  SecurityContext: [
    'allowPrivilegeEscalation',
    'readOnlyRootFilesystem',
    'runAsNonRoot',
    'runAsUser',
    'runAsGroup',
    'capabilities',
    'seccompProfile',
    'privileged',
  ],
  PodSecurityContext: ['runAsNonRoot', 'runAsUser', 'runAsGroup', 'fsGroup', 'seccompProfile', 'supplementalGroups'],
  Volume: [
    'name',
    'configMap',
    'secret',
    'emptyDir',
    'persistentVolumeClaim',
    'projected',
    'hostPath',
    'csi',
    'ephemeral',
  ],
  VolumeMount: ['name', 'mountPath', 'readOnly', 'subPath'],
  ServiceSpec: [
    'type',
    'selector',
    'ports',
    'clusterIP',
    'externalTrafficPolicy',
    'sessionAffinity',
    'publishNotReadyAddresses',
  ],
  ServicePort: ['name', 'port', 'targetPort', 'protocol', 'nodePort', 'appProtocol'],
  IngressSpec: ['ingressClassName', 'tls', 'rules', 'defaultBackend'],
  IngressRule: ['host', 'http'],
  HTTPIngressPath: ['path', 'pathType', 'backend'],
  IngressBackend: ['service', 'resource'],
  LabelSelector: ['matchLabels', 'matchExpressions'],
  PersistentVolumeClaimSpec: [
    'accessModes',
    'storageClassName',
    'resources',
    'volumeMode',
    'volumeName',
    'selector',
    'dataSource',
  ],
  HorizontalPodAutoscalerSpec: ['scaleTargetRef', 'minReplicas', 'maxReplicas', 'metrics', 'behavior'],
  PodDisruptionBudgetSpec: ['minAvailable', 'maxUnavailable', 'selector', 'unhealthyPodEvictionPolicy'],
  NetworkPolicySpec: ['podSelector', 'policyTypes', 'ingress', 'egress'],
  NetworkPolicyPeer: ['podSelector', 'namespaceSelector', 'ipBlock'],
  PolicyRule: ['apiGroups', 'resources', 'verbs', 'resourceNames', 'nonResourceURLs'],
  Subject: ['kind', 'name', 'namespace', 'apiGroup'],
  RoleRef: ['apiGroup', 'kind', 'name'],
  CrossVersionObjectReference: ['apiVersion', 'kind', 'name'],
}

/** Of every resource. */
const ROOT = ['apiVersion', 'kind', 'metadata', 'type', 'spec', 'data', 'stringData', 'rules', 'roleRef', 'subjects']

/** Written by the server or for it: nobody types them. */
const SERVED: Readonly<Record<string, readonly string[]>> = {
  ObjectMeta: [
    'creationTimestamp',
    'deletionGracePeriodSeconds',
    'deletionTimestamp',
    'generation',
    'managedFields',
    'resourceVersion',
    'selfLink',
    'uid',
  ],
}

/** The position of a field among those that people write most; `undefined` for the others. */
export function commonRank(owner: string, name: string, isRoot: boolean): number | undefined {
  const rank = (isRoot ? ROOT : (COMMON[owner] ?? [])).indexOf(name)
  return rank < 0 ? undefined : rank
}

export function isServerOwned(owner: string, name: string, isRoot: boolean): boolean {
  return isRoot ? name === 'status' : (SERVED[owner]?.includes(name) ?? false)
}

/** What people write in a new object even where the server does not ask for it; by struct, or by the field it is in. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  ObjectMeta: ['name'],
  'PodTemplateSpec.metadata': ['labels'],
  PodTemplateSpec: ['metadata', 'spec'],
  LabelSelector: ['matchLabels'],
  Container: ['name', 'image'],
  ContainerPort: ['name', 'containerPort'],
  EnvVar: ['name', 'value'],
  EnvVarSource: [],
  ConfigMapKeySelector: ['name', 'key'],
  SecretKeySelector: ['name', 'key'],
  ConfigMapEnvSource: ['name'],
  SecretEnvSource: ['name'],
  LocalObjectReference: ['name'],
  ConfigMapVolumeSource: ['name'],
  SecretVolumeSource: ['secretName'],
  VolumeMount: ['name', 'mountPath'],
  ResourceRequirements: ['requests'],
  VolumeResourceRequirements: ['requests'],
  Probe: ['httpGet'],
  HTTPGetAction: ['path', 'port'],
  ExecAction: ['command'],
  Capabilities: ['drop'],
  ServicePort: ['name', 'port', 'targetPort'],
  IngressServiceBackend: ['name', 'port'],
  IngressRule: ['host', 'http'],
  IngressTLS: ['hosts', 'secretName'],
  HTTPIngressPath: ['path', 'pathType', 'backend'],
  Subject: ['kind', 'name', 'namespace'],
  Toleration: ['key', 'operator', 'effect'],
  PolicyRule: ['apiGroups', 'resources', 'verbs'],
}

export function usualFields(field: string, struct: string): readonly string[] {
  return USUAL[field] ?? USUAL[struct] ?? []
}

/** Fields of which the server takes one, where the API's types do not say so. */
const ALTERNATIVES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Probe: [['httpGet', 'tcpSocket', 'grpc', 'exec']],
  LifecycleHandler: [['httpGet', 'tcpSocket', 'exec', 'sleep']],
  EnvVar: [['value', 'valueFrom']],
  EnvVarSource: [['configMapKeyRef', 'secretKeyRef', 'fieldRef', 'resourceFieldRef', 'fileKeyRef']],
  EnvFromSource: [['configMapRef', 'secretRef']],
  PodDisruptionBudgetSpec: [['minAvailable', 'maxUnavailable']],
}

export function alternativesOf({ name, unions, fields }: Definition): readonly (readonly string[])[] {
  if (name === 'Volume') return [Object.keys(fields).filter((it) => it !== 'name')]
  return [...(unions ?? []), ...(ALTERNATIVES[name] ?? [])]
}
