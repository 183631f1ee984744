/** `npm run update [-- MOCHA OPTIONS]`: writes the expected outputs of the fixtures anew. Read the diff before you commit it. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const mocha = join('node_modules', 'mocha', 'bin', 'mocha.js')
const { status } = spawnSync(process.execPath, [mocha, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, UPDATE: '1' },
})
process.exitCode = status ?? 1
