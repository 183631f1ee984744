/**
 * A language server that does nothing: the least that JSON, a pipe, Node and vscode-languageserver cost, which no server can go below.
 * It holds no text. What it says is what the bench waits for: `x` behind a number is wrong, anything can be hovered and completed.
 */
import { createConnection, ProposedFeatures, TextDocumentSyncKind } from 'vscode-languageserver/node'
import { COMPLETED, WRONG } from './texts.mjs'

const connection = createConnection(ProposedFeatures.all)

connection.onInitialize(() => ({
  capabilities: {
    textDocumentSync: TextDocumentSyncKind.Incremental,
    hoverProvider: true,
    completionProvider: {},
  },
}))
connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => {
  publish(uri, version, text === WRONG.text ? WRONG.lines : [])
})
connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges: [change] }) => {
  const isWrong = change?.text === 'x' && 'range' in change
  publish(uri, version, isWrong ? [change.range.start.line] : [])
})
connection.onDidCloseTextDocument(({ textDocument: { uri } }) => publish(uri, undefined, []))
connection.onHover(() => ({ contents: { kind: 'markdown', value: 'a field' } }))
connection.onCompletion(() => COMPLETED.map((label) => ({ label })))
connection.listen()

/** @param {string} uri @param {number | undefined} version @param {readonly number[]} lines */
function publish(uri, version, lines) {
  const diagnostics = lines.map((line) => ({
    range: { start: { line, character: 0 }, end: { line, character: 1 } },
    message: 'wrong',
  }))
  void connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) })
}
