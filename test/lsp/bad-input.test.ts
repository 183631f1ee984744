import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Diagnostic, ErrorCodes, LSPErrorCodes } from 'vscode-languageserver/node'
import { type Client, end, startClient } from './client.ts'

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1.29.3\n'
const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n'
/** A problem that must stay, whatever stands beside it. */
const WRONG = `---\n${MAP}  number: 1\n`

/** What a person may open, and what Purser must say of it. Each is followed by a document with a problem of its own. */
const TEXTS: readonly (readonly [name: string, text: string, message: RegExp | undefined])[] = [
  ['a half-typed line', `${POD}    - nam\n`, /./],
  ['tabs', `${MAP}\ta: b\n`, /tab/],
  ['line ends of Windows', POD.replaceAll('\n', '\r\n'), undefined],
  ['a byte order mark', `\ufeff${POD}`, undefined],
  ['NUL bytes', `${MAP}  a: "\0\0"\n`, /control character \(U\+0000\)/],
  ['git conflict markers', `${MAP}<<<<<<< HEAD\n  a: b\n=======\n  a: c\n>>>>>>> other\n`, /conflict/],
  ['an open bracket', `${MAP}  a: [1, {b\n`, /./],
  ['an open quote', `${MAP}  a: "b\n`, /./],
  ['10,000 levels of brackets', `${MAP}  a: ${'['.repeat(10_000)}\n`, /nested more than 200 levels deep/],
  ['3,000 levels of indentation', `${MAP}${lines(3000, (i) => `${' '.repeat(i + 2)}a:`)}`, /nested more than 200/],
  ['a key 1,000 times', `${MAP}${lines(1000, () => '  a: b')}`, /`a` is here twice/],
  ['10,000 entries', `${MAP}${lines(10_000, (i) => `  a${i}: b`)}`, undefined],
  ['400 containers', `${POD}${lines(400, (i) => `    - {name: c${i}, image: "nginx:1.29.3"}`)}`, undefined],
  ['a line of 2 MB', `${MAP}  a: ${'x'.repeat(2_000_000)}\n`, undefined],
  ['an alias bomb', `${MAP}${bomb('  ')}`, /aliases here copy each other/],
  ['an alias bomb in a recursive type', crd(bomb('            ')), /aliases here copy each other/],
  ['an alias to its own parent', `${MAP}  a: &a {b: *a}\n`, /contains itself/],
  ['merges in a circle', `${MAP}  a: &a\n    <<: *a\n`, /contains itself/],
  ['huge numbers', `${MAP}  a: ${'9'.repeat(10_000)}\n`, /takes text/],
]

describe('bad input over stdio', function () {
  this.timeout(60_000)
  let client: Client | undefined
  before(async () => {
    client = await startClient()
  })
  after(() => end(client))

  for (const [i, [name, text, message]] of TEXTS.entries()) {
    it(`is told what is wrong, and answered all else: ${name}`, async () => {
      assert.ok(client)
      const uri = `file:///bad/${i}.yaml`
      const found = await client.open(uri, text.endsWith('\n') ? text + WRONG : `${text}\n${WRONG}`)
      if (message) assert.ok(found.some((it) => message.test(said(it))))
      // The documents behind keep their problems.
      assert.ok(found.some((it) => it.code === 'wrong-type' && said(it).includes('`number`')))
      const line = text.split('\n').length + 6
      await askAll(client, uri, [0, 3, Math.floor(line / 2), line])
      client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
    })
  }

  it('reads a file that shrinks below the limit again, and says so of one that is above it', async () => {
    assert.ok(client)
    const uri = 'file:///bad/huge.yaml'
    const huge = await client.open(uri, `${POD}# ${'x'.repeat(21 * 1024 * 1024)}\n`)
    assert.deepEqual(
      huge.map((it) => [it.code, it.severity]),
      [['yaml-too-large', 2]],
    )
    assert.match(huge[0] ? said(huge[0]) : '', /more than 20 MB/)
    // Its text is not kept, so that an edit of it says nothing new.
    const edited = await client.change(uri, [{ range: range(3, 0, 3, 0), text: 'x' }])
    assert.deepEqual(codes(edited), ['yaml-too-large'])
    const whole = await client.change(uri, [{ text: WRONG } as never])
    assert.deepEqual(codes(whole), ['wrong-type'])
    const grown = await client.change(uri, [{ range: range(0, 0, 0, 0), text: `# ${'x'.repeat(21 * 1024 * 1024)}\n` }])
    assert.deepEqual(codes(grown), ['yaml-too-large'])
  })

  it('takes edits as editors send them, and some that they should not send', async () => {
    assert.ok(client)
    const uri = 'file:///bad/edits.yaml'
    await client.open(uri, WRONG)
    // Beyond the end, backwards, with the line ends of Windows, the second in the positions that the first leaves.
    const found = await client.change(uri, [
      { range: range(900, 5, 999, 7), text: '  other: 2\r\n' },
      { range: range(6, 11, 6, 10), text: '3' },
      { range: range(7, 99, 7, 99), text: '  last: 4\r\n' },
      { range: range(-1, 0, 0, -5), text: '# first\r\n' },
    ])
    const expected = `# first\r\n${WRONG.replace('number: 1', 'number: 3')}  other: 2  last: 4\r\n\r\n`
    assert.deepEqual(found, await client.open('file:///bad/edited.yaml', expected))
    assert.ok(found.length > 0)
  })

  it('takes thousands of edits at once as the one that they are', async () => {
    assert.ok(client)
    const uri = 'file:///bad/replaced.yaml'
    await client.open(uri, `${MAP}${lines(5000, (i) => `  a${i}: text`)}`)
    const changes = Array.from({ length: 5000 }, (_, i) => {
      const line = 5 + 4999 - i
      const column = `  a${4999 - i}: `.length
      return { range: range(line, column, line, column + 4), text: '1' }
    })
    const found = await client.change(uri, changes)
    // Sent again at every keystroke, and never shown: not all of them go out.
    assert.match(found[0] ? said(found[0]) : '', /5000 problems; the gravest 999 are shown/)
    assert.equal(found.filter((it) => it.code === 'wrong-type').length, 999)
    const counts = await client.request<{ readonly problems: number }>('purser/lintFile', { uri })
    assert.equal(counts.problems, 5000)
  })

  it('ends with what a fresh look at the text says, whatever was typed', async () => {
    assert.ok(client)
    const random = randomFrom(7)
    const pieces = [
      'a: 1\n',
      '---\n',
      '- ',
      '  ',
      '\r\n',
      '"',
      "'",
      '[',
      '}',
      '# x\n',
      '&a ',
      '*a',
      '|\n',
      ':',
      'é\u{1f600}',
    ]
    for (let round = 0; round < 6; round++) {
      const uri = `file:///random/${round}.yaml`
      let text = `${POD}${WRONG}---\r\n${POD.replaceAll('\n', '\r\n')}`
      await client.open(uri, text)
      let last: readonly Diagnostic[] = []
      for (let step = 0; step < 25; step++) {
        const from = outsideBreak(text, random(text.length))
        const to = outsideBreak(text, Math.min(text.length, from + (random(3) === 0 ? random(40) : 0)))
        const insert = pieces[random(pieces.length)] ?? ''
        last = await client.change(uri, [{ range: { start: place(text, from), end: place(text, to) }, text: insert }])
        text = text.slice(0, from) + insert + text.slice(to)
      }
      const fresh: readonly Diagnostic[] = await client.open(`file:///fresh/${round}.yaml`, text)
      assert.deepEqual(last, fresh, JSON.stringify(text))
    }
  })

  it('survives messages out of order, unknown and without sense', async () => {
    assert.ok(client)
    const { connection } = client
    const textDocument = { uri: 'file:///bad/never-opened.yaml', version: 3 }
    connection.sendNotification('textDocument/didChange', { textDocument, contentChanges: [{ text: WRONG }] })
    connection.sendNotification('textDocument/didClose', { textDocument })
    connection.sendNotification('textDocument/didClose', { textDocument })
    connection.sendNotification('textDocument/didOpen', {})
    connection.sendNotification('textDocument/didChange', { textDocument })
    connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: 'no uri %', type: 9 }] })
    connection.sendNotification('purser/nothing', {})
    assert.deepEqual(await client.request('textDocument/documentSymbol', { textDocument }), [])
    await assert.rejects(client.request('purser/nothing', {}), { code: ErrorCodes.MethodNotFound })
    await assert.rejects(client.request('textDocument/hover', {}), { code: ErrorCodes.InternalError })
    const asked = await client.request('completionItem/resolve', { label: 'x', data: { field: 'constructor', no: 1 } })
    assert.deepEqual(asked, { label: 'x', data: { field: 'constructor', no: 1 } })
    assert.equal(await client.request('purser/explain', { id: '__proto__' }), null)
    assert.equal(await client.request('purser/newManifest', { id: 'constructor' }), null)
    assert.equal(await client.request('purser/explainManifest', { uri: textDocument.uri }), null)
    assert.equal(await client.request('purser/noteSummary', { id: '__proto__' }), null)
    await client.open('file:///bad/again.yaml', WRONG)
    assert.deepEqual(codes(await client.open('file:///bad/again.yaml', POD)), [])
  })

  it('stops a question that was taken back', async () => {
    assert.ok(client)
    const { connection } = client
    const { CancellationTokenSource } = await import('vscode-languageserver/node')
    // A question that is answered before it is taken back keeps its answer: on a busy machine that may happen at times.
    const outcomes: unknown[] = []
    for (let round = 0; round < 20 && !outcomes.includes(LSPErrorCodes.RequestCancelled); round += 1) {
      const uri = `file:///bad/cancelled-${round}.yaml`
      const opened = client.open(
        uri,
        lines(500, () => `---\n${POD}`),
      )
      const source = new CancellationTokenSource()
      const question = { textDocument: { uri }, position: at(1, 2) }
      const answer = connection.sendRequest('textDocument/hover', question, source.token)
      source.cancel()
      outcomes.push(
        await answer.then(
          () => 'answered',
          (error: unknown) => (error as { readonly code?: number }).code,
        ),
      )
      await opened
      await connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
    }
    assert.equal(outcomes.at(-1), LSPErrorCodes.RequestCancelled, outcomes.join(', '))
  })

  it('does without settings when the client fails to tell them, or tells nonsense', async () => {
    assert.ok(client)
    const uri = 'file:///bad/settings.yaml'
    await client.open(uri, POD.replace(':1.29.3', ''))
    const answers: unknown[] = [
      new Error('no'),
      null,
      [7],
      [{ rules: 'x', exclude: 'x', schemas: { a: 'x', b: null }, profile: 1, kubernetesVersion: 1.3 }],
      [{ rules: { 'image-tag-latest': 7, __proto__: 'error' }, exclude: [3, null, '['], schemas: [] }],
    ]
    for (const it of answers) {
      client.connection.onRequest('workspace/configuration', () => {
        if (it instanceof Error) throw it
        return it
      })
      const next: Promise<readonly Diagnostic[]> = client.diagnostics(uri, () => true)
      client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null })
      const found: readonly Diagnostic[] = await next
      assert.deepEqual(
        found.filter((one) => one.code === 'image-tag-latest').map((one) => one.severity),
        [3],
      )
    }
  })

  it('ends when it is told to', async () => {
    assert.equal(await client?.stop(), 0)
  })
})

describe('a bad disk over stdio', function () {
  this.timeout(60_000)
  let client: Client | undefined
  let folder = ''
  beforeEach(() => {
    // Editors write such a path in another way than Node does.
    folder = join(mkdtempSync(join(tmpdir(), 'purser-')), "a (b) %41 + é#@'")
    mkdirSync(folder)
  })
  afterEach(() => {
    end(client)
    rmSync(join(folder, '..'), { recursive: true, force: true })
  })

  it('costs what cannot be read and nothing else', async () => {
    write('good (1)+.yaml', WRONG)
    write('latin.yaml', Buffer.concat([Buffer.from(`${MAP}  a: caf`), Buffer.from([0xe9, 10])]))
    write('bom.yaml', `\ufeff${WRONG.replace('---\n', '')}`)
    write('huge.yaml', `${POD}#${' '.repeat(21 * 1024 * 1024)}\n`)
    mkdirSync(join(folder, 'folder.yaml'))
    write('folder.yaml/inside.yaml', WRONG)
    symlinkSync('circle.yaml', join(folder, 'circle.yaml'))
    symlinkSync('.', join(folder, 'again'))
    symlinkSync('/dev/zero', join(folder, 'folder.yaml/.purser.yaml'))
    mkdirSync(join(folder, '.purser.yaml'))
    client = await startClient({
      folder: uriOf(''),
      settings: { schemas: { 'folder.yaml': ['*.x'], 'no://\0': ['*'] } },
    })
    const seen = new Map<string, readonly Diagnostic[]>()
    client.connection.onNotification(
      'textDocument/publishDiagnostics',
      (it: { uri: string; diagnostics: Diagnostic[] }) => void seen.set(it.uri, it.diagnostics),
    )
    const { files } = await client.request<{ readonly files: number }>('purser/lintWorkspace', {})
    assert.equal(files, 5)
    assert.deepEqual(codes(seen.get(uriOf('good (1)+.yaml')) ?? []), ['wrong-type'])
    assert.deepEqual(codes(seen.get(uriOf('folder.yaml/inside.yaml')) ?? []), ['wrong-type'])
    assert.deepEqual(codes(seen.get(uriOf('huge.yaml')) ?? []), ['yaml-too-large'])
    // The mark does not count: editors do not show it.
    assert.deepEqual(seen.get(uriOf('bom.yaml'))?.[0]?.range, range(5, 10, 5, 11))
    assert.equal(await client.stop(), 0)
  })

  it('counts a file once, however its address is written, and follows what happens to it', async () => {
    write('a (1).yaml', WRONG)
    client = await startClient({ folder: uriOf('') })
    const uri = uriOf('a (1).yaml')
    await client.request('purser/lintWorkspace', {})
    await client.open(uri, POD)
    assert.equal((await client.request<{ readonly files: number }>('purser/lintWorkspace', {})).files, 1)

    // While it is open, the editor is right and the disk is not.
    write('a (1).yaml', WRONG.replace('number', 'other'))
    tell([{ uri, type: 2 }])
    assert.deepEqual(codes(await client.change(uri, [{ range: range(0, 0, 0, 0), text: '# x\n' }])), [])
    // Closed, the disk is right; that it was checked with the workspace still stands.
    const closed = client.diagnostics(uri, (it) => it.version === undefined)
    client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
    assert.deepEqual(codes(await closed), ['wrong-type'])
    assert.equal(await problemsIn('purser/lintWorkspace'), 1)

    renameSync(join(folder, 'a (1).yaml'), join(folder, 'b.yaml'))
    const gone = client.diagnostics(uri, (it) => it.diagnostics.length === 0)
    tell([
      { uri, type: 3 },
      { uri: uriOf('b.yaml'), type: 1 },
    ])
    await gone
    assert.deepEqual(await client.request('textDocument/documentSymbol', { textDocument: { uri } }), [])
    assert.equal(await problemsIn('purser/lintWorkspace'), 1)
  })

  it('lets go of a folder that leaves the workspace', async () => {
    write('a.yaml', WRONG)
    client = await startClient({ folder: uriOf('') })
    const there = client.diagnostics(uriOf('a.yaml'), (it) => it.diagnostics.length === 1)
    await client.request('purser/lintWorkspace', {})
    await there
    const gone = client.diagnostics(uriOf('a.yaml'), (it) => it.diagnostics.length === 0)
    client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: [{ uri: uriOf(''), name: 'test' }] },
    })
    await gone
  })

  it('forgets a file from elsewhere when it is closed', async () => {
    mkdirSync(join(folder, 'workspace'))
    write('elsewhere.yaml', WRONG)
    write('workspace/a.yaml', WRONG)
    client = await startClient({ folder: uriOf('workspace') })
    const uri = uriOf('elsewhere.yaml')
    await client.open(uri, WRONG)
    const closed = client.diagnostics(uri, (it) => it.version === undefined)
    client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
    assert.deepEqual(await closed, [])
    assert.equal(await problemsIn('purser/lintWorkspace'), 1)
    assert.deepEqual(await client.request('textDocument/documentSymbol', { textDocument: { uri } }), [])
    const inside = await client.request<unknown[]>('textDocument/documentSymbol', {
      textDocument: { uri: uriOf('workspace/a.yaml') },
    })
    assert.equal(inside.length, 1)
  })

  it('opens a text while the same file is being read from disk, and keeps the text', async () => {
    for (let i = 0; i < 300; i++) write(`${i}.yaml`, WRONG)
    client = await startClient({ folder: uriOf('') })
    const uri = uriOf('299.yaml')
    assert.deepEqual(codes(await client.open(uri, POD)), [])
    client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
    assert.deepEqual(codes(await client.open(uri, POD)), [])
    await client.request('purser/lintWorkspace', {})
    assert.deepEqual(codes(await client.change(uri, [{ range: range(0, 0, 0, 0), text: '# x\n' }])), [])
  })

  it('follows a .purser.yaml that changes on disk, and one that is broken', async () => {
    write('a.yaml', POD.replace(':1.29.3', ''))
    write('.purser.yaml', 'rules:\n  image-tag-latest: off\n  __proto__: error\n  constructor: error\n')
    client = await startClient({ folder: uriOf('') })
    assert.equal(await problemsIn('purser/lintWorkspace', 'a.yaml'), 0)
    for (const broken of ['rules: [', '\0', 'rules:\n  image-tag-latest: {a: &a [*a]}\n', '{{']) {
      write('.purser.yaml', broken)
      tell([{ uri: uriOf('.purser.yaml'), type: 2 }])
      assert.equal(await problemsIn('purser/lintWorkspace', 'a.yaml'), 1, broken)
    }
  })

  function write(name: string, content: string | Buffer): void {
    writeFileSync(join(folder, name), content)
  }

  function tell(changes: readonly { readonly uri: string; readonly type: number }[]): void {
    client?.connection.sendNotification('workspace/didChangeWatchedFiles', { changes })
  }

  /** As VS Code writes it. */
  function uriOf(name: string): string {
    const plain = name === '' ? folder : join(folder, name)
    return `file://${plain
      .split('/')
      .map((it) => encodeURIComponent(it).replace(/[!'()*]/g, hex))
      .join('/')}`
  }

  async function problemsIn(method: string, name?: string): Promise<number> {
    if (name === undefined) return (await client?.request<{ readonly problems: number }>(method, {}))?.problems ?? -1
    const next = client?.diagnostics(uriOf(name), () => true)
    await client?.request(method, {})
    const found = (await next) ?? []
    return found.filter((it) => it.code === 'image-tag-latest').length
  }
})

/** Every question at some lines; each must be answered before the test's time is up. */
async function askAll(client: Client, uri: string, at: readonly number[]): Promise<void> {
  const textDocument = { uri }
  const symbols = await client.request<readonly { readonly name: string }[]>('textDocument/documentSymbol', {
    textDocument,
  })
  assert.ok(symbols.some((it) => it.name === 'ConfigMap/web'))
  const folds = await client.request<readonly unknown[]>('textDocument/foldingRange', { textDocument })
  assert.ok(folds.length > 0)
  await client.request('textDocument/documentLink', { textDocument })
  await client.request('purser/fixAll', { uri })
  assert.ok(await client.request('purser/explainManifest', { uri }))
  await client.request('purser/explainItems', { uri })
  await client.request('purser/notes', { uri })
  for (const line of at) {
    const position = { line, character: 5 }
    await client.request('textDocument/hover', { textDocument, position })
    await client.request('textDocument/completion', { textDocument, position })
    await client.request('textDocument/selectionRange', { textDocument, positions: [position] })
    await client.request('purser/explain', { uri, position })
    await client.request('textDocument/codeAction', {
      textDocument,
      range: { start: position, end: position },
      context: { diagnostics: [] },
    })
  }
}

/** 10^9 values in ten lines. */
function bomb(indent: string): string {
  const first = `${indent}a0: &a0 {type: string}\n`
  return first + lines(9, (i) => `${indent}a${i + 1}: &a${i + 1} {type: object, properties: {${copies(i)}}}`)
}

function copies(i: number): string {
  return Array.from({ length: 10 }, (_, k) => `k${k}: *a${i}`).join(', ')
}

function crd(properties: string): string {
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: things.example.com
spec:
  group: example.com
  names: {plural: things, kind: Thing}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
${properties}`
}

function lines(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('')
}

/** The same numbers on every run. https://en.wikipedia.org/wiki/Linear_congruential_generator */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * below)
  }
}

/** No position leads between the two characters of a line break. */
function outsideBreak(text: string, offset: number): number {
  return text[offset - 1] === '\r' && text[offset] === '\n' ? offset + 1 : offset
}

function said({ message }: Diagnostic): string {
  return typeof message === 'string' ? message : message.value
}

function place(text: string, offset: number) {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/)
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
}

function at(line: number, character: number) {
  return { line, character }
}

function range(line: number, character: number, endLine: number, endCharacter: number) {
  return { start: at(line, character), end: at(endLine, endCharacter) }
}

/** Errors and warnings about size: what hints and style say is not the subject. */
function codes(found: readonly Diagnostic[]): readonly unknown[] {
  return found.filter((it) => it.severity === 1 || it.code === 'yaml-too-large').map((it) => it.code)
}

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}
