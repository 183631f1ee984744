import { bytesOf } from '../text/bytes.ts'
import { type At, booleanAt, field, isSet, textAt } from './at.ts'
import { change } from './fixes.ts'
import type { Syntax } from './looks.ts'
import { dnsSubdomain } from './names.ts'
import { allContainers } from './pod-spec-containers.ts'
import { type Rows, row, type Say } from './row.ts'

/** What only Windows knows. */
export const securityContextWindows: Rows = {
  WindowsSecurityContextOptions: [
    row('PSC11', 'A user of Windows, `user` or `DOMAIN\\user`, in the characters that Windows allows.', (here, say) => {
      const name = textAt(here, 'runAsUserName')
      const fault = name === undefined ? undefined : userFault(name)
      if (fault !== undefined) say.invalid(field(here, 'runAsUserName'), fault)
    }),
    row(
      'PSC11',
      'A group managed service account is described in its own object, or here in place of it.',
      (here, say) => {
        const name = textAt(here, 'gmsaCredentialSpecName')
        const fault = name === undefined ? undefined : dnsSubdomain(name)
        if (fault !== undefined)
          say.invalid(
            field(here, 'gmsaCredentialSpecName'),
            name === '' ? '`gmsaCredentialSpecName` cannot be empty' : `\`${name}\` ${fault}`,
          )
        const spec = textAt(here, 'gmsaCredentialSpec')
        if (spec === '') say.invalid(field(here, 'gmsaCredentialSpec'), '`gmsaCredentialSpec` cannot be empty')
        if (spec !== undefined && bytesOf(spec) > 65536)
          say.invalid(field(here, 'gmsaCredentialSpec'), '`gmsaCredentialSpec` has 64 KiB at most')
      },
    ),
  ],
  PodSpec: [
    row(
      'PSC11',
      'HostProcess containers run on the node itself, so they use its network, and all containers of a pod do or none does.',
      checkHostProcess,
    ),
  ],
}

/** As Windows wants it: https://learn.microsoft.com/windows/win32/secauthn/user-name-formats */
const userFault: Syntax = (name) => {
  if (name === '') return '`runAsUserName` cannot be empty'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  if (/[\x00-\x1f\x7f]/.test(name)) return 'the name of a user cannot have control characters'
  const parts = name.split('\\')
  const user = parts.at(-1) ?? ''
  const domain = parts.length > 1 ? parts[0] : undefined
  if (parts.length > 2) return `\`${name}\` has more than one backslash: \`DOMAIN\\user\` has one`
  if (domain !== undefined && !isDomain(domain))
    return `\`${domain}\` is no domain of Windows, neither of NetBIOS nor of DNS`
  if (user === '') return `\`${name}\` names no user`
  if (user.length > 104) return `the name of a user has 104 characters at most, not ${user.length}`
  if (/["/\\:;|=,+*?<>@[\]]/.test(user))
    return `\`${user}\` has a character that no user of Windows has: one of "/\\:;|=,+*?<>@[]`
  return /^[. ]+$/.test(user) ? 'the name of a user cannot be of dots and spaces only' : undefined
}

function isDomain(text: string): boolean {
  if (text.length >= 256) return false
  const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'
  return /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/u.test(text) || new RegExp(`^${label}(?:\\.${label})*$`).test(text)
}

function checkHostProcess(spec: At, say: Say): void {
  const ofPod = hostProcessOf(spec)
  const containers = allContainers(spec)
  for (const it of containers) {
    const own = hostProcessOf(it)
    const options = field(field(it, 'securityContext'), 'windowsOptions')
    if (ofPod !== undefined && own !== undefined && own !== ofPod)
      say.invalid(
        field(options, 'hostProcess'),
        `\`hostProcess\` is \`${ofPod}\` for the pod, and cannot be \`${own}\` here`,
        {
          fixes: change(options, 'hostProcess', ofPod),
        },
      )
  }
  const such = containers.filter((it) => hostProcessOf(it) ?? ofPod)
  const first = such[0]
  if (!first) return
  const mark = field(field(field(ofPod ? spec : first, 'securityContext'), 'windowsOptions'), 'hostProcess')
  if (such.length < containers.length)
    say.invalid(mark, 'some containers are HostProcess containers and some are not', { path: spec.path })
  const network = field(spec, 'hostNetwork')
  if (booleanAt(spec, 'hostNetwork') !== true)
    say.invalid(isSet(network) ? network : mark, 'HostProcess containers need `hostNetwork: true`', {
      path: network.path,
      fixes: change(spec, 'hostNetwork', true),
    })
}

function hostProcessOf(holder: At): boolean | undefined {
  return booleanAt(field(field(holder, 'securityContext'), 'windowsOptions'), 'hostProcess')
}
