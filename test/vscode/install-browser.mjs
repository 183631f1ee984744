/** `node test/vscode/install-browser.mjs`: finds Chromium or Chrome, or installs Debian's where that is possible. */
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { installDebianPackages } from './install-host.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

export function installBrowser() {
  const found = findBrowser()
  if (found !== undefined) return found
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    console.log('VS Code host: installing Chromium (once, some 120 MB) ...')
    installDebianPackages('chromium', 'fonts-dejavu-core')
  }
  const installed = findBrowser()
  if (installed !== undefined) return installed
  throw new Error('The VS Code tests need Chromium or Chrome: `apt-get install chromium`, or set CHROMIUM to its path.')
}

export function findBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const paths = process.env.CHROMIUM
    ? [process.env.CHROMIUM]
    : folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return paths.find(isExecutable)
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(installBrowser())
