import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { answering, type Helper, type Request, take } from '../../server/src/cli/helper.ts'
import type { Io } from '../../server/src/cli/io.ts'
import type { Knowledge } from '../../server/src/cli/knowledge.ts'
import { FORMATS } from '../../server/src/cli/report.ts'
import { startShift } from '../../server/src/cli/shift.ts'
import { type Given, purser } from './cli/memory-io.ts'
import { treeOf } from './cli/tree.ts'

const repository = join(import.meta.dirname, '..', '..')

describe('purser lint in threads', function () {
  this.timeout(60_000)
  const tree = treeOf(150)

  for (const profile of ['apiserver', 'recommended', 'all']) {
    it(`says the same, profile ${profile}`, async () => {
      const line = ['lint', '.', '--profile', profile, '--format', 'json']
      const alone = await purser([...line, '--threads', '1'], tree)
      assert.ok(JSON.parse(alone.out).length > 10)
      const helped = await purser([...line, '--threads', '3'], tree, { helpers: sound })
      assert.equal(helped.out, alone.out)
      assert.deepEqual([helped.code, helped.error], [alone.code, alone.error])
    })
  }

  it('says the same in every format, and of what cannot be read', async () => {
    const files = { ...examples(), 'x/locked.yaml': { failure: 'permission denied' }, 'x/big.yaml': { size: 1e9 } }
    for (const format of FORMATS) {
      const line = ['lint', '.', '-', '--format', format]
      const alone = await purser([...line, '--threads', '1'], files, { stdin: STDIN })
      const helped = await purser([...line, '--threads', '3'], files, { stdin: STDIN, helpers: sound })
      assert.deepEqual([helped.out, helped.error, helped.code], [alone.out, alone.error, alone.code], format)
    }
  })

  it('says the same as of files that are all held in memory', async () => {
    const line = ['lint', '.', '--profile', 'all', '--format', 'json']
    const apart = await purser(line, tree)
    const together = await purser([...line, '--against', '../elsewhere'], {
      ...tree,
      '/elsewhere/x.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: nobody}\n',
    })
    assert.equal(together.out, apart.out)
  })

  for (const dies of [0, 1, 5, Number.POSITIVE_INFINITY]) {
    it(`does the work of a thread that dies ${dies > 5 ? 'at the end' : `with ${dies} slices`}`, async () => {
      const line = ['lint', '.', '--profile', 'all', '--format', 'json']
      const alone = await purser([...line, '--threads', '1'], tree)
      const helped = await purser([...line, '--threads', '3'], tree, { helpers: dying(dies) })
      assert.equal(helped.out, alone.out)
    })
  }

  it('starts none for a few files, as many as are of use for many, and ends them', async () => {
    const counts = { started: 0, ended: 0 }
    const counting: Helpers = (io, knowledge) => ({
      best: 2,
      start: () => {
        counts.started++
        return { ...helper(io, knowledge), end: () => void counts.ended++ }
      },
    })
    await purser(['lint', '.'], examples(), { helpers: counting })
    assert.deepEqual(counts, { started: 0, ended: 0 })
    await purser(['lint', '.'], treeOf(400), { helpers: counting })
    assert.deepEqual(counts, { started: 2, ended: 2 })
  })

  it('says the same of 600 files as a real process with real threads', () => {
    const folder = mkdtempSync(join(tmpdir(), 'purser-threads-'))
    try {
      for (const [path, text] of Object.entries(treeOf(600))) {
        mkdirSync(join(folder, dirname(path)), { recursive: true })
        writeFileSync(join(folder, path), text)
      }
      const lint = (threads: number) => {
        const line = [
          join(repository, 'dist', 'cli.mjs'),
          'lint',
          '.',
          '--profile',
          'all',
          '--no-cache',
          '--threads',
          String(threads),
        ]
        return spawnSync(process.execPath, line, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28, timeout: 50_000 })
      }
      const [alone, helped] = [lint(1), lint(3)]
      assert.equal(alone.status, 1)
      assert.ok(alone.stdout.length > 10_000)
      assert.equal(helped.stdout, alone.stdout)
      assert.deepEqual([helped.status, helped.stderr], [alone.status, ''])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  for (const threads of ['0', 'two', '-1', '100'])
    it(`--threads ${threads} is told what it takes`, async () => {
      const { code, error } = await purser(['lint', `--threads=${threads}`, '.'], examples())
      assert.equal(code, 2)
      assert.match(error, /--threads takes a number from 1 to 99/)
    })
})

type Helpers = NonNullable<Given['helpers']>

const STDIN = 'apiVersion: v1\nkind: Pod\n'

function examples(): Readonly<Record<string, string>> {
  const root = join(repository, 'examples')
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((it) => /\.(?:ya?ml|json)$/.test(it))
  return Object.fromEntries(names.map((it) => [it.replaceAll('\\', '/'), readFileSync(join(root, it), 'utf8')]))
}

/** As a thread would do it: all that goes to it and comes back is copied. */
function helper(io: Io, knowledge: Knowledge): Helper {
  const answer = answering((order) => startShift(io, knowledge, order))
  const ask = async <T>(request: Request) => {
    await new Promise((resolve) => setImmediate(resolve))
    return structuredClone(answer(structuredClone(request))) as T
  }
  return {
    begin: (order) => void answer(structuredClone({ begin: order })),
    read: (queue) => ask({ read: queue }),
    finish: (index) => ask({ finish: index }),
    end: () => {},
  }
}

const sound: Helpers = (io, knowledge) => ({ best: 2, start: () => helper(io, knowledge) })

function dying(afterSlices: number): Helpers {
  return (io, knowledge) => ({
    best: 2,
    start: () => {
      const inner = helper(io, knowledge)
      return {
        ...inner,
        read: (queue) => {
          if (afterSlices === Number.POSITIVE_INFINITY) return inner.read(queue)
          for (let left = afterSlices; left > 0; left--) take(queue)
          return Promise.reject(new Error('out of memory'))
        },
        finish: () => Promise.reject(new Error('out of memory')),
      }
    },
  })
}
