import { type ExtensionContext, Uri, workspace } from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { activateWith } from './extension.ts'
import { FIND_FILES, FIND_NOTES, READ_FILE } from './protocol.ts'
import type { Server } from './server.ts'

let server: Server | undefined
let worker: Worker | undefined

export function activate(context: ExtensionContext): void {
  const dist = Uri.joinPath(context.extensionUri, 'dist')
  server = activateWith(context, {
    createClient: async (options) => {
      const { LanguageClient } = await import('vscode-languageclient/browser')
      return new LanguageClient('purser', 'Purser', startWorker(dist), options)
    },
    readTexts: async () => {
      const read = (path: string) => readText(Uri.joinPath(dist, path))
      const [index, definitions, descriptions, knowledge, updates] = await Promise.all([
        read('schemas/index.json'),
        read('schemas/definitions.jsonl'),
        read('schemas/descriptions.jsonl'),
        read('knowledge.jsonl'),
        read('schemas/updates.json'),
      ])
      return { index, definitions, descriptions, knowledge, updates }
    },
    answer: (client: BaseLanguageClient) => [
      client.onRequest(FIND_FILES, async () => (await findFiles()).map(String)),
      client.onRequest(FIND_NOTES, async () => (await workspace.findFiles('.purser/notes/*.md')).map(String)),
      client.onRequest(READ_FILE, ({ uri }: { readonly uri: string }) => readText(Uri.parse(uri)).catch(() => null)),
    ],
  })
}

export async function deactivate(): Promise<void> {
  await server?.stop()
  worker?.terminate()
}

/** The part of the browser's Worker that we use; the types of the whole browser would hide what is missing in Node. */
declare class Worker {
  constructor(url: string, options?: { readonly name?: string })
  terminate(): void
}

/** The language client leaves its worker behind when it is stopped. */
function startWorker(dist: Uri): Worker {
  worker?.terminate()
  worker = new Worker(Uri.joinPath(dist, 'web/server.js').toString(true), { name: 'Purser' })
  return worker
}

async function readText(uri: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(uri))
}

async function findFiles(): Promise<readonly Uri[]> {
  const excluded = workspace.getConfiguration('purser').get<readonly string[]>('exclude', [])
  return workspace.findFiles(
    '**/{*.yaml,*.yml,*.json,Kustomization}',
    excluded.length > 0 ? `{${excluded.join(',')}}` : undefined,
  )
}
