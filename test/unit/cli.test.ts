import assert from 'node:assert/strict'
import type { Io } from '../../server/src/cli/io.ts'
import { purser, type Stored } from './cli/memory-io.ts'

const CLEAN = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: clean\n'
/** One error that can be fixed: line 6, columns 10 to 13. */
const QUOTED = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: quoted\ndata:\n  number: 123\n'
const UNKNOWN = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: unknown\n  nmespace: a\n'

describe('purser lint', () => {
  it('says what is wrong, where, and in sum', async () => {
    const { code, out, error } = await purser(['lint', 'a.yaml', 'b.yaml'], { 'a.yaml': CLEAN, 'b.yaml': QUOTED })
    assert.equal(error, '')
    assert.equal(
      out,
      `b.yaml:6:11  error  \`number\` takes text; \`123\` reads as a number  [wrong-type]
      number: 123
              ^^^
1 problem (1 error) in 1 of 2 files; 1 can be fixed with --fix
`,
    )
    assert.equal(code, 1)
  })

  it('is content with what is right', async () => {
    const { code, out } = await purser(['lint', 'a.yaml'], { 'a.yaml': CLEAN })
    assert.equal(out, 'No problems in 1 manifest in 1 file\n')
    assert.equal(code, 0)
  })

  it('says that there is no manifest', async () => {
    const { code, out } = await purser(['lint', 'a.yaml'], { 'a.yaml': 'a: 1\n' })
    assert.deepEqual([code, out], [0, 'No Kubernetes manifest in 1 file\n'])
  })

  it('writes JSON with exactly these keys', async () => {
    const text = `---\n${CLEAN}---\n${QUOTED.replace('name: quoted', 'name: quoted\n  namespace: shop')}`
    const { code, out } = await purser(['lint', '--format', 'json', 'x/b.yaml'], { 'x/b.yaml': text })
    assert.deepEqual(JSON.parse(out), [
      {
        file: 'x/b.yaml',
        line: 13,
        column: 11,
        endLine: 13,
        endColumn: 14,
        rule: 'wrong-type',
        severity: 'error',
        message: '`number` takes text; `123` reads as a number',
        path: 'data[number]',
        cause: 'decode',
        serverRule: null,
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: 'shop',
        name: 'quoted',
        fixable: true,
      },
    ])
    assert.equal(code, 1)
  })

  it('writes an empty JSON array for no problems', async () => {
    assert.equal((await purser(['lint', '--format=json', 'a.yaml'], { 'a.yaml': CLEAN })).out, '[]\n')
  })

  it('writes null where there is nothing to say', async () => {
    const { out } = await purser(['lint', '--format=json', 'a.yaml'], { 'a.yaml': new Uint8Array([0x61, 0xff]) })
    const [row] = JSON.parse(out) as readonly Record<string, unknown>[]
    assert.deepEqual(
      ['path', 'apiVersion', 'kind', 'namespace', 'name'].map((it) => row?.[it]),
      [null, null, null, null, null],
    )
  })

  describe('finds files', () => {
    const cases: readonly (readonly [
      title: string,
      paths: readonly string[],
      files: Record<string, Stored>,
      found: readonly string[],
    ])[] = [
      [
        'in folders, by their endings',
        ['.'],
        { 'a.yaml': QUOTED, 'x/b.yml': QUOTED, 'x/y/c.YAML': QUOTED, 'd.txt': QUOTED },
        ['a.yaml', 'x/b.yml', 'x/y/c.YAML'],
      ],
      [
        'as JSON only if it looks like a manifest',
        ['.'],
        {
          'a.json': '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": 5}}',
          'package.json': '{"name": "x",}',
        },
        ['a.json'],
      ],
      [
        'but not those of others',
        ['.'],
        {
          'node_modules/a.yaml': QUOTED,
          '.git/b.yaml': QUOTED,
          'x/vendor/a.yaml': QUOTED,
          'chart/Chart.yaml': '',
          'chart/charts/sub/a.yaml': QUOTED,
          'charts/chart/a.yaml': QUOTED,
          'c.yaml': QUOTED,
        },
        ['c.yaml', 'charts/chart/a.yaml'],
      ],
      ['that are named whatever they are called', ['a.txt'], { 'a.txt': QUOTED }, ['a.txt']],
      [
        'that are named even among those of others',
        ['node_modules/a.yaml'],
        { 'node_modules/a.yaml': QUOTED },
        ['node_modules/a.yaml'],
      ],
      ['once each', ['a.yaml', '.', './a.yaml', '/disk/a.yaml'], { 'a.yaml': QUOTED }, ['a.yaml']],
      ['in a folder that is called like a file', ['x.yaml'], { 'x.yaml/a.yaml': QUOTED }, ['x.yaml/a.yaml']],
      [
        'behind links, and none twice when they lead in a circle',
        ['.'],
        { 'x/a.yaml': QUOTED, 'x/y': { link: '/disk' } },
        ['x/a.yaml'],
      ],
      ['elsewhere', ['../other'], { '/other/a.yaml': QUOTED }, ['/other/a.yaml']],
      [
        'that a configuration does not leave out',
        ['.'],
        { '.purser.yaml': 'ignore: [x, "*.gen.yaml"]', 'x/a.yaml': QUOTED, 'b.gen.yaml': QUOTED, 'c.yaml': QUOTED },
        ['c.yaml'],
      ],
      [
        'that are named although a configuration leaves them out',
        ['x/a.yaml'],
        { '.purser.yaml': 'ignore: [x]', 'x/a.yaml': QUOTED },
        ['x/a.yaml'],
      ],
    ]
    for (const [title, paths, files, found] of cases)
      it(title, async () => {
        const { out } = await purser(['lint', '--format', 'json', ...paths], files)
        assert.deepEqual(
          [...new Set((JSON.parse(out) as readonly { readonly file: string }[]).map((it) => it.file))],
          found,
        )
      })
  })

  describe('configuration', () => {
    it('sets severities, for the folder it is in and below', async () => {
      const { out, code } = await purser(['lint', '--format=json', '.'], {
        'x/.purser.yaml': 'rules: {wrong-type: hint}\n',
        'x/y/a.yaml': QUOTED,
        'b.yaml': QUOTED,
      })
      assert.deepEqual(severities(out), ['b.yaml error', 'x/y/a.yaml hint'])
      assert.equal(code, 1)
    })

    it('of the nearest folder counts alone', async () => {
      const { out } = await purser(['lint', '--format=json', '.'], {
        '.purser.yaml': 'rules: {wrong-type: off}\n',
        'x/.purser.yaml': 'profile: recommended\n',
        'x/a.yaml': QUOTED,
        'b.yaml': QUOTED,
      })
      assert.deepEqual(severities(out), ['x/a.yaml error'])
    })

    it('is found above the folder that is named', async () => {
      assert.equal(
        (await purser(['lint', 'x'], { '.purser.yaml': 'rules: {wrong-type: off}\n', 'x/a.yaml': QUOTED })).code,
        0,
      )
    })

    it('with faults is told of, once', async () => {
      const { out, code } = await purser(['lint', '.'], {
        '.purser.yaml': 'rule: {}\n',
        'a.yaml': CLEAN,
        'b.yaml': CLEAN,
      })
      assert.equal(code, 1)
      assert.match(out, /^\.purser\.yaml:1:1 {2}error {2}there is no `rule` here; did you mean `rules`\?/)
      assert.match(out, /1 problem \(1 error\) in 1 of 3 files/)
    })

    it('can be linted itself', async () => {
      const { out, code } = await purser(['lint', '.purser.yaml'], { '.purser.yaml': 'profile: al\n' })
      assert.match(out, /\.purser\.yaml:1:10 .*it takes `recommended`, `apiserver`, .*`strict` or `all`/)
      assert.equal(code, 1)
    })

    it('holds for the standard input too', async () => {
      const { code } = await purser(['lint', '-'], { '.purser.yaml': 'rules: {wrong-type: off}\n' }, { stdin: QUOTED })
      assert.equal(code, 0)
    })

    it('chooses the version, unless an option does', async () => {
      const cronJob =
        'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostUsers: true\n  containers: [{name: a, image: "a:1"}]\n'
      const disk = { '.purser.yaml': 'kubernetes-version: 1.20\n', 'a.yaml': cronJob }
      assert.match((await purser(['lint', 'a.yaml'], disk)).out, /field-not-yet/)
      assert.doesNotMatch((await purser(['lint', '--kubernetes-version=1.36', 'a.yaml'], disk)).out, /field-not-yet/)
    })

    it('overrides what it says for some objects', async () => {
      const pod = (name: string, container: string) =>
        `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: ${container}, image: web:latest}]}\n`
      const disk = {
        'x/.purser.yaml': `
rules: {image-tag-latest: error}
overrides:
  - {rules: {image-tag-latest: hint}, names: [b, c]}
  - {rules: {image-tag-latest: info}, names: [c]}
  - {rules: {image-tag-latest: off}, containers: [proxy]}
  - {rules: {image-tag-latest: warning}, paths: [dev], kinds: [Pod]}
  - {rules: {missing-resource-requests: off}}
`,
        'x/a.yaml': [pod('a', 'a'), pod('b', 'b'), pod('c', 'c'), pod('d', 'proxy')].join('---\n'),
        'x/dev/a.yaml': pod('a', 'a'),
      }
      const { out } = await purser(['lint', '--format=json', 'x'], disk)
      const found = JSON.parse(out) as readonly { readonly file: string; readonly name: string; severity: string }[]
      assert.deepEqual(
        found.map((it) => `${it.file} ${it.name} ${it.severity}`),
        ['x/a.yaml a error', 'x/a.yaml b hint', 'x/a.yaml c info', 'x/dev/a.yaml a warning'],
      )
    })

    it('gives way to --only', async () => {
      const disk = {
        '.purser.yaml': 'profile: all\n',
        'a.yaml':
          'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: "nginx:latest"}], typo: 1}\n',
      }
      assert.match((await purser(['lint', 'a.yaml'], disk)).out, /unknown-field/)
      const { out } = await purser(['lint', '--format=json', '--only', 'image-tag-latest', '.'], disk)
      const rules = (JSON.parse(out) as readonly { readonly rule: string }[]).map((it) => it.rule)
      assert.deepEqual(rules, ['image-tag-latest'])
    })
  })

  describe('exit code', () => {
    const severityFiles = (severity: string) => ({
      '.purser.yaml': `rules: {wrong-type: ${severity}}\n`,
      'a.yaml': QUOTED,
    })
    const cases: readonly (readonly [line: string, severity: string, code: number])[] = [
      ['lint a.yaml', 'hint', 0],
      ['lint a.yaml', 'info', 0],
      ['lint a.yaml', 'warning', 1],
      ['lint a.yaml', 'error', 1],
      ['lint a.yaml --max-severity error', 'error', 0],
      ['lint a.yaml --max-severity=warning', 'error', 1],
      ['lint a.yaml --max-severity warning', 'warning', 0],
      ['lint a.yaml --max-severity hint', 'info', 1],
      ['lint a.yaml --max-severity hint', 'hint', 0],
      ['lint a.yaml', 'off', 0],
    ]
    for (const [line, severity, code] of cases)
      it(`of ${line} with a problem of severity ${severity}: ${code}`, async () => {
        assert.equal((await purser(line.split(' '), severityFiles(severity))).code, code)
      })
  })

  describe('misuse', () => {
    const cases: readonly (readonly [line: string, message: RegExp])[] = [
      ['', /say what to do/],
      ['lnit a.yaml', /no command `lnit`; did you mean `lint`\?/],
      ['lint', /name files or folders/],
      ['lint missing.yaml', /there is no missing\.yaml/],
      ['lint a.yaml missing.yaml', /there is no missing\.yaml/],
      ['lint empty', /nothing to lint/],
      ['lint --fxi a.yaml', /no option `--fxi`; did you mean `--fix`\?/],
      ['lint --fix=yes a.yaml', /--fix takes no value/],
      ['lint a.yaml --format', /--format needs a value/],
      ['lint --format yaml a.yaml', /--format takes text, json/],
      ['lint --profile recomended a.yaml', /did you mean `recommended`/],
      ['lint --only image-tag-lastest a.yaml', /no rule `image-tag-lastest`; did you mean `image-tag-latest`\?/],
      ['lint --only , a.yaml', /--only takes the ids/],
      ['lint --kubernetes-version 1.99 a.yaml', /knows Kubernetes 1\.\d+ to 1\.\d+, not `1\.99`/],
      ['lint --kubernetes-version latest a.yaml', /no version of Kubernetes/],
      ['lint --max-severity fatal a.yaml', /--max-severity takes error, warning, info, hint/],
      ['lint --stdio a.yaml', /has no option --stdio/],
      ['explain --fix x', /has no option --fix/],
      ['notes headless', /say `purser notes --search headless`/],
      ['notes --list --search x', /not both/],
      ['notes --search', /--search needs a value/],
      ['notes --fix', /has no option --fix/],
      ['lint --search x a.yaml', /has no option --search/],
      ['explain --json x', /has no option --json/],
      ['lint --fix -', /cannot change the standard input/],
    ]
    for (const [line, message] of cases)
      it(`purser ${line}`, async () => {
        const { code, error } = await purser(line === '' ? [] : line.split(' '), {
          'a.yaml': CLEAN,
          'empty/readme.txt': '',
        })
        assert.match(error, message)
        assert.match(error, /^purser: /)
        assert.equal(code, 2)
      })
  })

  describe('bad input', () => {
    it('that cannot be read costs no other file anything', async () => {
      const { code, out, error } = await purser(['lint', '.'], {
        'a.yaml': { failure: 'permission denied' },
        'b.yaml': QUOTED,
      })
      assert.match(error, /^purser: cannot read a\.yaml: permission denied\n$/)
      assert.match(out, /1 problem/)
      assert.equal(code, 2)
    })

    it('that is a circle of links is told of', async () => {
      const { code, error } = await purser(['lint', '.'], { 'a.yaml': { link: '/disk/a.yaml' }, 'b.yaml': CLEAN })
      assert.match(error, /cannot read a\.yaml: its links lead in a circle/)
      assert.equal(code, 2)
    })

    it('that is not UTF-8 is a problem where it is, and the rest is linted', async () => {
      const bytes = new Uint8Array([
        ...new TextEncoder().encode('# \u00fcber '),
        0xfc,
        10,
        ...new TextEncoder().encode(QUOTED),
      ])
      const { out, code } = await purser(['lint', '--format=json', 'a.yaml'], { 'a.yaml': bytes })
      assert.deepEqual(
        (JSON.parse(out) as readonly Record<string, unknown>[]).map((it) => [it.rule, it.line, it.column]),
        [
          ['not-utf8', 1, 8],
          ['wrong-type', 7, 11],
        ],
      )
      assert.equal(code, 1)
    })

    it('that is UTF-16 is called so', async () => {
      const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(QUOTED, 'utf16le')])
      assert.match((await purser(['lint', 'a.yaml'], { 'a.yaml': utf16 })).out, /this file is UTF-16; save it as UTF-8/)
    })

    it('that is too large is not read', async () => {
      const { out, code } = await purser(['lint', '.'], { 'a.yaml': { size: 100 * 1024 * 1024 }, 'b.yaml': CLEAN })
      assert.match(
        out,
        /^a\.yaml:1:1 {2}warning {2}this file has 100 MB; Purser reads files of up to 20 MB {2}\[yaml-too-large\]/,
      )
      assert.equal(code, 1)
    })

    it('with control characters does no harm to a terminal', async () => {
      const { out } = await purser(['lint', 'a\u001b[2J.yaml'], {
        'a\u001b[2J.yaml': `${UNKNOWN.replace('nmespace: a', '"nme\\u001b[31mspace": a # \u202e')}`,
      })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there.
      assert.doesNotMatch(out, /[\u0000-\u0008\u000b-\u001f\u202e]/)
      assert.match(out, /1 problem/)
    })

    for (const text of ['\0', '\0\0apiVersion: v1\nkind: \0', '{', '---\n---\n---', '\t', '&a *a', '\ufeff', ''])
      it(`such as ${JSON.stringify(text)} is survived`, async () => {
        const { code, error } = await purser(['lint', 'a.yaml'], { 'a.yaml': text })
        assert.equal(error, '')
        assert.ok(code === 0 || code === 1)
      })
  })

  describe('--fix', () => {
    it('writes what it put right, and says so', async () => {
      const { code, out, files } = await purser(['lint', '--fix', '.'], {
        'a.yaml': QUOTED,
        'b.yaml': UNKNOWN,
        'c.yaml': CLEAN,
      })
      assert.equal(files['a.yaml'], QUOTED.replace('123', '"123"'))
      assert.equal(files['b.yaml'], UNKNOWN)
      assert.match(out, /^Fixed 1 problem in a\.yaml\n/)
      assert.match(out, /1 problem \(1 error\) in 1 of 3 files; for 1 there is a fix that somebody has to choose\n$/)
      assert.equal(code, 1)
      assert.equal((await purser(['lint', '--fix', 'a.yaml'], files)).out, 'No problems in 1 manifest in 1 file\n')
    })

    it('keeps the byte order mark and the line ends', async () => {
      const text = `\ufeff${QUOTED.replaceAll('\n', '\r\n')}`
      const { files, code } = await purser(['lint', '--fix', 'a.yaml'], { 'a.yaml': text })
      assert.equal(files['a.yaml'], text.replace('123', '"123"'))
      assert.equal(code, 0)
    })

    it('fixes all problems of a file', async () => {
      const text = `${QUOTED}  yes: on\n---\n${QUOTED}`
      const { files, out } = await purser(['lint', '--fix', 'a.yaml'], { 'a.yaml': text })
      assert.equal(files['a.yaml'], text.replaceAll('123', '"123"').replace('on\n---', '"on"\n---'))
      assert.match(out, /^Fixed 3 problems/)
    })

    it('applies no fix that somebody has to choose, and says which there are', async () => {
      const text =
        'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n    - name: a\n      image: a:1\n' +
        '      resources: {requests: {cpu: 100m, memory: 128}}\n      volumeMounts: [{name: b, mountPath: b}]\n' +
        '  volumes:\n    - name: b\n'
      const { out, files, code } = await purser(['lint', '--fix', 'a.yaml'], { 'a.yaml': text })
      assert.equal(files['a.yaml'], text.replace('    - name: b\n', '    - name: b\n      emptyDir: {}\n'))
      assert.equal(code, 1)
      assert.equal(
        out,
        `Fixed 1 problem in a.yaml
a.yaml:9:49  warning  \`128\` is 128 bytes of memory, hardly what is meant: without a unit it counts bytes  [memory-unit-suspicious]
          resources: {requests: {cpu: 100m, memory: 128}}
                                                    ^^^
    not applied, for there is a choice:
      - Change to 128Mi
      - Change to 128M
      - Change to 128Gi
      - Change to 128G
a.yaml:10:43  warning  \`b\` is mounted at \`/b\`, wherever the image works; write it from the root on  [mount-path-relative]
          volumeMounts: [{name: b, mountPath: b}]
                                              ^
    not applied, for it changes what the manifest means: Change to /b
2 problems (2 warnings) in 1 of 1 file; for 2 there is a fix that somebody has to choose
`,
      )
      const again = await purser(['lint', '--fix', 'a.yaml'], files)
      assert.deepEqual(again.files, files)
      assert.equal(again.out, out.replace('Fixed 1 problem in a.yaml\n', ''))
    })

    it('says of the choices only to people, and only when asked to fix', async () => {
      const text = `${QUOTED}  a: {}\n`
      const { out } = await purser(['lint', 'a.yaml'], { 'a.yaml': text })
      const fixing = await purser(['lint', '--fix', '--format=github', 'a.yaml'], { 'a.yaml': text })
      for (const it of [out, fixing.out]) assert.doesNotMatch(it, /not applied/)
    })

    it('keeps JSON on the standard output alone', async () => {
      const { out, error } = await purser(['lint', '--fix', '--format=json', 'a.yaml'], { 'a.yaml': QUOTED })
      assert.deepEqual([out, error], ['[]\n', 'Fixed 1 problem in a.yaml\n'])
    })

    it('leaves alone what it could not read as it is', async () => {
      const bytes = new Uint8Array([...new TextEncoder().encode(QUOTED), 0x23, 0xff, 10])
      const { out } = await purser(['lint', '--fix', 'a.yaml'], { 'a.yaml': bytes })
      assert.doesNotMatch(out, /Fixed/)
    })

    it('says when it cannot write', async () => {
      const { code, error, out } = await purser(['lint', '--fix', 'a.yaml'], { 'a.yaml': QUOTED }, { readOnly: true })
      assert.match(error, /cannot write a\.yaml: the disk is read-only/)
      assert.match(out, /1 problem/)
      assert.equal(code, 2)
    })
  })

  it('reads the standard input', async () => {
    const { out, code } = await purser(['lint', '-'], {}, { stdin: QUOTED })
    assert.match(out, /^stdin:6:11 {2}error/)
    assert.equal(code, 1)
  })

  it('knows that patches of a kustomization are no whole objects', async () => {
    const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n'
    const kustomization = 'resources: []\npatches:\n  - path: patch.yaml\n'
    const disk = { 'x/patch.yaml': patch, 'x/kustomization.yaml': kustomization }
    assert.equal((await purser(['lint', 'x'], disk)).code, 0)
    assert.equal((await purser(['lint', 'x/patch.yaml'], disk)).code, 0)
    assert.equal((await purser(['lint', 'x/patch.yaml'], { 'x/patch.yaml': patch })).code, 1)
    const odd = {
      'a #[b]/50%/é patch.yaml': patch,
      'a #[b]/50%/kustomization.yaml': kustomization.replace('patch.yaml', 'é patch.yaml'),
    }
    assert.equal((await purser(['lint', '.'], odd)).code, 0)
  })

  it('aligns carets under tabs and wide characters, and cuts long lines', async () => {
    const flow = `{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {a: "${'x'.repeat(300)}"}}, data: {\ta: "\u6f22\u5b57", b: 5}}\n`
    const { out } = await purser(['lint', 'a.yaml'], { 'a.yaml': flow })
    const [, line = '', carets = ''] = out.split('\n')
    assert.ok(line.startsWith('    …') && line.length < 120)
    assert.equal(line.indexOf('\t'), carets.indexOf('\t'))
    // Behind the tab: `a: "漢字", b: ` is fourteen columns wide.
    assert.match(carets, /\t {14}\^$/)
  })

  it('says what it cost, and how far it is', async () => {
    const disk = {
      'a.yaml': `${CLEAN}---\n${CLEAN.replace('clean', 'other')}`,
      'b.yaml': CLEAN.replace('clean', 'third'),
    }
    const { error, out, progress } = await purser(['lint', '--stats', '--format=json', '.'], disk)
    assert.equal(out, '[]\n')
    assert.equal(error, '2 files, 3 documents, 0.0 MB in 2.00 s: 2 documents/s; CPU 3.50 s, memory at most 100 MiB\n')
    assert.deepEqual(progress, ['0 of 2 files', ''])
  })

  it('uses colours only when asked to', async () => {
    const disk = { 'a.yaml': QUOTED }
    const colour = '\u001b['
    assert.ok((await purser(['lint', 'a.yaml'], disk, { colours: true })).out.includes(colour))
    assert.ok(!(await purser(['lint', '--no-color', 'a.yaml'], disk, { colours: true })).out.includes(colour))
    assert.ok(!(await purser(['lint', 'a.yaml'], disk)).out.includes(colour))
  })
})

describe('purser explain', () => {
  const titles: readonly (readonly [query: string, start: RegExp])[] = [
    ['headless-service', /^Headless Service\n/],
    ['deployment.spec.strategy', /^Deployment\.spec\.strategy\n/],
    ['deploy', /^Deployment\n/],
    ['image-tag-latest', /^image-tag-latest\n/],
    ['Label selectors', /^Label selectors\n/],
    ['service.spec.clusterIP=none', /^Headless Service\n/],
    ['PodSpec.restartPolicy', /^Restart policy\n/],
  ]
  for (const [query, start] of titles)
    it(query, async () => {
      const { out, code } = await purser(['explain', query], {}, { columns: 80 })
      assert.match(out, start)
      assert.doesNotMatch(out, /^#+ |```|\]\(/m)
      assert.equal(code, 0)
      // Another program gets the Markdown.
      const piped = await purser(['explain', query])
      assert.match(piped.out, /^# /)
      assert.match(piped.out.replace(/^# /, ''), start)
    })

  it('has colours on a terminal that has them, and where they are asked for', async () => {
    const colour = '\u001b['
    const shown = async (line: readonly string[], given: object) =>
      (await purser(['explain', 'headless-service', ...line], {}, given)).out.includes(colour)
    assert.equal(await shown([], { columns: 80, colours: true }), true)
    assert.equal(await shown(['--no-color'], { columns: 80, colours: true }), false)
    assert.equal(await shown([], { columns: 80 }), false)
    assert.equal(await shown(['--color'], {}), true)
  })

  const unknown: readonly (readonly [query: string, hint: RegExp])[] = [
    ['deploymnt', /did you mean .*`deployment`/],
    ['deployment.spec.stratgy', /did you mean `Deployment\.spec\.strategy`/],
    ['xyzzyplugh', /`purser explain` lists what there is/],
  ]
  for (const [query, hint] of unknown)
    it(`${query} is not there`, async () => {
      const { out, error, code } = await purser(['explain', query])
      assert.deepEqual([out, code], ['', 2])
      assert.match(error, hint)
    })

  it('alone lists what there is', async () => {
    const { out, code } = await purser(['explain'])
    for (const it of ['headless-service', 'Deployment', 'image-tag-latest']) assert.ok(out.includes(it), it)
    assert.equal(code, 0)
  })

  it('wraps for the terminal', async () => {
    const { out } = await purser(['explain', 'headless-service'], {}, { columns: 60 })
    const prose = out.split('\n').filter((it) => !it.startsWith('    ') && !it.includes('http'))
    assert.ok(prose.every((it) => it.length <= 60))
    assert.ok(prose.some((it) => it.length > 45))
  })

  it('explains a manifest beside what lies in its folder', async () => {
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n'
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec: {containers: [{name: web, image: "web:1"}]}\n'
    const { out, code } = await purser(['explain', '--file', 'a/service.yaml'], {
      'a/service.yaml': service,
      'a/pod.yaml': pod,
    })
    assert.equal(code, 0)
    assert.match(out, /^# service\.yaml explained$/m)
    assert.match(out, /\*\*Selects:\*\* the pods of Pod\/web/)
  })

  for (const [line, message] of [
    [['--file', 'gone.yaml'], /there is no gone\.yaml/],
    [['--file', 'a'], /a is no file/],
    [['--file'], /--file needs a value/],
    [['--file', 'a/x.yaml', 'deploy'], /--file explains a manifest/],
    [['--file', 'a/locked.yaml'], /cannot read a\/locked\.yaml: permission denied/],
  ] as const) {
    it(`${line.join(' ')} is told why not`, async () => {
      const files = { 'a/x.yaml': 'a: b\n', 'a/locked.yaml': { failure: 'permission denied' } }
      const { code, error } = await purser(['explain', ...line], files)
      assert.equal(code, 2)
      assert.match(error, message)
    })
  }
})

describe('purser notes', () => {
  it('--list', async () => {
    const { out, code } = await purser(['notes', '--list'])
    assert.equal(code, 0)
    assert.match(out, /^networking\n/m)
    assert.match(out, /^ {2}headless-service +Headless Service$/m)
    assert.equal((await purser(['notes'])).out, out)
    const narrow = (await purser(['notes', '--list'], {}, { columns: 60 })).out.split('\n')
    assert.ok(narrow.every((it) => it.length <= 60 || !it.trim().includes(' ')))
    assert.ok(narrow.some((it) => it.endsWith('…')))
  })

  it('--list --json', async () => {
    const rows = JSON.parse((await purser(['notes', '--list', '--json'])).out) as Record<string, unknown>[]
    assert.ok(rows.length >= 30)
    const { sources, ...row } = rows.find((it) => it.id === 'headless-service') ?? {}
    assert.deepEqual(row, {
      id: 'headless-service',
      title: 'Headless Service',
      area: 'networking',
      surfaces: ['Service.spec.clusterIP=None'],
      aliases: row.aliases,
      team: null,
    })
    assert.ok(Array.isArray(sources) && sources.length > 0)
  })

  const searches: readonly (readonly [words: string, first: string])[] = [
    ['headless', 'headless-service'],
    ['service headless', 'headless-service'],
    ['hedless servise', 'headless-service'],
    ['sts', 'statefulset'],
    ['MAXSURGE', 'max-surge'],
    ['pull policy', 'container-imagepullpolicy'],
    ['restart policy never', 'podspec-restartpolicy-never'],
  ]
  for (const [words, first] of searches)
    it(`--search ${words}`, async () => {
      const { out, code } = await purser(['notes', '--search', ...words.split(' '), '--json'])
      const rows = JSON.parse(out) as { readonly id: string }[]
      assert.equal(rows[0]?.id, first, rows.map((it) => it.id).join(', '))
      assert.equal(code, 0)
      const text = (await purser(['notes', '--search', words], {}, { columns: 70 })).out
      assert.ok(text.startsWith(`${first} `), text)
    })

  it('all words must be there', async () => {
    const { out, error, code } = await purser(['notes', '--search', 'headless', 'xyzzyplugh', '--json'])
    assert.deepEqual([out, code], ['[]\n', 1])
    assert.match(error, /no note has all of `headless xyzzyplugh`/)
    assert.ok(!(await purser(['notes', '--search', '\u001b[2Jxyzzy'])).error.includes('\u001b'))
    assert.match((await purser(['explain', 'label', 'selectors'])).out, /^# Label selectors\n/)
  })
})

describe('notes of a team on the command line', () => {
  const note = (title: string, more = '', body = 'Ours.') => `---\ntitle: ${title}\n${more}---\n${body}\n`

  it('add to ours and stand in their place, from the folder up', async () => {
    const disk = {
      '/disk/.purser/notes/headless-service.md': note('Our headless Services', 'see: [paging]\n'),
      '/disk/.purser/notes/paging.md': note('Paging', 'aliases: [on call]\nsurfaces: [Deployment.spec.paused]\n'),
    }
    const { out, error } = await purser(['explain', 'headless-service'], disk)
    assert.equal(error, '')
    assert.match(
      out,
      /^# Our headless Services\n\n\*Team note\*\n\nOurs\.\n\n## See also\n\n- \[Paging\]\(paging\.md\)/,
    )
    assert.match((await purser(['explain', 'on call'], disk)).out, /^# Paging/)
    assert.match((await purser(['notes', '--search', 'paging'], disk)).out, /^paging {2}Paging: Ours\. \(team note\)\n/)
    const above = { '/.purser/notes/paging.md': note('Paging') }
    assert.match((await purser(['explain', 'paging'], above)).out, /^# Paging/)
  })

  it('that are broken are told, and cost themselves alone', async () => {
    const disk = {
      '.purser/notes/good.md': note('Good'),
      '.purser/notes/bad.md': 'no front matter\n',
      '.purser/notes/lost.md': note('Lost', 'surfaces:\n  - Service.spec.typ\nsee: [nobody]\n'),
      '.purser/notes/binary.md': new Uint8Array([45, 45, 45, 10, 0, 1, 2, 255, 10, 45, 45, 45, 10, 7]),
      '.purser/notes/huge.md': { size: 10_000_000 },
      '.purser/notes/locked.md': { failure: 'permission denied' },
      '.purser/notes/readme.txt': 'not a note',
    }
    const { out, error, code } = await purser(['explain', 'good'], disk)
    assert.deepEqual([out, code], ['# Good\n\n*Team note*\n\nOurs.\n', 0])
    for (const it of [
      /bad\.md:1: a note starts with front matter/,
      /lost\.md:4: `surfaces`: `Service\.spec\.typ` names no field/,
      /lost\.md:5: `see`: `nobody` is the id of no note/,
      /binary\.md:1: this is no text/,
      /huge\.md:1: a note has at most 100 kB/,
      /locked\.md:1: it cannot be read: permission denied/,
    ])
      assert.match(error, it)
    assert.equal(error.trim().split('\n').length, 6, error)
    assert.match((await purser(['explain', 'lost'], disk)).out, /^# Lost/)
  })

  it('cannot steer the terminal', async () => {
    const evil = note('Evil', '', 'Red \u202ealert \u009b2J and [run](command:x) <b>now</b>.')
    for (const given of [{}, { columns: 80, colours: true }]) {
      const { out } = await purser(['explain', 'evil'], { '.purser/notes/evil.md': evil }, given)
      assert.doesNotMatch(out, /[\u202e\u009b]/)
      assert.match(out, /run/)
    }
  })
})

describe('purser lint --against', () => {
  const frozen = (value: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\nimmutable: true\ndata:\n  a: ${value}\n`
  const git = (files: Readonly<Record<string, string>>, calls: string[][] = []): Io['git'] => {
    const bytes = (text: string) => new TextEncoder().encode(text)
    const ids = Object.keys(files).map((_, i) => `${i}`.repeat(40))
    return (args, folder) => {
      calls.push([folder, ...args])
      if (args[0] === 'rev-parse' && args[1] === '--is-inside-work-tree') return bytes('true\n')
      if (args[0] === 'rev-parse') return args.at(-1) === 'main^{commit}' ? bytes('c0ffee\n') : { failure: '' }
      const texts = Object.values(files)
      if (args[0] === 'ls-tree')
        return bytes(
          Object.keys(files)
            .map((path, i) => `100644 blob ${ids[i]} ${bytes(texts[i] ?? '').length}\t${path}\0`)
            .join(''),
        )
      return bytes(texts.map((text, i) => `${ids[i]} blob ${bytes(text).length}\n${text}\n`).join(''))
    }
  }

  it('compares with a revision, as one row among the others', async () => {
    const calls: string[][] = []
    const before = { 'old/ä.yaml': frozen('ö'), 'web.yaml': CLEAN }
    const given = { git: git(before, calls) }
    const files = { 'k8s/a.yaml': frozen('b'), 'k8s/new.yaml': CLEAN }
    const { code, out, error } = await purser(['lint', '--against', 'main', '--format', 'json', 'k8s'], files, given)
    assert.equal(error, '')
    const rows = JSON.parse(out) as readonly { readonly rule: string; readonly cause: string; readonly line: number }[]
    assert.deepEqual(
      rows.map((it) => [it.rule, it.cause, it.line]),
      [['update-refused', 'forbidden', 7]],
    )
    assert.equal(code, 1)
    assert.deepEqual(calls[1], ['/disk/k8s', 'rev-parse', '--verify', '--quiet', '--end-of-options', 'main^{commit}'])
  })

  it('is content when nothing changed that may not', async () => {
    const given = { git: git({ 'a.yaml': frozen('b') }) }
    const { code, out } = await purser(['lint', '--against=main', 'a.yaml'], { 'a.yaml': frozen('"b"') }, given)
    assert.deepEqual([code, out], [0, 'No problems in 1 manifest in 1 file\n'])
  })

  it('keeps to the profile, to --only and to what .purser.yaml says', async () => {
    const given = { git: git({ 'a.yaml': frozen('b') }) }
    const run = async (...more: readonly string[]) =>
      (await purser(['lint', '--against', 'main', ...more, 'a.yaml'], { 'a.yaml': frozen('c') }, given)).code
    assert.equal(await run('--profile', 'apiserver'), 1)
    assert.equal(await run('--only', 'image-tag-latest'), 0)
    const off = { 'a.yaml': frozen('c'), '.purser.yaml': 'rules: {update-refused: off}\n' }
    assert.equal((await purser(['lint', '--against', 'main', 'a.yaml'], off, given)).code, 0)
  })

  it('compares with a folder, which wins over a revision of its name', async () => {
    const files = { 'main/a.yaml': frozen('b'), 'k8s/a.yaml': frozen('c') }
    const { code, out } = await purser(['lint', '--against', 'main', 'k8s'], files)
    assert.match(out, /update-refused/)
    assert.equal(code, 1)
  })

  it('says what keeps it from comparing', async () => {
    const files = { 'a.yaml': CLEAN }
    const against = (name: string, it: Io['git']) => purser(['lint', '--against', name, 'a.yaml'], files, { git: it })
    const none = await against('next', git({}))
    assert.deepEqual(
      [none.code, none.out, none.error],
      [2, '', 'purser: cannot compare with next: there is no revision and no folder next\n'],
    )
    const outside = await against('main', () => ({
      failure: 'not a git repository (or any of the parent directories)',
    }))
    assert.match(outside.error, /\/disk is in no git repository, and there is no folder main/)
    const without = await purser(['lint', '--against', 'main', 'a.yaml'], files)
    assert.deepEqual([without.code, without.error], [2, 'purser: cannot compare with main: git is not installed\n'])
    assert.match((await purser(['lint', '--against=', 'a.yaml'], files)).error, /--against takes/)
  })
})

describe('purser', () => {
  it('--help', async () => {
    const { out, code } = await purser(['--help'])
    assert.equal(code, 0)
    for (const it of ['lint', 'explain', 'lsp --stdio', '--max-severity', 'Exit codes']) assert.ok(out.includes(it), it)
    assert.ok(out.split('\n').every((it) => it.length <= 110))
    assert.equal((await purser(['lint', '-h'])).out, out)
  })

  it('--version', async () => {
    assert.match((await purser(['--version'])).out, /^purser 9\.9\.9, Kubernetes 1\.\d+\n$/)
  })

  it('lsp starts the server', async () => {
    assert.equal((await purser(['lsp', '--stdio'])).code, 0)
  })
})

function severities(out: string): readonly string[] {
  return (JSON.parse(out) as readonly { readonly file: string; readonly severity: string }[]).map(
    (it) => `${it.file} ${it.severity}`,
  )
}
