import {
  CodeActionKind,
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver'
import { actions, fixAll } from '../features/actions.ts'
import { completionDocumentation } from '../features/completion/documentation.ts'
import type { Completion } from '../features/completion/item.ts'
import { completion } from '../features/completion.ts'
import { folding } from '../features/folding.ts'
import { hover } from '../features/hover.ts'
import { schemaCompletion, schemaHover } from '../features/mapped-schema.ts'
import { outline } from '../features/outline.ts'
import { referenceLinks } from '../features/reference-links.ts'
import { selection } from '../features/selection.ts'
import { type File, offsetAt, positionAt } from '../syntax/file.ts'
import { answer, orLog } from './answer.ts'
import { codeActionOf, documentSymbolOf, explainLink, rangeOf, spanOf, textEditsOf } from './convert.ts'
import { fileOf, policyFor, type Session } from './session.ts'

/** One handler for each question of LSP: ask the feature, convert the answer. */
export function registerFeatures(session: Session): void {
  const { connection, options } = session

  connection.onHover(({ textDocument: { uri }, position }, token) => {
    const { workspace } = session
    const file = workspace.files.get(uri)
    return answer(session, token, null, () => {
      if (!file) return null
      const offset = offsetAt(file, position)
      const schema = session.configuration.schemaFor(uri)
      const mapped = schema && schemaHover(file, offset, schema)
      const link = options.commandLinks ? explainLink : undefined
      const found =
        mapped ??
        hover(workspace, uri, offset, {
          link,
          complement: options.mode === 'complement',
          minor: policyFor(session, uri).minor,
        })
      return found && { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: rangeOf(file, found) }
    })
  })

  connection.onCompletion(({ textDocument: { uri }, position }, token) => {
    const { workspace } = session
    const file = workspace.files.get(uri)
    return answer(session, token, [], () => {
      if (!file) return []
      const offset = offsetAt(file, position)
      const { minor } = policyFor(session, uri)
      const schema = session.configuration.schemaFor(uri)
      const mapped = schema && schemaCompletion(file, offset, schema)
      const found = mapped ?? completion(workspace, uri, offset, { minor, complement: options.mode === 'complement' })
      return found.map((it) => completionItem(file, it, options.commandLinks))
    })
  })

  connection.onCompletionResolve((item) => {
    const text = item.data && orLog(connection, '', () => completionDocumentation(session.workspace, item.data))
    return text ? { ...item, documentation: { kind: MarkupKind.Markdown, value: text } } : item
  })

  connection.onCodeAction(({ textDocument: { uri }, range, context }, token) => {
    const { workspace } = session
    const file = workspace.files.get(uri)
    return answer(session, token, [], () => {
      if (!file) return []
      const policy = policyFor(session, uri)
      const wants = (kind: string) =>
        !context.only || context.only.some((it) => kind === it || kind.startsWith(`${it}.`))
      const quick = wants(CodeActionKind.QuickFix)
        ? actions(workspace, uri, spanOf(file, range), policy)
            .filter((it) => it.disable === undefined || options.commandLinks)
            .map((it) => codeActionOf(it, uri, file, context.diagnostics))
        : []
      if (!context.only || !wants(CodeActionKind.SourceFixAll)) return quick
      const { edits } = fixAll(workspace, uri, policy)
      const title = 'Fix all safe problems'
      const all = {
        title,
        kind: `${CodeActionKind.SourceFixAll}.purser`,
        edit: { changes: { [uri]: textEditsOf(file, edits) } },
      }
      return edits.length ? [...quick, all] : quick
    })
  })

  connection.onDocumentSymbol(({ textDocument: { uri } }, token) => {
    const { workspace } = session
    return answer(session, token, [], () => {
      const file = workspace.files.get(uri)
      return file ? outline(workspace, uri).map((it) => documentSymbolOf(file, it)) : []
    })
  })

  connection.onFoldingRanges(({ textDocument: { uri } }, token) => {
    const { workspace } = session
    return answer(session, token, [], () => {
      const file = workspace.files.get(uri)
      if (!file) return []
      return folding(workspace, uri).map(({ from, to, kind }) => ({
        startLine: positionAt(file, from).line,
        endLine: positionAt(file, to).line,
        ...(kind ? { kind } : {}),
      }))
    })
  })

  connection.onSelectionRanges(({ textDocument: { uri }, positions }, token) => {
    const { workspace } = session
    return answer(session, token, [], () => {
      const file = workspace.files.get(uri)
      if (!file) return []
      return positions.map((position) => {
        const spans = selection(workspace, uri, offsetAt(file, position))
        const chain = spans.reduceRight<Chain | undefined>(
          (parent, it) => ({ range: rangeOf(file, it), ...(parent ? { parent } : {}) }),
          undefined,
        )
        return chain ?? { range: { start: position, end: position } }
      })
    })
  })

  connection.onDocumentLinks(({ textDocument: { uri } }, token) => {
    const { workspace } = session
    return answer(session, token, [], () => {
      const file = fileOf(session, uri)
      if (!file) return []
      return referenceLinks(workspace, uri).map((it) => ({
        range: rangeOf(file, it),
        target: it.url,
        tooltip: it.tooltip,
      }))
    })
  })
}

/** `commands`: the client runs the command of VS Code that asks for offers again. */
function completionItem(file: File, it: Completion, commands: boolean): CompletionItem {
  return {
    label: it.label,
    kind: KINDS[it.kind],
    ...(it.detail === undefined ? {} : { detail: it.detail }),
    sortText: it.sortText,
    ...(it.filterText === undefined ? {} : { filterText: it.filterText }),
    insertTextFormat: it.snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    insertTextMode: InsertTextMode.asIs,
    textEdit: { range: rangeOf(file, it.edit), newText: it.edit.insert },
    ...(it.preselect ? { preselect: true } : {}),
    ...(it.deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
    ...(it.suggest && commands ? { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } } : {}),
    ...(it.more === undefined ? {} : { data: it.more }),
  }
}

interface Chain {
  readonly range: ReturnType<typeof rangeOf>
  readonly parent?: Chain
}

const KINDS = {
  kind: CompletionItemKind.Class,
  field: CompletionItemKind.Field,
  value: CompletionItemKind.EnumMember,
  label: CompletionItemKind.Constant,
  snippet: CompletionItemKind.Snippet,
} satisfies Record<Completion['kind'], CompletionItemKind>
