import { type TextDocument, workspace } from 'vscode'
import type { BaseLanguageClient, Middleware } from 'vscode-languageclient'
import { type Candidate, isForServer, isTeamNote } from './documents.ts'

/**
 * Keeps the server from hearing of documents that are none of its business: a selector knows languages, not contents.
 * A JSON file becomes ours the moment it looks like a manifest, and stays so until it is closed.
 */
export function selectiveSynchronisation(client: () => BaseLanguageClient | undefined): Middleware {
  const told = new Set<string>()
  const isUntold = (uri: unknown) => typeof uri === 'string' && !told.has(uri)

  return {
    didOpen: async (document, next) => {
      if (!isOurs(document) && !isNote(document)) return
      told.add(document.uri.toString())
      await next(document)
    },
    didChange: async (event, next) => {
      const { document } = event
      if (told.has(document.uri.toString())) return next(event)
      const running = client()
      if (!running || !isOurs(document)) return
      told.add(document.uri.toString())
      await running.sendNotification(
        'textDocument/didOpen',
        running.code2ProtocolConverter.asOpenTextDocumentParams(document),
      )
    },
    didSave: async (document, next) => {
      if (told.has(document.uri.toString())) await next(document)
    },
    didClose: async (document, next) => {
      if (told.delete(document.uri.toString())) await next(document)
    },
    sendRequest: async (type, param, token, next) =>
      // Every answer of LSP about a document may be null.
      isUntold(documentIn(param)) ? (null as never) : next(type, param, token),
  }
}

/** Whether the server is told of this document. Not of the old side of a diff: its problems would be listed twice. */
export function isOurs(document: TextDocument): boolean {
  return hasOurScheme(document) && isForServer(asCandidate(document))
}

function isNote(document: TextDocument): boolean {
  return hasOurScheme(document) && isTeamNote(document.languageId, document.uri.path)
}

export function hasOurScheme({ uri }: TextDocument): boolean {
  if (uri.scheme === 'untitled') return true
  if (workspace.workspaceFolders?.some((it) => it.uri.scheme === uri.scheme)) return true
  return workspace.fs.isWritableFileSystem(uri.scheme) === true
}

export function asCandidate(document: TextDocument): Candidate {
  const { path } = document.uri
  return {
    languageId: document.languageId,
    name: path.slice(path.lastIndexOf('/') + 1),
    text: () => document.getText(),
  }
}

function documentIn(param: unknown): unknown {
  return (param as { readonly textDocument?: { readonly uri?: unknown } } | undefined)?.textDocument?.uri
}
