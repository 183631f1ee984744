import { type At, booleanAt, countAt, field, isSet, textAt } from './at.ts'
import { change, removal } from './fixes.ts'
import { allContainers } from './pod-spec-containers.ts'
import { type Extra, type Rows, row, type Say } from './row.ts'

/** What goes with the operating system of a pod, and with its user namespace. */
export const podSpecOs: Rows = {
  PodSpec: [
    row(
      'PSP25',
      'Once a pod says its system, whatever only the other system knows is refused instead of being passed over.',
      checkSystem,
    ),
    row(
      'PSP26',
      'A pod with users of its own shares no namespace with the node, nor raw devices, or its root could act as that of the node.',
      checkOwnUsers,
    ),
    row('PSP27', 'Containers of Windows have no limits together.', (here, say) => {
      if (systemOf(here) === 'windows' && isSet(field(here, 'resources')))
        say.forbidden(field(here, 'resources'), 'a Windows pod has no `resources` of its own', {
          versions: { from: 34 },
          fixes: removal(here, 'resources'),
        })
    }),
    row(
      'PSC9',
      'With the whole of `/proc` in sight, root in the container must not be root on the node.',
      (here, say) => {
        if (booleanAt(here, 'hostUsers') === false) return
        for (const it of allContainers(here)) {
          const context = field(it, 'securityContext')
          if (textAt(context, 'procMount') === 'Unmasked')
            say.invalid(field(context, 'procMount'), '`procMount: Unmasked` needs `hostUsers: false` of the pod', {
              versions: { from: 33 },
              fixes: change(context, 'procMount', 'Default'),
            })
        }
      },
    ),
    row(
      'PSC3',
      'The processes of the node and those of the containers alone cannot both be what a container sees.',
      (here, say) => {
        const at = field(here, 'shareProcessNamespace')
        if (booleanAt(here, 'shareProcessNamespace') && booleanAt(here, 'hostPID'))
          say.invalid(at, '`shareProcessNamespace` cannot stand beside `hostPID: true`, which shares more', {
            path: `${here.path}.securityContext.shareProcessNamespace`,
            fixes: removal(here, 'shareProcessNamespace'),
          })
      },
    ),
  ],
}

function systemOf(spec: At): string | undefined {
  return textAt(field(spec, 'os'), 'name')
}

function checkSystem(spec: At, say: Say): void {
  const system = systemOf(spec)
  if (!system) return
  if (system === 'windows') checkWindows(spec, say)
  else if (system === 'linux') checkLinux(spec, say)
  else {
    const os = field(spec, 'os')
    const same = /^(?:linux|windows)$/i.test(system) ? [system.toLowerCase()] : ['linux', 'windows']
    say.unsupported(field(os, 'name'), `\`${system}\` is no system that pods run on: \`linux\` or \`windows\``, {
      path: os.path,
      fixes: change(os, 'name', ...same),
    })
  }
}

/** Of the pod's own fields: those that count when true, and those that count whenever they are there. */
const LINUX_IF_TRUE: readonly string[] = ['hostPID', 'hostIPC']
const LINUX_OF_POD: readonly string[] = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
]
const LINUX_OF_CONTAINER: readonly string[] = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
]

function checkWindows(spec: At, say: Say): void {
  const refuse = (holder: At, name: string, extra: Extra = {}) =>
    say.forbidden(field(holder, name), `a Windows pod cannot have \`${name}\``, {
      fixes: removal(holder, name),
      ...extra,
    })
  const context = field(spec, 'securityContext')
  for (const it of LINUX_IF_TRUE) if (booleanAt(spec, it)) refuse(spec, it)
  if (isSet(field(spec, 'hostUsers'))) refuse(spec, 'hostUsers', { versions: { from: 33 } })
  if (isSet(field(spec, 'shareProcessNamespace'))) refuse(spec, 'shareProcessNamespace')
  for (const it of LINUX_OF_POD) if (isSet(field(context, it))) refuse(context, it)
  if (countAt(context, 'sysctls')) refuse(context, 'sysctls')
  for (const container of allContainers(spec)) {
    const own = field(container, 'securityContext')
    for (const it of LINUX_OF_CONTAINER) if (isSet(field(own, it))) refuse(own, it)
  }
}

function checkLinux(spec: At, say: Say): void {
  for (const holder of [spec, ...allContainers(spec)]) {
    const context = field(holder, 'securityContext')
    const at = field(context, 'windowsOptions')
    if (isSet(at))
      say.forbidden(at, 'a Linux pod cannot have `windowsOptions`', { fixes: removal(context, 'windowsOptions') })
  }
}

/** The server spells two of them as they are called inside it. */
const HOST_NAMESPACES: Readonly<Record<string, string>> = {
  hostNetwork: 'hostNetwork',
  hostPID: 'HostPID',
  hostIPC: 'HostIPC',
}

function checkOwnUsers(spec: At, say: Say): void {
  if (booleanAt(spec, 'hostUsers') !== false) return
  for (const [name, spelt] of Object.entries(HOST_NAMESPACES))
    if (booleanAt(spec, name))
      say.forbidden(field(spec, name), `\`${name}\` cannot stand beside \`hostUsers: false\``, {
        path: `${spec.path}.${spelt}`,
        versions: { from: 33 },
        fixes: removal(spec, name),
      })
  for (const it of allContainers(spec))
    if (countAt(it, 'volumeDevices'))
      say.forbidden(field(it, 'volumeDevices'), '`volumeDevices` cannot stand beside `hostUsers: false`', {
        versions: { from: 34 },
      })
}
