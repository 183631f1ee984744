import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { problemsOf } from '../../server/src/features/problems.ts'
import { nodePlatform } from '../../server/src/main/node-platform.ts'
import { withFile } from '../../server/src/model/workspace.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { uriBelow } from '../../server/src/text/uri.ts'
import { policy, workspaceOf } from '../workspace.ts'
import { purser } from './cli/memory-io.ts'

/** A workload without what only a whole one needs. */
const PATCH = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n'
const NAMES = ['plain.yaml', 'a+b.yaml', 'a(1).yaml', "it's.yaml", 'a b%2B!#?é.yaml']
const kustomization = (names: readonly string[]) =>
  `patches:\n${names.map((it) => `  - path: ${JSON.stringify(it)}\n`).join('')}`

describe('addresses of files', () => {
  const cases: readonly (readonly [folder: string, path: string, uri: string])[] = [
    ['file:///a', 'b/c.yaml', 'file:///a/b/c.yaml'],
    ['file:///a/', './../b.yaml', 'file:///b.yaml'],
    ['file:///', '../../b.yaml', 'file:///b.yaml'],
    ['file:///c%3A/a', '/b.yaml', 'file:///b.yaml'],
    ['vscode-remote://ssh%2Bhost/a+b', "c+d's (1).yaml", 'vscode-remote://ssh%2Bhost/a+b/c%2Bd%27s%20%281%29.yaml'],
    ['file:///a', 'é\ud800%2B.yaml', 'file:///a/%C3%A9%EF%BF%BD%252B.yaml'],
  ]
  for (const [folder, path, uri] of cases)
    it(`are spelt as VS Code spells them: ${uri}`, () => assert.equal(uriBelow(folder, path), uri))

  it('are the same in a kustomization, in the editor and from the disk', async () => {
    const root = mkdtempSync(join(tmpdir(), 'purser-'))
    try {
      mkdirSync(join(root, 'over'))
      for (const name of NAMES) writeFileSync(join(root, name), PATCH)
      const folder = pathToFileURL(root).href
      const uris = (await nodePlatform.listFiles([folder], [])).filter((it) => it.endsWith('.yaml'))
      assert.equal(uris.length, NAMES.length)
      const broken = (uri: string, names: readonly string[]) => {
        const withPatch = withFile(workspaceOf({}), uri, parseFile(PATCH))
        const text = kustomization(names.map((it) => `../${it}`))
        const all = withFile(withPatch, `${folder}/over/kustomization.yaml`, parseFile(text))
        return problemsOf(all, uri, policy).some((it) => it.code === 'missing-required')
      }
      for (const uri of uris) assert.deepEqual([broken(uri, NAMES), broken(uri, [])], [false, true], uri)
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  })

  it('are the same on the command line', async () => {
    const patches = Object.fromEntries(NAMES.map((it) => [`k/${it}`, PATCH]))
    const names = [...NAMES, 'https://example.com/a.yaml', '\ud800']
    const { out, code } = await purser(['lint', 'k'], { ...patches, 'k/kustomization.yaml': kustomization(names) })
    assert.equal(code, 0, out)
    assert.equal((await purser(['lint', 'k'], patches)).code, 1)
  })
})
