import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { Connection } from 'vscode-languageserver'
import { inBackground, orLog } from '../../server/src/lsp/answer.ts'
import { TOO_LARGE, withChanges } from '../../server/src/lsp/changes.ts'
import { readSettings } from '../../server/src/lsp/client-settings.ts'
import { parseFile, textOf } from '../../server/src/syntax/file.ts'
import { entries, rootOf } from '../../server/src/syntax/node.ts'
import { purser, type Stored } from './cli/memory-io.ts'

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1\n'
const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n'
/** A file whose problem must stay, whatever lies beside it. */
const WRONG = `${MAP}  number: 1\n`

interface Row {
  readonly file: string
  readonly rule: string
  readonly message: string
  readonly line: number
}

describe('bad input on the command line', function () {
  this.timeout(60_000)

  const TEXTS: readonly (readonly [name: string, text: Stored, rule: string | undefined, message: RegExp])[] = [
    ['tabs', `${MAP}\ta: b\n`, 'yaml-unsupported', /tab/],
    ['CRLF', POD.replaceAll('\n', '\r\n'), undefined, /./],
    ['a lone carriage return', POD.replaceAll('\n', '\r'), undefined, /./],
    ['a byte order mark', `\ufeff${POD}`, undefined, /./],
    ['NUL bytes', `${MAP}  a: "\0"\n`, 'yaml-unsupported', /U\+0000/],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0x00]), 'not-utf8', /UTF-16/],
    ['Latin-1', new Uint8Array([...bytes(`${MAP}  a: caf`), 0xe9, 10]), 'not-utf8', /byte 0xe9/],
    ['git conflict markers', `${MAP}<<<<<<< a\n  a: b\n=======\n  a: c\n>>>>>>> b\n`, 'yaml-syntax', /conflict/],
    ['20,000 brackets', `${MAP}  a: ${'['.repeat(20_000)}\n`, 'yaml-too-deep', /more than 200 levels/],
    ['100 MB', { size: 100 * 1024 * 1024 }, 'yaml-too-large', /has 100 MB; Purser reads files of up to 20 MB/],
    ['an alias bomb', MAP + bomb(9), 'yaml-unsupported', /aliases here copy each other/],
    ['an alias bomb of lists', `apiVersion: v1\nkind: List\n${listBomb()}items: *a9\n`, 'yaml-unsupported', /aliases/],
    ['an alias chain', MAP + many(5000, (i) => `  a${i + 1}: &a${i + 1} [*a${i}]\n`), 'yaml-unsupported', /aliases/],
    ['a merge in a circle', `${MAP}  a: &a {<<: *a}\n`, 'yaml-syntax', /contains itself/],
    ['20,000 anchors and aliases', MAP + many(20_000, (i) => `  a${i}: &a${i} v\n  b${i}: *a${i}\n`), undefined, /./],
    ['100,000 documents', '---\na: b\n'.repeat(100_000), undefined, /./],
    ['10,000 equal keys', MAP + '  a: b\n'.repeat(10_000), 'yaml-duplicate-key', /`a` is here twice/],
    ['a line of 5 MB', `${MAP}  a: ${'x'.repeat(5_000_000)}\n`, undefined, /./],
    ['20,000 problems in a line', `${MAP.slice(0, -1)} {${many(20_000, (i) => `a${i}: 1, `)}}\n`, 'wrong-type', /text/],
    ['1,000 containers', POD + many(1000, (i) => `    - {name: c${i}, image: nginx}\n`), 'image-tag-latest', /nginx/],
    ['a number of 100,000 digits', `${MAP}  a: ${'9'.repeat(100_000)}\n`, undefined, /./],
  ]

  for (const [name, content, rule, message] of TEXTS) {
    it(`says so, and checks the files beside it: ${name}`, async () => {
      const files = { 'a/bad.yaml': content, 'a/good.yaml': WRONG }
      const { out, error, code } = await purser(['lint', '--format', 'json', 'a'], files)
      assert.equal(error, '')
      assert.equal(code, 1)
      const rows = JSON.parse(out) as readonly Row[]
      assert.deepEqual(
        rows.filter((it) => it.file === 'a/good.yaml').map((it) => [it.rule, it.line]),
        [['wrong-type', 6]],
      )
      const bad = rows.filter((it) => it.file === 'a/bad.yaml')
      if (rule !== undefined)
        assert.ok(
          bad.some((it) => it.rule === rule && message.test(it.message)),
          out.slice(0, 2000),
        )
      // For people too, and twice the same.
      const text = await purser(['lint', 'a'], files)
      assert.match(text.out, /a\/good\.yaml:6:11 {2}error/)
      assert.equal(text.code, 1)
    })
  }

  it('takes a folder for a folder and says what it cannot read', async () => {
    const { out, error, code } = await purser(['lint', '.'], {
      'folder.yaml/good.yaml': WRONG,
      'secret.yaml': { failure: 'permission denied' },
      'circle.yaml': { link: '/disk/circle.yaml' },
      'folder.yaml/again': { link: '/disk/folder.yaml' },
    })
    assert.match(out, /folder\.yaml\/good\.yaml:6:11 {2}error/)
    assert.match(error, /cannot read secret\.yaml: permission denied/)
    assert.match(error, /cannot read circle\.yaml: its links lead in a circle/)
    assert.equal(code, 2)
  })

  it('is not stopped by a .purser.yaml that is broken, huge, unreadable or a folder', async () => {
    const configs: readonly (readonly [Stored, RegExp])[] = [
      ['rules: [\n', /\.purser\.yaml:/],
      [`ignore:\n${bomb(9)}`, /\.purser\.yaml:/],
      ['rules: {__proto__: off, constructor: off, wrong-type: {a: 1}}\n', /constructor/],
      [{ size: 100 * 1024 * 1024 }, /cannot read .*\.purser\.yaml: it is too large/],
      [{ failure: 'permission denied' }, /cannot read .*\.purser\.yaml: permission denied/],
    ]
    for (const [config, said] of configs) {
      const { out, error } = await purser(['lint', 'a.yaml'], { 'a.yaml': WRONG, '.purser.yaml': config })
      assert.match(out, /a\.yaml:6:11 {2}error/)
      assert.match(out + error, said)
    }
    const inFolder = await purser(['lint', 'a.yaml'], { 'a.yaml': WRONG, '.purser.yaml/x': '' })
    assert.deepEqual([inFolder.error, inFolder.code], ['', 1])
  })

  it('reads a real disk with links in circles, devices and folders', () => {
    const folder = mkdtempSync(join(tmpdir(), 'purser-'))
    try {
      mkdirSync(join(folder, 'x.yaml'))
      writeFileSync(join(folder, 'x.yaml', 'good.yaml'), WRONG)
      symlinkSync('circle.yaml', join(folder, 'circle.yaml'))
      symlinkSync('..', join(folder, 'x.yaml', 'up'))
      symlinkSync('/dev/zero', join(folder, 'zero.yaml'))
      symlinkSync('/dev/zero', join(folder, '.purser.yaml'))
      const cli = new URL('../../server/src/main/cli.ts', import.meta.url).pathname
      const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', cli, 'lint', folder], {
        encoding: 'utf8',
        timeout: 30_000,
        cwd: new URL('../..', import.meta.url).pathname,
      })
      assert.match(stdout, /good\.yaml:6:11 {2}error/)
      assert.match(stdout, /in 1 of 1 file/)
      assert.match(stderr, /cannot read .*circle\.yaml: its links lead in a circle/)
      assert.match(stderr, /cannot read .*\.purser\.yaml: it is no file/)
      assert.equal(status, 2)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('names that every object has', () => {
  const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']

  for (const name of NAMES) {
    it(`are names like any other: ${name}`, async () => {
      // Of the same shape, and nobody's name.
      const other = name.replace(/[a-z]/gi, (it) => (/[a-m]/i.test(it) ? up(it, 13) : up(it, -13)))
      const text = (it: string) =>
        [
          `apiVersion: v1\nkind: ${it}\nmetadata: {name: a}\n`,
          `apiVersion: ${it}\nkind: Pod\nmetadata: {name: ${it}}\n`,
          `${POD}  ${it}: {a: 1}\n`,
          POD.replace('  name: web\n', `  name: web\n  labels: {${it}: 1}\n  annotations: {${it}: ${it}}\n`),
          `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {${it}: a}}\n  template: {metadata: {labels: {b: a}}, spec: {containers: [{name: ${it}, image: ${it}}]}}\n`,
          `${POD}      env: [{name: ${it}}, {name: ${it}}]\n      resources: {requests: {${it}: 1}}\n      imagePullPolicy: ${it}\n`,
          `apiVersion: v1\nkind: Service\nmetadata: {name: ${it}}\nspec: {type: ${it}, selector: {${it}: a}, ports: [{name: ${it}, port: 1, protocol: ${it}}]}\n`,
          `${WRONG}# purser:ignore ${it} -- x\n# purser:ignore-file ${it}\n`,
        ].join('---\n')
      const lint = (it: string) =>
        purser(['lint', '--profile', 'all', 'a.yaml'], {
          'a.yaml': text(it),
          '.purser.yaml': `rules: {${it}: off}\n${it}: 1\n`,
        })
      const [own, plain] = [await lint(name), await lint(other)]
      assert.equal(own.error, plain.error)
      assert.deepEqual(rulesIn(own.out), rulesIn(plain.out))
      assert.ok(rulesIn(own.out).length > 10)
      assert.equal(Object.getPrototypeOf({}), Object.prototype)
      assert.equal(({} as Record<string, unknown>).a, undefined)
    })
  }
})

describe('suppressions by the thousand', function () {
  this.timeout(20_000)

  it('hold back what they name, and each says if it is not needed', async () => {
    const held = MAP + many(5000, (i) => `  a${i}: 1 # purser:ignore wrong-type -- x\n`)
    assert.equal((await purser(['lint', 'a.yaml'], { 'a.yaml': held })).code, 0)
    const one = held.replace('a7: 1', 'a7: "1"').replace('# purser:ignore wrong-type -- x\n  a99:', '\n  a99:')
    const { out } = await purser(['lint', '--format', 'json', 'a.yaml'], { 'a.yaml': one })
    assert.deepEqual(
      (JSON.parse(out) as readonly Row[]).map((it) => [it.rule, it.line]),
      [
        ['unused-suppression', 13],
        ['wrong-type', 104],
      ],
    )
  })

  it('for the whole file count in every document of it, and all of them as used', async () => {
    const text = `${'# purser:ignore-file wrong-type -- x\n'.repeat(2000)}${WRONG}---\n${WRONG.replace('name: web', 'name: api')}`
    const { out } = await purser(['lint', 'a.yaml'], { 'a.yaml': text })
    assert.equal(out, 'No problems in 2 manifests in 1 file\n')
  })
})

describe('aliases that blow a document up', () => {
  it('are followed as long as the API server follows them', () => {
    // 10^3 values from 31 aliases are nothing; 10^5 from 51 are refused by it too.
    assert.equal(followed(bomb(2)), true)
    assert.equal(followed(bomb(5)), false)
  })

  function followed(text: string): boolean {
    const document = parseFile(text).parts[0]?.document
    const last = document && entries(rootOf(document)).at(-1)?.value
    const inner = last && entries(last)[0]?.value
    assert.ok(inner)
    return entries(inner).length > 0
  }
})

describe('changes from the editor', () => {
  const piece = fc.constantFrom('a', 'b: 1\n', '\n', '\r\n', '---\n', '', '  - x', 'é\u{1f600}')
  const position = fc.record({ line: fc.integer({ min: -1, max: 9 }), character: fc.integer({ min: -1, max: 9 }) })
  const change = fc.record({ range: fc.record({ start: position, end: position }), text: piece })

  it('mean the same together and one after the other', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(change, { maxLength: 8 }), (pieces, changes) => {
        const start = parseFile(pieces.join(''))
        const together = withChanges(start, changes)
        const single = changes.reduce((file, it) => withChanges(file, [it]), start)
        assert.equal(textOf(together), textOf(single))
        assert.deepEqual(
          together.parts.map((it) => it.document.text),
          parseFile(textOf(together)).parts.map((it) => it.document.text),
        )
        assert.equal(together.length, textOf(together).length)
      }),
      { numRuns: 500 },
    )
  })

  it('of a file that is too large wait for its whole text', () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
    assert.equal(withChanges(TOO_LARGE, [{ range, text: 'a: b' }]), TOO_LARGE)
    assert.equal(textOf(withChanges(TOO_LARGE, [{ text: 'a: b' }, { range, text: '#\n' }])), '#\na: b')
  })
})

describe('a bug in the server', () => {
  it('is logged, and costs the one answer or task', async () => {
    const said: string[] = []
    const connection = { console: { error: (text: string) => void said.push(text) } } as unknown as Connection
    const bug = () => {
      throw new Error('boom')
    }
    assert.deepEqual(orLog(connection, [], bug), [])
    inBackground(connection, async () => bug())
    await new Promise((resolve) => setTimeout(resolve))
    assert.equal(said.length, 2)
    for (const it of said) assert.match(it, /^Error: boom\n {4}at /)
  })
})

describe('settings that people wrote', () => {
  it('are taken as far as they make sense', () => {
    const sound = {
      kubernetesVersion: '1.30',
      profile: 'all',
      rules: { a: 'off' },
      schemas: { s: ['*'] },
      exclude: ['x'],
    }
    assert.deepEqual(readSettings(sound), sound)
    const none = { rules: {}, schemas: {}, exclude: [] }
    for (const it of [{ rules: 'x', schemas: [1], exclude: 'x', profile: 'x', kubernetesVersion: 1.3 }, {}])
      assert.deepEqual(readSettings(it), none)
    for (const it of [null, undefined, 'x', [], 3]) assert.deepEqual(readSettings(it), {})
    assert.deepEqual(readSettings({ rules: { a: 7, b: 'hint' }, exclude: [1, 'y'] }), {
      ...none,
      rules: { b: 'hint' },
      exclude: ['y'],
    })
  })
})

function up(letter: string, by: number): string {
  return String.fromCharCode(letter.charCodeAt(0) + by)
}

/** What is in the square brackets at the end of each problem. */
function rulesIn(out: string): readonly string[] {
  return [...out.matchAll(/\[([a-z0-9-]+)\]$/gm)].map((it) => it[1] ?? '')
}

/** Ten times as many values with every level. */
function bomb(levels: number): string {
  const copies = (i: number) => Array.from({ length: 10 }, (_, k) => `k${k}: *a${i}`).join(', ')
  return `  a0: &a0 {x: y}\n${many(levels, (i) => `  a${i + 1}: &a${i + 1} {${copies(i)}}\n`)}`
}

function listBomb(): string {
  const copies = (i: number) => Array.from({ length: 10 }, () => `*a${i}`).join(', ')
  return `a0: &a0 [{name: x}]\n${many(9, (i) => `a${i + 1}: &a${i + 1} [${copies(i)}]\n`)}`
}

function many(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => line(i)).join('')
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
