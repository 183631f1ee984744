import type { ExplainItem } from '../protocol.ts'

export type Choice =
  | { readonly separator: string }
  | { readonly id: string; readonly label: string; readonly description: string; readonly alwaysShow: boolean }

/**
 * The rows of the picker. VS Code filters by label and description; what somebody finds by another name is kept in, and
 * a field path is offered as it was typed, because fields are too many to list.
 */
export function choicesFor(items: readonly ExplainItem[], typed: string): readonly Choice[] {
  const wanted = typed.trim().toLowerCase()
  const choices: Choice[] = isFieldPath(typed.trim())
    ? [{ id: typed.trim(), label: typed.trim(), description: 'Field', alwaysShow: true }]
    : []
  let group: string | undefined
  for (const { id, label, description, group: ownGroup, aliases } of items) {
    if (ownGroup !== group) choices.push({ separator: ownGroup })
    group = ownGroup
    const alias = wanted === '' ? undefined : aliases.find((it) => it.toLowerCase().includes(wanted))
    const isHidden = alias !== undefined && !`${label} ${description}`.toLowerCase().includes(wanted)
    choices.push({ id, label, description: isHidden ? `${alias} · ${description}` : description, alwaysShow: isHidden })
  }
  return choices
}

function isFieldPath(text: string): boolean {
  return /^[A-Za-z][\w/-]*(\.[\w[\]/-]+)+$/.test(text)
}
