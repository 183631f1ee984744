import assert from 'node:assert/strict'
import { choicesFor } from '../../../client/src/commands/explain-choices.ts'

const ITEMS = [
  {
    id: 'headless-service',
    label: 'Headless Service',
    description: 'no address',
    group: 'networking',
    aliases: ['ClusterIP None'],
  },
  { id: 'ingress', label: 'Ingress', description: 'HTTP from outside', group: 'networking', aliases: [] },
  { id: 'Deployment', label: 'Deployment', description: 'apps/v1', group: 'Kinds', aliases: ['deploy'] },
]

describe('choices of Explain…', () => {
  it('are all items, in groups', () => {
    const rows = choicesFor(ITEMS, '').map((it) => ('separator' in it ? `-- ${it.separator}` : it.id))
    assert.deepEqual(rows, ['-- networking', 'headless-service', 'ingress', '-- Kinds', 'Deployment'])
  })

  it('keep what matches only by another name, and say that name', () => {
    const kept = choicesFor(ITEMS, 'clusterip').filter((it) => 'id' in it && it.alwaysShow)
    assert.deepEqual(kept, [
      {
        id: 'headless-service',
        label: 'Headless Service',
        description: 'ClusterIP None · no address',
        alwaysShow: true,
      },
    ])
  })

  it('leave to VS Code what matches by label', () => {
    assert.ok(choicesFor(ITEMS, 'deploy').every((it) => !('id' in it) || !it.alwaysShow))
  })

  it('offer a field path as it was typed', () => {
    const [first] = choicesFor(ITEMS, ' deployment.spec.strategy ')
    assert.deepEqual(first, {
      id: 'deployment.spec.strategy',
      label: 'deployment.spec.strategy',
      description: 'Field',
      alwaysShow: true,
    })
  })

  for (const typed of ['deployment', 'deployment.', 'what is it?', '.spec', 'a b.c']) {
    it(`“${typed}” is no field path`, () => {
      assert.ok(!choicesFor(ITEMS, typed).some((it) => 'description' in it && it.description === 'Field'))
    })
  }
})
