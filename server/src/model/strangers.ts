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
  'bitnami.com': ['SealedSecret'],
  'cert-manager.io': 'all',
  'cilium.io': ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'],
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
  'image.toolkit.fluxcd.io': 'all',
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
  'networking.gke.io': 'all',
  'networking.istio.io': 'all',
  'notification.toolkit.fluxcd.io': 'all',
  'secrets-store.csi.x-k8s.io': 'all',
  'security.istio.io': 'all',
  'snapshot.storage.k8s.io': 'all',
  'source.toolkit.fluxcd.io': 'all',
  'telemetry.istio.io': 'all',
  'traefik.containo.us': 'all',
  'traefik.io': 'all',
}
