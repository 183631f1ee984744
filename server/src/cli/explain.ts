import type { Versions } from '../config/config.ts'
import { explain as pageOf, suggestions } from '../features/explain.ts'
import { type ExplainItem, explainItems } from '../features/explain-items.ts'
import { emptyWorkspace } from '../model/workspace.ts'
import { harmless } from '../text/harmless.ts'
import { listed } from '../text/nearest.ts'
import { explainFile } from './explain-file.ts'
import type { Io } from './io.ts'
import type { Knowledge } from './knowledge.ts'
import { markdownText } from './markdown.ts'
import type { Colours } from './options.ts'
import { notesHere } from './team-notes.ts'
import { type Styles, stylesFor } from './terminal.ts'

interface Asked {
  readonly query: string | undefined
  readonly file: string | undefined
  readonly colours: Colours
}

/**
 * Prints the page about something, or the list of all pages; gives the exit code. Another program gets the Markdown as it
 * is, people get it as a terminal shows it.
 */
export function explain({ query, file, colours }: Asked, io: Io, knowledge: Knowledge, versions: Versions): number {
  const workspace = emptyWorkspace(knowledge.catalogue, notesHere(io, knowledge))
  const coloured = colours ?? io.terminal.colours
  const styles = stylesFor(coloured)
  const width = Math.max(40, Math.min(100, io.terminal.columns ?? 90))
  const forPeople = coloured || io.terminal.columns !== undefined
  const printed = (markdown: string) => (forPeople ? markdownText(markdown, width, styles) : plainMarkdown(markdown))
  if (file !== undefined) {
    const page = explainFile(file, io, { ...workspace, versions })
    if (typeof page === 'string') io.error(`purser: ${harmless(page)}\n`)
    else io.out(printed(page.markdown))
    return typeof page === 'string' ? 2 : 0
  }
  if (query === undefined) {
    io.out(contents(explainItems(workspace), io.terminal.columns, styles))
    return 0
  }
  // Words come with dots between them, as the steps of a field do.
  const page = pageOf(workspace, query) ?? pageOf(workspace, query.replaceAll('.', ' '))
  if (page) {
    io.out(printed(page.markdown))
    return 0
  }
  const similar = suggestions(workspace, query)
  const hint = similar.length > 0 ? `did you mean ${listed(similar)}?` : '`purser explain` lists what there is'
  io.error(`purser: there is nothing about \`${harmless(query)}\`; ${hint}\n`)
  return 2
}

function plainMarkdown(markdown: string): string {
  return markdown.split('\n').map(harmless).join('\n')
}

/** Notes and rules with their titles, kinds by name. */
function contents(items: readonly ExplainItem[], columns: number | undefined, styles: Styles): string {
  const groups = new Map<string, ExplainItem[]>()
  for (const it of items) groups.set(it.group, [...(groups.get(it.group) ?? []), it])
  const blocks = [...groups].map(([group, members]) => {
    const plain = members.every((it) => it.id === it.label && it.group !== 'Rules')
    const column = Math.max(...members.map((it) => it.id.length)) + 2
    const lines = plain
      ? fill(
          members.map((it) => it.id),
          (columns ?? 90) - 2,
        )
      : members.map((it) =>
          cut(`${it.id.padEnd(column)}${it.id === it.label ? it.description : it.label}`, (columns ?? 1000) - 2),
        )
    return `${styles.bold(group)}\n${lines.map((it) => `  ${it}\n`).join('')}`
  })
  return `${blocks.join('\n')}\nFields too: purser explain deployment.spec.strategy\n`
}

function fill(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 2 + word.length <= width) lines[lines.length - 1] = `${last}  ${word}`
    else lines.push(word)
  }
  return lines
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`
}
