import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Who may import whom. A layer is a folder of server/src, or a file that stands there alone; it may always import itself.
 * What is not listed is forbidden: add a row only with a reason.
 */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  memo: [],
  text: [],
  problem: ['text'],
  settings: ['problem'],
  syntax: ['text', 'memo', 'problem'],
  schema: ['syntax', 'text', 'memo', 'problem'],
  apiserver: ['schema', 'syntax', 'text', 'memo', 'problem'],
  'pod-security': ['apiserver', 'syntax', 'text', 'memo', 'problem'],
  notes: ['syntax', 'text', 'memo', 'problem'],
  model: ['apiserver', 'schema', 'notes', 'syntax', 'text', 'memo', 'problem'],
  rules: ['model', 'apiserver', 'pod-security', 'schema', 'notes', 'syntax', 'text', 'memo', 'problem', 'settings'],
  explain: ['model', 'schema', 'notes', 'syntax', 'text', 'memo', 'problem'],
  updates: ['explain', 'model', 'schema', 'syntax', 'text', 'memo', 'problem'],
  config: ['rules', 'schema', 'syntax', 'text', 'memo', 'problem', 'settings'],
  features: [
    'rules',
    'updates',
    'explain',
    'model',
    'schema',
    'notes',
    'syntax',
    'text',
    'memo',
    'problem',
    'settings',
  ],
  cli: ['features', 'config', 'rules', 'model', 'schema', 'notes', 'syntax', 'text', 'memo', 'problem', 'settings'],
  lsp: ['features', 'config', 'rules', 'model', 'schema', 'notes', 'syntax', 'text', 'memo', 'problem', 'settings'],
  main: [
    'lsp',
    'cli',
    'features',
    'config',
    'rules',
    'model',
    'schema',
    'notes',
    'syntax',
    'text',
    'memo',
    'problem',
    'settings',
  ],
}

/** Which files may use which npm package. */
const PACKAGES: Readonly<Record<string, (file: string) => boolean>> = {
  yaml: inLayers('syntax'),
  // Only its types below main/, which loads it when a schema of the user's own first asks for it.
  ajv: (file) => file.startsWith('schema/json-schema') || inLayers('main')(file),
  picomatch: inLayers('config'),
  'vscode-languageserver': inLayers('lsp', 'main'),
  'kubernetes-types': inLayers('model', 'rules', 'explain'),
}

/** Layers that may wait: the shells around the service. */
const MAY_WAIT = new Set(['lsp', 'main', 'cli'])

const root = fileURLToPath(new URL('../../', import.meta.url))
const server = filesUnder('server/src')
const client = filesUnder('client/src')

describe('architecture', () => {
  it('reads real files', () => {
    assert.ok(server.length > 40 && client.length > 5)
    assert.ok(server.flatMap((it) => it.imports).length > 100, 'the imports are found')
  })

  it('every layer imports only what stands below it', () => {
    const faults = server.flatMap(({ path, imports }) =>
      imports.filter(isOwn).flatMap(({ from }) => {
        const target = layerOf(join(dirname(path), from))
        const layer = layerOf(path)
        if (LAYERS[layer] === undefined) return [`${path}: the layer ${layer} is not in the table`]
        return target === layer || LAYERS[layer].includes(target) ? [] : [`${path} imports ${from}`]
      }),
    )
    assert.deepEqual(faults, [])
  })

  it('the table has no circle', () => {
    const order = Object.keys(LAYERS)
    const faults = Object.entries(LAYERS).flatMap(([layer, below]) =>
      below.filter((it) => order.indexOf(it) >= order.indexOf(layer)).map((it) => `${layer} before ${it}`),
    )
    assert.deepEqual(faults, [])
  })

  it('every npm package stays in its place', () => {
    const faults = server.flatMap(({ path, imports }) =>
      imports
        .filter((it) => !isOwn(it) && !it.from.startsWith('node:'))
        .filter(({ from }) => !PACKAGES[packageOf(from)]?.(path))
        .map(({ from }) => `${path} imports ${from}`),
    )
    assert.deepEqual(faults, [])
  })

  it('kubernetes-types gives types only, and so does ajv below main/', () => {
    const values = server.flatMap(({ path, imports }) =>
      imports
        .filter((it) => !it.typeOnly && layerOf(path) !== 'main')
        .filter((it) => ['kubernetes-types', 'ajv'].includes(packageOf(it.from)))
        .map(({ from }) => `${path} imports ${from}`),
    )
    assert.deepEqual(values, [])
  })

  it('only main/ knows Node', () => {
    const faults = server.filter(
      (it) => layerOf(it.path) !== 'main' && it.imports.some(({ from }) => from.startsWith('node:')),
    )
    assert.deepEqual(
      faults.map((it) => it.path),
      [],
    )
  })

  it('nothing below the shells waits', () => {
    const faults = server.filter((it) => !MAY_WAIT.has(layerOf(it.path)) && /\b(?:async|await|Promise)\b/.test(it.code))
    assert.deepEqual(
      faults.map((it) => it.path),
      [],
    )
  })

  it('no module of the server has state', () => {
    const faults = server.filter((it) => /^(?:export )?(?:let|var)\b/m.test(it.code))
    assert.deepEqual(
      faults.map((it) => it.path),
      [],
    )
  })

  it('the client imports nothing of the server, and only its own packages', () => {
    const faults = client.flatMap(({ path, imports }) =>
      imports
        .filter((it) =>
          isOwn(it)
            ? join(dirname(path), it.from).startsWith('..')
            : !['vscode', 'vscode-languageclient'].includes(packageOf(it.from)),
        )
        .map(({ from }) => `${path} imports ${from}`),
    )
    assert.deepEqual(faults, [])
  })

  it('nothing in syntax/ names Kubernetes', () => {
    const faults = server.filter(
      (it) => layerOf(it.path) === 'syntax' && /\b(?:apiVersion|[Dd]eployment|[Pp]od)\b/.test(it.code),
    )
    assert.deepEqual(
      faults.map((it) => it.path),
      [],
    )
  })

  it('no file has more than 300 lines', () => {
    const long = [...server, ...client].filter((it) => it.lines > 300).map((it) => `${it.path}: ${it.lines}`)
    assert.deepEqual(long, [])
  })
})

interface Source {
  /** From the folder that was read, with slashes. */
  readonly path: string
  /** Without comments. */
  readonly code: string
  readonly lines: number
  readonly imports: readonly Import[]
}

interface Import {
  readonly from: string
  readonly typeOnly: boolean
}

function filesUnder(folder: string): readonly Source[] {
  const base = join(root, folder)
  const paths = readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile() && it.name.endsWith('.ts'))
    .map((it) => join(it.parentPath, it.name))
  return paths.sort().map((path) => {
    const text = readFileSync(path, 'utf8')
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
    return {
      path: relative(base, path).split(sep).join('/'),
      code,
      lines: text.trimEnd().split('\n').length,
      imports: importsOf(code),
    }
  })
}

/** `import … from 'x'`, `export … from 'x'`, `import 'x'` and `import('x')`. */
function importsOf(code: string): readonly Import[] {
  const declared = [...code.matchAll(/^(?:import|export)\s+(type\s)?[^'"`;=]*?\bfrom\s+'([^']+)'/gm)]
  const bare = [...code.matchAll(/(?:^import\s+|\bimport\()'([^']+)'/gm)]
  return [
    ...declared.map((it) => ({ from: it[2] ?? '', typeOnly: it[1] !== undefined })),
    ...bare.map((it) => ({ from: it[1] ?? '', typeOnly: false })),
  ]
}

function isOwn({ from }: Import): boolean {
  return from.startsWith('.')
}

/** `ajv/dist/core.js` → `ajv`. */
function packageOf(from: string): string {
  return from.split('/', from.startsWith('@') ? 2 : 1).join('/')
}

/** `syntax/file.ts` → `syntax`, `memo.ts` → `memo`. */
function layerOf(path: string): string {
  return (path.split(/[\\/]/)[0] ?? '').replace(/\.ts$/, '')
}

function inLayers(...layers: readonly string[]): (file: string) => boolean {
  return (file) => layers.includes(layerOf(file))
}
