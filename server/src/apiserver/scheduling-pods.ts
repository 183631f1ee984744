import { type At, countAt, field, isSet, listAt, mapAt, textAt, textsAt } from './at.ts'
import { checkText, quoted } from './looks.ts'
import { dnsLabel, qualifiedName } from './names.ts'
import { type Extra, type Rows, row, type Say } from './row.ts'

/** Which pods a pod wants near it, or away from it. */
export const schedulingPods: Rows = {
  PodAffinityTerm: [
    row(
      'PSP14',
      'Two nodes are the same place if their labels of this key have the same value, so it has the form of the key of a label.',
      (here, say) => checkText(field(here, 'topologyKey'), textAt(here, 'topologyKey'), qualifiedName, say),
    ),
    row('PSP15', 'Namespaces are named as they are: a label of RFC 1123, without dots.', (here, say) => {
      for (const it of textsAt(here, 'namespaces')) {
        const fault = dnsLabel(it.text)
        if (fault !== undefined) say.invalid(it, `${quoted(it.text)} ${fault}`, { path: `${here.path}.namespace` })
      }
    }),
    row(
      'PSP15',
      'The server adds these keys with the value that the pod has to `labelSelector`, which must be there, and each key can mean only one thing.',
      (here, say) => {
        checkKeys(here, 'matchLabelKeys', IN_AFFINITY, say)
        checkKeys(here, 'mismatchLabelKeys', IN_AFFINITY, say)
        const others = new Set(textsAt(here, 'mismatchLabelKeys').map((it) => it.text))
        for (const it of textsAt(here, 'matchLabelKeys'))
          if (others.has(it.text))
            say.invalid(
              it,
              `\`${it.text}\` is in \`mismatchLabelKeys\` too: it cannot match and not match`,
              IN_AFFINITY,
            )
        for (const it of repeatedKeys(here, NO_LABELS)) sayRepeated(here, it, IN_AFFINITY, say)
      },
    ),
  ],
}

/** Older servers leave `matchLabelKeys` of affinities out. */
const IN_AFFINITY: Extra = { versions: { from: 31 } }
const NO_LABELS: ReadonlySet<string> = new Set()

/** Keys of labels whose values come from the pod itself: only with a selector that they are added to. */
export function checkKeys(here: At, name: string, extra: Extra, say: Say): void {
  const at = field(here, name)
  if (!countAt(here, name)) return
  if (!isSet(field(here, 'labelSelector'))) {
    say.forbidden(at, `\`${name}\` adds to \`labelSelector\`, which is not there`, extra)
    return
  }
  for (const it of textsAt(here, name)) {
    const fault = qualifiedName(it.text)
    if (fault !== undefined) say.invalid(it, `${quoted(it.text)} ${fault}`, extra)
  }
}

/**
 * The keys in `matchLabelKeys` that the selector asks for twice once the server has added those that are among the
 * labels of the pod; of equal keys the last. The server adds nothing in templates.
 */
export function repeatedKeys(here: At, labels: ReadonlySet<string>): readonly (At & { readonly text: string })[] {
  const keys = textsAt(here, 'matchLabelKeys')
  if (keys.length === 0 || !isSet(field(here, 'labelSelector'))) return []
  const counts = new Map<string, number>()
  const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const it of keysOfSelector(field(here, 'labelSelector'))) count(it)
  for (const it of keys) if (labels.has(it.text)) count(it.text)
  return [...new Map(keys.map((it) => [it.text, it])).values()].filter((it) => (counts.get(it.text) ?? 0) > 1)
}

/** The server names the item by its position, but forgets the name of the list. */
export function sayRepeated(here: At, key: At & { readonly text: string }, extra: Extra, say: Say): void {
  const index = /\[\d+\]$/.exec(key.path)?.[0] ?? ''
  say.invalid(key, inBoth(key.text), { ...extra, path: `${here.path}${index}` })
}

export function inBoth(key: string): string {
  return `\`${key}\` is in \`labelSelector\` already: keep it in one of the two`
}

/** As often as it asks for them. */
export function keysOfSelector(selector: At): readonly string[] {
  return [
    ...mapAt(selector, 'matchLabels').map((it) => it.name),
    ...listAt(selector, 'matchExpressions').map((it) => textAt(it, 'key') ?? ''),
  ]
}
