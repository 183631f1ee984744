import type { Field } from '../schema/definition.ts'

/** Whether a manifest without the field is refused. */
export function isRequired(field: Field | undefined): boolean {
  return field !== undefined && ((field.req === 1 && !field.lax) || field.need === 1)
}

/** The default as somebody would write it; `undefined` where there is none. */
export function defaultText({ default: standard }: Field): string | undefined {
  if (standard === undefined) return undefined
  return typeof standard === 'string' ? standard : JSON.stringify(standard)
}

interface Showing {
  /** What the manifest says now. */
  readonly value?: string | undefined
  /** How many of the allowed values to name. */
  readonly mostChoices: number
}

/** What the field may be, by itself, and since when: lines of Markdown. Empty where there is nothing to say. */
export function fieldFacts(field: Field, { value, mostChoices }: Showing): string {
  const standard = defaultText(field)
  const choices = field.enum?.map(String) ?? field.values
  const shown = choices && choicesText(choices, value, standard, mostChoices)
  const facts = [
    shown && `${field.enum ? 'Allowed' : 'Usual'}: ${shown}`,
    standard !== undefined && !field.enum?.map(String).includes(standard) && `Default: \`${standard}\``,
    field.since && `Since Kubernetes ${field.since}`,
    field.until && `Gone after Kubernetes ${field.until}`,
    field.off && 'Needs a feature gate that is off by default: the API server drops it in silence',
    field.dropped && 'The API server drops it in silence',
  ]
  return facts.filter((it) => typeof it === 'string' && it !== '').join('  \n')
}

/** The present value comes first and in bold: in a long list it would drown. */
function choicesText(
  all: readonly string[],
  present: string | undefined,
  standard: string | undefined,
  most: number,
): string {
  const ordered =
    present !== undefined && all.includes(present) ? [present, ...all.filter((it) => it !== present)] : all
  const shown = ordered.slice(0, most).map((it) => {
    const code = it === '' ? '`""`' : `\`${it}\``
    const text = it === present ? `**${code}**` : code
    return it === standard ? `${text} (default)` : text
  })
  return shown.join(', ') + (ordered.length > most ? ` … (${ordered.length} in all)` : '')
}
