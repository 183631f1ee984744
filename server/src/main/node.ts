import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import { serve } from '../lsp/server.ts'
import { emptyWorkspace } from '../model/workspace.ts'
import { expectLongRun } from './engine.ts'
import { loadCatalogue, loadNotes } from './load.ts'
import { nodePlatform } from './node-platform.ts'

expectLongRun()

/** The language server as a process: VS Code and `purser lsp --stdio` start it. */
serve(createConnection(ProposedFeatures.all), nodePlatform, () => emptyWorkspace(loadCatalogue(), loadNotes()))
