import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentSymbol,
  type Range,
  SymbolKind,
  type TextEdit,
} from 'vscode-languageserver'

import type { Action } from '../features/actions.ts'
import type { OutlineItem } from '../features/outline.ts'
import type { Problem, Severity } from '../problem.ts'
import { codesById } from '../rules/codes.ts'
import { type File, offsetAt, positionAt } from '../syntax/file.ts'
import type { Edit, Span } from '../text/edit.ts'

/** The only place where our plain data becomes LSP's. */
export function rangeOf(file: File, { from, to }: Span): Range {
  return { start: positionAt(file, from), end: positionAt(file, to) }
}

export function spanOf(file: File, range: Range): Span {
  return { from: offsetAt(file, range.start), to: offsetAt(file, range.end) }
}

/** `fileOf` finds the files that related places are in. `links` makes codes open their page in the client. */
export function diagnosticOf(
  problem: Problem,
  uri: string,
  file: File,
  fileOf: (uri: string) => File | undefined,
  links: boolean,
): Diagnostic {
  const { code, severity, message, related, tag, path } = problem
  const relatedInformation = (related ?? []).flatMap((it) => {
    const target = it.uri === undefined ? file : fileOf(it.uri)
    const start = (it.uri === undefined ? 0 : target?.starts[it.part ?? 0]) ?? 0
    const span = { from: it.from + start, to: it.to + start }
    return target ? [{ location: { uri: it.uri ?? uri, range: rangeOf(target, span) }, message: it.message }] : []
  })
  return {
    range: rangeOf(file, problem),
    severity: SEVERITIES[severity],
    code,
    source: 'purser',
    message,
    ...(links && codesById.has(code) ? { codeDescription: { href: explainLink(code) } } : {}),
    ...(relatedInformation.length ? { relatedInformation } : {}),
    ...(tag ? { tags: [tag === 'deprecated' ? DiagnosticTag.Deprecated : DiagnosticTag.Unnecessary] } : {}),
    ...(path ? { data: { path } } : {}),
  }
}

/** A link that our client runs: it opens the page of a note, a kind, a field or a rule. */
export function explainLink(id: string): string {
  return `command:purser.explain?${encodeURIComponent(JSON.stringify([{ id }]))}`
}

export function textEditsOf(file: File, edits: readonly Edit[]): TextEdit[] {
  return edits.map((it) => ({ range: rangeOf(file, it), newText: it.insert }))
}

export function codeActionOf(action: Action, uri: string, file: File, diagnostics: readonly Diagnostic[]): CodeAction {
  const { title, edits, preferred, disable, problem } = action
  const range = rangeOf(file, problem)
  const about = diagnostics.filter((it) => it.code === problem.code && sameRange(it.range, range))
  return {
    title,
    kind: CodeActionKind.QuickFix,
    ...(about.length ? { diagnostics: about } : {}),
    ...(preferred ? { isPreferred: true } : {}),
    ...(disable === undefined
      ? { edit: { changes: { [uri]: textEditsOf(file, edits) } } }
      : { command: { title, command: 'purser.disableRule', arguments: [{ rule: disable, scope: 'workspace' }] } }),
  }
}

export function documentSymbolOf(file: File, symbol: OutlineItem): DocumentSymbol {
  return {
    name: symbol.name,
    ...(symbol.detail === undefined ? {} : { detail: symbol.detail }),
    kind: SYMBOLS[symbol.kind],
    range: rangeOf(file, symbol.span),
    selectionRange: rangeOf(file, symbol.selection),
    children: symbol.children.map((it) => documentSymbolOf(file, it)),
  }
}

const SEVERITIES: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
}

const SYMBOLS: Record<OutlineItem['kind'], SymbolKind> = {
  resource: SymbolKind.Class,
  list: SymbolKind.Array,
  item: SymbolKind.Object,
  key: SymbolKind.Key,
}

function sameRange(a: Range, b: Range): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
