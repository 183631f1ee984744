/**
 * `npm run oracle -- [--only FILE,...] [--version X.Y.Z] [--write]`: asks a real kube-apiserver about every case in
 * test/apiserver/ and prints what it answers otherwise than recorded. Builds it from its published sources, which takes
 * Go; it listens on this machine only, and is gone with all its files when this ends. Exit code 1: something drifted.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { askAll } from '../test/apiserver/oracle/files.ts'
import { Refusal, startOracle } from '../test/apiserver/oracle/server.ts'

/** Of the server whose answers test/apiserver/ holds. */
const VERSION = '1.36.3'

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  console.error(`oracle: ${error.message}`)
  process.exitCode = 2
}

async function main() {
  const { only, version, write } = options()
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Refusal(`\`${version}\` is no version such as ${VERSION}`)
  if (write && version !== VERSION)
    throw new Refusal(`recorded are the answers of ${VERSION}; for others change VERSION in scripts/oracle.mjs`)
  const files = only?.split(',').map((it) => `${it.replace(/\.jsonl$/, '')}.jsonl`)
  const oracle = await startOracle(version, console.log)
  const started = Date.now()
  try {
    const folder = join(import.meta.dirname, '..', 'test', 'apiserver')
    const { cases, drifts } = await askAll(oracle, folder, (it) => files?.includes(it) ?? true, write)
    if (cases === 0) throw new Refusal('none of the files has cases')
    for (const { file, name, before, after } of drifts) console.log(`${file}: ${name}\n  - ${before}\n  + ${after}`)
    const seconds = Math.round((Date.now() - started) / 1000)
    console.log(`${cases} cases asked of kube-apiserver ${version} in ${seconds} s: ${drifts.length} answers drifted`)
    return drifts.length > 0 && !write ? 1 : 0
  } finally {
    await oracle.stop()
  }
}

function options() {
  try {
    return parseArgs({
      options: {
        only: { type: 'string' },
        version: { type: 'string', default: VERSION },
        write: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error))
  }
}
