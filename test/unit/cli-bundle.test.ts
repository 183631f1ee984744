import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What is shipped, as a process: what only the bundle can get wrong. */
describe('purser as a program', function () {
  this.timeout(30_000)
  const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.mjs')
  const good = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n'
  let work = ''
  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'purser-bundle-'))
  })
  afterEach(() => rmSync(work, { recursive: true, force: true }))

  it('checks a configuration', () => {
    write('a.yaml', good)
    write('.purser.yaml', 'profile: strict\n')
    assert.deepEqual(lint('a.yaml'), [0, 'No problems in 1 manifest in 1 file\n', ''])
    write('.purser.yaml', 'rulez: {}\n')
    const [code, out] = lint('a.yaml')
    assert.equal(code, 1)
    assert.match(out, /\.purser\.yaml:1:1 {2}error .*`rules`/)
  })

  it('fixes a file behind a link, and leaves its mode and the link', () => {
    write('a.yaml', `${good}data:\n  a: 1\n`)
    spawnSync('chmod', ['640', join(work, 'a.yaml')])
    symlinkSync('a.yaml', join(work, 'link.yaml'))
    assert.equal(lint('--fix', 'link.yaml')[0], 0)
    assert.equal(readFileSync(join(work, 'a.yaml'), 'utf8'), `${good}data:\n  a: "1"\n`)
    assert.equal(statSync(join(work, 'a.yaml')).mode & 0o777, 0o640)
    assert.ok(readFileSync(join(work, 'link.yaml'), 'utf8').includes('"1"'))
  })

  it('says by its exit code what it found, whoever reads it', () => {
    write('a.yaml', `${good}nmespace: a\n`)
    const run = (rest: string) =>
      spawnSync('bash', ['-c', `"${process.execPath}" "${cli}" ${rest}; echo "$?" >code`], { cwd: work }) &&
      readFileSync(join(work, 'code'), 'utf8').trim()
    assert.equal(run('lint nope 2>/dev/full'), '2')
    assert.equal(run('lint a.yaml --stats 2>/dev/full'), '1')
    assert.equal(run('lint a.yaml > >(true)'), '1')
  })

  for (const word of ['constructor', 'toString', '__proto__'])
    it(`takes ${word} for a word like any other`, () => {
      assert.match(lint(word)[2], new RegExp(`there is no ${word}`))
    })

  it('takes an empty name for a mistake', () => {
    assert.deepEqual(lint('')[0], 2)
  })

  function write(name: string, text: string): void {
    writeFileSync(join(work, name), text)
  }

  function lint(...more: readonly string[]): readonly [number | null, string, string] {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'lint', ...more], {
      cwd: work,
      encoding: 'utf8',
      env: { ...process.env, XDG_CACHE_HOME: join(work, 'caches') },
    })
    return [status, stdout, stderr]
  }
})
