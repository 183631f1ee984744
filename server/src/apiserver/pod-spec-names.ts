import { noAddress, sloppiness } from './address-looks.ts'
import { parseIp } from './addresses.ts'
import { type At, booleanAt, countAt, field, isSet, textAt, textsAt } from './at.ts'
import { removal } from './fixes.ts'
import { checkText, quoted, range, text } from './looks.ts'
import { dnsLabel, dnsSubdomain, qualifiedName } from './names.ts'
import { type Extra, type Rows, row, type Say } from './row.ts'

/** The names that a pod has and those that it mentions. */
export const podSpecNames: Rows = {
  PodSpec: [
    ...['nodeName', 'priorityClassName'].map((it) =>
      row('PSP5', 'It names another object, so it has the form of the name of one.', text(it, dnsSubdomain)),
    ),
    row('PSP5', 'It names a ServiceAccount; `serviceAccount` is the older name of the same field.', (here, say) => {
      const { path } = field(here, 'serviceAccountName')
      const name = textAt(here, 'serviceAccountName') ? 'serviceAccountName' : 'serviceAccount'
      checkText({ ...field(here, name), path }, textAt(here, name), dnsSubdomain, say)
    }),
    row('PSP5', 'It names a RuntimeClass; to use none, leave it out.', (here, say) =>
      checkWhole(here, 'runtimeClassName', {}, say),
    ),
    ...['hostname', 'subdomain'].map((it) =>
      row('PSP6', 'It is one part of the DNS name of the pod, between two dots.', text(it, dnsLabel)),
    ),
    row(
      'PSP7',
      'After so many seconds the pod is ended, so there must be some; they fit into 32 bits.',
      range('activeDeadlineSeconds', 1, 2 ** 31 - 1, 'counts'),
    ),
    row(
      'PSP31',
      'It is the whole host name of the pod, which Linux limits to 64 bytes, and nothing else may decide on it.',
      checkOverride,
    ),
  ],
  HostAlias: [row('PSP23', 'Each becomes a line of `/etc/hosts`: an address, then names in lower case.', checkAlias)],
  PodReadinessGate: [
    row(
      'PSP24',
      'It names a condition in the status of the pod, which is written like the key of a label.',
      (here, say) => checkText(field(here, 'conditionType'), textAt(here, 'conditionType'), qualifiedName, say),
    ),
  ],
  PodSchedulingGate: [
    row(
      'PSP24',
      'Whoever opens the gate finds it by its name, which is written like the key of a label.',
      (here, say) => {
        const name = textAt(here, 'name') ?? ''
        const at = field(here, 'name')
        if (isSet(at) && textAt(here, 'name') === undefined) return
        if (name === '') say.invalid(isSet(at) ? at : here, 'a gate needs a `name`', { path: here.path })
        else checkText({ ...at, path: here.path }, name, qualifiedName, say)
      },
    ),
  ],
  Pod: [
    row(
      'PSP24',
      'A gate holds the scheduler back; a Pod that has its node already has nothing to wait for.',
      (here, say) => {
        const spec = field(here, 'spec')
        const node = field(spec, 'nodeName')
        if (textAt(spec, 'nodeName') && countAt(spec, 'schedulingGates'))
          say.forbidden(node, '`nodeName` cannot be set while there are `schedulingGates`', {
            fixes: removal(spec, 'nodeName'),
          })
      },
    ),
  ],
}

/** Here an empty text is a wrong name, not a missing one. */
function checkWhole(here: At, name: string, extra: Extra, say: Say): void {
  const value = textAt(here, name)
  const fault = value === undefined ? undefined : dnsSubdomain(value)
  if (value === '')
    say.invalid(field(here, name), `\`${name}\` cannot be empty`, { fixes: removal(here, name), ...extra })
  else if (fault !== undefined) say.invalid(field(here, name), `\`${value}\` ${fault}`, extra)
}

const OVERRIDES: Extra = { versions: { from: 35 } }

function checkOverride(here: At, say: Say): void {
  const at = field(here, 'hostnameOverride')
  const value = textAt(here, 'hostnameOverride')
  if (value === undefined) return
  if (value.length > 64)
    say['too-long'](at, `\`hostnameOverride\` has ${value.length} characters; 64 are the most`, OVERRIDES)
  checkWhole(here, 'hostnameOverride', OVERRIDES, say)
  for (const other of ['setHostnameAsFQDN', 'hostNetwork'])
    if (booleanAt(here, other))
      say.forbidden(at, `\`hostnameOverride\` cannot stand beside \`${other}: true\``, {
        ...OVERRIDES,
        fixes: removal(here, 'hostnameOverride'),
      })
}

function checkAlias(here: At, say: Say): void {
  const address = textAt(here, 'ip')
  if (address) checkAddress(field(here, 'ip'), address, say)
  for (const it of textsAt(here, 'hostnames')) {
    const fault = dnsSubdomain(it.text)
    if (fault !== undefined) say.invalid(it, `${quoted(it.text)} ${fault}`)
  }
}

/** An address in a list or a field, as servers of each version want it. */
export function checkAddress(at: At, address: string, say: Say): void {
  const parsed = parseIp(address)
  const fault = parsed ? sloppiness(parsed) : noAddress(address)
  if (fault !== undefined) say.invalid(at, `\`${address}\` ${fault}`, parsed ? { versions: { from: 36 } } : {})
}
