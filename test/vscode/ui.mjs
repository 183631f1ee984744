/**
 * `node test/vscode/ui.mjs`: the packaged extension as a person sees it, in the real workbench, by mouse and keyboard.
 * Pictures of each step, and of what went wrong, are left in `test/vscode/shots/`.
 *
 * `--pictures` takes those of the README instead, into `docs/images/`. Expects a built extension.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { packageExtension } from '../../scripts/package.mjs'
import { installBrowser } from './install-browser.mjs'
import { installHost } from './install-host.mjs'
import { takePictures } from './ui/pictures.mjs'
import { smoke } from './ui/smoke.mjs'
import { openWorkbench, shot } from './ui/workbench.mjs'

const repository = resolve(import.meta.dirname, '../..')
const shots = join(import.meta.dirname, 'shots')

const folder = mkdtempSync(join(tmpdir(), 'purser-package-'))
let passed = 0
let failed = 0
try {
  installHost()
  installBrowser()
  const vsix = join(folder, 'purser.vsix')
  const bytes = packageExtension(vsix)
  console.log(`packaged: ${Math.round(bytes / 1024)} kB`)
  if (process.argv.includes('--pictures')) await takePictures(vsix, join(repository, 'docs', 'images'))
  else await runSteps(vsix)
} catch (error) {
  failed++
  console.error(error.message)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
if (!process.argv.includes('--pictures')) console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function runSteps(vsix) {
  rmSync(shots, { recursive: true, force: true })
  const ui = await openWorkbench({ vsix })
  try {
    for (const { name, run } of smoke) {
      const started = Date.now()
      const picture = `${String(passed + failed + 1).padStart(2, '0')}-${name.replaceAll(/\W+/g, '-')}`
      try {
        await run(ui)
        passed++
        console.log(`  ok ${name} (${Date.now() - started} ms)`)
        await shot(ui, shots, `${picture}.png`)
      } catch (error) {
        failed++
        console.log(`  FAIL ${name}: ${error.message}`)
        await shot(ui, shots, `${picture}-FAIL.png`)
      }
      // However a step ends, the next one finds neither menu nor hover in its way.
      for (let i = 0; i < 2; i++) await ui.page.keyboard.press('Escape')
    }
  } finally {
    await ui.stop({ keep: failed > 0 })
  }
  if (failed > 0 && existsSync(shots)) console.log(`\nSee ${shots} and ${ui.log}`)
}
