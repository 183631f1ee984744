import { scalar } from '../syntax/node.ts'
import { type At, booleanAt, field, isSet, listAt, markOf, textAt, textsAt } from './at.ts'
import { change, either, removal } from './fixes.ts'
import { checkText, type Syntax } from './looks.ts'
import { descendingPath } from './names.ts'
import { type Row, type Rows, row, type Say } from './row.ts'

const IDENTITY = 'Users and groups are numbers of 31 bits.'

/** Under which identity and with which rights processes run. */
export const securityContext: Rows = {
  PodSecurityContext: [
    identities('runAsUser', 'runAsGroup', 'fsGroup'),
    row('PSC1', IDENTITY, (here, say) => {
      for (const it of listAt(here, 'supplementalGroups')) checkIdentity(it, 'a group', say)
    }),
    row(
      'PSC2',
      'A sysctl has the name of its file below `/proc/sys`, with dots or slashes, and one value.',
      checkSysctls,
    ),
  ],
  SecurityContext: [
    identities('runAsUser', 'runAsGroup'),
    row('PSC7', 'A privileged process has all rights there are; it cannot be kept from gaining more.', (here, say) => {
      if (booleanAt(here, 'allowPrivilegeEscalation') === false && booleanAt(here, 'privileged'))
        say.invalid(
          field(here, 'allowPrivilegeEscalation'),
          '`allowPrivilegeEscalation: false` cannot stand beside `privileged: true`',
          {
            path: here.path,
            fixes: either(removal(here, 'privileged'), removal(here, 'allowPrivilegeEscalation')),
          },
        )
    }),
    row('PSC8', 'Who may administer the system can gain any right.', (here, say) => {
      if (booleanAt(here, 'allowPrivilegeEscalation') !== false) return
      const found = textsAt(field(here, 'capabilities'), 'add').find((it) => it.text === 'CAP_SYS_ADMIN')
      if (found)
        say.invalid(found, '`CAP_SYS_ADMIN` cannot be added with `allowPrivilegeEscalation: false`', {
          path: here.path,
        })
    }),
  ],
  PodSpec: [
    row(
      'PSC2',
      'Where the pod shares the network or the memory of the node, their settings are those of the node and not the pod’s to change.',
      checkHostSysctls,
    ),
  ],
  SeccompProfile: [
    row(
      'PSC4',
      'The profile is a file below the kubelet’s own folder, asked for by `type: Localhost` and by nothing else.',
      (here, say) => {
        const at = field(here, 'localhostProfile')
        if (textAt(here, 'type') !== 'Localhost') sayNotLocal(here, say)
        else if (!isSet(at))
          say.required({ ...at, around: markOf(field(here, 'type')) }, '`type: Localhost` needs `localhostProfile`')
        else checkText(at, textAt(here, 'localhostProfile'), descendingPath, say)
      },
    ),
  ],
  AppArmorProfile: [
    row(
      'PSC5',
      'The profile is one that is loaded on the node, asked for by `type: Localhost` and by nothing else.',
      (here, say) => {
        const type = textAt(here, 'type')
        const at = field(here, 'localhostProfile')
        const name = textAt(here, 'localhostProfile')
        if (type === 'RuntimeDefault' || type === 'Unconfined') sayNotLocal(here, say)
        if (type !== 'Localhost') return
        if (!isSet(at) || name === '')
          say.required({ ...at, around: markOf(field(here, 'type')) }, '`type: Localhost` needs `localhostProfile`')
        else if (name !== undefined && name !== name.trim())
          say.invalid(at, 'a profile has no space around its name', {
            fixes: change(here, 'localhostProfile', name.trim()),
          })
        if (name && name.length > 4095)
          say['too-long'](at, `the name of a profile has 4095 characters at most, not ${name.length}`)
      },
    ),
  ],
}

function identities(...names: readonly string[]): Row {
  return row('PSC1', IDENTITY, (here, say) => {
    for (const it of names) checkIdentity(field(here, it), `\`${it}\``, say)
  })
}

function checkIdentity(at: At, what: string, say: Say): void {
  const value = at.node && scalar(at.node)
  if (typeof value === 'number' && (value < 0 || value > 2 ** 31 - 1))
    say.invalid(at, `${what} must be from 0 to ${2 ** 31 - 1}, not ${value}`)
}

function sayNotLocal(profile: At, say: Say): void {
  if (isSet(field(profile, 'localhostProfile')))
    say.invalid(field(profile, 'localhostProfile'), '`localhostProfile` needs `type: Localhost`', {
      fixes: either(removal(profile, 'localhostProfile'), change(profile, 'type', 'Localhost')),
    })
}

const sysctl: Syntax = (text) => {
  if (text.length > 253) return `has ${text.length} characters; 253 are the most`
  if (/^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/.test(text)) return undefined
  return 'is no name of a sysctl: lower-case letters, digits, `-` and `_`, in parts with `.` or `/` between them'
}

function checkSysctls(context: At, say: Say): void {
  const seen = new Map<string, At>()
  for (const it of listAt(context, 'sysctls')) {
    const at = field(it, 'name')
    const name = textAt(it, 'name')
    if (!name) continue
    const first = seen.get(name)
    if (sysctl(name) !== undefined) checkText(at, name, sysctl, say)
    else if (first)
      say.duplicate(at, `\`${name}\` is already set`, { related: [{ ...markOf(first), message: 'the first one' }] })
    if (!first) seen.set(name, at)
  }
}

function checkHostSysctls(spec: At, say: Say): void {
  const network = booleanAt(spec, 'hostNetwork')
  const ipc = booleanAt(spec, 'hostIPC')
  if (!network && !ipc) return
  for (const it of listAt(field(spec, 'securityContext'), 'sysctls')) {
    const name = textAt(it, 'name') ?? ''
    const dotted = /^[^./]*\//.test(name) ? name.replaceAll('/', '.') : name
    if (network && dotted.startsWith('net.'))
      say.invalid(
        field(it, 'name'),
        `\`${name}\` is a setting of the node’s network, which \`hostNetwork: true\` shares`,
      )
    if (ipc && (dotted === 'kernel.sem' || /^(?:kernel\.shm|kernel\.msg|fs\.mqueue\.)/.test(dotted)))
      say.invalid(field(it, 'name'), `\`${name}\` is a setting of the node’s IPC, which \`hostIPC: true\` shares`)
  }
}
