import assert from 'node:assert/strict'
import { groupsOf, isKubernetesGroup, pluralOf, resourcesOfGroup } from '../../server/src/model/api-resources.ts'
import { catalogue } from '../workspace.ts'

describe('resources of the API', () => {
  it('are those of the schemas', () => {
    const served = new Map<string, Set<string>>()
    for (const [key, { from, plural }] of Object.entries(catalogue.index.kinds)) {
      if (from !== 'kubernetes' || plural === undefined) continue
      const parts = key.split('/')
      const group = parts.length === 3 ? (parts[0] ?? '') : ''
      served.set(group, (served.get(group) ?? new Set()).add(plural))
    }
    assert.ok(served.size > 20)
    for (const [group, plurals] of served)
      assert.deepEqual([...plurals].sort(), [...resourcesOfGroup(group)].sort(), group)
  })

  it('are found by plural, and by what people write instead', () => {
    assert.deepEqual(groupsOf('deployments'), ['apps', 'extensions'])
    assert.deepEqual(groupsOf('pods'), [''])
    assert.deepEqual(groupsOf('widgets'), [])
    assert.equal(isKubernetesGroup('metrics.k8s.io'), false)
    assert.deepEqual(['Pod', 'NetworkPolicy', 'ingress', 'endpoints', 'Widget'].map(pluralOf), [
      'pods',
      'networkpolicies',
      'ingresses',
      'endpoints',
      undefined,
    ])
  })
})
