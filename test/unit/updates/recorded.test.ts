import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { UpdateFact } from '../../../server/src/schema/update-facts.ts'
import { judgeUpdate, type UpdateCase, updateCases } from '../../apiserver/updates.ts'
import { catalogue } from '../../corpus/service.ts'

/**
 * Updates of objects in a cluster, and what kube-apiserver 1.36 said to them: for each entry of the facts one that it
 * refused and one that it took, where there was one of each.
 */
const cases = updateCases(readFileSync(new URL('../../apiserver/updates.jsonl', import.meta.url), 'utf8'))

describe('an update of an object in a cluster', () => {
  it('is refused where the API server refuses it, at its path, for its reason', () => {
    const refused = cases.filter((it) => it.refused)
    const wrong = refused.flatMap((it) => {
      const errors = judgeUpdate(it.old, it.now).filter((one) => one.severity === 'error')
      if (errors.length === 0) return [`${nameOf(it)}: taken`]
      const ours = errors.map((one) => `${one.path} ${one.cause}`)
      const theirs = it.causes.map(({ field, type }) => `${field} ${CAUSES[type] ?? type}`)
      return theirs.length === 0 || theirs.some((one) => ours.includes(one))
        ? []
        : [`${nameOf(it)}: ${ours.join(', ')} instead of ${theirs.join(', ')}`]
    })
    assert.deepEqual(wrong, [])
    assert.ok(refused.length > 120, `${refused.length} cases`)
  })

  it('is taken where the API server takes it', () => {
    const taken = cases.filter((it) => !it.refused)
    const wrong = taken.filter((it) => judgeUpdate(it.old, it.now).some((one) => one.severity !== 'info'))
    assert.deepEqual(wrong.map(nameOf), [])
    assert.ok(taken.length > 80, `${taken.length} cases`)
  })

  it('is said to change nothing where the API server keeps the old value', () => {
    const kept = cases.filter((it) => it.means === 'ignored' && !it.path.startsWith('metadata.resourceVersion'))
    const silent = kept.filter((it) => !judgeUpdate(it.old, it.now).some((one) => one.code === 'update-ignored'))
    assert.deepEqual(silent.map(nameOf), [])
    assert.ok(kept.length > 5)
  })

  it('says nothing of an object that stays as it is', () => {
    for (const it of cases) assert.deepEqual(judgeUpdate(it.old, it.old), [], nameOf(it))
  })

  it('shows nearly every entry of the facts', () => {
    const shown = new Set(cases.map((it) => it.kind))
    const missing = Object.entries(catalogue.updates()).flatMap(([gvk, table]) => {
      const own = Object.values<UpdateFact>(table ?? {}).filter((it) => it.change !== 'mutable')
      return gvk === '*' || typeof table !== 'object' || own.length === 0 || shown.has(gvk) ? [] : [gvk]
    })
    assert.deepEqual(missing, [])
  })
})

const CAUSES: Readonly<Record<string, string>> = { FieldValueInvalid: 'invalid', FieldValueForbidden: 'forbidden' }

function nameOf({ kind, path, change }: UpdateCase): string {
  return `${kind} ${path} ${change}`
}
