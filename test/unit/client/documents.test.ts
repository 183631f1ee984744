import assert from 'node:assert/strict'
import { whyNotOurs } from '../../../client/src/commands/why-not-ours.ts'
import { isForServer, isTeamNote, wakesServer } from '../../../client/src/documents.ts'

const MANIFEST = 'apiVersion: v1\nkind: ConfigMap\n'
const JSON_MANIFEST = '{\n  "apiVersion": "v1",\n  "kind": "ConfigMap"\n}\n'

function document(languageId: string, text: string, name = 'x.yaml') {
  return { languageId, name, text: () => text }
}

describe('which documents are ours', () => {
  it('the server hears of all YAML', () => {
    assert.ok(isForServer(document('yaml', 'on: push\n')))
  })

  it('the server hears of JSON only where it is a manifest', () => {
    assert.ok(isForServer(document('json', JSON_MANIFEST)))
    assert.ok(isForServer(document('jsonc', JSON_MANIFEST)))
    assert.ok(!isForServer(document('json', '{"name": "purser", "kind": "x"}')))
  })

  for (const languageId of ['helm', 'dockercompose', 'markdown', 'plaintext']) {
    it(`the server never hears of ${languageId}`, () => {
      assert.ok(!isForServer(document(languageId, MANIFEST)))
      assert.ok(!wakesServer(document(languageId, MANIFEST), true))
    })
  }

  it('the server hears of the notes of a team', () => {
    assert.ok(isTeamNote('markdown', '/shop/.purser/notes/paging.md'))
    assert.ok(!isTeamNote('markdown', '/shop/.purser/notes/old/paging.md'))
    assert.ok(!isTeamNote('markdown', '/shop/README.md'))
    assert.ok(!isTeamNote('plaintext', '/shop/.purser/notes/paging.md'))
  })

  const wakes: readonly (readonly [string, string])[] = [
    ['a manifest', MANIFEST],
    ['a manifest in the other order', 'kind: ConfigMap\nmetadata:\n  name: a\napiVersion: v1\n'],
    ['quoted keys', '"apiVersion": v1\n\'kind\': ConfigMap\n'],
    ['Windows line ends', 'apiVersion: v1\r\nkind: ConfigMap\r\n'],
    ['a manifest behind another document', `a: 1\n---\n${MANIFEST}`],
    ['a manifest without values yet', 'apiVersion:\nkind:\n'],
    ['JSON in a YAML file', JSON_MANIFEST],
    ['an empty file', ''],
    ['only comments and marks', '# to be written\n---\n\n'],
  ]
  for (const [name, text] of wakes) {
    it(`${name} wakes the server`, () => assert.ok(wakesServer(document('yaml', text), false)))
  }

  const leaves: readonly (readonly [string, string])[] = [
    ['a workflow', 'on: push\njobs: {}\n'],
    ['a kind alone', 'kind: pipeline\nname: default\n'],
    ['manifest keys that are nested', 'template:\n  apiVersion: v1\n  kind: ConfigMap\n'],
    ['a comment that talks about it', '# apiVersion: v1\n# kind: X\na: 1\n'],
  ]
  for (const [name, text] of leaves) {
    it(`${name} leaves the server asleep`, () => assert.ok(!wakesServer(document('yaml', text), false)))
  }

  it('files known by name, and any YAML where schemas of one’s own are set, wake the server', () => {
    assert.ok(wakesServer(document('yaml', 'resources: [a.yaml]\n', 'kustomization.yaml'), false))
    assert.ok(wakesServer(document('yaml', 'profile: all\n', '.purser.yaml'), false))
    assert.ok(wakesServer(document('yaml', 'replicas: 1\n', 'values.yaml'), true))
  })

  it('JSON wakes the server only where it is a manifest', () => {
    assert.ok(wakesServer(document('json', JSON_MANIFEST, 'x.json'), false))
    assert.ok(!wakesServer(document('json', '', 'x.json'), true))
  })
})

describe('why a document is not ours', () => {
  it('names the language mode, and what to do', () => {
    const reason = whyNotOurs(document('helm', MANIFEST), true) ?? ''
    assert.match(reason, /`helm`.*rendered/)
    assert.match(reason, /choose YAML/)
    assert.match(whyNotOurs(document('plaintext', MANIFEST), true) ?? '', /`plaintext`/)
  })

  it('names what JSON lacks', () => {
    assert.match(whyNotOurs(document('json', '{}'), true) ?? '', /no `apiVersion` and `kind`/)
  })

  it('names the view', () => {
    assert.match(whyNotOurs(document('yaml', MANIFEST), false) ?? '', /read-only view/)
  })

  it('leaves the rest to the server', () => {
    assert.equal(whyNotOurs(document('yaml', 'a: 1'), true), undefined)
    assert.equal(whyNotOurs(document('json', JSON_MANIFEST), true), undefined)
  })
})
