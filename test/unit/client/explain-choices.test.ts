import assert from 'node:assert/strict'
import { type Choice, choicesFor } from '../../../client/src/commands/explain-choices.ts'
import { search } from '../../../client/src/search.ts'

const item = (id: string, label: string, group: string, ...aliases: readonly string[]) => ({
  id,
  label,
  description: id,
  group,
  aliases,
})

const ITEMS = [
  item('Deployment', 'Deployment', 'In this file', 'deploy', 'deployments'),
  item('headless-service', 'Headless Service', 'Networking', 'headless', 'Service.spec.clusterIP=None'),
  item('ingress', 'Ingress', 'Networking', 'HTTP from outside'),
  item('blue-green', 'Blue-green deployment', 'Delivery', 'blue green', 'red black'),
  item('Deployment', 'Deployment', 'Kinds', 'deploy', 'deployments'),
  item('StatefulSet', 'StatefulSet', 'Kinds', 'sts', 'statefulsets'),
  item('Service', 'Service', 'Kinds', 'svc', 'services'),
  item('image-tag-latest', 'image-tag-latest', 'Rules'),
]

describe('choices of Explain…', () => {
  it('are all items, in groups', () => {
    assert.deepEqual(rows(''), [
      ...['-- In this file', 'Deployment', '-- Networking', 'headless-service', 'ingress', '-- Delivery', 'blue-green'],
      ...['-- Kinds', 'Deployment', 'StatefulSet', 'Service', '-- Rules', 'image-tag-latest'],
    ])
  })

  for (const [typed, first] of [
    ['svc', 'Service'],
    ['sts', 'StatefulSet'],
    ['STS', 'StatefulSet'],
    ['headless', 'headless-service'],
    ['service headless', 'headless-service'],
    ['blue green', 'blue-green'],
    ['green blue', 'blue-green'],
    ['blue/green', 'blue-green'],
    ['clusterIP none', 'headless-service'],
    ['Service.spec.clusterIP=None', 'headless-service'],
    ['deploy', 'Deployment'],
    ['deplyoment', 'Deployment'],
    ['statefullset', 'StatefulSet'],
    ['ingres', 'ingress'],
    ['ignress', 'ingress'],
    ['latest tag', 'image-tag-latest'],
  ] as const) {
    it(`“${typed}” finds ${first} first`, () => {
      const ids = choicesFor(ITEMS, typed).flatMap((it) => ('id' in it && it.description !== 'Field' ? [it.id] : []))
      assert.equal(ids[0], first)
    })
  }

  it('come once, and from the file at hand where it has them', () => {
    const found = rows('deployment')
    assert.deepEqual(found.slice(0, 2), ['-- In this file', 'Deployment'])
    assert.equal(found.filter((it) => it === 'Deployment').length, 1)
  })

  it('say by which other name they were found', () => {
    const [, found] = choicesFor(ITEMS, 'clusterip')
    assert.deepEqual(found, {
      id: 'headless-service',
      label: 'Headless Service',
      description: 'Service.spec.clusterIP=None · headless-service',
    })
  })

  for (const typed of ['zzz', 'service zzz', 'xy', '!']) {
    it(`“${typed}” finds nothing`, () => assert.deepEqual(rows(typed), []))
  }

  it('offer a field path as it was typed', () => {
    const [first] = choicesFor(ITEMS, ' deployment.spec.strategy ')
    assert.deepEqual(first, {
      id: 'deployment.spec.strategy',
      label: 'deployment.spec.strategy',
      description: 'Field',
    })
  })

  for (const typed of ['deployment', 'deployment.', 'what is it?', '.spec', 'a b.c']) {
    it(`“${typed}” is no field path`, () => {
      assert.ok(!choicesFor(ITEMS, typed).some((it) => 'description' in it && it.description === 'Field'))
    })
  }
})

describe('the search', () => {
  it('is quick enough to follow the keys, among more than there is', () => {
    const many = Array.from({ length: 3000 }, (_, i) => item(`note-${i}`, `A note about thing ${i}`, 'X', `alias${i}`))
    const started = process.cpuUsage()
    for (const typed of ['n', 'note', 'thing 2999', 'abuot thing']) assert.ok(search(many, typed).length > 0, typed)
    // Some 60 ms; the slowest machine of ours takes three times that.
    assert.ok(process.cpuUsage(started).user < 1_000_000)
  })
})

function rows(typed: string): readonly string[] {
  return choicesFor(ITEMS, typed).map((it: Choice) => ('separator' in it ? `-- ${it.separator}` : it.id))
}
