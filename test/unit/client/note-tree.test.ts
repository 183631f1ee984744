import assert from 'node:assert/strict'
import { areasOf, emptyTree, isSame, touchedIn, withAnswer } from '../../../client/src/note-tree.ts'

const note = (id: string, area: string) => ({ id, title: id, area, about: 'concept', alias: '' }) as const

describe('the tree of notes', () => {
  const all = [note('pod', 'Workloads'), note('service', 'Networking'), note('ingress', 'Networking')]
  const first = withAnswer(emptyTree, { here: [{ id: 'ingress', line: 3 }], revision: '1', all })

  it('has the areas in the order of the notes', () => {
    assert.deepEqual(areasOf(first), ['Workloads', 'Networking'])
    assert.deepEqual(areasOf(emptyTree), [])
  })

  it('keeps all notes when the answer leaves them out', () => {
    const next = withAnswer(first, { here: [], revision: '1' })
    assert.equal(next.all, all)
    assert.deepEqual(touchedIn(next), [])
  })

  it('knows the notes of the manifest in its order, but for those that are gone', () => {
    const here = [
      { id: 'service', line: 1 },
      { id: 'gone', line: 2 },
      { id: 'pod', line: 9 },
    ]
    const found = touchedIn(withAnswer(first, { here, revision: '1' }))
    assert.deepEqual(
      found.map((it) => [it.note.id, it.line]),
      [
        ['service', 1],
        ['pod', 9],
      ],
    )
  })

  it('is the same until a place or a note changes', () => {
    assert.ok(isSame(first, withAnswer(first, { here: [{ id: 'ingress', line: 3 }], revision: '1' })))
    assert.ok(!isSame(first, withAnswer(first, { here: [{ id: 'ingress', line: 4 }], revision: '1' })))
    assert.ok(!isSame(first, withAnswer(first, { here: first.here, revision: '2', all: [] })))
  })
})
