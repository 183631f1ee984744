import assert from 'node:assert/strict'
import { idOf, linkByName, pathOf, withHeading } from '../../../client/src/explain-links.ts'

function commandLink(id: string): string {
  return `command:purser.explain?${encodeURIComponent(JSON.stringify([{ id }]))}`
}

describe('links between explanations', () => {
  for (const id of [
    'headless-service',
    'deployment.spec.strategy',
    'apps/Deployment',
    'pod.spec.containers[0].image',
  ]) {
    it(`${id} becomes a path and comes back`, () => {
      assert.equal(idOf(pathOf(id)), id)
      assert.equal(pathOf(id).lastIndexOf('/'), 0, 'all documents lie side by side')
    })

    it(`a command link to ${id} becomes a link to its document`, () => {
      const target = /\((.+)\)/.exec(linkByName(`See [it](${commandLink(id)}).`))?.[1] ?? ''
      assert.equal(idOf(`/${decodeURIComponent(target)}`), id)
      assert.doesNotMatch(target, /[\s:]/)
    })
  }

  it('leaves every other link, and several in one line', () => {
    const text = `[a](${commandLink('a')}) [b](https://example.com/b) [c](${commandLink('c')}) [d](#d)`
    assert.equal(linkByName(text), '[a](a.md) [b](https://example.com/b) [c](c.md) [d](#d)')
  })

  for (const broken of [
    '%',
    '%5B',
    encodeURIComponent('[]'),
    encodeURIComponent('[{"id":1}]'),
    encodeURIComponent('{}'),
  ]) {
    it(`leaves the broken link ${broken}`, () => {
      const text = `[x](command:purser.explain?${broken})`
      assert.equal(linkByName(text), text)
    })
  }

  it('adds the title where a text begins without one', () => {
    assert.equal(withHeading('A', 'text'), '# A\n\ntext')
    assert.equal(withHeading('A', '# B\n\ntext'), '# B\n\ntext')
  })
})
