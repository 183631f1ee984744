import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { judge } from '../../corpus/judge.ts'
import { lintText } from '../../corpus/service.ts'

/** A manifest and what kube-apiserver 1.36.3 answered; `fields` as `Decoding.fields`. */
interface Sample {
  readonly case: string
  readonly manifest: string
  readonly verdict: 'accepted' | 'refused'
  readonly fields: readonly string[]
}

const samples = readFileSync(new URL('../../corpus/sample.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Sample)

describe('recorded answers of an API server', () => {
  it('are both kinds', () => {
    assert.ok(samples.filter((it) => it.verdict === 'accepted').length > 30)
    assert.ok(samples.filter((it) => it.verdict === 'refused').length > 60)
  })

  for (const { case: name, manifest, verdict, fields } of samples) {
    it(`${name}: ${verdict}${fields.length ? ` at ${fields.join(', ')}` : ''}`, () => {
      const { problems } = lintText(manifest)
      const errors = problems.filter((it) => it.severity === 'error')
      if (verdict === 'accepted') {
        assert.deepEqual(errors, [])
        return
      }
      assert.ok(errors.length > 0, 'no error here')
      const { missed, extra } = judge(manifest, problems, { refused: true, fields })
      assert.deepEqual({ missed, extra }, { missed: [], extra: [] })
    })
  }
})
