import { blockNode, inlineValue } from './block.ts'
import * as chars from './chars.ts'
import { ODD_BREAK } from './scalars.ts'
import { hint, lineIsDone, report, reportTab, type State, skipBlanks, startLine, stateOf, toContent } from './scan.ts'
import type { Document, SyntaxProblem, Tree } from './tree.ts'

export { MAX_DEPTH } from './keys.ts'

/**
 * Parses one YAML document. Total: any text gives a document, broken text a partial tree and problems. Linear in the
 * length of the text. What is accepted is what the API server accepts, so YAML 1.2 less what go-yaml refuses; what it
 * tolerates beyond is a hint at most.
 */
export function parseDocument(text: string): Document {
  const s = stateOf(text)
  s.oddBreaks = s.entangled = ODD_BREAK.test(text)
  if (CONTROL.test(text)) reportControls(s)
  const isInline = prologue(s)
  const end = bodyEnd(s)
  s.text = text.slice(0, end)
  if (!isInline && s.at === s.base) startLine(s, s.at)
  let tree: Tree | undefined
  let offset = 0
  if (isInline) {
    offset = s.at
    tree = inlineValue(s, -1)
  } else if (toContent(s)) {
    offset = s.at
    tree = blockNode(s, -1)
  }
  while (toContent(s)) leftover(s)
  s.text = text
  epilogue(s, end)
  const document = { text, tree, offset, problems: inOrder(s.problems), comments: s.comments }
  return s.entangled ? { ...document, entangled: true } : document
}

export function inOrder(problems: SyntaxProblem[]): readonly SyntaxProblem[] {
  return problems.sort((a, b) => a.from - b.from || a.to - b.to)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
export const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/

function reportControls(s: State): void {
  for (let at = 0; at < s.whole.length; at++) {
    if (s.whole.charCodeAt(at) >= 32 && s.whole.charCodeAt(at) < 127) continue
    if (!CONTROL.test(s.whole.charAt(at))) continue
    const code = s.whole.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')
    const message = `an invisible control character (U+${code}) stands here; the API server refuses it: remove it`
    report(s, at, at + 1, message, 'yaml-unsupported')
  }
}

/** Passes comments, directives and the `---` line. True if a value stands on that line, and then stops there. */
export function prologue(s: State): boolean {
  const { text } = s
  if (text.charCodeAt(0) === 0xfeff) s.at = s.base = 1
  const start = s.at
  const comments = s.comments.length
  const problems = s.problems.length
  /** Where the first and the last one start. */
  const directives: number[] = []
  for (;;) {
    const line = s.at
    if (line >= text.length) break
    if (text.charAt(line) === '%') {
      directives.push(line)
      directive(s)
    } else if (isMarker(text, line, '---')) {
      if (directives[0] !== undefined)
        hint(s, directives[0], 'kubectl reads what stands before the `---` as a document and refuses it: remove this')
      s.at += 3
      s.base = line
      skipBlanks(s)
      return !lineIsDone(s)
    } else {
      skipBlanks(s)
      if (!lineIsDone(s)) break
      const tab = text.slice(line, s.at).indexOf('\t')
      if (tab >= 0) reportTab(s, line + tab)
      const to = chars.lineEnd(text, s.at)
      if (to > s.at) s.comments.push({ from: s.at, to })
      s.at = to
    }
    if (s.at < text.length) s.base = s.at = chars.pastBreak(text, s.at)
  }
  const last = directives.at(-1)
  if (last !== undefined) {
    // On the line that should have been a marker, or where there is none on the directive.
    const from = s.at < text.length ? s.base : last
    s.at = s.at < text.length ? s.base : s.at
    report(s, from, chars.lineEnd(text, from), 'a line of `---` must stand between a directive and the document')
  } else if (s.at < text.length) {
    // No marker: what was passed is the start of the text itself, to be read with all that is said of it.
    s.at = s.base = start
    if (s.comments.length > comments) s.comments.length = comments
    if (s.problems.length > problems) s.problems.length = s.lines.length = problems
  }
  return false
}

function directive(s: State): void {
  const { text } = s
  const from = s.at
  s.entangled = true
  s.at = chars.lineEnd(text, from)
  const words = text
    .slice(from, s.at)
    .replace(/(^|\s)#.*/, '')
    .trim()
    .split(/\s+/)
  const comment = text.slice(from, s.at).search(/\s#/)
  if (comment >= 0) s.comments.push({ from: from + comment + 1, to: s.at })
  const [name, first, ...more] = words
  if (name === '%TAG') {
    if (first) s.handles.add(first)
  } else if (name === '%YAML') {
    if (!/^\d+\.\d+$/.test(first ?? '') || more.length > 0)
      report(s, from, s.at, 'this directive should read `%YAML 1.1`')
    else if (s.handles.has('%YAML')) report(s, from, s.at, '`%YAML` may stand only once')
    else if (first !== '1.1')
      report(s, from, s.at, `the API server refuses \`%YAML ${first}\`: remove the line`, 'yaml-unsupported')
    s.handles.add('%YAML')
  } else report(s, from, s.at, 'no directive that YAML knows: remove the line', 'yaml-unsupported')
}

/** Where the body ends: at the first marker line after `at`. */
export function bodyEnd(s: Pick<State, 'text' | 'at' | 'base'>): number {
  const { text } = s
  let end = text.length
  for (const marker of ['---', '...']) {
    for (let at = text.indexOf(marker, s.at); at >= 0 && at < end; at = text.indexOf(marker, at + 1)) {
      const starts = at === s.base && at === s.at ? true : at > 0 && chars.isBreak(text.charCodeAt(at - 1))
      if (starts && isMarker(text, at, marker)) end = at
    }
  }
  return end
}

export function isMarker(text: string, at: number, marker: string): boolean {
  return text.startsWith(marker, at) && chars.isSpace(text.charCodeAt(at + 3))
}

/** After `...` only comments may stand. */
function epilogue(s: State, end: number): void {
  const { text } = s
  if (end >= text.length) return
  s.at = end
  if (text.startsWith('---', end)) {
    report(s, end, end + 3, 'another document starts here: it is not read')
    return
  }
  s.at = end + 3
  for (;;) {
    skipBlanks(s)
    if (!lineIsDone(s)) {
      report(s, s.at, chars.lineEnd(text, s.at), 'the document ended above: start a new one with `---`')
      return
    }
    const to = chars.lineEnd(text, s.at)
    if (to > s.at) s.comments.push({ from: s.at, to })
    if (to >= text.length) return
    s.base = s.at = chars.pastBreak(text, to)
  }
}

/** Something that belongs to nothing before it. It is passed over, but looked at for problems of its own. */
function leftover(s: State): void {
  const { text } = s
  const from = s.at
  report(
    s,
    from,
    chars.lineEnd(text, from),
    'this line fits nothing above it: check its indentation and what stands before',
  )
  blockNode(s, -1)
  if (s.at === from) s.at = Math.max(from + 1, chars.lineEnd(text, from))
  while (chars.isBlank(text.charCodeAt(s.at))) s.at++
}
