import assert from 'node:assert/strict'
import { configProblems, NO_CONFIG, parseConfig, policyFrom, readVersion } from '../../server/src/config/config.ts'
import { globTest } from '../../server/src/config/glob.ts'
import { configSchema } from '../../server/src/config/schema.ts'
import { loadAjv } from '../../server/src/main/ajv.ts'
import { codes } from '../../server/src/rules/codes.ts'
import { compileSchema, type UserSchema } from '../../server/src/schema/json-schema.ts'
import { profileHas } from '../../server/src/settings.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { applyEdits } from '../../server/src/text/edit.ts'
import { golden } from '../golden.ts'
import { readMarkers } from '../markers.ts'

const versions = { oldest: 20, newest: 36 }

describe('.purser.yaml', () => {
  let schema: UserSchema

  before(async () => {
    schema = compileSchema(configSchema, await loadAjv())
  })

  it('is read', () => {
    const text = `
kubernetes-version: 1.30
profile: all
rules:
  image-tag-latest: off
  unknown-field: warning
ignore: [vendor, "*.gen.yaml"]
root: true
`
    assert.deepEqual(parseConfig(parseFile(text), versions), {
      minor: 30,
      profile: 'all',
      severities: { 'image-tag-latest': 'off', 'unknown-field': 'warning' },
      overrides: [],
      ignore: ['vendor', '*.gen.yaml'],
      root: true,
    })
    assert.deepEqual(configProblems(parseFile(text), versions, schema), [])
  })

  for (const text of ['', '# nothing yet\n', '{}\n', '---\n', 'rules:\n', 'rules: {}\nignore: []\n'])
    it(`may say nothing: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseConfig(parseFile(text), versions), NO_CONFIG)
    })

  const faulty: readonly string[] = [
    `
kubernetes-versoin: "1.33"
#^^^^^^^^^^^^^^^^^ there is no \`kubernetes-versoin\` here; did you mean \`kubernetes-version\`?
profile: strong
#        ^^^^^^ \`profile\` cannot be \`strong\`; it takes \`recommended\`, \`apiserver\`, \`reliability\`, \`security-baseline\`, \`security-restricted\`, \`strict\` or \`all\`
rules:
  image-tag-lastest: off
# ^^^^^^^^^^^^^^^^^ there is no \`image-tag-lastest\` here; did you mean \`image-tag-latest\`?
  unknown-field: warn
#                ^^^^ \`unknown-field\` cannot be \`warn\`; it takes \`off\`, \`error\`, \`warning\`, \`info\`, \`hint\` or \`false\`
ignore: vendor
#       ^^^^^^ \`ignore\` takes a list, not text
overrides:
  - kind: [Job]
#   ^^^^ there is no \`kind\` here; did you mean \`kinds\`?
    rules:
      image-tag-lastest: off
#     ^^^^^^^^^^^^^^^^^ there is no \`image-tag-lastest\` here; did you mean \`image-tag-latest\`?
root: 1
#     ^ \`root\` takes \`true\` or \`false\`, not the number \`1\`
`,
    `
kubernetes-version: 1.3
#                   ^^^ Purser knows Kubernetes 1.20 to 1.36, not \`1.3\`
`,
    `
kubernetes-version: "33"
#                   ^^^^ \`33\` is no version of Kubernetes; write one such as \`1.36\`
`,
    `
kubernetes-version: true
#                   ^^^^ \`kubernetes-version\` takes text or a number, not the boolean \`true\`
`,
    `
- rules
#^^^^^^ this file takes an object or nothing, not a list
`,
    `
profile: all
---
#^^ only the first document of this file counts
rules: {}
`,
  ]
  for (const fixture of faulty)
    it(`has what is wrong at its place: ${fixture.trim().split('\n')[0]}`, () => {
      const { text, expected } = readMarkers(fixture)
      const problems = configProblems(parseFile(text), versions, schema)
      assert.deepEqual(
        problems.map(({ from, to, message }) => ({ from, to, message })).sort((a, b) => a.from - b.from),
        expected,
      )
      assert.deepEqual(new Set(problems.map((it) => it.code)), new Set(['schema']))
      const { overrides, ...config } = parseConfig(parseFile(text), versions)
      assert.deepEqual({ ...config, profile: undefined, overrides: [] }, NO_CONFIG)
      for (const it of overrides) assert.deepEqual(it.severities, {})
    })

  it('offers the nearest name as a fix', () => {
    const text = 'rules:\n  image-tag-lastest: info\n'
    const [problem] = configProblems(parseFile(text), versions, schema)
    assert.equal(applyEdits(text, problem?.fixes?.()[0]?.edits ?? []), 'rules:\n  image-tag-latest: info\n')
  })

  it('tells of broken YAML', () => {
    const problems = configProblems(parseFile('rules: {\n'), versions, schema)
    assert.ok(problems.some((it) => it.code === 'yaml-syntax' && it.severity === 'error'))
  })

  it('has a description for every key and every rule', () => {
    const names = schema.complete([]).map((it) => it.label)
    assert.deepEqual(names, ['kubernetes-version', 'profile', 'rules', 'overrides', 'ignore', 'externals', 'root'])
    assert.deepEqual(
      schema.complete(['rules']).map((it) => it.label),
      codes.map((it) => it.id),
    )
    assert.deepEqual(
      schema.complete(['overrides', 0]).map((it) => it.label),
      ['rules', 'reason', 'paths', 'kinds', 'namespaces', 'names', 'containers'],
    )
    assert.equal(schema.complete(['overrides', 0, 'rules']).length, codes.length)
    for (const name of names) assert.match(schema.describe([name])?.markdown ?? '', /^[A-Z].{10}/)
    assert.match(schema.describe(['rules', 'unknown-field'])?.markdown ?? '', /^Use only fields/)
  })
})

describe('overrides', () => {
  const OBJECT = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web', container: () => 'proxy' }
  const cases: readonly (readonly [entry: string, means: boolean])[] = [
    ['', true],
    ['kinds: [Deployment]', true],
    ['kinds: [apps/Deployment]', true],
    ['kinds: [Job, Deploy*]', true],
    ['kinds: [apps/*]', true],
    ['kinds: [batch/*]', false],
    ['kinds: [deployment]', false],
    ['kinds: []', false],
    ['kinds: Deployment', false],
    ['namespaces: [sh?p]', true],
    ['namespaces: [kube-*]', false],
    ['names: [web]', true],
    ['names: [we]', false],
    ['containers: [proxy]', true],
    ['containers: [app]', false],
    ['kinds: [Deployment], names: [web], namespaces: [shop], containers: ["*"]', true],
    ['kinds: [Deployment], names: [api]', false],
  ]
  for (const [entry, means] of cases)
    it(`${entry || 'without lists'} ${means ? 'means' : 'does not mean'} it`, () => {
      const text = `overrides: [{${entry}${entry ? ', ' : ''}rules: {env-duplicate: info}}]`
      const [override] = parseConfig(parseFile(text), versions).overrides
      assert.deepEqual(override?.severities, { 'env-duplicate': 'info' })
      assert.equal(override?.means(OBJECT), means)
    })

  it('about objects mean nothing that is in none', () => {
    const text = 'overrides: [{kinds: ["*"], rules: {}}, {rules: {}}, 5, {names: ["*"]}]'
    const { overrides } = parseConfig(parseFile(text), versions)
    assert.deepEqual(
      overrides.map((it) => it.means(undefined)),
      [false, true, false],
    )
    assert.equal(overrides[2]?.means({ ...OBJECT, name: undefined }), false)
  })

  it('for some files are in the policy of these alone', () => {
    const config = parseConfig(parseFile('overrides: [{paths: [dev], rules: {env-duplicate: off}}]'), versions)
    const of = (path: string) => policyFrom(config, {}, {}, versions, path).overrides?.length
    assert.deepEqual([of('dev/a.yaml'), of('x/dev/y/a.yaml'), of('prod/a.yaml')], [1, 1, undefined])
  })
})

describe('profiles', () => {
  const on = (profile: Parameters<typeof profileHas>[0]) => [
    profileHas(profile, {}),
    profileHas(profile, { optional: true }),
    profileHas(profile, { optional: true, opinion: true }),
    profileHas(profile, { optional: true, profiles: ['reliability'] }),
  ]
  const cases: readonly (readonly [Parameters<typeof profileHas>[0], readonly boolean[]])[] = [
    ['recommended', [true, false, false, false]],
    ['reliability', [true, false, false, true]],
    ['security-baseline', [true, false, false, false]],
    ['strict', [true, true, false, true]],
    ['all', [true, true, true, true]],
    ['apiserver', [false, false, false, false]],
  ]
  for (const [profile, expected] of cases) it(profile, () => assert.deepEqual(on(profile), expected))

  it('only optional rules are opinions', () => {
    assert.deepEqual(
      codes.filter((it) => it.opinion && !it.optional).map((it) => it.id),
      [],
    )
  })
})

it('the schema of .purser.yaml is there for other editors', () => {
  golden(new URL('../../docs/purser.schema.json', import.meta.url), JSON.stringify(configSchema, undefined, 2))
})

describe('a policy', () => {
  it('takes what options say before the configuration, and that before the settings', () => {
    const config = { ...NO_CONFIG, minor: 30, severities: { a: 'info', b: 'info' } as const }
    const over = { severities: { a: 'error' } as const }
    const under = { minor: 25, profile: 'all', severities: { b: 'hint', c: 'hint' } } as const
    assert.deepEqual(policyFrom(config, over, under, versions), {
      minor: 30,
      profile: 'all',
      severities: { a: 'error', b: 'info', c: 'hint' },
    })
    assert.deepEqual(policyFrom(NO_CONFIG, {}, {}, versions), { minor: 36, profile: 'recommended', severities: {} })
  })

  const cases: readonly (readonly [string, number | RegExp])[] = [
    ['1.20', 20],
    ['v1.36.2', 36],
    ['1.37', /knows Kubernetes 1\.20 to 1\.36/],
    ['1.19', /knows Kubernetes/],
    ['latest', /is no version/],
    ['', /is no version/],
    ['1.99999', /is no version/],
  ]
  for (const [text, expected] of cases)
    it(`reads the version ${JSON.stringify(text)}`, () => {
      const version = readVersion(text, versions)
      if ('minor' in version) assert.equal(version.minor, expected)
      else assert.match(version.message, expected as RegExp)
    })
})

describe('globs', () => {
  const cases: readonly (readonly [glob: string, matching: readonly string[], other: readonly string[]])[] = [
    ['*.yaml', ['a.yaml', 'x/y/a.yaml'], ['a.yml', 'a.yaml.bak']],
    ['vendor', ['vendor', 'vendor/a/b.yaml', 'x/vendor/a.yaml'], ['vendors/a.yaml', 'a/vendor.yaml']],
    ['vendor/', ['vendor/a.yaml'], ['vendors/a.yaml']],
    ['/vendor', ['vendor/a.yaml'], ['x/vendor/a.yaml']],
    ['a/*.yaml', ['a/b.yaml'], ['a/b/c.yaml', 'x/a/b.yaml']],
    ['**/charts/**', ['charts/a.yaml', 'x/y/charts/z/a.yaml'], ['x/chart/a.yaml']],
    ['a/**/b.yaml', ['a/b.yaml', 'a/x/y/b.yaml'], ['b.yaml', 'a/x/c.yaml']],
    ['**', ['a', 'a/b'], []],
    ['a?c', ['abc', 'x/a-c'], ['ac', 'abbc']],
    ['[a-c]x', ['ax', 'cx'], ['dx', 'x']],
    ['[!a]x', ['bx'], ['ax']],
    ['[x', ['[x'], ['x']],
    ['{dev,test}/*.{yaml,yml}', ['dev/a.yaml', 'test/b.yml'], ['prod/a.yaml', 'dev/a.json']],
    ['./a.yaml', ['a.yaml'], ['b.yaml']],
    ['a*b*c', ['abc', 'axxbyyc'], ['acb', 'abcd']],
    ['', [], ['', 'a']],
    ['a.c', ['a.c'], ['abc']],
  ]
  for (const [glob, matching, other] of cases)
    it(glob, () => {
      const test = globTest([glob])
      for (const it of matching) assert.equal(test(it), true, it)
      for (const it of other) assert.equal(test(it), false, it)
    })

  it('are quick whatever they are', () => {
    const start = performance.now()
    globTest(['*a'.repeat(50), '**/a/'.repeat(50), '{a,b}'.repeat(50)])(`${'a'.repeat(500)}b/${'a/'.repeat(500)}c`)
    assert.ok(performance.now() - start < 1000)
  })
})
