import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

const repository = resolve(import.meta.dirname, '../../..')

/** One bundle, mocha's browser build in it. Returns the path that VS Code loads. */
export async function buildWebSuite() {
  const output = join(repository, 'out', 'vscode-web', 'index.cjs')
  await build({
    absWorkingDir: repository,
    entryPoints: [join(import.meta.dirname, 'index.ts')],
    outfile: output,
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    target: 'es2022',
    sourcemap: 'inline',
    external: ['vscode'],
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"test"' },
    // What mocha asks of Node even in the browser.
    banner: {
      js:
        "globalThis.process ??= { env: {}, platform: 'browser', version: '', argv: [], cwd: () => '/', " +
        'nextTick: (call, ...args) => queueMicrotask(() => call(...args)) };',
    },
    plugins: [mochaAsScript],
    logLevel: 'warning',
  })
  return output
}

/**
 * mocha's browser build is a script, but its package says that all in it are modules. Bundled as one, it would take the module
 * of the whole bundle for its own and overwrite what we export.
 */
const mochaAsScript = {
  name: 'mocha-as-script',
  setup({ onLoad }) {
    onLoad({ filter: /mocha[\\/]mocha\.js$/ }, ({ path }) => ({
      loader: 'js',
      contents: `{ const module = undefined, exports = undefined, define = undefined;\n${readFileSync(path, 'utf8')}\n}`,
    }))
  },
}
