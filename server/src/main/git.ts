import { createRequire } from 'node:module'
import { basename, dirname } from 'node:path'
import type { Failure } from '../cli/io.ts'
import { MAX_LENGTH } from '../syntax/file.ts'
import { reason } from './reason.ts'

/** Loaded when it is needed: it brings half of Node along. */
const processes = (): typeof import('node:child_process') => createRequire(import.meta.url)('node:child_process')

/**
 * Runs git in a folder: no shell, no question for a password, and nothing from a remote, whatever the configuration of
 * the repository says. The only place that does.
 */
export function runGit(args: readonly string[], folder: string, input = ''): Uint8Array | Failure {
  const options = { cwd: folder, env: environment(), input, maxBuffer: MAX_BYTES, windowsHide: true }
  const ran = processes().spawnSync('git', args, options)
  const { code } = (ran.error ?? {}) as NodeJS.ErrnoException
  if (code === 'ENOENT') return { failure: 'git is not installed' }
  if (code === 'ENOBUFS') return { failure: 'there is too much in it' }
  if (ran.error) return { failure: reason(ran.error) }
  const [said = ''] = ran.stderr.toString('utf8').split('\n')
  return ran.status === 0 ? ran.stdout : { failure: said.replace(/^fatal: /, '') || `git ended with ${ran.status}` }
}

/**
 * The text of a file as it was committed last; `undefined` where there is none, or no git. A blob is read as it is:
 * commands that would show it more nicely (`git show`) may run programs that the repository names.
 */
export function committedText(path: string): Promise<string | undefined> {
  const options = { cwd: dirname(path), env: environment(), maxBuffer: MAX_LENGTH, timeout: 10_000, windowsHide: true }
  return new Promise((resolve) => {
    processes().execFile('git', ['cat-file', 'blob', `HEAD:./${basename(path)}`], options, (error, text) =>
      resolve(error ? undefined : text),
    )
  })
}

function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
    // Windows would look for git.exe in the folder first.
    NoDefaultCurrentDirectoryInExePath: '1',
  }
}

/** As much as all manifests of a repository together may have. */
const MAX_BYTES = 1024 * 1024 * 1024
