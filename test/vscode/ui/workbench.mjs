import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { startBrowser, startServer } from '../host.mjs'

const examples = resolve(import.meta.dirname, '../../../examples')

/**
 * A workbench on a fresh copy of `examples/`, with the packaged extension: the `ui` that every step takes.
 *
 * `settings`: of the user. `scale`: pixels a pixel, 2 for pictures that are to be read.
 */
export async function openWorkbench({ vsix, settings = {}, width, height, scale }) {
  const folder = mkdtempSync(join(tmpdir(), 'purser-ui-'))
  const workspace = join(folder, 'examples')
  cpSync(examples, workspace, { recursive: true })
  const server = await startServer({
    vsix: [vsix],
    settings: { 'editor.minimap.enabled': false, 'editor.cursorBlinking': 'solid', ...settings },
  })
  try {
    const browser = await startBrowser({ width, height, scale })
    const { page } = browser
    await page.goto(server.url(workspace))
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 })
    return {
      page,
      workspace,
      log: server.log,
      stop: async ({ keep = false } = {}) => {
        await browser.stop()
        await server.stop({ keep })
        rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
      },
    }
  } catch (error) {
    await server.stop({ keep: true })
    throw error
  }
}

/** Saves a picture, of the whole window or of a part of it (`clip`: x, y, width, height); `squeeze` makes it smaller. */
export async function shot(ui, folder, name, clip, squeeze = (bytes) => bytes) {
  mkdirSync(folder, { recursive: true })
  const bytes = await ui.page.screenshot({ animations: 'disabled', caret: 'initial', ...(clip ? { clip } : {}) })
  writeFileSync(join(folder, basename(name)), squeeze(bytes))
}
