/** Files that other linters test their checks with, and what their names say of them. */
export interface Linter {
  readonly name: string
  readonly repo: string
  /** The check that a file is for, and whether it must find something there; `undefined` for a file that says nothing. */
  readonly read: (path: string) => { readonly check: string; readonly isFault: boolean } | undefined
  /** By check: the codes that say the same here. Checks that have no rule here, or ask for what only an organisation knows, are left out. */
  readonly codes: Readonly<Record<string, readonly string[]>>
}

const polaris: Linter = {
  name: 'Polaris',
  repo: 'FairwindsOps/polaris',
  read(path) {
    const [, check, verdict] = /^test\/checks\/(\w+)\/(success|failure)[^/]*\.yaml$/.exec(path) ?? []
    return check === undefined ? undefined : { check, isFault: verdict === 'failure' }
  },
  codes: {
    automountServiceAccountToken: ['automount-sa-token'],
    clusterrolebindingClusterAdmin: ['rbac-cluster-admin', 'rbac-wildcard'],
    cpuRequestsMissing: ['missing-resource-requests'],
    dangerousCapabilities: ['capability-added'],
    hostIPCSet: ['host-ipc'],
    hostNetworkSet: ['host-network'],
    hostPIDSet: ['host-pid'],
    hostPathSet: ['host-path-volume'],
    hostPortSet: ['host-port'],
    hostProcess: ['windows-host-process'],
    insecureCapabilities: ['capabilities-not-dropped', 'capability-added'],
    linuxHardening: ['seccomp-unset'],
    livenessProbeMissing: ['missing-liveness-probe'],
    memoryLimitsMissing: ['memory-limit-missing'],
    memoryRequestsMissing: ['missing-resource-requests'],
    notReadOnlyRootFilesystem: ['read-only-root-fs'],
    pdbDisruptionsIsZero: ['pdb-blocks-evictions'],
    privilegeEscalationAllowed: ['allow-privilege-escalation'],
    procMount: ['proc-mount'],
    pullPolicyNotAlways: ['image-pull-policy-not-always'],
    readinessProbeMissing: ['missing-readiness-probe'],
    rolebindingClusterAdminClusterRole: ['rbac-cluster-admin', 'rbac-wildcard'],
    rolebindingClusterAdminRole: ['rbac-wildcard'],
    runAsPrivileged: ['privileged-container'],
    runAsRootAllowed: ['run-as-non-root-unset', 'run-as-root-uid'],
    sensitiveConfigmapContent: ['configmap-sensitive'],
    sensitiveContainerEnvVar: ['env-plain-secret'],
    tagNotSpecified: ['image-tag-latest'],
  },
}

const gatekeeper: Linter = {
  name: 'Gatekeeper',
  repo: 'open-policy-agent/gatekeeper-library',
  read(path) {
    const [, check, verdict] =
      /^library\/(?:general|pod-security-policy)\/([\w-]+)\/samples\/[\w-]+\/(?:example_)?((?:dis)?allowed)[^/]*\.yaml$/.exec(
        path,
      ) ?? []
    return check === undefined ? undefined : { check, isFault: verdict === 'disallowed' }
  },
  codes: {
    'allow-privilege-escalation': ['allow-privilege-escalation'],
    apparmor: ['apparmor-unconfined'],
    'automount-serviceaccount-token': ['automount-sa-token'],
    capabilities: ['capabilities-not-dropped', 'capability-added'],
    disallowanonymous: ['rbac-anonymous'],
    disallowedtags: ['image-tag-latest'],
    'forbidden-sysctls': ['unsafe-sysctl'],
    'host-filesystem': ['host-path-volume'],
    'host-namespaces': ['host-ipc', 'host-pid', 'host-network'],
    'host-network-ports': ['host-network', 'host-port'],
    'host-probes-lifecycle': ['probe-host-set'],
    'host-process': ['windows-host-process'],
    imagedigests: ['image-digest-missing'],
    poddisruptionbudget: ['pdb-blocks-evictions'],
    'privileged-containers': ['privileged-container'],
    'proc-mount': ['proc-mount'],
    'read-only-root-filesystem': ['read-only-root-fs'],
    requiredprobes: ['missing-liveness-probe', 'missing-readiness-probe'],
    seccomp: ['seccomp-unconfined', 'seccomp-unset'],
    seccompv2: ['seccomp-unconfined', 'seccomp-unset'],
    selinux: ['selinux-options'],
    users: ['run-as-non-root-unset', 'run-as-root-gid', 'run-as-root-uid'],
    verifydeprecatedapi: ['api-deprecated', 'api-removed'],
    volumes: ['host-path-volume', 'volume-type-restricted'],
  },
}

/** Files of kube-score, by what stands in their names. The first row that fits counts. */
const KUBE_SCORE_FILES: readonly (readonly [file: RegExp, check: string, isFault: boolean])[] = [
  [/^cronjob-batchv1-restartpolicy-(?:invalid|not-set)$/, 'cronjob-restartpolicy', true],
  [/^cronjob-batchv1-restartpolicy-valid$/, 'cronjob-restartpolicy', false],
  [/(?:v1beta[12]|extensions-v1beta1)$/, 'stable-version', true],
  [/^(?:cronjob-batchv1|daemonset-appsv1|job-batchv1)$/, 'stable-version', false],
  [/^hpa-has-no-target$/, 'horizontalpodautoscaler-has-target', true],
  [/^hpa-(?:target-deployment|autoscaling\w+-targets-deployment)$/, 'horizontalpodautoscaler-has-target', false],
  [/^ingress-.*targets-service-no-match$/, 'ingress-targets-service', true],
  [/^ingress-.*targets-service$/, 'ingress-targets-service', false],
  [/^pod-container-ports-(?:duplicate-names|missing-containerport|name-too-long)$/, 'container-ports-check', true],
  [/^pod-container-ports-ok$/, 'container-ports-check', false],
  [/^pod-env-duplicated$/, 'environment-variable-key-duplication', true],
  [/^pod-env-ok$/, 'environment-variable-key-duplication', false],
  [/^pod-image-pullpolicy-(?:never|undefined)$/, 'container-image-pull-policy', true],
  [/^pod-image-pullpolicy-/, 'container-image-pull-policy', false],
  [/^pod-image-tag-latest$/, 'container-image-tag', true],
  [/^pod-image-tag-fixed$/, 'container-image-tag', false],
  [/^pod-probes-(?:all-missing|missing-live|missing-ready)$/, 'pod-probes', true],
  [/^pod-probes-(?:both|on-different-containers(?:-init)?|not-targeted-by-service.*)$/, 'pod-probes', false],
  [/^pod-seccomp-(?:no-annotation|(?:container-)?securecontext-warning)$/, 'container-seccomp-profile', true],
  [/^pod-seccomp-(?:annotated|(?:container-)?securecontext-ok)$/, 'container-seccomp-profile', false],
  [/^pod-security-context-privileged$/, 'container-security-context-privileged', true],
  [/^pod-security-context-low-user-id$/, 'container-security-context-user-group-id', true],
  [/^pod-security-context-high-ids$/, 'container-security-context-user-group-id', false],
  [/^pod-security-context-writeablerootfilesystem$/, 'container-security-context-readonlyrootfilesystem', true],
  [/^pod-security-context-all-good$/, 'container-security-context-readonlyrootfilesystem', false],
  [/^pod-test-resources-(?:no-limits|none|only-limits)$/, 'container-resources', true],
  [/^pod-test-resources-limits-and-requests(?:-no-cpu-limit)?$/, 'container-resources', false],
  [/^pod-topology-spread-constraints-(?:invalid|no)-/, 'pod-topology-spread-constraints', true],
  [/^pod-topology-spread-constraints-/, 'pod-topology-spread-constraints', false],
  [/^service-not-target-/, 'service-targets-pod', true],
  [/^service-target-(?:pod|deployment)-different-namespace$/, 'service-targets-pod', true],
  [/^service-(?:target-|externalname)/, 'service-targets-pod', false],
  [/^statefulset-service-name-/, 'statefulset-has-servicename', true],
  [/^statefulset-service-name$/, 'statefulset-has-servicename', false],
  [/^statefulset-different-labels$/, 'statefulset-pod-selector-labels-match-template-metadata-labels', true],
]

const ANY_ERROR = ['duplicate-list-item', 'invalid-value', 'missing-required', 'unsupported-value']

const kubeScore: Linter = {
  name: 'kube-score',
  repo: 'zegl/kube-score',
  read(path) {
    const name = /^score\/testdata\/([\w-]+)\.yaml$/.exec(path)?.[1]
    const [, check, isFault] = KUBE_SCORE_FILES.find(([file]) => name !== undefined && file.test(name)) ?? []
    return check === undefined || isFault === undefined ? undefined : { check, isFault }
  },
  codes: {
    'container-image-pull-policy': ['image-pull-policy-not-always'],
    'container-image-tag': ['image-tag-latest'],
    'container-ports-check': ANY_ERROR,
    'container-resources': ['memory-limit-missing', 'missing-resource-requests'],
    'container-seccomp-profile': ['seccomp-unconfined', 'seccomp-unset'],
    'container-security-context-privileged': ['privileged-container'],
    'container-security-context-readonlyrootfilesystem': ['read-only-root-fs'],
    'container-security-context-user-group-id': ['low-uid', 'run-as-root-uid'],
    'cronjob-restartpolicy': ANY_ERROR,
    'environment-variable-key-duplication': ['env-duplicate'],
    'horizontalpodautoscaler-has-target': ['hpa-target-missing'],
    'ingress-targets-service': ['ingress-backend-port-missing', 'ingress-backend-service-missing'],
    'pod-probes': ['missing-liveness-probe', 'missing-readiness-probe'],
    'pod-topology-spread-constraints': ANY_ERROR,
    'service-targets-pod': ['service-selector-no-match'],
    'stable-version': ['api-deprecated', 'api-removed'],
    'statefulset-has-servicename': ['statefulset-headless-service'],
    'statefulset-pod-selector-labels-match-template-metadata-labels': ['selector-template-mismatch'],
  },
}

export const linters: readonly Linter[] = [kubeScore, polaris, gatekeeper]
