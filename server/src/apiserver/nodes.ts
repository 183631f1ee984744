import { parseCidr, type Range } from './addresses.ts'
import { type At, field, listAt, textAt, textsAt } from './at.ts'
import { labelValue, qualifiedName } from './names.ts'
import { type Rows, row, type Say } from './row.ts'

/** What a cluster is made of. https://kubernetes.io/docs/concepts/architecture/nodes/ */
export const nodes: Rows = {
  NodeSpec: [
    row(
      'CFG16',
      'Of one key a node has each effect once; two taints that differ in the value alone are one to the scheduler.',
      (here, say) => {
        const seen = new Set<string>()
        for (const it of listAt(here, 'taints')) {
          const identity = JSON.stringify([textAt(it, 'effect') ?? '', textAt(it, 'key') ?? ''])
          if (seen.has(identity)) say.duplicate(it, 'another taint has this key and effect')
          seen.add(identity)
        }
      },
    ),
    row(
      'CFG16',
      'Pods of a node get their addresses from ranges: one of each family of addresses, so two at most.',
      podRanges,
    ),
  ],
  Taint: [
    row('CFG16', 'The key of a taint is one as labels have it, and its value too.', (here, say) => {
      const key = textAt(here, 'key')
      const keyFault = key ? qualifiedName(key) : undefined
      const value = textAt(here, 'value') ?? ''
      const valueFault = labelValue(value)
      if (keyFault !== undefined) say.invalid(field(here, 'key'), `\`${key}\` ${keyFault}`)
      if (valueFault !== undefined) say.invalid(field(here, 'value'), `\`${value}\` ${valueFault}`)
    }),
  ],
  NamespaceSpec: [
    row(
      'CFG14',
      'Who keeps a namespace from going away says so by a name with its own domain; `kubernetes` is the one that Kubernetes uses.',
      (here, say) => {
        for (const it of textsAt(here, 'finalizers')) {
          const isKnown = it.text.includes('/') || ['kubernetes', 'orphan', 'foregroundDeletion'].includes(it.text)
          const fault =
            qualifiedName(it.text) ??
            (isKnown ? undefined : 'has no domain before a `/`, and is none of Kubernetes itself')
          if (fault !== undefined) say.invalid(it, `\`${it.text}\` ${fault}`, { path: `${here.path}.finalizers` })
        }
      },
    ),
  ],
}

/** Where `podCIDR` is another than the first of `podCIDRs` the server forgets the list. */
function podRanges(here: At, say: Say): void {
  const first = textAt(here, 'podCIDR') ?? ''
  const list = textsAt(here, 'podCIDRs')
  const isAlone = first !== '' && first !== list[0]?.text
  const all = isAlone ? [{ ...field(here, 'podCIDR'), text: first, path: `${here.path}.podCIDRs[0]` }] : list
  for (const it of all) {
    const range = parseCidr(it.text)
    if (!range) say.invalid(it, `\`${it.text}\` is no range of addresses, such as \`10.9.8.0/24\``)
    else if (isSloppy(range)) {
      const text = `\`${it.text}\` is not written as a range should be: \`${range.canonical}\``
      say.invalid(it, text, { versions: { from: 36 } })
    }
  }
  const families = new Set(all.map((it) => parseCidr(it.text)?.address.family))
  if (all.length > 2 || (all.length === 2 && families.size < 2))
    say.invalid(field(here, 'podCIDRs'), 'a node has one range of each family at most, IPv4 and IPv6')
}

function isSloppy({ hasZeros, hasHostBits, address }: Range): boolean {
  return hasZeros || hasHostBits || address.isMapped
}
