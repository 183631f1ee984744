import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type ApiChange, apiChange, changedKinds } from '../../server/src/model/api-changes.ts'
import { minorOf } from '../../server/src/schema/version.ts'

interface KindHistory {
  readonly introduced?: string
  readonly deprecated?: string
  readonly removed?: string
  /** Not served at all any more, since the range of the facts began or earlier. */
  readonly unserved?: string
  readonly replacement?: string
  /** What took the place of the replacement, where that went too. */
  readonly then?: string
}

const facts = JSON.parse(readFileSync(new URL('../../schemas/facts/history.json', import.meta.url), 'utf8')) as {
  readonly kinds: Readonly<Record<string, KindHistory>>
}

describe('the table of API changes', () => {
  it('says of every kind what the recorded facts say', () => {
    const expected = Object.entries(facts.kinds).map(([gvk, history]) => [gvk, fromFacts(gvk, history)] as const)
    assert.ok(expected.length > 100)
    assert.deepEqual(Object.fromEntries(expected.map(([gvk]) => [gvk, ask(gvk)])), Object.fromEntries(expected))
  })

  it('has no kind of which the facts know nothing', () => {
    assert.deepEqual(
      [...changedKinds()].filter((it) => !Object.hasOwn(facts.kinds, it)),
      [],
    )
  })

  it('knows the removals that people meet most', () => {
    assert.equal(apiChange('extensions/v1beta1', 'Ingress')?.removed, 22)
    assert.equal(apiChange('policy/v1beta1', 'PodSecurityPolicy')?.successor, undefined)
    assert.equal(apiChange('apps/v1', 'Deployment'), undefined)
  })

  it('leads only to versions that live longer', () => {
    for (const gvk of changedKinds()) {
      const { successor, removed } = ask(gvk) ?? {}
      if (successor === undefined) continue
      const next = ask(`${successor}/${gvk.slice(gvk.lastIndexOf('/') + 1)}`)
      assert.ok((next?.removed ?? Number.POSITIVE_INFINITY) > (removed ?? 0), gvk)
    }
  })
})

function ask(gvk: string): ApiChange | undefined {
  const slash = gvk.lastIndexOf('/')
  return apiChange(gvk.slice(0, slash), gvk.slice(slash + 1))
}

function fromFacts(
  gvk: string,
  { introduced, deprecated, removed, unserved, replacement, then }: KindHistory,
): ApiChange {
  const kind = gvk.slice(gvk.lastIndexOf('/') + 1)
  const next = then ?? replacement
  const minors = { introduced: minor(introduced), deprecated: minor(deprecated), removed: minor(removed ?? unserved) }
  return {
    ...(minors.introduced !== undefined && { introduced: minors.introduced }),
    ...(minors.deprecated !== undefined && { deprecated: minors.deprecated }),
    ...(minors.removed !== undefined && { removed: minors.removed }),
    ...(next !== undefined && { successor: next.endsWith(`/${kind}`) ? next.slice(0, -kind.length - 1) : next }),
  }
}

/** Kinds of 1.0 have been there always. */
function minor(version: string | undefined): number | undefined {
  return minorOf(version) || undefined
}
