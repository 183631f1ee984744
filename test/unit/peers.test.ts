import assert from 'node:assert/strict'
import { codesById } from '../../server/src/rules/codes.ts'
import { peers, peersOf } from '../../server/src/rules/peers/table.ts'

describe('other linters', () => {
  for (const { name, checks } of peers) {
    it(`${name}: each check leads to codes that exist, each once`, () => {
      const codes = Object.values(checks).flat()
      assert.deepEqual(
        codes.filter((it) => !codesById.has(it)),
        [],
      )
      for (const [id, them] of Object.entries(checks)) assert.equal(new Set(them).size, them.length, id)
      assert.ok(codes.length * 2 > Object.keys(checks).length, 'most of its checks are here')
    })
  }

  it('are found by our codes', () => {
    assert.deepEqual(peersOf('service-selector-no-match').slice(0, 2), [
      { name: 'kube-linter', ids: ['dangling-service'] },
      { name: 'kube-score', ids: ['service-targets-pod'] },
    ])
    assert.deepEqual(peersOf('yaml-too-deep'), [])
  })
})
