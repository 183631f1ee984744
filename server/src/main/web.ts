import {
  BrowserMessageReader,
  BrowserMessageWriter,
  type Connection,
  createConnection,
} from 'vscode-languageserver/browser'
import type { Platform } from '../lsp/platform.ts'
import type { WebTexts } from '../lsp/protocol.ts'
import { serve } from '../lsp/server.ts'
import { emptyWorkspace, type Workspace } from '../model/workspace.ts'
import { createNotes } from '../notes/notes.ts'
import { unpackNotes } from '../notes/packed.ts'
import { createCatalogue } from '../schema/catalogue.ts'
import type { Index } from '../schema/definition.ts'
import { loadAjv } from './ajv.ts'

/** The language server as a worker of a browser: the client reads the files for it. */
const worker = globalThis as never
const connection = createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker))
serve(connection, webPlatform(connection), ({ web }) => openWorkspace(web))

function webPlatform(client: Connection): Platform {
  return {
    listFiles: () => client.sendRequest<string[]>('purser/findFiles', {}),
    listNotes: () => client.sendRequest<string[]>('purser/findNotes', {}),
    readFile: async (uri) => {
      const text = await client.sendRequest<string | null>('purser/readFile', { uri })
      return text === null ? { problem: 'missing' } : { text }
    },
    committed: async () => undefined,
    loadAjv,
    pause: () => new Promise((resolve) => setTimeout(resolve)),
  }
}

/** Without the texts the server still runs: it knows no kind and no note then. */
function openWorkspace(texts: WebTexts | undefined): Workspace {
  const index: Index = texts
    ? (JSON.parse(texts.index) as Index)
    : { kubernetes: '1.36', oldest: '1.36', kinds: {}, packages: {} }
  const notes = createNotes(() => (texts ? unpackNotes(() => texts.knowledge) : []))
  const catalogue = createCatalogue(
    index,
    () => texts?.definitions ?? '',
    () => texts?.descriptions ?? '',
    () => texts?.updates ?? '{}',
  )
  return emptyWorkspace(catalogue, notes)
}
