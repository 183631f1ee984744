import { type At, field, isSet, listAt, mapAt, textAt } from '../apiserver/at.ts'
import { change } from '../apiserver/fixes.ts'
import {
  type Control,
  containersOf,
  contextOf,
  contextsOf,
  type Fault,
  hasOwnUsers,
  type Pod,
  textOf,
} from './fault.ts'
import { removing, removingItem } from './fixes.ts'
import { HOST } from './host.ts'

/** What the level "baseline" forbids. */
export const BASELINE: readonly Control[] = [
  ...HOST,
  {
    rule: 'capability-added',
    find: (pod) =>
      addedCapabilities(pod)
        .filter(({ name }) => !isOfDefault(name))
        .map(({ at, name, holder }) => ({
          at,
          message: `the capability \`${name}\` is more than ${name === 'NET_RAW' ? 'the level "baseline" allows' : 'containers have by default'}: ${RIGHTS[name] ?? 'the program gets rights over the node'}`,
          fixes: removingItem(holder, 'add', at),
          // What databases ask for; the memory still counts as theirs.
          ...(name === 'IPC_LOCK' ? { severity: 'info' as const } : {}),
        })),
  },
  {
    rule: 'apparmor-unconfined',
    find: (pod) => {
      const fields = contextsOf(pod).flatMap((context): readonly Fault[] => {
        const profile = field(context, 'appArmorProfile')
        const at = field(profile, 'type')
        if (!isSet(at) || isConfined(at)) return []
        return [{ at, message: NO_APPARMOR, fixes: change(profile, 'type', 'RuntimeDefault') }]
      })
      const annotations = mapAt(pod.metadata, 'annotations').filter((it) => {
        const profile = textOf(it) ?? ''
        return (
          it.name.startsWith('container.apparmor.security.beta.kubernetes.io/') &&
          !(profile === '' || profile === 'runtime/default' || profile.startsWith('localhost/'))
        )
      })
      return [...fields, ...annotations.map((at) => ({ at, message: NO_APPARMOR }))]
    },
  },
  {
    rule: 'selinux-options',
    find: (pod) => contextsOf(pod).flatMap(selinuxFaults),
  },
  {
    rule: 'proc-mount',
    find: (pod) =>
      containersOf(pod).flatMap((it): readonly Fault[] => {
        const context = contextOf(it)
        const at = field(context, 'procMount')
        const kind = textOf(at) ?? ''
        if (!isSet(at) || kind === '' || kind === 'Default') return []
        const message = `\`procMount: ${kind}\` shows parts of \`/proc\` that the runtime hides from containers`
        const versions = hasOwnUsers(pod) ? { versions: { below: 35 } } : {}
        return [{ at, message, fixes: removing(context, 'procMount'), ...versions }]
      }),
  },
  {
    rule: 'seccomp-unconfined',
    find: (pod) => {
      const message = 'without seccomp the program may make every system call that the kernel of the node has'
      const fields = contextsOf(pod).flatMap((context): readonly Fault[] => {
        const profile = field(context, 'seccompProfile')
        const at = field(profile, 'type')
        if (!isSet(at) || isConfined(at)) return []
        return [{ at, message, versions: { from: 19 }, fixes: change(profile, 'type', 'RuntimeDefault') }]
      })
      const annotations = mapAt(pod.metadata, 'annotations').filter((it) => {
        const isOurs = it.name === SECCOMP_OF_POD || it.name.startsWith(SECCOMP_OF_CONTAINER)
        const profile = textOf(it) ?? ''
        return isOurs && !(/^(?:runtime|docker)\/default$/.test(profile) || profile.startsWith('localhost/'))
      })
      return [...fields, ...annotations.map((at) => ({ at, message, versions: { below: 19 } }))]
    },
  },
  {
    rule: 'unsafe-sysctl',
    find: ({ spec }) => {
      const context = contextOf(spec)
      return listAt(context, 'sysctls').flatMap((it): readonly Fault[] => {
        const name = (textAt(it, 'name') ?? '').replaceAll('/', '.')
        const since = Object.hasOwn(SYSCTLS, name) ? SYSCTLS[name] : undefined
        if (since === 0 || name === '') return []
        const message = `the sysctl \`${name}\` is none of the safe ones: the kubelet refuses the pod unless it was told to allow it`
        const versions = since === undefined ? {} : { versions: { below: since } }
        return [{ at: field(it, 'name'), message, fixes: removingItem(context, 'sysctls', it), ...versions }]
      })
    },
  },
]

/** What a container adds to the capabilities that it has by default. */
export function addedCapabilities(
  pod: Pod,
): readonly { readonly at: At; readonly name: string; readonly holder: At }[] {
  return containersOf(pod).flatMap((it) => {
    const holder = field(contextOf(it), 'capabilities')
    return listAt(holder, 'add').map((at) => ({ at, name: textOf(at) ?? '', holder }))
  })
}

/** Whether a runtime gives it to every container that does not drop it. */
export function isOfDefault(capability: string): boolean {
  return CAPABILITIES.has(capability)
}

/** A type of seccomp and of AppArmor profiles that confines. */
export function isConfined(type: At): boolean {
  return ['RuntimeDefault', 'Localhost'].includes(textOf(type) ?? '')
}

function selinuxFaults(context: At): readonly Fault[] {
  const options = field(context, 'seLinuxOptions')
  const faults: Fault[] = ['user', 'role']
    .filter((it) => (textAt(options, it) ?? '') !== '')
    .map((it) => ({
      at: field(options, it),
      message: `\`seLinuxOptions.${it}\` takes the container out of the SELinux ${it} that the runtime gives it`,
      fixes: removing(options, it),
    }))
  const type = textAt(options, 'type') ?? ''
  if (SELINUX_TYPES.has(type)) return faults
  const message = `the SELinux type \`${type}\` is none of those for containers`
  const versions = type === 'container_engine_t' ? { versions: { below: 31 } } : {}
  return [...faults, { at: field(options, 'type'), message, fixes: removing(options, 'type'), ...versions }]
}

const NO_APPARMOR = 'without its AppArmor profile the container can reach files and mounts that are closed otherwise'

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

/** What those allow that people add most: capabilities(7). */
const RIGHTS: Readonly<Record<string, string>> = {
  ALL: 'the program gets every right that root has',
  BPF: 'the program can load code into the kernel',
  DAC_READ_SEARCH: 'the program can read every file that it can reach',
  IPC_LOCK: 'the program can keep memory from being swapped',
  NET_ADMIN: 'the program can change addresses, routes and firewalls',
  NET_RAW: 'the program can forge packets',
  PERFMON: 'the program can watch all others on the node',
  SYSLOG: 'the program can read the log of the kernel',
  SYS_ADMIN: 'the program can do nearly all that root can, mount file systems among it',
  SYS_BOOT: 'the program can restart the node',
  SYS_MODULE: 'the program can load code into the kernel',
  SYS_NICE: 'the program can take the processor from others',
  SYS_PTRACE: 'the program can read and change the processes that it sees',
  SYS_RAWIO: 'the program can write to the hardware of the node',
  SYS_RESOURCE: 'the program can go beyond limits and quotas',
  SYS_TIME: 'the program can set the clock of the node',
}

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
