import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import { explain } from '../server/src/features/explain.ts'
import { loadCatalogue, noteFiles } from '../server/src/main/load.ts'
import { emptyWorkspace } from '../server/src/model/workspace.ts'
import type { Note } from '../server/src/notes/note.ts'
import { createNotes } from '../server/src/notes/notes.ts'
import { parseNote } from '../server/src/notes/read-note.ts'
import { type CodeInfo, codes } from '../server/src/rules/codes.ts'
import { rules } from '../server/src/rules/index.ts'
import type { Example, Rule } from '../server/src/rules/rule.ts'
import { PROFILES, type Profile, profileHas } from '../server/src/settings.ts'
import { readMarkers } from '../test/markers.ts'
import { fileOf } from './contributions.ts'
import { cliPage } from './docs-cli.ts'
import { kindsPage } from './docs-kinds.ts'
import { NOTES, notePages } from './docs-notes.ts'
import { migratingPage } from './docs-peers.ts'

/** The pages that are made from the code and from the notes: Markdown by path below the repository. A test compares. */
export function docs(): ReadonlyMap<string, string> {
  const notes = readNotes()
  const catalogue = loadCatalogue()
  // Without notes: one of them may have the name of a rule, and would come first.
  const workspace = emptyWorkspace(catalogue, createNotes([]))
  const pages = new Map<string, string>()
  for (const { id } of codes) {
    const page = explain(workspace, id)
    if (page === undefined) throw new Error(`${id}: there is no page`)
    pages.set(`${RULES}/${id}.md`, withNoteLinks(withFixes(id, page.markdown), notes))
  }
  pages.set(`${RULES}/README.md`, rulesPage())
  for (const [path, text] of notePages(createNotes(notes))) pages.set(path, text)
  pages.set('docs/kinds.md', kindsPage(catalogue.index))
  pages.set('docs/cli.md', cliPage(catalogue))
  pages.set('docs/migrating.md', migratingPage())
  pages.set('README.md', withRuleCounts(readFileSync(fileOf('README.md'), 'utf8')))
  return pages
}

/** Pages of rules and notes that are gone. */
export function stalePages(pages: ReadonlyMap<string, string>): readonly string[] {
  return [RULES, NOTES]
    .flatMap((folder) => (existsSync(fileOf(folder)) ? readdirSync(fileOf(folder)).map((it) => `${folder}/${it}`) : []))
    .filter((it) => !pages.has(it))
}

/** Writes all pages and removes those that are stale. */
export function writeDocs(): void {
  const pages = docs()
  for (const it of [RULES, NOTES]) mkdirSync(fileOf(it), { recursive: true })
  for (const it of stalePages(pages)) rmSync(fileOf(it))
  for (const [path, text] of pages) writeFileSync(fileOf(path), text)
}

/** An example as it stands in a page: its heading and its YAML. */
export const EXAMPLE = /^\*\*(?:Bad|Good)(?:: [^\n]*)?\*\*\n\n```yaml\n[\s\S]*?\n```$/gm

const RULES = 'docs/rules'

function readNotes(): readonly Note[] {
  return noteFiles().map(({ id, text }) => parseNote(id, text))
}

/** In the editor a fix is one click away; on paper it is shown below what it puts right. */
function withFixes(id: string, page: string): string {
  const examples = rules.find((it) => it.id === id)?.examples ?? []
  let i = 0
  return page.replace(EXAMPLE, (block) => `${block}${outcomeOf(examples[i++])}`)
}

function outcomeOf(example: Example | undefined): string {
  if (!example || 'good' in example) return ''
  const { text, expected } = readMarkers(example.bad)
  const messages = expected.map((it) => `- line ${text.slice(0, it.from).split('\n').length}: ${it.message}`)
  const said = `\n\nPurser says:\n\n${[...new Set(messages)].join('\n')}`
  if (example.fixed === undefined) return said
  return `${said}\n\n**Fixed**\n\n\`\`\`yaml\n${readMarkers(example.fixed).text.trimEnd()}\n\`\`\``
}

/** In the editor all pages lie side by side, on paper those of notes have a folder of their own. */
function withNoteLinks(page: string, notes: readonly Note[]): string {
  return page.replace(/\[([\w-]+)\]\(([\w-]+)\.md\)/g, (whole, _, id: string) => {
    const note = notes.find((it) => it.id === id)
    return note ? `[${note.title}](../notes/${id}.md)` : whole
  })
}

const PROFILE_LINES = Object.entries(PROFILES).map(([name, it]) => `- \`${name}\`: ${it.description}`)

function rulesPage(): string {
  const ids = new Set(rules.map((it) => it.id))
  const recommended = codes.filter((it) => ids.has(it.id) && !it.optional)
  const optional = codes.filter((it) => ids.has(it.id) && it.optional)
  const others = codes.filter((it) => !ids.has(it.id))
  return `# Rules

Every problem that Purser reports has one of these codes. \`purser explain CODE\` shows its page in a terminal, the code beside a
problem in the editor leads to it. How severe it is, or whether it is reported at all, can be said in \`.purser.yaml\`, in the setting
\`purser.rules\` and in comments; each page says how. What the checks of kube-linter, kube-score and others are called here is in
[Coming from another linter](../migrating.md).

Severities: \`error\` is kept for what the API server or kubectl refuses, or cannot be read; a \`warning\` is a fault that they take
without a word, an \`info\` one that does no harm to most; a \`hint\` is advice. *Fix*: there is a quick fix.

## In the profile \`recommended\`

On by default.

${table(recommended, true)}

## In other profiles

These are off unless you ask for them: one by one, or by a profile.

${PROFILE_LINES.join('\n')}

${table(optional, true)}

## From reading and from the schema

These come from reading the YAML, from comparing it with the API, and from the comments that hold problems back. They are in all
profiles; \`apiserver\` has what the API server says itself.

${table(others)}
`
}

/** The README with how many rules there are, and in which profile. */
function withRuleCounts(readme: string): string {
  const fixable = rules.filter(hasFix).length
  const rows = Object.entries(PROFILES).flatMap(([name, { description, extent }]) => {
    const found = rules.filter((it) => profileHas(name as Profile, it)).length
    return [`| \`${name}\` | ${extent === 'server' ? "the server's own" : found} | ${description} |`]
  })
  const text = `Purser has **${rules.length} rules**, ${fixable} of them with a quick fix, beside its checks of YAML, of the schema and of what the API
server would refuse. *Hint* and *info* never fail a pipeline unless you say so. A profile says which rules run:

| profile | rules | |
|---|---|---|
${rows.join('\n')}`
  return readme.replace(RULE_COUNTS, (_, begin: string, end: string) => `${begin}\n${text}\n${end}`)
}

const RULE_COUNTS = /(<!-- rules: [^\n]* -->)\n[\s\S]*?(<!-- \/rules -->)/

function hasFix({ examples }: Rule): boolean {
  return examples.some((it) => 'fixed' in it)
}

function table(infos: readonly CodeInfo[], withFix = false): string {
  const order = ['error', 'warning', 'info', 'hint']
  const rank = (it: CodeInfo) => order.indexOf(it.severity)
  const lines = [...infos]
    .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))
    .map((it) => {
      const rule = rules.find(({ id }) => id === it.id)
      return `| [${it.id}](${it.id}.md) | ${it.severity} | ${it.summary} |${withFix ? ` ${rule && hasFix(rule) ? 'yes' : ''} |` : ''}`
    })
  return [
    `| code | severity | what to do |${withFix ? ' fix |' : ''}`,
    `|---|---|---|${withFix ? '---|' : ''}`,
    ...lines,
  ].join('\n')
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) writeDocs()
