/**
 * Custom resources, of which nobody here can say what a controller makes of them: pods, Services, ConfigMaps. Beside
 * one of them, a name that no file has may exist all the same.
 */
export function isStranger(groupKind: string): boolean {
  const slash = groupKind.indexOf('/')
  const group = groupKind.slice(0, slash)
  // The group of an object of a cluster is a domain: the others are of files for tools, which have kinds too.
  if (!group.includes('.') || BUILT_IN.has(group) || FOR_TOOLS.test(group)) return false
  const quiet = QUIET[group]
  return quiet !== 'all' && !quiet?.includes(groupKind.slice(slash + 1))
}

/** Whether clusters hold such objects: not those that only tools read. */
export function isOfCluster(groupKind: string): boolean {
  const group = groupKind.slice(0, groupKind.indexOf('/'))
  return group.includes('.') ? !FOR_TOOLS.test(group) : SHORT_GROUPS.has(group)
}

const SHORT_GROUPS: ReadonlySet<string> = new Set(['', 'apps', 'autoscaling', 'batch', 'extensions', 'policy'])

/** Whether a kind sets up whatever it likes, wherever it likes: charts and whole folders of other repositories. */
export function isInstaller(groupKind: string): boolean {
  return INSTALLERS.has(groupKind)
}

const INSTALLERS: ReadonlySet<string> = new Set([
  'argoproj.io/Application',
  'argoproj.io/ApplicationSet',
  'fleet.cattle.io/GitRepo',
  'fleet.cattle.io/Bundle',
  'helm.cattle.io/HelmChart',
  'helm.fluxcd.io/HelmRelease',
  'helm.toolkit.fluxcd.io/HelmRelease',
  'kustomize.toolkit.fluxcd.io/Kustomization',
  'operators.coreos.com/Subscription',
])

const BUILT_IN: ReadonlySet<string> = new Set([
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
])

/** Of configuration files that no cluster holds. */
const FOR_TOOLS = /(?:^|\.)(?:kustomize\.config\.k8s\.io|config\.k8s\.io|kubeadm\.k8s\.io|kind\.x-k8s\.io|k3d\.io)$/

/** Kinds that make nothing but what `contents.ts` knows, or nothing that manifests name. */
const QUIET: Readonly<Record<string, 'all' | readonly string[]>> = {
  'argoproj.io': ['Rollout', 'AnalysisTemplate', 'ClusterAnalysisTemplate', 'AppProject'],
  'autoscaling.k8s.io': 'all',
  'azmonitoring.coreos.com': ['ServiceMonitor', 'PodMonitor'],
  'bitnami.com': ['SealedSecret'],
  'cert-manager.io': 'all',
  'cilium.io': ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'],
  'cloud.google.com': ['BackendConfig', 'FrontendConfig'],
  // Gatekeeper refuses objects and changes them; it makes none. What a Suite of its tests names is looked at one by one, though.
  'config.gatekeeper.sh': 'all',
  'constraints.gatekeeper.sh': 'all',
  'crd.projectcalico.org': 'all',
  'external-secrets.io': 'all',
  'gateway.networking.k8s.io': [
    'HTTPRoute',
    'GRPCRoute',
    'TLSRoute',
    'TCPRoute',
    'UDPRoute',
    'ReferenceGrant',
    'GatewayClass',
  ],
  'groupsnapshot.storage.k8s.io': 'all',
  'image.toolkit.fluxcd.io': 'all',
  'k8s.cni.cncf.io': ['NetworkAttachmentDefinition'],
  'karpenter.k8s.aws': 'all',
  'karpenter.sh': 'all',
  'keda.sh': ['ScaledObject', 'TriggerAuthentication', 'ClusterTriggerAuthentication'],
  'metallb.io': 'all',
  'monitoring.coreos.com': [
    'ServiceMonitor',
    'PodMonitor',
    'PrometheusRule',
    'Probe',
    'ScrapeConfig',
    'AlertmanagerConfig',
  ],
  'mutations.gatekeeper.sh': 'all',
  'networking.gke.io': 'all',
  'networking.istio.io': 'all',
  'notification.toolkit.fluxcd.io': 'all',
  // Of Kyverno a GeneratingPolicy makes objects, as a ClusterPolicy of `kyverno.io` may.
  'policies.kyverno.io': ['ValidatingPolicy', 'ImageValidatingPolicy', 'MutatingPolicy', 'PolicyException'],
  'route.openshift.io': ['Route'],
  'secrets-store.csi.x-k8s.io': 'all',
  'security.istio.io': 'all',
  'security.openshift.io': ['SecurityContextConstraints'],
  'snapshot.storage.k8s.io': 'all',
  'source.toolkit.fluxcd.io': 'all',
  // What Tekton may run; what runs makes pods.
  'tekton.dev': ['Task', 'ClusterTask', 'Pipeline', 'StepAction'],
  'telemetry.istio.io': 'all',
  'templates.gatekeeper.sh': 'all',
  'traefik.containo.us': 'all',
  'traefik.io': 'all',
}
