import { harmless } from '../text/harmless.ts'
import { type Styles, widthOf } from './terminal.ts'

/** Markdown as text for a terminal, in lines of at most `width` columns (long words and code excepted). */
export function markdownText(markdown: string, width: number, styles: Styles): string {
  const blocks: string[] = []
  const lines = markdown.split(/\r?\n/).map(harmless)
  for (let i = 0; i < lines.length; ) {
    const line = lines[i] ?? ''
    const fence = /^(\s*)(`{3,}|~{3,})/.exec(line)
    if (fence) {
      const end = lines.findIndex((it, k) => k > i && it.trim().startsWith(fence[2] ?? ''))
      const code = lines.slice(i + 1, end < 0 ? undefined : end)
      blocks.push(code.map((it) => `    ${styles.cyan(it)}`.trimEnd()).join('\n'))
      i = end < 0 ? lines.length : end + 1
    } else if (line.trim() === '') i++
    else if (/^#{1,6} /.test(line)) {
      blocks.push(styles.bold(inline(line.replace(/^#+ /, ''), styles)))
      i++
    } else if (line.startsWith('|')) {
      const rows = takeWhile(lines, i, (it) => it.startsWith('|'))
      blocks.push(table(rows, styles))
      i += rows.length
    } else {
      const own = takeWhile(lines, i, (it, k) => k === i || !startsBlock(it))
      blocks.push(paragraph(own, width, styles))
      i += own.length
    }
  }
  return `${joined(blocks)}\n`
}

const ITEM = /^(\s*)([-*+]|\d+[.)])\s+/

function startsBlock(line: string): boolean {
  return line.trim() === '' || ITEM.test(line) || /^(#{1,6} |\||\s*(`{3}|~{3}))/.test(line)
}

/** A paragraph, an item of a list or a quotation: its words, indented as its first line says. */
function paragraph(lines: readonly string[], width: number, styles: Styles): string {
  const [first = ''] = lines
  const item = ITEM.exec(first)
  const quoted = first.startsWith('>')
  const bullet = item ? `${item[1]}${/\d/.test(item[2] ?? '') ? item[2] : '•'} ` : quoted ? '│ ' : ''
  const indent = quoted ? '│ ' : ' '.repeat(bullet.length)
  const words = lines.map((it, i) => (i === 0 && item ? it.slice(item[0].length) : it.replace(/^>\s?/, '')))
  // Two blanks at the end of a line break it.
  const pieces = words.join('\n').split(/ {2,}\n|\\\n/)
  return pieces
    .flatMap((it) => wrap(inline(it.replace(/\s+/g, ' ').trim(), styles), width - bullet.length))
    .map((it, i) => (i === 0 ? bullet : indent) + it)
    .join('\n')
}

/** Items of one list stand together, everything else apart. */
function joined(blocks: readonly string[]): string {
  const isItem = (it: string | undefined) => it !== undefined && /^\s*(•|\d+[.)]) /.test(it)
  return blocks.map((it, i) => (i === 0 ? it : (isItem(it) && isItem(blocks[i - 1]) ? '\n' : '\n\n') + it)).join('')
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && visibleWidth(line) + 1 + visibleWidth(word) > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

function table(rows: readonly string[], styles: Styles): string {
  const cells = rows
    .filter((it) => !/^[|\s:-]+$/.test(it))
    .map((it) =>
      it
        .replace(/^\||\|\s*$/g, '')
        .split(/(?<!\\)\|/)
        .map((cell) => inline(cell.trim().replaceAll('\\|', '|'), styles)),
    )
  const widths = (cells[0] ?? []).map((_, i) => Math.max(...cells.map((row) => visibleWidth(row[i] ?? ''))))
  return cells
    .map((row, i) => {
      const text = row
        .map((it, k) => it + ' '.repeat(Math.max(0, (widths[k] ?? 0) - visibleWidth(it))))
        .join('  ')
        .trimEnd()
      return i === 0 ? styles.bold(text) : text
    })
    .join('\n')
}

/** Emphasis, code and links. What stands in back quotes keeps them: they tell it from the words around it. */
function inline(text: string, styles: Styles): string {
  return text
    .split(/(`+[^`]+`+)/)
    .map((it, i) => (i % 2 === 1 ? styles.cyan(it.replace(/^``+ ?| ?``+$/g, '`')) : prose(it, styles)))
    .join('')
    .replace(LINK, (_, label: string, target: string) => link(label, target, styles))
}

const LINK = /\[([^\]]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+"[^"]*")?\)/g

function prose(text: string, styles: Styles): string {
  return text
    .replace(/\*\*(.+?)\*\*|__(.+?)__/g, (_, a?: string, b?: string) => styles.bold(a ?? b ?? ''))
    .replace(/\*\*/g, '')
    .replace(/(?<![\w*\\])[*_](?=\S)([^*_]+?)(?<=\S)[*_](?![\w*])/g, (_, it: string) => styles.underline(it))
    .replace(/<(https?:[^>]+)>/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!|<>-])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
}

/** Pages of ours are named as `purser explain` wants them, others by their address. */
function link(label: string, target: string, styles: Styles): string {
  const page = /^(?:\.\/)?([^:/]+)\.md$/.exec(target)?.[1]
  if (page !== undefined)
    return page === label.replaceAll('`', '') || page.endsWith(`.${label}`)
      ? label
      : `${label} (purser explain ${page})`
  return /^https?:/.test(target) && target !== label ? `${label} (${styles.underline(target)})` : label
}

function visibleWidth(text: string): number {
  return widthOf(text.replace(ESCAPES, ''))
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours start with one.
const ESCAPES = /\x1b\[\d+m/g

function takeWhile(
  lines: readonly string[],
  from: number,
  test: (line: string, i: number) => boolean,
): readonly string[] {
  let to = from
  while (to < lines.length && test(lines[to] ?? '', to)) to++
  return lines.slice(from, to)
}
