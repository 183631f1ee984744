import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { rows } from '../../../server/src/apiserver/index.ts'
import type { Policy } from '../../../server/src/settings.ts'
import { casesIn } from '../../apiserver/cases.ts'
import { judge } from '../../apiserver/judge.ts'
import { lintText, POLICY } from '../../corpus/service.ts'

const policy: Policy = { ...POLICY, profile: 'apiserver' }
const folder = new URL('../../apiserver/', import.meta.url)
const OTHERS = new Set(['pod-security.jsonl', 'updates.jsonl'])
const files = readdirSync(folder).filter((it) => it.endsWith('.jsonl') && !OTHERS.has(it))
const all = files.map((name) => ({ name, cases: casesIn(readFileSync(new URL(name, folder), 'utf8')) }))

/** Those with cases under their own names; other kinds have theirs together, in other-kinds.jsonl. */
const TABLE = /^(?:META|DEC|SEL|WRK|JOB|POD|PRB|PS[CP]|VOL|PVC|CFG|SVC|ING|HPA|RBA|CRD|ADM|WAR)\d/

/** Rows without recorded cases of a bearable size. */
const UNSHOWN: Readonly<Record<string, string>> = {
  CFG3: 'a megabyte of data',
  VOL12: 'hundreds of kilobytes',
  META24: 'asked of a running server by hand: reviews are no manifests that people write',
}

describe('what kube-apiserver 1.36 said', () => {
  for (const { name, cases } of all) {
    it(`is what the profile apiserver says: ${name}, ${cases.length} cases`, () => {
      const differing = cases.flatMap((it) => judge(it, lintText(it.manifest, undefined, policy).problems).text ?? [])
      assert.deepEqual(differing, [], differing.join('\n'))
    })
  }

  it('shows a refused and an accepted manifest for nearly every row', () => {
    const cases = all.flatMap((it) => it.cases)
    const refused = new Set(cases.filter((it) => it.refused || it.warnings.length > 0).map((it) => it.row))
    const accepted = new Set(cases.filter((it) => !it.refused).map((it) => it.row))
    const bare = [...new Set(rows.map((it) => it.id))].filter(
      (it) => TABLE.test(it) && !(it in UNSHOWN) && (!refused.has(it) || !accepted.has(it)),
    )
    assert.deepEqual(bare, [])
  })

  it('has a reason for each row that a colleague could give', () => {
    for (const { id, why } of rows) {
      assert.match(why, /^[A-Z`"].*(?:[.?]| https:\S+)$/s, `${id}: ${why}`)
      assert.ok(why.length > 25 && why.length < 500, `${id}: ${why}`)
    }
  })
})
