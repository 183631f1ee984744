import { amountOf, NANO } from '../schema/quantity.ts'
import { type At, field, isSet, listAt, mapAt, markOf, numberAt, textAt, textsAt } from './at.ts'
import { change, removal } from './fixes.ts'
import { sloppyIp } from './ip-warnings.ts'
import { allContainers } from './pod-spec-containers.ts'
import { type Here, type Rows, row, type Say } from './row.ts'

/** What the server says to pods, and to templates of pods, though it takes them. */
export const podWarnings: Rows = {
  PodSpec: [
    row(
      'WAR2',
      'No selector at all means no pod, while `{}` means every pod of the namespace: nothing is spread, or kept apart.',
      (here, say) => {
        for (const it of listAt(here, 'topologySpreadConstraints')) withoutSelector(it, say)
        const affinity = field(here, 'affinity')
        for (const kind of ['podAffinity', 'podAntiAffinity']) {
          const terms = field(affinity, kind)
          for (const it of listAt(terms, 'requiredDuringSchedulingIgnoredDuringExecution')) withoutSelector(it, say)
          for (const it of listAt(terms, 'preferredDuringSchedulingIgnoredDuringExecution'))
            withoutSelector(field(it, 'podAffinityTerm'), say)
        }
      },
    ),
    row(
      'WAR7',
      'A secret to pull images with is found by its name: one without a name is none, and a second time does no more.',
      pullSecrets,
    ),
    row('WAR7', 'An address has one line in `/etc/hosts`, with all its names.', (here, say) => {
      const seen = new Map<string, At>()
      for (const it of listAt(here, 'hostAliases')) {
        const at = field(it, 'ip')
        const ip = textAt(it, 'ip')
        if (!ip) continue
        const first = seen.get(ip)
        if (first)
          say.warning(at, `\`${ip}\` is in the list already: put the names there`, {
            related: [{ ...markOf(first), message: 'the first one' }],
          })
        else seen.set(ip, at)
      }
    }),
    row(
      'WAR8',
      'Memory is counted in bytes, and `m` stands for thousandths: `512m` is half a byte. Most likely `Mi` is meant.',
      (here, say) => {
        fractions(here, ['overhead'], say)
        for (const container of allContainers(here))
          fractions(field(container, 'resources'), ['limits', 'requests'], say)
      },
    ),
    row(
      'WAR11',
      'There is no time before now: the server puts 1 second in the place of a negative number.',
      (here, say) => {
        const seconds = numberAt(here, 'terminationGracePeriodSeconds') ?? 0
        // In a Pod the 1 is there before anybody looks.
        if (here.kind !== 'Pod' && seconds < 0)
          say.warning(
            field(here, 'terminationGracePeriodSeconds'),
            `${seconds} counts as 1: the pod gets one second to end`,
            {
              fixes: change(here, 'terminationGracePeriodSeconds', 1),
            },
          )
      },
    ),
    row(
      'WAR14',
      'IPv6 addresses are compared as text in many places, so each should be written in its one short form.',
      (here, say) => {
        for (const it of listAt(here, 'hostAliases')) sloppyIp(field(it, 'ip'), textAt(it, 'ip'), 36, say)
        for (const it of textsAt(field(here, 'dnsConfig'), 'nameservers')) sloppyIp(it, it.text, 36, say)
      },
    ),
  ],
}

function withoutSelector(term: At, say: Say): void {
  const at = field(term, 'labelSelector')
  if (!isSet(at)) say.warning(at, 'without a `labelSelector` no pod is meant; `{}` means all')
}

function pullSecrets(here: Here, say: Say): void {
  const seen = new Map<string, At>()
  for (const it of listAt(here, 'imagePullSecrets')) {
    const at = field(it, 'name')
    const name = textAt(it, 'name') ?? ''
    if (isSet(at) && textAt(it, 'name') === undefined) continue
    const first = seen.get(name)
    if (first)
      say.warning(at, name === '' ? 'another one without a name' : `\`${name}\` is in the list already`, {
        related: [{ ...markOf(first), message: 'the first one' }],
      })
    else seen.set(name, at)
    if (name === '' && !first) say.warning(at, 'a secret to pull images with needs a name, or nothing is found')
  }
}

const BYTES = ['memory', 'ephemeral-storage']

function fractions(holder: At, maps: readonly string[], say: Say): void {
  for (const map of maps) {
    const amounts = field(holder, map)
    for (const it of mapAt(holder, map)) if (BYTES.includes(it.name)) fraction(it, amounts, it.name, say)
  }
}

/** Bytes that are not whole. */
export function fraction(at: At, holder: At, name: string, say: Say): void {
  const amount = amountOf(at.node)
  // The server looks at thousandths, and rounds what is less up to one.
  if (!amount || thousandths(amount.nano) % 1000n === 0n) return
  const meant = amount.suffix === 'm' ? [`${amount.digits}Mi`, `${amount.digits}M`] : []
  const instead = meant.length > 0 ? `; \`${meant[0]}\` are mebibytes` : ''
  say.warning(at, `\`${amount.text}\` is a part of a byte${instead}`, {
    fixes: meant.length > 0 ? change(holder, name, ...meant) : removal(holder, name),
  })
}

function thousandths(nano: bigint): bigint {
  const step = NANO / 1000n
  const whole = nano / step
  return whole * step < nano ? whole + 1n : whole
}
