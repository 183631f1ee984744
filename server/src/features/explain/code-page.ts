import { NOTE_CODE } from '../../notes/read-note.ts'
import { type CodeInfo, codesById } from '../../rules/codes.ts'
import { rules } from '../../rules/index.ts'
import { peersOf } from '../../rules/peers/table.ts'
import type { Rule } from '../../rules/rule.ts'
import { type Explanation, page } from './page.ts'

/** Of a rule, or of a problem that no rule finds: a fault in the YAML, an unknown field. */
export function codePage(id: string): Explanation | undefined {
  const info = codesById.get(id)
  if (!info) return undefined
  const rule: Rule | undefined = rules.find((it) => it.id === id)
  return page(id, [
    `# ${id}`,
    `${info.summary} (${info.severity}${profilesOf(info)})`,
    info.why.trim(),
    rule && `**When it may be wrong:** ${rule.falseAlarms}`,
    ...(rule?.examples ?? []).map(exampleText),
    peersText(id),
    turnOffText(id),
    rule?.notes && `See also: ${rule.notes.map((it) => `[${it}](${it}.md)`).join(', ')}`,
  ])
}

/** What people who come from another linter look for. */
function peersText(id: string): string | undefined {
  const found = peersOf(id).map(({ name, ids }) => `${name} ${ids.map((it) => `\`${it}\``).join(', ')}`)
  return found.length > 0 ? `**In other linters:** ${found.join('; ')}` : undefined
}

/** Those in which an optional rule is on, and those in which another one is a warning. */
function profilesOf({ optional, profiles = [], severity }: CodeInfo): string {
  if (optional) return `, only in ${named([...profiles, 'all'])}`
  return profiles.length > 0 && severity !== 'warning' && severity !== 'error'
    ? `; a warning in ${named(profiles)}`
    : ''
}

function named(profiles: readonly string[]): string {
  const names = profiles.map((it) => `\`${it}\``)
  return names.length === 1
    ? `the profile ${names[0]}`
    : `the profiles ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function exampleText(example: Rule['examples'][number]): string {
  const { title } = example
  const isGood = 'good' in example
  const text = (isGood ? example.good : example.bad).replace(MARKERS, '').trim()
  return `**${isGood ? 'Good' : 'Bad'}${title ? `: ${afterColon(title)}` : ''}**\n\n\`\`\`yaml\n${text}\n\`\`\``
}

/** `There is no such Service` goes on in lower case, `StatefulSet` does not. */
function afterColon(title: string): string {
  return /^[A-Z][a-z]*(?![A-Za-z\d])/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title
}

/** The lines below faults by which tests know what is expected. */
const MARKERS = /^\s*#\s*\^+.*\n?/gm

function turnOffText(id: string): string {
  const lines = `For one line: \`# purser:ignore ${id} -- the reason\` above it or behind it. For the entry below: \`purser:ignore-block\`. For a file: \`purser:ignore-file\`.`
  // In a note a comment of ours would be text.
  const inFile = id === NOTE_CODE ? '' : `${lines} `
  return `## Turn it off\n\n${inFile}For a folder, in \`.purser.yaml\`:\n\n\`\`\`yaml\nrules:\n  ${id}: off\n\`\`\``
}
