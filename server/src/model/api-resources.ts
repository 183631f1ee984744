/** The groups of Kubernetes itself that have a resource of this plural, as rules of RBAC name it. */
export function groupsOf(plural: string): readonly string[] {
  return byPlural.get(plural) ?? []
}

/** Whether all resources of a group are known here. */
export function isKubernetesGroup(group: string): boolean {
  return byGroup.has(group)
}

export function resourcesOfGroup(group: string): readonly string[] {
  return byGroup.get(group) ?? []
}

/** `Deployment`, `deployment` or `Deployments` as a rule of RBAC has to say it. */
export function pluralOf(word: string): string | undefined {
  const lower = word.toLowerCase()
  const forms = [lower, `${lower}s`, `${lower}es`, lower.replace(/y$/, 'ies')]
  return forms.find((it) => byPlural.has(it))
}

/**
 * The resources that API servers of Kubernetes 1.20 to 1.36 serve, by group; test/unit/api-resources.test.ts compares with
 * the schemas. Of `events` and others that two groups have, either grants its own only.
 */
const RESOURCES = `
core  bindings componentstatuses configmaps endpoints events limitranges namespaces nodes persistentvolumeclaims persistentvolumes pods podtemplates replicationcontrollers resourcequotas secrets serviceaccounts services
admissionregistration.k8s.io  mutatingadmissionpolicies mutatingadmissionpolicybindings mutatingwebhookconfigurations validatingadmissionpolicies validatingadmissionpolicybindings validatingwebhookconfigurations
apiextensions.k8s.io  customresourcedefinitions
apiregistration.k8s.io  apiservices
apps  controllerrevisions daemonsets deployments replicasets statefulsets
authentication.k8s.io  selfsubjectreviews tokenreviews
authorization.k8s.io  localsubjectaccessreviews selfsubjectaccessreviews selfsubjectrulesreviews subjectaccessreviews
autoscaling  horizontalpodautoscalers
batch  cronjobs jobs
certificates.k8s.io  certificatesigningrequests clustertrustbundles podcertificaterequests
coordination.k8s.io  leasecandidates leases
discovery.k8s.io  endpointslices
events.k8s.io  events
extensions  daemonsets deployments ingresses networkpolicies podsecuritypolicies replicasets
flowcontrol.apiserver.k8s.io  flowschemas prioritylevelconfigurations
internal.apiserver.k8s.io  storageversions
networking.k8s.io  clustercidrs ingressclasses ingresses ipaddresses networkpolicies servicecidrs
node.k8s.io  runtimeclasses
policy  poddisruptionbudgets podsecuritypolicies
rbac.authorization.k8s.io  clusterrolebindings clusterroles rolebindings roles
resource.k8s.io  deviceclasses devicetaintrules podschedulingcontexts podschedulings resourceclaimparameters resourceclaims resourceclaimtemplates resourceclasses resourceclassparameters resourcepoolstatusrequests resourceslices
scheduling.k8s.io  podgroups priorityclasses workloads
storage.k8s.io  csidrivers csinodes csistoragecapacities storageclasses volumeattachments volumeattributesclasses
storagemigration.k8s.io  storageversionmigrations
`

const byGroup: ReadonlyMap<string, readonly string[]> = new Map(
  RESOURCES.trim()
    .split('\n')
    .map((line) => {
      const [group = '', ...names] = line.split(/\s+/)
      return [group === 'core' ? '' : group, names]
    }),
)

const byPlural: ReadonlyMap<string, readonly string[]> = (() => {
  const groups = new Map<string, string[]>()
  for (const [group, names] of byGroup) {
    for (const it of names) {
      const known = groups.get(it)
      if (known) known.push(group)
      else groups.set(it, [group])
    }
  }
  return groups
})()
