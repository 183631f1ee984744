import {
  Disposable,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  languages,
  type TextDocument,
  window,
  workspace,
} from 'vscode'
import { counted } from './commands/counts.ts'
import { isJson } from './documents.ts'
import type { Status } from './protocol.ts'
import type { Server } from './server.ts'
import { isOurs } from './synchronisation.ts'

/**
 * Two lines in the language status of a manifest: the version of Kubernetes it is checked for, and what it was taken for.
 */
export function registerStatus(server: Server): Disposable {
  const version = languages.createLanguageStatusItem('purser.version', { language: 'yaml' })
  version.name = 'Purser: Kubernetes version'
  const file = languages.createLanguageStatusItem('purser.file', { language: 'yaml' })
  file.name = 'Purser: this file'

  let asked = 0
  async function refresh(): Promise<void> {
    asked += 1
    const question = asked
    const document = window.activeTextEditor?.document
    // An item is shown by language, and most JSON is none of our business.
    const isJsonOfOurs = document !== undefined && isJson(document.languageId) && isOurs(document)
    version.selector = file.selector = isJsonOfOurs ? { language: document.languageId } : { language: 'yaml' }

    const status = await ask(server, document)
    if (question !== asked) return
    showVersion(version, status)
    showFile(file, status, server)
  }
  const soon = debounced(refresh, 100)
  soon()

  return Disposable.from(
    version,
    file,
    { dispose: soon.cancel },
    window.onDidChangeActiveTextEditor(soon),
    server.onDidChange(soon),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) soon()
    }),
  )
}

async function ask(server: Server, document: TextDocument | undefined): Promise<Status | undefined> {
  if (!document || server.state() !== 'running' || !isOurs(document)) return undefined
  // The connection may close meanwhile; the item then says so by itself.
  const answer = await server.ask('purser/status', { uri: document.uri.toString() }).catch(() => null)
  return answer ?? undefined
}

function showVersion(item: LanguageStatusItem, status: Status | undefined): void {
  const configured = workspace.getConfiguration('purser').get<string>('kubernetesVersion')
  item.text = `Kubernetes ${status?.kubernetesVersion ?? (configured || 'newest')}`
  item.detail = 'checked for this version'
  item.command = { title: 'Choose Version', command: 'purser.chooseVersion' }
}

function showFile(item: LanguageStatusItem, status: Status | undefined, server: Server): void {
  const state = server.state()
  item.busy = state === 'starting' || status?.indexed.done === false
  item.severity = state === 'failed' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information
  if (state === 'failed') {
    item.text = 'Purser has stopped'
    item.detail = 'see the log'
    item.command = { title: 'Restart Server', command: 'purser.restartServer' }
    return
  }
  item.text = status?.text ?? (state === 'starting' ? 'Purser is starting' : 'Not a Kubernetes manifest')
  item.detail = status ? detailOf(status) : ''
  const title = status?.state === 'manifest' ? 'Details' : 'Why Is There Nothing Here?'
  item.command = { title, command: 'purser.whyNothing' }
}

function detailOf({ mode, indexed }: Status): string {
  const files = counted(indexed.files, 'file')
  return [
    indexed.done ? `${files} read` : `reading the workspace: ${files}`,
    ...(mode === 'complement' ? ['beside another YAML extension'] : []),
  ].join(', ')
}

function debounced(action: () => Promise<void>, delay: number): (() => void) & { readonly cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  const cancel = () => clearTimeout(timer)
  const schedule = () => {
    cancel()
    timer = setTimeout(action, delay)
  }
  return Object.assign(schedule, { cancel })
}
