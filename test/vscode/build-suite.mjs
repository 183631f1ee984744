import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

const repository = resolve(import.meta.dirname, '../..')
const output = join(repository, 'out', 'vscode')

/** Bundles `suite/`, and returns the path that VS Code loads. The endings say CommonJS, as the package says "module". */
export async function buildSuite() {
  const suite = join(import.meta.dirname, 'suite')
  const tests = readdirSync(suite).filter((name) => name.endsWith('.test.ts'))
  await build({
    absWorkingDir: repository,
    entryPoints: [join(suite, 'index.ts'), ...tests.map((name) => join(suite, name))],
    outdir: output,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    // The list of what there is, as a stale bundle of a removed test may lie beside.
    define: { TEST_FILES: JSON.stringify(tests.map((name) => name.replace(/\.ts$/, '.cjs'))) },
    logLevel: 'warning',
  })
  return join(output, 'index.cjs')
}
