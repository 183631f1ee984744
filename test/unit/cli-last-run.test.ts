import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import type { Cache } from '../../server/src/cli/io.ts'
import { FORMATS } from '../../server/src/cli/report.ts'
import { purser, type Ran, type Stored } from './cli/memory-io.ts'
import { treeOf } from './cli/tree.ts'

type Tree = Readonly<Record<string, Stored>>

const SECRETS = Object.values(treeOf(120)).filter((it) => String(it).includes('kind: Secret')).length

describe('purser lint, and what the last run found', function () {
  this.timeout(60_000)
  const tree = treeOf(120)

  for (const profile of ['apiserver', 'recommended', 'all']) {
    it(`says the same again, and looks at nothing, profile ${profile}`, async () => {
      const { cache, writes } = remembering()
      const line = ['lint', '.', '--profile', profile, '--format', 'json', '--stats']
      const first = await purser(line, tree, { cache })
      assert.ok(JSON.parse(first.out).length > 10)
      assert.match(first.error, /^\d+ files, /)
      const again = await purser(line, tree, { cache })
      assert.deepEqual([again.out, again.code], [first.out, first.code])
      assert.equal(lookedAt(again), 0)
      assert.equal(writes(), 1)
      const anew = await purser([...line, '--no-cache'], tree, { cache })
      assert.equal(anew.out, first.out)
      assert.match(anew.error, /^\d+ files, /)
    })
  }

  it('says the same in every format', async () => {
    const { cache } = remembering()
    for (const format of FORMATS) {
      const line = ['lint', '.', '--format', format]
      const anew = await purser(line, tree)
      await purser(line, tree, { cache })
      const again = await purser(line, tree, { cache })
      assert.deepEqual([again.out, again.error, again.code], [anew.out, anew.error, anew.code], format)
    }
  })

  /** The property that all of it stands on. */
  it('says what a run says that knows nothing, whatever was changed in between', async () => {
    const run = async (profile: string, changes: readonly Change[]) => {
      const { cache } = remembering()
      let files: Tree = tree
      for (const change of [undefined, ...changes]) {
        if (change) files = change.apply(files)
        const line = ['lint', '.', '--profile', profile, '--format', 'json']
        const [known, anew] = [await purser(line, files, { cache }), await purser(line, files)]
        assert.deepEqual(told(known), told(anew), change?.name)
      }
    }
    const profiles = fc.constantFrom('apiserver', 'recommended', 'all')
    const property = fc.asyncProperty(profiles, fc.array(change, { minLength: 1, maxLength: 5 }), run)
    await fc.assert(property, { numRuns: 15 })
  })

  it('looks again at a file that changed, and at those alone that it has a say in', async () => {
    const { cache } = remembering()
    const line = ['lint', '.', '--stats', '--profile', 'apiserver']
    await purser(line, tree, { cache })
    const changed = { ...tree, 'b/app-1/service.yaml': 'kind: Service\napiVersion: v1\n' }
    assert.equal(lookedAt(await purser(line, changed, { cache })), 1)
  })

  it('knows nothing under other settings, in another folder, or of other options', async () => {
    const { cache } = remembering()
    await purser(['lint', '.'], tree, { cache })
    for (const [line, files] of [
      [['lint', '.'], { ...tree, '.purser.yaml': 'rules: {image-tag-latest: off}\n' }],
      [['lint', '.'], { ...tree, '/.purser.yaml': 'profile: apiserver\n' }],
      [['lint', '.', '--profile', 'all'], tree],
      [['lint', '.', '--only', 'image-tag-latest'], tree],
      [['lint', '.', '--kubernetes-version', '1.30'], tree],
      [['lint', '/disk'], tree],
    ] as const) {
      const { error } = await purser([...line, '--stats'], files, { cache })
      assert.match(error, /^\d+ files, /, line.join(' '))
    }
  })

  it('is kept for many files only, and never when files are fixed or compared', async () => {
    const { cache, writes } = remembering()
    await purser(['lint', 'a.yaml'], { 'a.yaml': 'a: 1\n' }, { cache })
    await purser(['lint', '.'], treeOf(90), { cache })
    await purser(['lint', '.', '--fix'], tree, { cache })
    await purser(['lint', '.', '--no-cache'], tree, { cache })
    assert.equal(writes(), 0)
  })

  it('leaves out what could not be read, and reads it again', async () => {
    const { cache } = remembering()
    const locked: Tree = { ...tree, 'a/locked.yaml': { failure: 'permission denied' } }
    const first = await purser(['lint', '.'], locked, { cache })
    const second = await purser(['lint', '.'], locked, { cache })
    assert.match(first.error, /cannot read a\/locked.yaml/)
    assert.deepEqual(told(second), told(first))
    const third = await purser(['lint', '.'], tree, { cache })
    assert.deepEqual(told(third), told(await purser(['lint', '.'], tree)))
  })

  it('reads the standard input each time', async () => {
    const { cache } = remembering()
    const line = ['lint', '.', '-', '--format', 'json']
    for (const stdin of [CONFIGMAP, `${CONFIGMAP}nmespace: a\n`, CONFIGMAP, `${CONFIGMAP}nmespace: b\n`]) {
      const known = await purser(line, tree, { cache, stdin })
      assert.deepEqual(told(known), told(await purser(line, tree, { stdin })))
    }
  })

  it('keeps nothing of Secrets', async () => {
    const kept: unknown[] = []
    const cache: Cache = { read: () => undefined, write: (_, value) => kept.push(value) }
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata:\n  password: hunter2-is-secret!\n'
    const { out } = await purser(['lint', '.'], { ...tree, 'secret.yaml': secret }, { cache })
    assert.match(out, /hunter2/)
    assert.equal(kept.length, 1)
    assert.doesNotMatch(JSON.stringify(kept), /hunter2/)
  })

  it('keeps nothing that was found while somebody wrote', async () => {
    // The file that waits for the others is read once more, and the configuration once by each thread.
    const patch = { 'a/kustomization.yaml': 'patches: [{path: late.yaml}]\n', 'a/late.yaml': CONFIGMAP }
    for (const [late, before, meanwhile] of [
      ['a/late.yaml', CONFIGMAP, 'a: 1\n'],
      ['.purser.yaml', 'root: true\n', 'rules: {image-tag-latest: off}\n'],
    ] as const) {
      const { cache } = remembering()
      const files: Tree = { ...tree, ...patch, [late]: before }
      const changes = { [late]: meanwhile }
      await purser(['lint', '.'], files, { cache, afterFirstRead: changes })
      assert.deepEqual(
        told(await purser(['lint', '.'], files, { cache })),
        told(await purser(['lint', '.'], files)),
        late,
      )
    }
  })

  it('takes what is no such thing for nothing', async () => {
    const anew = await purser(['lint', '.'], tree)
    for (const value of [undefined, null, 1, 'x', {}, { files: [] }, { settings: 1, index: 2, files: 3 }]) {
      const cache: Cache = { read: () => value, write: () => {} }
      assert.deepEqual(told(await purser(['lint', '.'], tree, { cache })), told(anew))
    }
  })
})

describe('the folder in which the last run is kept', function () {
  this.timeout(60_000)
  const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.mjs')
  let work = ''
  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'purser-last-run-'))
    for (const [path, text] of Object.entries(treeOf(120))) {
      mkdirSync(join(work, 'tree', dirname(path)), { recursive: true })
      writeFileSync(join(work, 'tree', path), text)
    }
  })
  afterEach(() => rmSync(work, { recursive: true, force: true }))

  it("is the user's own, forgets what is old, and survives what is broken", () => {
    const first = lint()
    const [name = ''] = kept()
    assert.equal(statSync(join(work, 'caches', 'purser', name)).mode & 0o77, 0)
    const again = lint('--stats')
    assert.deepEqual([again.stdout, again.status], [first.stdout, first.status])
    assert.match(again.stderr, /\((\d+) as in the last run\)/)

    writeFileSync(join(work, 'caches', 'purser', name), 'nonsense')
    assert.equal(lint().stdout, first.stdout)

    const old = join(work, 'caches', 'purser', 'of-long-ago.v8.another-build')
    writeFileSync(old, '')
    utimesSync(old, new Date(2020, 1, 1), new Date(2020, 1, 1))
    writeFileSync(join(work, 'tree', 'new.yaml'), '')
    lint()
    assert.deepEqual(kept(), [name])
  })

  it('has nothing left of what could not be written whole', () => {
    mkdirSync(join(work, 'caches', 'purser'), { recursive: true })
    lint()
    const [name = ''] = kept()
    rmSync(join(work, 'caches', 'purser', name))
    // No file can be put in its place.
    mkdirSync(join(work, 'caches', 'purser', name, 'x'), { recursive: true })
    assert.equal(lint().status, 1)
    assert.deepEqual(kept(), [name])
  })

  it('is not needed', () => {
    writeFileSync(join(work, 'caches'), 'a file, where a folder should be')
    const { status, stderr } = lint()
    assert.deepEqual([status, stderr], [1, ''])
  })

  function lint(...more: readonly string[]) {
    return spawnSync(process.execPath, [cli, 'lint', '.', ...more], {
      cwd: join(work, 'tree'),
      encoding: 'utf8',
      env: { ...process.env, XDG_CACHE_HOME: join(work, 'caches'), NODE_DISABLE_COMPILE_CACHE: '1' },
    })
  }

  function kept(): readonly string[] {
    return readdirSync(join(work, 'caches', 'purser'))
  }
})

/** Beside the Secrets, of which nothing is kept. */
function lookedAt({ error }: Ran): number {
  const [, files, known] = /^(\d+) files \((\d+) as in the last run\), /m.exec(error) ?? []
  return Number(files) - Number(known) - SECRETS
}

function told({ out, error, code }: Ran): readonly unknown[] {
  return [out, error, code]
}

/** As a disk would keep it: a copy. */
function remembering(): { readonly cache: Cache; readonly writes: () => number } {
  const kept = new Map<string, unknown>()
  let writes = 0
  const cache: Cache = {
    read: (name) => structuredClone(kept.get(name)),
    write: (name, value) => {
      writes++
      kept.set(name, structuredClone(value))
    },
  }
  return { cache, writes: () => writes }
}

interface Change {
  readonly name: string
  apply(tree: Tree): Tree
}

const CONFIGMAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app-2-settings\n  namespace: shop\n'
const PRIVILEGED = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: enforced\n'
const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.example.org
spec:
  group: example.org
  names: {kind: Widget, plural: widgets, singular: widget, listKind: WidgetList}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                size: {type: integer}
`
const WIDGET = 'apiVersion: example.org/v1\nkind: Widget\nmetadata:\n  name: one\nspec:\n  size: large\n'

const paths = Object.keys(treeOf(120))
const path = fc.constantFrom(...paths)
const place = fc.constantFrom('0.yaml', 'a/0.yaml', 'b/app-1/zz.yaml', 'z.yaml')
const text = fc.constantFrom(CONFIGMAP, PRIVILEGED, CRD, WIDGET, 'a: [', '', 'replicas: 3\n')
const settings = fc.constantFrom(
  'rules: {image-tag-latest: off}\n',
  'profile: strict\n',
  'ignore: ["b/**"]\n',
  'rules: 3\n',
)

const change: fc.Arbitrary<Change> = fc.oneof(
  made(fc.tuple(place, text), 'writes', ([to, what]) => (tree) => ({ ...tree, [to]: what })),
  made(fc.tuple(path, text), 'overwrites', ([to, what]) => (tree) => ({ ...tree, [to]: what })),
  made(path, 'removes', (it) => (tree) => without(tree, it)),
  made(fc.tuple(path, place), 'moves', ([from, to]) => (tree) => {
    return tree[from] === undefined ? tree : { ...without(tree, from), [to]: tree[from] }
  }),
  made(fc.tuple(path, path), 'swaps', ([a, b]) => (tree) => ({ ...tree, [a]: tree[b] ?? '', [b]: tree[a] ?? '' })),
  made(path, 'touches', (it) => (tree) => ({ ...tree, [it]: `# a comment\n${tree[it] ?? ''}` })),
  made(fc.tuple(fc.constantFrom('.purser.yaml', 'a/.purser.yaml'), settings), 'sets', ([to, what]) => (tree) => {
    return { ...tree, [to]: what }
  }),
)

function made<T>(of: fc.Arbitrary<T>, name: string, apply: (it: T) => Change['apply']): fc.Arbitrary<Change> {
  return of.map((it) => ({ name: `${name} ${JSON.stringify(it)}`, apply: apply(it), toString: () => name }))
}

function without(tree: Tree, path: string): Tree {
  const { [path]: _, ...rest } = tree
  return rest
}
