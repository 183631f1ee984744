import assert from 'node:assert/strict'
import { explainItems, pickerItems } from '../../server/src/features/explain-items.ts'
import { explainManifest } from '../../server/src/features/explain-manifest.ts'
import { noteList, noteSummary } from '../../server/src/features/note-list.ts'
import { touchedNotes } from '../../server/src/features/touched-notes.ts'
import { computed } from '../../server/src/memo.ts'
import { withFile } from '../../server/src/model/workspace.ts'
import { createNotes } from '../../server/src/notes/notes.ts'
import { editFile } from '../../server/src/syntax/file.ts'
import { notes, policy, uriOf, workspaceOf } from '../workspace.ts'

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  clusterIP: None\n  selector: {app: web}\n'
const uri = uriOf('web.yaml')

describe('lists of notes', () => {
  const workspace = workspaceOf({ 'web.yaml': SERVICE })

  it('have every note once, by area', () => {
    const { all = [] } = noteList(workspace, undefined, undefined)
    assert.deepEqual(new Set(all.map((it) => it.id)), new Set(notes.byId.keys()))
    assert.equal(all.length, notes.all.length)
    const areas = all.map((it) => it.area)
    assert.equal(areas.filter((it, i) => it !== areas[i - 1]).length, new Set(areas).size, 'an area stands together')
    assert.ok(all.some((it) => it.id === 'statefulset' && it.about === 'kind'))
    assert.ok(all.some((it) => it.id === 'headless-service' && it.about === 'value' && it.alias === 'headless'))
  })

  it('are left out for one who has them', () => {
    const first = noteList(workspace, uri, undefined)
    const again = noteList(workspace, uri, first.revision)
    assert.equal(again.all, undefined)
    assert.deepEqual(again.here, first.here)
    assert.ok(again.here.some((it) => it.id === 'headless-service' && it.line === 5))
    const fewer = { ...workspace, notes: createNotes(notes.all.slice(1)) }
    assert.ok(noteList(fewer, uri, first.revision).all)
  })

  it('have nothing of a file that is not there', () => {
    assert.deepEqual(noteList(workspace, uriOf('gone.yaml'), undefined).here, [])
  })

  it('have the first paragraph of a note when it is asked for', () => {
    assert.match(noteSummary(workspace, 'headless-service') ?? '', /^A headless Service/)
    assert.equal(noteSummary(workspace, 'no-such-note'), undefined)
  })

  it('an edit costs a look at its document, not at the others', () => {
    const two = workspaceOf({ 'web.yaml': `${SERVICE}---\n${SERVICE}` })
    touchedNotes(two, uri)
    const before = computed.get('touchedNotesOfDocument') ?? 0
    const file = two.files.get(uri)
    assert.ok(file)
    touchedNotes(withFile(two, uri, editFile(file, { from: file.length, to: file.length, insert: '# more\n' })), uri)
    assert.equal(computed.get('touchedNotesOfDocument'), before + 1)
  })
})

describe('items of Explain…', () => {
  const workspace = workspaceOf({ 'web.yaml': SERVICE })

  it('begin with what the file holds', () => {
    const items = pickerItems(workspace, uri)
    const here = items.filter((it) => it.group === 'In this file')
    assert.deepEqual(items.slice(0, here.length), here)
    assert.equal(here[0]?.label, 'Service')
    assert.ok(here[0]?.aliases.includes('svc'))
    assert.ok(here.some((it) => it.id === 'headless-service'))
    assert.ok(!pickerItems(workspace, undefined).some((it) => it.group === 'In this file'))
  })

  it('list a kind and the note on it once in a picker, whose page is one, and both in print', () => {
    const named = (items: readonly { readonly label: string }[]) => items.filter((it) => it.label === 'Service').length
    assert.equal(named(pickerItems(workspace, undefined)), 1)
    assert.equal(named(explainItems(workspace)), 2)
  })

  it('name the places that notes are about', () => {
    const note = explainItems(workspace).find((it) => it.id === 'headless-service')
    assert.ok(note?.aliases.includes('Service.spec.clusterIP=None'))
  })
})

describe('a manifest of many resources', () => {
  it('is explained in part, and the page says so', () => {
    const workspace = workspaceOf({
      'web.yaml': Array.from({ length: 1000 }, (_, i) =>
        SERVICE.replace('web', `web-${i}`).replace('selector', 'selektor'),
      ).join('---\n'),
    })
    const page = explainManifest(workspace, uri, policy)?.markdown ?? ''
    assert.equal(page.match(/^## Service /gm)?.length, 25)
    assert.match(page, /^1,000 resources: 1000 × Service\./m)
    assert.match(page, /975 more resources follow: 975 × Service\./)
    assert.match(page, /… and \d+ more problems/)
    assert.ok(page.length < 20_000, `${page.length} characters`)
  })
})
