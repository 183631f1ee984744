import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import { purser } from './cli/memory-io.ts'

/** One error that can be fixed: line 6, columns 11 to 14. */
const QUOTED = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: quoted\ndata:\n  number: 123\n'
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec:\n  containers:\n    - name: a\n      image: web:latest\n'
const CLEAN = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: clean\n'
const DISK = { 'a b/ü,%:.yaml': `${QUOTED}---\n${POD}`, 'clean.yaml': CLEAN }

describe('purser lint --format sarif', () => {
  const schema = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
  // Draft 4 in name: it says nothing that later drafts read otherwise.
  const { $schema: _, id: __, ...rest } = JSON.parse(readFileSync(schema, 'utf8')) as Record<string, unknown>
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true, unicodeRegExp: false }).compile(
    rest,
  )

  async function sarif(line: readonly string[], files: Parameters<typeof purser>[1]) {
    const ran = await purser(['lint', '--format', 'sarif', ...line], files)
    const log = JSON.parse(ran.out) as Log
    assert.equal(validate(log), true, JSON.stringify(validate.errors, undefined, 2))
    const [run] = log.runs
    assert.ok(run)
    return { ...ran, run }
  }

  it('the schema refuses what is none', () => {
    assert.equal(validate({ version: '2.1.0', runs: [{ tool: {}, results: [{}] }] }), false)
  })

  it('has an empty list of results where nothing is wrong', async () => {
    const { run, code } = await sarif(['clean.yaml'], DISK)
    assert.deepEqual([run.results, run.tool.driver.rules, code], [[], [], 0])
    assert.equal(run.tool.driver.semanticVersion, '9.9.9')
  })

  it('says what, where, in which object, and how to put it right', async () => {
    const { run, code } = await sarif(['.'], DISK)
    assert.equal(code, 1)
    const [quoted, image] = run.results
    assert.deepEqual(quoted?.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: 'a%20b/%C3%BC%2C%25%3A.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 6, startColumn: 11, endLine: 6, endColumn: 14 },
        },
        logicalLocations: [{ name: 'quoted', fullyQualifiedName: 'v1/ConfigMap/quoted', kind: 'resource' }],
      },
    ])
    assert.deepEqual(quoted?.fixes?.[0]?.artifactChanges[0]?.replacements, [
      {
        deletedRegion: { startLine: 6, startColumn: 11, endLine: 6, endColumn: 14 },
        insertedContent: { text: '"123"' },
      },
    ])
    assert.equal(image?.level, 'note')
    for (const it of run.results) assert.equal(run.tool.driver.rules[it.ruleIndex]?.id, it.ruleId)
  })

  it('has the level that the profile gives a problem', async () => {
    const { run } = await sarif(['--profile=strict', '.'], DISK)
    assert.equal(run.results.find((it) => it.ruleId === 'image-tag-latest')?.level, 'warning')
  })

  it('describes the rules that spoke, with help and a page to read on', async () => {
    const { run } = await sarif(['.'], DISK)
    const rule = run.tool.driver.rules.find((it) => it.id === 'image-tag-latest')
    assert.match(rule?.help?.text ?? '', /purser explain image-tag-latest/)
    assert.match(rule?.helpUri ?? '', /^https:/)
    assert.equal(rule?.defaultConfiguration?.level, 'warning')
  })

  it('has fingerprints that survive lines that move, and differ for equal problems', async () => {
    const prints = async (text: string) =>
      (await sarif(['a.yaml'], { 'a.yaml': text })).run.results.map((it) => it.partialFingerprints['purser/v1'])
    const before = await prints(`${POD}---\n${POD}`)
    assert.deepEqual(await prints(`# A comment\n\n${POD}---\n# Another\n${POD}`), before)
    assert.equal(new Set(before).size, before.length)
    assert.ok(before.length >= 2)
  })

  it('says what could not be checked', async () => {
    const { run, code } = await sarif(['.'], { 'a.yaml': { failure: 'permission denied' }, 'b.yaml': CLEAN })
    const [invocation] = run.invocations
    assert.equal(invocation?.executionSuccessful, false)
    assert.match(invocation?.toolExecutionNotifications[0]?.message.text ?? '', /cannot read a\.yaml/)
    assert.equal(code, 2)
  })

  it('names the standard input, files elsewhere, and survives any text', async () => {
    const { out } = await purser(['lint', '--format=sarif', '-'], {}, { stdin: `# \ud800\n${QUOTED}` })
    const log = JSON.parse(out) as Log
    assert.equal(validate(log), true, JSON.stringify(validate.errors))
    assert.equal(log.runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri, 'stdin')
    const { run } = await sarif(['../other'], { '/other/a.yaml': QUOTED })
    const { artifactLocation } = run.results[0]?.locations[0]?.physicalLocation ?? {}
    assert.deepEqual(artifactLocation, { uri: 'file:///other/a.yaml' })
  })
})

interface Log {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly semanticVersion: string
        readonly rules: readonly {
          readonly id: string
          readonly help?: { readonly text: string }
          readonly helpUri?: string
          readonly defaultConfiguration?: { readonly level: string }
        }[]
      }
    }
    readonly invocations: readonly {
      readonly executionSuccessful: boolean
      readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[]
    }[]
    readonly results: readonly {
      readonly ruleId: string
      readonly ruleIndex: number
      readonly level: string
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } }
      }[]
      readonly partialFingerprints: Readonly<Record<string, string>>
      readonly fixes?: readonly { readonly artifactChanges: readonly { readonly replacements: readonly unknown[] }[] }[]
    }[]
  }[]
}

describe('purser lint --format github', () => {
  it('escapes what would end a property or a line', async () => {
    const { out, code } = await purser(['lint', '--format=github', '--only=wrong-type', '.'], DISK)
    assert.equal(
      out,
      '::error file=a b/ü%2C%25%3A.yaml,line=6,endLine=6,title=wrong-type,col=11,endColumn=14::' +
        '`number` takes text; `123` reads as a number\n' +
        '1 problem (1 error) in 1 of 2 files; 1 can be fixed with --fix\n',
    )
    assert.equal(code, 1)
  })

  it('gives infos and hints as notices, and no text of a file a line of its own', async () => {
    const files = {
      '.purser.yaml': 'rules: {unknown-field: hint}\n',
      'a\n::error::x.yaml': `${CLEAN}"a%0A\\n::error::b": 1\n`,
    }
    const { out, code } = await purser(['lint', '--format=github', '.'], files)
    assert.match(out, /^::notice file=a%0A%3A%3Aerror%3A%3Ax\.yaml,line=5,/)
    assert.equal(out.trim().split('\n').length, 2)
    assert.ok(out.includes('%250A'), out)
    assert.equal(code, 0)
  })
})

describe('purser lint --format junit', () => {
  it('is a suite for each file', async () => {
    const { out, code } = await purser(['lint', '--format=junit', '--only=wrong-type', '.'], {
      'a&<".yaml': QUOTED,
      'clean.yaml': CLEAN,
    })
    assert.equal(
      out,
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="purser">
  <testsuite name="a&amp;&lt;&quot;.yaml" tests="1" failures="1" errors="0">
    <testcase name="a&amp;&lt;&quot;.yaml:6:11 wrong-type ConfigMap/quoted" classname="wrong-type" file="a&amp;&lt;&quot;.yaml" line="6"><failure type="error" message="\`number\` takes text; \`123\` reads as a number">a&amp;&lt;&quot;.yaml:6:11: error: \`number\` takes text; \`123\` reads as a number</failure></testcase>
  </testsuite>
  <testsuite name="clean.yaml" tests="1" failures="0" errors="0">
    <testcase name="clean.yaml" classname="clean.yaml"/>
  </testsuite>
</testsuites>
`,
    )
    assert.equal(code, 1)
  })

  it('fails only what fails the run, and tells what could not be read', async () => {
    const files = { 'a.yaml': POD, 'b.yaml': { failure: 'permission denied' } }
    const { out, code } = await purser(
      ['lint', '--format=junit', '--max-severity=warning', '--profile=strict', '.'],
      files,
    )
    assert.match(out, /<testsuite name="a\.yaml" tests="\d+" failures="0"/)
    assert.match(out, /<system-out>warning: /)
    assert.match(out, /<error type="unchecked" message="cannot read b\.yaml: permission denied"\/>/)
    assert.equal(code, 2)
  })

  it('has no character that XML has not', async () => {
    const { out } = await purser(
      ['lint', '--format=junit', '-'],
      {},
      { stdin: `${CLEAN}"a\\u0001\\uffff\\ud800": 1\n` },
    )
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there.
    assert.doesNotMatch(out, /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Cs}/u)
    assert.match(out, /<failure/)
  })
})

describe('a baseline', () => {
  const NAME = '.purser-baseline.json'
  const written = async (files: Record<string, string>, more: readonly string[] = []) =>
    purser(['lint', '--write-baseline', ...more, '.'], files)

  it('records what there is, a line each, in an order of its own', async () => {
    const { code, out, files } = await written({ 'b.yaml': `${QUOTED}---\n${QUOTED}`, 'a.yaml': QUOTED }, [
      '--only',
      'wrong-type',
    ])
    assert.deepEqual([code, out], [0, `3 problems written to ${NAME}\n`])
    const line = (file: string, more = '') =>
      `{"file":"${file}","rule":"wrong-type","object":"ConfigMap quoted","path":"data[number]","message":"\`number\` takes text; \`123\` reads as a number"${more}}`
    assert.equal(
      files[NAME],
      `{\n  "version": 1,\n  "problems": [\n    ${line('a.yaml')},\n    ${line('b.yaml', ',"count":2')}\n  ]\n}\n`,
    )
  })

  it('holds these back, wherever they move, and says how many', async () => {
    const { files } = await written({ 'a.yaml': QUOTED })
    const moved = { ...files, 'a.yaml': `# One more line\n${QUOTED}` }
    const { code, out } = await purser(['lint', '.'], moved)
    assert.deepEqual([code, out], [0, `No problems in 1 manifest in 1 file\n1 known problem held back by ${NAME}\n`])
    const json = await purser(['lint', '--format=json', '.'], moved)
    assert.deepEqual([json.out, json.error], ['[]\n', `1 known problem held back by ${NAME}\n`])
    assert.equal((await purser(['lint', '--no-baseline', '.'], moved)).code, 1)
  })

  it('tells new ones: other objects, other fields, other files, and one more of the same', async () => {
    const { files } = await written({ 'a.yaml': QUOTED })
    const changed: readonly (readonly [file: string, text: string])[] = [
      ['a.yaml', QUOTED.replace('quoted', 'other')],
      ['a.yaml', QUOTED.replace('number:', 'amount:')],
      ['a.yaml', QUOTED.replace('123', '124')],
      ['a.yaml', `${QUOTED}---\n${QUOTED}`],
      ['b.yaml', QUOTED],
    ]
    for (const [file, text] of changed) {
      const { code, out } = await purser(['lint', '--only', 'wrong-type', '.'], { ...files, [file]: text })
      assert.equal(code, 1, text)
      assert.match(out, /1 problem \(1 error\)/)
    }
  })

  it('tells which of it are gone', async () => {
    const { files } = await written({ 'a.yaml': QUOTED, 'b.yaml': QUOTED })
    const { code, out } = await purser(['lint', '.'], { ...files, 'a.yaml': CLEAN })
    assert.equal(code, 0)
    assert.match(out, /1 known problem held back by .*; 1 of its problems are gone: write it anew\n$/)
    // Of files that were not looked at nothing is known.
    assert.doesNotMatch((await purser(['lint', 'b.yaml'], files)).out, /gone/)
  })

  it('may lie elsewhere', async () => {
    const { files, out } = await purser(['lint', '--write-baseline=x/known.json', 'x'], { 'x/a.yaml': QUOTED })
    assert.match(out, /1 problem written to x\/known\.json/)
    assert.match(files['x/known.json'] ?? '', /"file":"a\.yaml"/)
    assert.equal((await purser(['lint', 'x'], files)).code, 1)
    assert.equal((await purser(['lint', '--baseline', 'x/known.json', 'x'], files)).code, 0)
  })

  it('is no manifest itself', async () => {
    const { files } = await written({ 'a.yaml': QUOTED.replace('123', '"\\"apiVersion\\" \\"kind\\""') + QUOTED })
    const { out } = await purser(['lint', '.'], files)
    assert.match(out, /in 1 file/)
  })

  for (const [title, text] of [
    ['is not there', undefined],
    ['is no JSON', '{'],
    ['is something else', '{"problems": 1}'],
    ['has an entry that is none', '{"version": 1, "problems": [{"file": 1}]}'],
  ] as const)
    it(`that ${title} is told of`, async () => {
      const files: Record<string, string> =
        text === undefined ? { 'a.yaml': QUOTED } : { 'a.yaml': QUOTED, 'b.json': text }
      const { code, error, out } = await purser(['lint', '--baseline=b.json', 'a.yaml'], files)
      assert.match(error, /^purser: cannot read b\.json: /)
      assert.match(out, /1 problem/)
      assert.equal(code, 2)
    })

  it('that cannot be written is told of', async () => {
    const { code, error } = await purser(
      ['lint', '--write-baseline', 'a.yaml'],
      { 'a.yaml': QUOTED },
      { readOnly: true },
    )
    assert.match(error, /cannot write \.purser-baseline\.json: the disk is read-only/)
    assert.equal(code, 2)
  })

  it('goes with no --no-baseline', async () => {
    assert.equal((await purser(['lint', '--no-baseline', '--baseline=x', 'a.yaml'])).code, 2)
  })
})
