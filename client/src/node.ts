import type { ExtensionContext } from 'vscode'
import { activateWith } from './extension.ts'
import type { Server } from './server.ts'

let server: Server | undefined

export function activate(context: ExtensionContext): void {
  server = activateWith(context, {
    createClient: async (options) => {
      const { LanguageClient, TransportKind } = await import('vscode-languageclient/node')
      const module = context.asAbsolutePath('dist/server.cjs')
      return new LanguageClient('purser', 'Purser', { module, transport: TransportKind.ipc }, options)
    },
  })
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop()
}
