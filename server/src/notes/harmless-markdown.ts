import { harmless } from '../text/harmless.ts'

/**
 * Markdown that somebody else wrote, as a hover, a page or a terminal may show it: emphasis, lists, tables, code and
 * links to https pages stay; other links (a `command:` would run something), pictures and HTML become the text that
 * they are written with. What is code here must be code to every reader of Markdown, or something in it might come
 * alive: so fences start at the margin, back quotes that are no code are escaped, and so are brackets outside of code.
 */
export function harmlessMarkdown(markdown: string): string {
  const lines = markdown.split(/\r?\n/).map(harmless)
  const out: string[] = []
  for (let i = 0; i < lines.length; ) {
    const line = lines[i] ?? ''
    const marks = /^( *)(`{3,}|~{3,})([^`]*)$/.exec(line)
    if (!marks) {
      out.push(harmlessLine(line))
      i++
      continue
    }
    const [, indent = '', mark = '', language = ''] = marks
    const end = fenceEnd(lines, i, mark)
    const code = lines.slice(i + 1, end).map((it) => (it.startsWith(indent) ? it.slice(indent.length) : it))
    const fence = '`'.repeat(Math.max(2, ...code.map(longestRun)) + 1)
    out.push(fence + language.replace(/[^\w-]/g, ''), ...code, fence)
    i = end + 1
  }
  return out.join('\n')
}

/** One line of it. */
export function harmlessLine(line: string): string {
  return line.replace(
    PARTS,
    (whole, escaped?: string, _marks?: string, code?: string, label?: string, url?: string) => {
      if (escaped !== undefined) return whole
      // A bar in a row of a table would end the code, whatever the back quotes say.
      if (code !== undefined) return code.includes('|') ? harmlessLine(code) : `\`${code}\``
      if (url !== undefined) return `[${label}](${url})`
      return whole === '<' ? '&lt;' : `\\${whole}`
    },
  )
}

/** In this order: an escaped character, code, a link to a page, or a character that could start something. */
const PARTS =
  /\\([!-/:-@[-`{-~])|(?<!`)(`{1,2})(?!`)([^`]+)\2(?!`)|\[([^![\]()<>`\\]+)\]\((https:\/\/[^\s()<>\\`]+)\)|[\\`[\]<~]|!(?=\[)/g

function fenceEnd(lines: readonly string[], start: number, mark: string): number {
  for (let i = start + 1; i < lines.length; i++) if (closes(lines[i] ?? '', mark)) return i
  return lines.length
}

function closes(line: string, mark: string): boolean {
  const text = line.trim()
  return text.length >= mark.length && [...text].every((it) => it === mark[0])
}

function longestRun(line: string): number {
  return Math.max(0, ...(line.match(/`+/g) ?? []).map((it) => it.length))
}
