/** `npm run package` writes `purser.vsix`, what the Marketplace gets. Expects a built extension. */
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const repository = resolve(import.meta.dirname, '..')
const MOST_BYTES = 5 * 1024 * 1024

/** Packs the bundles in `dist/` as they are, and says how many bytes that makes. */
export function packageExtension(path) {
  if (!existsSync(join(repository, 'dist', 'client.cjs'))) {
    throw new Error('There is nothing to package yet: run `npm run build` first.')
  }
  const vsce = join(repository, 'node_modules', '@vscode', 'vsce', 'vsce')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    // All code is bundled. Links are left alone as the repository has no public address to make them absolute with.
    [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '-o', path],
    { cwd: repository, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  )
  if (status !== 0) throw new Error(`vsce does not package the extension:\n${stdout}${stderr}`)
  const bytes = statSync(path).size
  if (bytes > MOST_BYTES) {
    throw new Error(
      `The package has ${bytes} bytes, more than ${MOST_BYTES}. \`node esbuild.mjs --report\` says of what.`,
    )
  }
  return bytes
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const bytes = packageExtension(join(repository, 'purser.vsix'))
    console.log(`purser.vsix: ${Math.round(bytes / 1024)} kB`)
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
