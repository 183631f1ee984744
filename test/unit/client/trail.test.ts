import assert from 'node:assert/strict'
import { backLink } from '../../../client/src/explain-links.ts'
import { createTrail } from '../../../client/src/trail.ts'

describe('the way from page to page', () => {
  const step = (id: string) => ({ path: `/${id}.md`, title: id })

  it('leads back by the pages that were read', () => {
    const trail = createTrail()
    const previous = (id: string) => trail.visit(step(id))?.title
    assert.equal(previous('a'), undefined)
    assert.equal(previous('b'), 'a')
    assert.equal(previous('b'), 'a', 'a page that is shown anew is no step')
    assert.equal(previous('c'), 'b')
    assert.equal(previous('b'), 'a', 'back')
    assert.equal(previous('d'), 'b')
    assert.equal(previous('b'), 'a')
    assert.equal(previous('a'), undefined)
  })

  it('forgets what is long ago', () => {
    const trail = createTrail()
    for (let i = 0; i < 500; i++) trail.visit(step(`${i}`))
    assert.equal(
      trail.find((it) => it.title === '1'),
      undefined,
    )
    assert.equal(trail.find((it) => it.title === '499')?.path, '/499.md')
  })

  it('is a link to a page that lies beside', () => {
    assert.equal(backLink(undefined), '')
    assert.equal(
      backLink({ path: '/explained~shop~web.yaml.md', title: 'web.yaml [x] explained' }),
      '[← Back to web.yaml \\[x\\] explained](explained~shop~web.yaml.md)\n\n',
    )
  })
})
