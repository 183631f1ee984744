import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { CodeAction, CompletionItem, DocumentSymbol, FoldingRange, Hover } from 'vscode-languageserver/node'
import { type Client, end, startClient } from './client.ts'

interface NoteList {
  readonly here: readonly { readonly id: string; readonly line: number }[]
  readonly revision: string
  readonly all?: readonly { readonly id: string }[]
}

const uri = 'file:///pod.yaml'
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1.29.3\n'

describe('a session over stdio', () => {
  let client: Client | undefined
  afterEach(() => end(client))

  it('opens, edits by range, diagnoses, hovers, completes, fixes, outlines and exits', async () => {
    client = await startClient()
    assert.deepEqual(codes(await client.open(uri, POD), 'error'), [])

    const wrong = await client.change(uri, [{ range: range(5, 2, 5, 12), text: 'container' }])
    const unknown = wrong.find((it) => it.code === 'unknown-field')
    assert.ok(unknown)
    assert.deepEqual(unknown.range, range(5, 2, 5, 11))
    assert.equal(unknown.source, 'purser')
    assert.deepEqual(unknown.data, { path: 'spec.container' })

    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: unknown.range,
      context: { diagnostics: [unknown] },
    })
    assert.equal(actions[0]?.title, 'Rename to containers')
    assert.deepEqual(actions[0]?.edit?.changes?.[uri], [{ range: range(5, 2, 5, 11), newText: 'containers' }])

    const fixed = await client.change(uri, [{ range: range(5, 2, 5, 11), text: 'containers' }])
    assert.deepEqual(codes(fixed, 'error'), [])

    const hover = await client.request<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 7, character: 8 },
    })
    assert.deepEqual(hover.range, range(7, 6, 7, 11))
    assert.match((hover.contents as { readonly value: string }).value, /^\*\*image\*\* `string`/)

    await client.change(uri, [{ range: range(8, 0, 8, 0), text: '      imagePull' }])
    const offers = await client.request<CompletionItem[]>('textDocument/completion', {
      textDocument: { uri },
      position: { line: 8, character: 15 },
    })
    const policy = offers.find((it) => it.label === 'imagePullPolicy')
    assert.ok(policy)
    const resolved = await client.request<CompletionItem>('completionItem/resolve', policy)
    assert.match(JSON.stringify(resolved.documentation), /pull/)

    const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri } })
    assert.equal(symbols[0]?.name, 'Pod/web')
    const folds = await client.request<FoldingRange[]>('textDocument/foldingRange', { textDocument: { uri } })
    assert.ok(folds.some((it) => it.startLine === 4 && it.endLine === 8))
    assert.equal(await client.stop(), 0)
  })

  it('answers nothing, and does not die, on files it does not know and on text that is no YAML', async () => {
    client = await startClient()
    assert.equal(
      await client.request('textDocument/hover', {
        textDocument: { uri: 'file:///none.yaml' },
        position: { line: 0, character: 0 },
      }),
      null,
    )
    await client.open(uri, '\u0000{[}\t- "\n---\n...\n%%%\n')
    await client.change(uri, [{ range: range(0, 0, 0, 3), text: ']]]' }])
    assert.deepEqual(await client.request('textDocument/documentSymbol', { textDocument: { uri } }), [])
    assert.equal(await client.stop(), 0)
  })

  it('explains the whole manifest, and says which notes it touches', async () => {
    client = await startClient()
    await client.open(uri, POD)
    const page = await client.request<{ title: string; markdown: string }>('purser/explainManifest', { uri })
    assert.equal(page.title, 'pod.yaml explained')
    assert.match(page.markdown, /runs `nginx:1\.29\.3`/)

    const first = await client.request<NoteList>('purser/notes', { uri })
    assert.ok(first.here.some((it) => it.id === 'container-image' && it.line === 7))
    const note = first.all?.find((it) => it.id === 'container-image')
    assert.ok(note)
    const again = await client.request<NoteList>('purser/notes', { uri, revision: first.revision })
    assert.deepEqual(again, { here: first.here, revision: first.revision })
    assert.match(await client.request<string>('purser/noteSummary', { id: note.id }), /\w/)

    const items = await client.request<{ id: string; group: string }[]>('purser/explainItems', { uri })
    assert.ok(items.some((it) => it.group === 'In this file' && it.id === 'container-image'))
    await client.stop()
  })

  it('follows the settings of the client', async () => {
    client = await startClient({ settings: { rules: { 'image-tag-latest': 'error' }, kubernetesVersion: '1.24' } })
    await client.open(uri, '')
    const found = await client.change(uri, [{ range: range(0, 0, 0, 0), text: POD.replace(':1.29.3', '') }])
    assert.ok(codes(found, 'error').includes('image-tag-latest'))
    await client.stop()
  })
})

describe('a workspace over stdio', () => {
  let client: Client | undefined
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'purser-'))
  })
  afterEach(() => {
    end(client)
    rmSync(folder, { recursive: true, force: true })
  })

  it('is linted as a whole, with a count, and follows its .purser.yaml', async () => {
    writeFileSync(join(folder, 'a.yaml'), POD.replace('image: nginx:1.29.3', 'image: nginx'))
    writeFileSync(join(folder, 'b.yaml'), POD.replace('containers', 'container'))
    writeFileSync(join(folder, 'compose.yaml'), 'services:\n  web:\n    image: nginx\n')
    writeFileSync(join(folder, '.purser.yaml'), 'rules:\n  image-tag-latest: error\n')
    client = await startClient({ folder: pathToFileURL(folder).href })
    const a = client.diagnostics(pathToFileURL(join(folder, 'a.yaml')).href, (it) => it.diagnostics.length > 0)
    const b = client.diagnostics(pathToFileURL(join(folder, 'b.yaml')).href, (it) => it.diagnostics.length > 0)
    const result = await client.request<{
      readonly files: number
      readonly errors: number
      readonly cancelled: boolean
    }>('purser/lintWorkspace', {})
    assert.deepEqual(codes(await a, 'error'), ['image-tag-latest'])
    assert.ok(codes(await b, 'error').includes('unknown-field'))
    assert.equal(result.cancelled, false)
    assert.ok(result.errors >= 2)
    await client.stop()
  })
})

function codes(
  found: readonly { readonly code?: unknown; readonly severity?: number }[],
  severity: 'error',
): readonly unknown[] {
  return found.filter((it) => severity === 'error' && it.severity === 1).map((it) => it.code)
}

function range(line: number, character: number, endLine: number, endCharacter: number) {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } }
}
