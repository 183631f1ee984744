import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { hover } from '../../../server/src/features/hover.ts'
import { surfaceFault } from '../../../server/src/model/surface-fault.ts'
import { manifestsFor } from '../../notes/manifest-for.ts'
import { catalogue, notes, uriOf, workspaceOf } from '../../workspace.ts'

const concepts = readFileSync(new URL('../../notes/concepts.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((it) => it !== '' && !it.startsWith('#'))
  .map((line) => {
    const [id = '', title = '', area = '', surfaces = ''] = line.split('\t')
    return { id, title, area, surfaces: surfaces === '-' ? [] : surfaces.split('; ') }
  })

describe('concepts', () => {
  it('are many', () => assert.ok(concepts.length > 150))

  for (const { id, title, area, surfaces } of concepts)
    it(`${id} has its note, and it shows where it should`, () => {
      const note = notes.byId.get(id)
      assert.ok(note, 'there is no such note')
      assert.deepEqual([note.title, note.area], [title, area])
      assert.deepEqual(
        surfaces.filter((it) => surfaceFault(catalogue, it) !== undefined || !note.surfaces.includes(it)),
        [],
        'surfaces that lead nowhere, or that the note does not name',
      )
      assert.deepEqual(
        surfaces.filter((it) => !isLinkedAt(it, id)),
        [],
        'the hover does not link to the note',
      )
    })
})

describe('every note', () => {
  for (const { id, surfaces } of notes.all)
    if (surfaces.length > 0)
      it(`${id} shows at its places`, () => {
        assert.deepEqual(
          surfaces.filter((it) => !isLinkedAt(it, id)),
          [],
        )
      })
})

/** Whether a hover at the place opens the note: in some kind at least, as a note on the place in one kind wins there. */
function isLinkedAt(surface: string, id: string): boolean {
  return manifestsFor(catalogue, surface).some(({ manifest, offset }) => {
    const workspace = workspaceOf({ 'a.yaml': manifest })
    const found = hover(workspace, uriOf('a.yaml'), offset, {
      link: (it) => `(note:${it})`,
      complement: false,
      minor: 36,
    })
    return found?.markdown.includes(`(note:${id})`) ?? false
  })
}
