/** What became of a kind of Kubernetes in one of its versions. All numbers are minors: 22 stands for Kubernetes 1.22. */
export interface ApiChange {
  readonly introduced?: number
  readonly deprecated?: number
  /** The first minor that no longer serves it. */
  readonly removed?: number
  /** The apiVersion that took its place, or `apiVersion/Kind` where the kind is called otherwise. */
  readonly successor?: string
}

/** `undefined` for kinds that have been there for as long as anybody cares, and for kinds that are not Kubernetes' own. */
export function apiChange(apiVersion: string, kind: string): ApiChange | undefined {
  return byKind.get(`${apiVersion}/${kind}`)
}

/** Every `apiVersion/Kind` with a history. */
export function changedKinds(): Iterable<string> {
  return byKind.keys()
}

/**
 * The versions of Kubernetes' own kinds that came or went: apiVersion, the minors that introduced, deprecated and
 * removed it, its successor, its kinds. Facts as the Go types of each release declare them and API servers of 1.20 to
 * 1.36 served them; test/unit/api-changes.test.ts compares with schemas/facts/history.json.
 * https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
const CHANGES = `
admissionregistration.k8s.io/v1        36   -   -  -                                  MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
admissionregistration.k8s.io/v1        30   -   -  -                                  ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
admissionregistration.k8s.io/v1alpha1  32  35  38  admissionregistration.k8s.io/v1    MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
admissionregistration.k8s.io/v1alpha1  26  29  32  admissionregistration.k8s.io/v1    ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
admissionregistration.k8s.io/v1beta1   34  37  40  admissionregistration.k8s.io/v1    MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
admissionregistration.k8s.io/v1beta1    9  16  22  admissionregistration.k8s.io/v1    MutatingWebhookConfiguration ValidatingWebhookConfiguration
admissionregistration.k8s.io/v1beta1   28  31  34  admissionregistration.k8s.io/v1    ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
apiextensions.k8s.io/v1beta1            7  16  22  apiextensions.k8s.io/v1            CustomResourceDefinition
apiregistration.k8s.io/v1beta1          7  19  22  apiregistration.k8s.io/v1          APIService
apps/v1beta1                            7   8  16  apps/v1                            ControllerRevision
apps/v1beta1                            6   8  16  apps/v1                            Deployment
apps/v1beta1                            5   8  16  apps/v1                            StatefulSet
apps/v1beta2                            8   9  16  apps/v1                            ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet
authentication.k8s.io/v1               28   -   -  -                                  SelfSubjectReview
authentication.k8s.io/v1alpha1         26  29  32  authentication.k8s.io/v1           SelfSubjectReview
authentication.k8s.io/v1beta1          27  30  33  authentication.k8s.io/v1           SelfSubjectReview
authentication.k8s.io/v1beta1           4  19  22  authentication.k8s.io/v1           TokenReview
authorization.k8s.io/v1beta1            2  19  22  authorization.k8s.io/v1            LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview
authorization.k8s.io/v1beta1            8  19  22  authorization.k8s.io/v1            SelfSubjectRulesReview
autoscaling/v2                         23   -   -  -                                  HorizontalPodAutoscaler
autoscaling/v2beta1                     8  22  25  autoscaling/v2                     HorizontalPodAutoscaler
autoscaling/v2beta2                    12  23  26  autoscaling/v2                     HorizontalPodAutoscaler
batch/v1                               21   -   -  -                                  CronJob
batch/v1beta1                           8  21  25  batch/v1                           CronJob
batch/v2alpha1                          -   -  21  -                                  CronJob
certificates.k8s.io/v1alpha1           26  34  37  certificates.k8s.io/v1beta1        ClusterTrustBundle
certificates.k8s.io/v1alpha1           34   -  35  certificates.k8s.io/v1beta1        PodCertificateRequest
certificates.k8s.io/v1beta1            12  19  22  certificates.k8s.io/v1             CertificateSigningRequest
certificates.k8s.io/v1beta1            33  37  40  -                                  ClusterTrustBundle
certificates.k8s.io/v1beta1            35  38  41  -                                  PodCertificateRequest
coordination.k8s.io/v1alpha1           31   -  32  coordination.k8s.io/v1beta1        LeaseCandidate
coordination.k8s.io/v1alpha2           32  35  38  coordination.k8s.io/v1beta1        LeaseCandidate
coordination.k8s.io/v1beta1            12  19  22  coordination.k8s.io/v1             Lease
coordination.k8s.io/v1beta1            33  36  39  -                                  LeaseCandidate
discovery.k8s.io/v1                    21   -   -  -                                  EndpointSlice
discovery.k8s.io/v1alpha1               -   -  21  discovery.k8s.io/v1                EndpointSlice
discovery.k8s.io/v1beta1               16  21  25  discovery.k8s.io/v1                EndpointSlice
events.k8s.io/v1beta1                   8  22  25  events.k8s.io/v1                   Event
extensions/v1beta1                      1   8  16  apps/v1                            DaemonSet Deployment
extensions/v1beta1                      1  14  22  networking.k8s.io/v1               Ingress
extensions/v1beta1                      3   9  16  networking.k8s.io/v1               NetworkPolicy
extensions/v1beta1                      2  11  16  policy/v1beta1                     PodSecurityPolicy
extensions/v1beta1                      2   8  16  apps/v1                            ReplicaSet
flowcontrol.apiserver.k8s.io/v1        29   -   -  -                                  FlowSchema PriorityLevelConfiguration
flowcontrol.apiserver.k8s.io/v1alpha1  18  20  21  flowcontrol.apiserver.k8s.io/v1    FlowSchema PriorityLevelConfiguration
flowcontrol.apiserver.k8s.io/v1beta1   20  23  26  flowcontrol.apiserver.k8s.io/v1    FlowSchema PriorityLevelConfiguration
flowcontrol.apiserver.k8s.io/v1beta2   23  26  29  flowcontrol.apiserver.k8s.io/v1    FlowSchema PriorityLevelConfiguration
flowcontrol.apiserver.k8s.io/v1beta3   26  29  32  flowcontrol.apiserver.k8s.io/v1    FlowSchema PriorityLevelConfiguration
networking.k8s.io/v1                   33   -   -  -                                  IPAddress ServiceCIDR
networking.k8s.io/v1alpha1             25  28  29  -                                  ClusterCIDR
networking.k8s.io/v1alpha1             27  30  33  networking.k8s.io/v1               IPAddress ServiceCIDR
networking.k8s.io/v1beta1              31  34  37  networking.k8s.io/v1               IPAddress ServiceCIDR
networking.k8s.io/v1beta1              14  19  22  networking.k8s.io/v1               Ingress
networking.k8s.io/v1beta1              18  19  22  networking.k8s.io/v1               IngressClass
node.k8s.io/v1alpha1                    -   -  36  node.k8s.io/v1                     RuntimeClass
node.k8s.io/v1beta1                    13  22  25  node.k8s.io/v1                     RuntimeClass
policy/v1                              22   -   -  -                                  Eviction
policy/v1                              21   -   -  -                                  PodDisruptionBudget
policy/v1beta1                          5  22  25  policy/v1                          Eviction
policy/v1beta1                          5  21  25  policy/v1                          PodDisruptionBudget
policy/v1beta1                         10  21  25  -                                  PodSecurityPolicy
rbac.authorization.k8s.io/v1alpha1      -   -  36  rbac.authorization.k8s.io/v1       ClusterRole ClusterRoleBinding Role RoleBinding
rbac.authorization.k8s.io/v1beta1       6  17  22  rbac.authorization.k8s.io/v1       ClusterRole ClusterRoleBinding Role RoleBinding
resource.k8s.io/v1                     34   -   -  -                                  DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
resource.k8s.io/v1alpha1               26   -  27  -                                  PodScheduling ResourceClass
resource.k8s.io/v1alpha1               26   -  27  resource.k8s.io/v1                 ResourceClaim ResourceClaimTemplate
resource.k8s.io/v1alpha2               27   -  31  -                                  PodSchedulingContext ResourceClass
resource.k8s.io/v1alpha2               27   -  31  resource.k8s.io/v1                 ResourceClaim ResourceClaimTemplate
resource.k8s.io/v1alpha2               30   -  31  -                                  ResourceClaimParameters ResourceClassParameters
resource.k8s.io/v1alpha2               30   -  31  resource.k8s.io/v1                 ResourceSlice
resource.k8s.io/v1alpha3               31  34  34  resource.k8s.io/v1beta1            DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
resource.k8s.io/v1alpha3               33  36  39  resource.k8s.io/v1beta2            DeviceTaintRule
resource.k8s.io/v1alpha3               31   -  32  -                                  PodSchedulingContext
resource.k8s.io/v1alpha3               36  39  42  -                                  ResourcePoolStatusRequest
resource.k8s.io/v1beta1                32  35  38  resource.k8s.io/v1                 DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
resource.k8s.io/v1beta2                33  36  39  resource.k8s.io/v1                 DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
resource.k8s.io/v1beta2                36  39  42  -                                  DeviceTaintRule
scheduling.k8s.io/v1alpha1              -   -  36  scheduling.k8s.io/v1               PriorityClass
scheduling.k8s.io/v1alpha1             35   -  36  scheduling.k8s.io/v1alpha2         Workload
scheduling.k8s.io/v1alpha2             36   -   -  -                                  PodGroup Workload
scheduling.k8s.io/v1beta1              11  14  22  scheduling.k8s.io/v1               PriorityClass
storage.k8s.io/v1                      24   -   -  -                                  CSIStorageCapacity
storage.k8s.io/v1                      34   -   -  -                                  VolumeAttributesClass
storage.k8s.io/v1alpha1                19  21  24  storage.k8s.io/v1                  CSIStorageCapacity
storage.k8s.io/v1alpha1                 9  21  24  storage.k8s.io/v1                  VolumeAttachment
storage.k8s.io/v1alpha1                29  32  35  storage.k8s.io/v1                  VolumeAttributesClass
storage.k8s.io/v1beta1                 14  19  22  storage.k8s.io/v1                  CSIDriver
storage.k8s.io/v1beta1                 14  17  22  storage.k8s.io/v1                  CSINode
storage.k8s.io/v1beta1                 21  24  27  storage.k8s.io/v1                  CSIStorageCapacity
storage.k8s.io/v1beta1                  4  19  22  storage.k8s.io/v1                  StorageClass
storage.k8s.io/v1beta1                 10  19  22  storage.k8s.io/v1                  VolumeAttachment
storage.k8s.io/v1beta1                 31  34  37  storage.k8s.io/v1                  VolumeAttributesClass
storagemigration.k8s.io/v1alpha1       30  33  35  storagemigration.k8s.io/v1beta1    StorageVersionMigration
storagemigration.k8s.io/v1beta1        35  38  41  -                                  StorageVersionMigration
v1                                      -  19   -  -                                  ComponentStatus
v1                                      -  33   -  discovery.k8s.io/v1/EndpointSlice  Endpoints
`

const byKind: ReadonlyMap<string, ApiChange> = new Map(CHANGES.trim().split('\n').flatMap(readRow))

function readRow(row: string): readonly (readonly [string, ApiChange])[] {
  const [api, introduced, deprecated, removed, successor, ...kinds] = row.trim().split(/ +/)
  const change: ApiChange = {
    ...(introduced !== '-' && { introduced: Number(introduced) }),
    ...(deprecated !== '-' && { deprecated: Number(deprecated) }),
    ...(removed !== '-' && { removed: Number(removed) }),
    ...(successor !== undefined && successor !== '-' && { successor }),
  }
  return kinds.map((kind) => [`${api}/${kind}`, change] as const)
}
