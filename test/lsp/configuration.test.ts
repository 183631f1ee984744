import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { CompletionItem, Hover } from 'vscode-languageserver/node'
import { type Client, end, startClient } from './client.ts'

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx\n'

describe('configuration over stdio', () => {
  let client: Client | undefined
  let folder = ''
  const uriOf = (path: string) => pathToFileURL(join(folder, path)).href
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'purser-'))
  })
  afterEach(() => {
    end(client)
    rmSync(folder, { recursive: true, force: true })
  })

  it('checks, explains and completes a .purser.yaml, and follows it while it is typed', async () => {
    client = await startClient({ folder: pathToFileURL(folder).href })
    const pod = uriOf('pod.yaml')
    const config = uriOf('.purser.yaml')
    assert.ok(codesOf(await client.open(pod, POD)).includes('image-tag-latest'))

    const wrong = client.diagnostics(config, (it) => it.diagnostics.length > 0)
    await client.open(config, 'rules:\n  image-tag-lates: off\n')
    const [problem] = await wrong
    assert.match(String(problem?.message), /image-tag-latest/)
    assert.deepEqual(problem?.range.start, { line: 1, character: 2 })

    const silent = client.diagnostics(pod, (it) => !codesOf(it.diagnostics).includes('image-tag-latest'))
    await client.change(config, [
      { range: { start: { line: 1, character: 17 }, end: { line: 1, character: 17 } }, text: 't' },
    ])
    await silent

    const position = { line: 1, character: 5 }
    const hover = await client.request<Hover>('textDocument/hover', { textDocument: { uri: config }, position })
    assert.match(JSON.stringify(hover.contents), /Give every container image a version/)
    await client.change(config, [
      { range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } }, text: 'pro' },
    ])
    const offers = await client.request<CompletionItem[]>('textDocument/completion', {
      textDocument: { uri: config },
      position: { line: 2, character: 3 },
    })
    assert.deepEqual(offers.map((it) => it.label).sort(), [
      'externals',
      'ignore',
      'kubernetes-version',
      'overrides',
      'profile',
      'root',
    ])
    await client.stop()
  })

  it('says because of which files a missing resource goes without a word', async () => {
    client = await startClient({ folder: pathToFileURL(folder).href })
    const uri = uriOf('ingress.yaml')
    await client.open(uri, POD)
    const detail = async () =>
      (await client?.request<{ readonly detail: string }>('purser/status', { uri }))?.detail ?? ''
    assert.doesNotMatch(await detail(), /not always said/)
    await client.open(uriOf('a widget.yaml'), 'apiVersion: shop.example.com/v1\nkind: Widget\nmetadata: {name: a}\n')
    assert.match(await detail(), /not always said, because of `[^`]*a widget\.yaml` \(a controller .* of `Widget`\)/)
    await client.stop()
  })

  it('takes the Kubernetes version from the nearest .purser.yaml, and says so', async () => {
    mkdirSync(join(folder, 'old'))
    writeFileSync(join(folder, 'old', '.purser.yaml'), 'kubernetes-version: 1.22\n')
    client = await startClient({ folder: pathToFileURL(folder).href })
    const text =
      'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata:\n  name: web\nspec:\n  minAvailable: 1\n'
    await client.open(uriOf('new.yaml'), text)
    const old = uriOf('old/old.yaml')
    const found = client.diagnostics(old, (it) => !codesOf(it.diagnostics).includes('api-removed'))
    await client.open(old, text)
    await found
    const status = await client.request<{ readonly kubernetesVersion: string; readonly detail: string }>(
      'purser/status',
      { uri: old },
    )
    assert.equal(status.kubernetesVersion, '1.22')
    assert.match(status.detail, /from \.purser\.yaml/)
    await client.stop()
  })

  it('checks files against the JSON Schemas of the settings', async () => {
    const schema = {
      type: 'object',
      properties: { replicas: { type: 'integer', description: 'How many.' } },
      additionalProperties: false,
    }
    writeFileSync(join(folder, 'values.schema.json'), JSON.stringify(schema))
    client = await startClient({
      folder: pathToFileURL(folder).href,
      settings: { schemas: { 'values.schema.json': ['**/values.yaml'] } },
    })
    const values = uriOf('chart/values.yaml')
    const found = client.diagnostics(values, (it) => it.diagnostics.length > 0)
    await client.open(values, 'replicas: three\n')
    assert.deepEqual(codesOf(await found), ['schema'])
    const hover = await client.request<Hover>('textDocument/hover', {
      textDocument: { uri: values },
      position: { line: 0, character: 2 },
    })
    assert.match(JSON.stringify(hover.contents), /How many/)
    await client.stop()
  })

  it('leaves to another YAML extension what that one gives: the complement mode', async () => {
    client = await startClient({ initializationOptions: { mode: 'complement' } })
    const found = await client.open(
      'file:///pod.yaml',
      POD.replace('containers', 'container').replace('name: web\nspec', 'name: web\n  lables: {}\nspec'),
    )
    assert.ok(!codesOf(found).includes('unknown-field'))
    const pod = await client.open('file:///other.yaml', POD)
    assert.ok(codesOf(pod).includes('image-tag-latest'))
    const hover = await client.request<Hover>('textDocument/hover', {
      textDocument: { uri: 'file:///other.yaml' },
      position: { line: 7, character: 8 },
    })
    assert.match(JSON.stringify(hover.contents), /Pitfall/)
    assert.doesNotMatch(JSON.stringify(hover.contents), /Container image name/)
    await client.stop()
  })
})

function codesOf(found: readonly { readonly code?: unknown }[]): readonly unknown[] {
  return found.map((it) => it.code)
}
