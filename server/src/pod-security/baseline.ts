import { type At, booleanAt, field, isSet, listAt, mapAt, numberAt, textAt } from '../apiserver/at.ts'
import { type Control, containersOf, contextsOf, type Fault, hasOwnUsers } from './fault.ts'

/** What the level "baseline" forbids. */
export const BASELINE: readonly Control[] = [
  function hostProcess(pod) {
    return contextsOf(pod)
      .map((it) => field(field(it, 'windowsOptions'), 'hostProcess'))
      .filter((it) => isTrue(it))
      .map((at) => ({
        at,
        message: 'the level "baseline" forbids `hostProcess`: such a container runs on the node itself',
      }))
  },
  function hostNamespaces({ spec }) {
    return ['hostNetwork', 'hostPID', 'hostIPC']
      .filter((it) => booleanAt(spec, it) === true)
      .map((it) => ({
        at: field(spec, it),
        message: `the level "baseline" forbids \`${it}\`: pods stay in namespaces of their own`,
      }))
  },
  function privileged(pod) {
    return containersOf(pod)
      .map((it) => field(field(it, 'securityContext'), 'privileged'))
      .filter(isTrue)
      .map((at) => ({
        at,
        message: 'the level "baseline" forbids privileged containers: they can do on the node what they like',
      }))
  },
  function capabilities(pod) {
    return addedCapabilities(pod).flatMap(({ at, name }) =>
      CAPABILITIES.has(name)
        ? []
        : [
            {
              at,
              message: `the level "baseline" forbids the capability \`${name}\`: only those of the default set may be added`,
            },
          ],
    )
  },
  function hostPath({ spec }) {
    return listAt(spec, 'volumes')
      .map((it) => field(it, 'hostPath'))
      .filter(isSet)
      .map((at) => ({ at, message: 'the level "baseline" forbids `hostPath`: it opens the file system of the node' }))
  },
  function hostPorts(pod) {
    return containersOf(pod)
      .flatMap((it) => listAt(it, 'ports'))
      .filter((it) => (numberAt(it, 'hostPort') ?? 0) !== 0)
      .map((it) => ({
        at: field(it, 'hostPort'),
        message: 'the level "baseline" forbids `hostPort`: let a Service bring the traffic',
      }))
  },
  function probeHosts(pod) {
    return containersOf(pod).flatMap((container) =>
      handlersOf(container).flatMap((handler) =>
        ['httpGet', 'tcpSocket'].flatMap((it): readonly Fault[] => {
          const host = field(field(handler, it), 'host')
          if (!isSet(host) || textAt(field(handler, it), 'host') === '') return []
          const message =
            'the level "baseline" forbids another `host` in probes and lifecycle hooks: the kubelet would ask it for you'
          return [{ at: host, message, versions: { from: 34 } }]
        }),
      ),
    )
  },
  function appArmor(pod) {
    const fields = contextsOf(pod)
      .map((it) => field(field(it, 'appArmorProfile'), 'type'))
      .filter((it) => isSet(it) && !['RuntimeDefault', 'Localhost'].includes(written(it) ?? ''))
    const annotations = mapAt(pod.metadata, 'annotations').filter((it) => {
      const profile = written(it) ?? ''
      return (
        it.name.startsWith('container.apparmor.security.beta.kubernetes.io/') &&
        !(profile === '' || profile === 'runtime/default' || profile.startsWith('localhost/'))
      )
    })
    return [...fields, ...annotations].map((at) => ({
      at,
      message: 'the level "baseline" forbids to turn AppArmor off',
    }))
  },
  function seLinux(pod) {
    return contextsOf(pod).flatMap((context): readonly Fault[] => {
      const options = field(context, 'seLinuxOptions')
      const type = textAt(options, 'type') ?? ''
      const known = SELINUX_TYPES.has(type)
      const faults: Fault[] = ['user', 'role']
        .filter((it) => (textAt(options, it) ?? '') !== '')
        .map((it) => ({ at: field(options, it), message: `the level "baseline" forbids \`seLinuxOptions.${it}\`` }))
      if (known) return faults
      const message = `the level "baseline" forbids the SELinux type \`${type}\``
      return [
        ...faults,
        { at: field(options, 'type'), message, ...(type === 'container_engine_t' ? { versions: { below: 31 } } : {}) },
      ]
    })
  },
  function procMount(pod) {
    return containersOf(pod).flatMap((it): readonly Fault[] => {
      const at = field(field(it, 'securityContext'), 'procMount')
      if (!isSet(at) || ['', 'Default'].includes(written(at) ?? '')) return []
      const message =
        'the level "baseline" forbids `procMount` other than `Default`: it shows parts of `/proc` that are hidden otherwise'
      return [{ at, message, ...(hasOwnUsers(pod) ? { versions: { below: 35 } } : {}) }]
    })
  },
  function seccomp(pod) {
    const message = 'the level "baseline" forbids to turn seccomp off'
    const fields = contextsOf(pod)
      .map((it) => field(field(it, 'seccompProfile'), 'type'))
      .filter((it) => isSet(it) && !['RuntimeDefault', 'Localhost'].includes(written(it) ?? ''))
    const annotations = mapAt(pod.metadata, 'annotations').filter((it) => {
      const isOurs = it.name === SECCOMP_OF_POD || it.name.startsWith(SECCOMP_OF_CONTAINER)
      const profile = written(it) ?? ''
      return isOurs && !(/^(?:runtime|docker)\/default$/.test(profile) || profile.startsWith('localhost/'))
    })
    return [
      ...fields.map((at) => ({ at, message, versions: { from: 19 } })),
      ...annotations.map((at) => ({ at, message, versions: { below: 19 } })),
    ]
  },
  function sysctls({ spec }) {
    return listAt(field(spec, 'securityContext'), 'sysctls').flatMap((it): readonly Fault[] => {
      const name = (textAt(it, 'name') ?? '').replaceAll('/', '.')
      const since = SYSCTLS[name]
      if (since === 0) return []
      const message = `the level "baseline" forbids the sysctl \`${name}\`: it may reach beyond the pod`
      return [{ at: field(it, 'name'), message, ...(since === undefined ? {} : { versions: { below: since } }) }]
    })
  },
]

/** What a container adds to the capabilities that it has by default. */
export function addedCapabilities(pod: Parameters<Control>[0]): readonly { readonly at: At; readonly name: string }[] {
  return containersOf(pod).flatMap((it) =>
    listAt(field(field(it, 'securityContext'), 'capabilities'), 'add').map((at) => ({ at, name: written(at) ?? '' })),
  )
}

export function handlersOf(container: At): readonly At[] {
  const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'].map((it) => field(container, it))
  const hooks = ['postStart', 'preStop'].map((it) => field(field(container, 'lifecycle'), it))
  return [...probes, ...hooks].filter(isSet)
}

export function isTrue({ node }: At): boolean {
  return node?.tree.type === 'scalar' && node.tree.style === 'plain' && /^(?:true|yes|on|y)$/i.test(node.tree.text)
}

function written({ node }: At): string | undefined {
  return node?.tree.type === 'scalar' ? node.tree.text : undefined
}

const SECCOMP_OF_POD = 'seccomp.security.alpha.kubernetes.io/pod'
const SECCOMP_OF_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/'

const SELINUX_TYPES: ReadonlySet<string> = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t'])

const CAPABILITIES: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
])

/** Those that are safe, with the minor version of the standard that first said so; 0 for always. */
const SYSCTLS: Readonly<Record<string, number>> = {
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
}
