import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { meant } from '../../../server/src/apiserver/fixes.ts'
import { descendingPath, dnsLabel, qualifiedName } from '../../../server/src/apiserver/names.ts'
import type { Problem } from '../../../server/src/problem.ts'
import { amountsMeant, numbersMeant } from '../../../server/src/schema/values-meant.ts'
import type { Edit } from '../../../server/src/text/edit.ts'
import { lintText } from '../../corpus/service.ts'

/** A manifest that the API server refuses, and the titles of the fixes that one after the other put it right. */
interface Case {
  readonly name: string
  readonly fixes: readonly string[]
  readonly manifest: string
}

const cases = readFileSync(new URL('./fixes.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Case)

describe('what the API server refuses and a fix puts right', () => {
  for (const { name, fixes, manifest } of cases) {
    it(`${name}: ${fixes.join(', then ')}`, () => {
      let text = manifest
      for (const title of fixes) {
        const ways = faultsOf(text).flatMap((it) => it.fixes?.() ?? [])
        const fix = ways.find((it) => it.title === title) ?? assert.fail(`there is: ${ways.map((it) => it.title)}`)
        assert.equal(ways[0]?.title, title)
        text = applied(text, fix.edits)
      }
      assert.deepEqual(
        faultsOf(text).map((it) => it.message),
        [],
        text,
      )
    })
  }

  it('is left alone where nobody can know what is meant', () => {
    assert.deepEqual(meant('../up', descendingPath), [])
    assert.deepEqual(meant('/abs/path', descendingPath), ['abs/path'])
    assert.deepEqual(meant('---', dnsLabel), [])
    assert.deepEqual(meant('Ünder', dnsLabel), [])
    assert.deepEqual(meant('x'.repeat(64), qualifiedName), [])
    assert.deepEqual(amountsMeant('much', 'memory'), [])
    assert.deepEqual(amountsMeant('50%', 'memory'), [])
    assert.deepEqual(amountsMeant('1.5 GiB', 'memory'), ['1.5Gi'])
    assert.deepEqual(amountsMeant('2 cores', 'cpu'), ['2'])
    assert.deepEqual(numbersMeant('5m', 'periodSeconds'), [300])
    assert.deepEqual(numbersMeant('5m', 'replicas'), [])
    assert.deepEqual(meant(`a${'-'.repeat(200_000)}.b`, dnsLabel), [])
    assert.deepEqual(amountsMeant(`5${' '.repeat(200_000)}!`, 'memory'), [])
    assert.deepEqual(numbersMeant('99999999999s', 'periodSeconds'), [])
  })
})

/** Errors, and what the server takes with a warning that is as good as one. */
function faultsOf(text: string): readonly Problem[] {
  const { problems } = lintText(text)
  return problems.filter((it) => it.severity === 'error' || it.server?.row === 'WAR8')
}

function applied(text: string, edits: readonly Edit[]): string {
  const backwards = [...edits].sort((a, b) => b.from - a.from)
  return backwards.reduce((done, { from, to, insert }) => done.slice(0, from) + insert + done.slice(to), text)
}
