import { type CancellationToken, ProgressType, type TextDocumentEdit, type WorkspaceEdit } from 'vscode-languageserver'
import { fixAll } from '../features/actions.ts'
import { explain, explainAt } from '../features/explain.ts'
import { type ExplainItem, pickerItems } from '../features/explain-items.ts'
import { explainManifest } from '../features/explain-manifest.ts'
import { type NoteList, noteList, noteSummary } from '../features/note-list.ts'
import { manifestKinds, newManifest } from '../features/skeletons/new-manifest.ts'
import { offsetAt } from '../syntax/file.ts'
import { answer, orLog } from './answer.ts'
import { textEditsOf } from './convert.ts'
import type { Counts, ExplainParams, Explanation, Status } from './protocol.ts'
import { fileOf, policyFor, publish, type Session } from './session.ts'
import { statusOf } from './status.ts'
import { lintWorkspace } from './sweep.ts'

/** The questions of our own client; see protocol.ts. */
export function registerRequests(session: Session): void {
  const { connection } = session

  connection.onRequest('purser/explain', ({ id, uri, position }: ExplainParams, token: CancellationToken) => {
    const { workspace } = session
    return answer<Explanation | null>(session, token, null, () => {
      if (id !== undefined) return explain(workspace, id) ?? null
      const file = uri === undefined ? undefined : fileOf(session, uri)
      if (!file || uri === undefined || !position) return null
      return explainAt(workspace, uri, offsetAt(file, position)) ?? null
    })
  })

  connection.onRequest('purser/explainManifest', ({ uri }: { readonly uri: string }, token: CancellationToken) =>
    answer<Explanation | null>(
      session,
      token,
      null,
      () => explainManifest(session.workspace, uri, policyFor(session, uri)) ?? null,
    ),
  )

  connection.onRequest('purser/explainItems', ({ uri }: { readonly uri?: string }, token: CancellationToken) =>
    answer<readonly ExplainItem[]>(session, token, [], () => pickerItems(session.workspace, uri)),
  )

  connection.onRequest(
    'purser/notes',
    ({ uri, revision }: { readonly uri?: string; readonly revision?: string }, token: CancellationToken) =>
      answer<NoteList>(session, token, { here: [], revision: '' }, () => noteList(session.workspace, uri, revision)),
  )

  connection.onRequest('purser/noteSummary', ({ id }: { readonly id: string }, token: CancellationToken) =>
    answer<string | null>(session, token, null, () => noteSummary(session.workspace, id) ?? null),
  )

  connection.onRequest('purser/status', ({ uri }: { readonly uri: string }, token: CancellationToken) =>
    answer<Status | null>(session, token, null, () => statusOf(session, uri)),
  )

  connection.onRequest('purser/lintFile', ({ uri }: { readonly uri: string }, token: CancellationToken) =>
    answer<Counts>(session, token, { problems: 0, errors: 0, warnings: 0 }, () => {
      const problems = publish(session, uri)
      return {
        problems: problems.length,
        errors: problems.filter((it) => it.severity === 'error').length,
        warnings: problems.filter((it) => it.severity === 'warning').length,
      }
    }),
  )

  connection.onRequest(
    'purser/lintWorkspace',
    async ({ workDoneToken }: { readonly workDoneToken?: string | number }, token: CancellationToken) => {
      const report = (percentage: number, message: string) => {
        if (workDoneToken === undefined) return
        void connection.sendProgress(PROGRESS, workDoneToken, { kind: 'report', percentage, message })
      }
      return lintWorkspace(session, (done, all) => {
        if (done % 10 === 0) report(all === 0 ? 100 : Math.round((100 * done) / all), `${done}/${all} files`)
        return !token.isCancellationRequested
      })
    },
  )

  connection.onRequest('purser/fixAll', ({ uri }: { readonly uri?: string }, token: CancellationToken) =>
    answer<Fixed>(session, token, { edit: {}, fixed: 0, files: 0 }, () => {
      const uris = uri === undefined ? [...session.workspace.files.keys()] : [uri]
      const documentChanges: TextDocumentEdit[] = []
      let fixed = 0
      for (const it of uris) {
        const file = fileOf(session, it)
        if (!file || (uri === undefined && session.configuration.isExcluded(it))) continue
        const nothing = { edits: [], fixed: 0 }
        const result = orLog(connection, nothing, () => fixAll(session.workspace, it, policyFor(session, it)))
        if (result.edits.length === 0) continue
        const textDocument = { uri: it, version: session.open.get(it) ?? null }
        documentChanges.push({ textDocument, edits: textEditsOf(file, result.edits) })
        fixed += result.fixed
      }
      return { edit: { documentChanges }, fixed, files: documentChanges.length }
    }),
  )

  connection.onRequest('purser/manifestKinds', (_: unknown, token: CancellationToken) =>
    answer(session, token, [], () => manifestKinds(session.workspace)),
  )

  connection.onRequest('purser/newManifest', ({ id }: { readonly id: string }, token: CancellationToken) =>
    answer(session, token, null, () => newManifest(id) ?? null),
  )
}

interface Fixed {
  readonly edit: WorkspaceEdit
  readonly fixed: number
  readonly files: number
}

const PROGRESS = new ProgressType<unknown>()
