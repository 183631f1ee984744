/** A manifest to start from: complete, and without a fault that Purser would find. */
export interface Skeleton {
  /** For commands: lower case, unique. */
  readonly id: string
  readonly label: string
  /** Of what it is about. */
  readonly apiVersion: string
  readonly kind: string
  /** What people type for it besides: the short names of kubectl. */
  readonly aliases: readonly string[]
  /** What it has that is worth knowing, in a few words. */
  readonly summary: string
  /**
   * The YAML. `<web>` is a place to fill in that starts as `web`; the same places share what is typed.
   * `<Delete|Retain>` is a choice.
   */
  readonly text: string
}

/** The skeleton for an editor, with tab stops: `${1:web}`. */
export function snippetOf({ text }: Skeleton): string {
  const stops = new Map<string, number>()
  return text
    .trimStart()
    .split(PLACE)
    .map((part, i) => {
      if (i % 2 === 0) return part.replace(/[\\$}]/g, '\\$&')
      const known = stops.get(part)
      if (known !== undefined) return `$${known}`
      stops.set(part, stops.size + 1)
      return part.includes('|') ? `\${${stops.size}|${part.replaceAll('|', ',')}|}` : `\${${stops.size}:${part}}`
    })
    .join('')
}

/** The skeleton as a manifest, every place filled in as it starts. */
export function manifestOf({ text }: Skeleton): string {
  return text.trimStart().replace(PLACE, (_, part: string) => part.split('|')[0] ?? '')
}

/** No skeleton has angle brackets for anything else. */
const PLACE = /<([^<>\n]+)>/g
