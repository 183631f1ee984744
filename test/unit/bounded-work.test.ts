import assert from 'node:assert/strict'
import { globTest } from '../../server/src/config/glob.ts'
import { completion } from '../../server/src/features/completion.ts'
import { problemsOf } from '../../server/src/features/problems.ts'
import { isTemplate } from '../../server/src/model/template.ts'
import { isBase64 } from '../../server/src/schema/formats.ts'
import { nameOf } from '../../server/src/schema/wording.ts'
import { parseDocument } from '../../server/src/syntax/parse.ts'
import { withoutEnd } from '../../server/src/text/trim.ts'
import { policy, uriOf, workspaceOf } from '../workspace.ts'

const FILE = 'main.yaml'

/** What a hostile file would need to stop the editor: each pattern or loop that once was slow, or failed, on long text. */
describe('text that would take for ever', function () {
  this.timeout(60_000)

  const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n'
  const blocks = `${map}data:\n${many(20_000, (i) => `  k${i}: |\n    {{ x }}\n    # {{ x }}\n`)}`
  const ports = many(5000, (i) => `    - port: ${i + 1}\n`)
  const service = `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports:\n`
  const dashes = '-'.repeat(200_000)
  const image = `web${':a@'.repeat(100_000)}\\n`
  const stack = '  # purser:ignore wrong-type -- x\n'.repeat(50_000)
  const held = many(10_000, (i) => `  # purser:ignore-block wrong-type -- x\n  k${i}: 1\n`)
  const odd = 'a'.repeat(200_000)
  const full = 'QUJD'.repeat(4_500_000)

  const cases: Readonly<Record<string, readonly [() => unknown, answer: unknown]>> = {
    'blanks before braces': [() => template(`a: b\n${' '.repeat(19_000_000)}x {{ y }}`), false],
    'blanks before a template': [() => template(`a: b\n${' '.repeat(19_000_000)}{{ y }}`), true],
    'braces in block scalars': [() => template(blocks), false],
    'braces behind block scalars': [() => template(`${blocks}  z: {{ x }}\n`), true],
    'a field of brackets': [() => codesOf(`${map}? "${'['.repeat(200_000)}"\n: 1\n`), ['unknown-field']],
    'a long name in a path': [() => nameOf(`${odd}.b[${odd}][1]`), odd],
    'a path with a long name': [() => nameOf(`${odd}.b[0]`), 'b'],
    'a path of positions': [() => [nameOf('[1]'.repeat(1_000_000)), nameOf(`a${'[1]'.repeat(1_000_000)}`)], ['1', 'a']],
    'base64 of megabytes': [
      () => [isBase64(full), isBase64(`${full}QQ==`), isBase64(`${full}Q===`)],
      [true, true, false],
    ],
    'ports without names': [() => new Set(fixTitles('service-port-names', service + ports)).size, 5000],
    'a port named by dashes': [
      () => fixTitles('service-port-names', `${service}    - {name: "${dashes}A", port: 80}\n`),
      ['Name it a'],
    ],
    'a port with dashes within': [
      () => fixTitles('service-port-names', `${service}    - {name: "a${dashes}.b", port: 80}\n`),
      ['Name it http'],
    ],
    'a name that ends oddly': [() => fixTitles('recommended-labels', labelled(`a${dashes}b`, 'web:1')), []],
    'an image of digests': [
      () => fixTitles('recommended-labels', labelled('web', image)),
      ['Add the recommended labels'],
    ],
    'an image of digests, completed': [() => versionsOffered(image), ['a']],
    'an image with a digest, completed': [() => versionsOffered('web:1.2@sha256:0a'), ['1.2']],
    'a value of equal signs': [
      () =>
        fixTitles('secret-data-not-base64', `apiVersion: v1\nkind: Secret\ndata:\n  k: "${'='.repeat(200_000)}a"\n`),
      ['Encode it in base64', 'Move it to stringData'],
    ],
    'globs of braces and slashes': [
      () => [`{${','.repeat(500_000)}`, `${'/'.repeat(500_000)}a`, 'b'.repeat(1001)].map((it) => globTest([it])(it)),
      [false, false, false],
    ],
    'many globs of commas': [() => globTest(Array.from({ length: 5000 }, () => `{${','.repeat(990)}`))('a'), false],
    'a long glob': [() => globTest(['b'.repeat(1000)])('b'.repeat(1000)), true],
    'slashes before something': [() => withoutEnd(`${'/'.repeat(1_000_000)}a//`, '/').length, 1_000_001],
    'a stack of comments': [() => codesOf(`${map}data:\n${stack}  k: 1\n`), []],
    'a comment for each block': [() => codesOf(`${map}data:\n${held}  z: 1\n`), ['wrong-type']],
    'a comment of unknown codes': [
      () => codesOf(`${map}# purser:ignore ${many(200_000, (i) => `x${i} `)}\n`),
      Array.from({ length: 20 }, () => 'unknown-suppression'),
    ],
  }
  for (const [name, [work, answer]] of Object.entries(cases)) {
    it(`does not: ${name}`, () => {
      const started = process.cpuUsage()
      assert.deepEqual(work(), answer)
      // Most take some hundredths of it; as they were written first, ten seconds and more, or they threw.
      assert.ok(process.cpuUsage(started).user < 5_000_000, `${process.cpuUsage(started).user / 1e6} s`)
    })
  }

  function labelled(name: string, image: string): string {
    return `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: "${name}"}\nspec:\n  jobTemplate: {spec: {template: {spec: {containers: [{name: web, image: "${image}"}]}}}}\n`
  }
  function versionsOffered(image: string): readonly string[] {
    const text = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels:\n    app.kubernetes.io/version: \nspec:\n  containers: [{name: web, image: "${image}"}]\n`
    const offset = text.indexOf('\nspec')
    return completion(workspaceOf({ [FILE]: text }), uriOf(FILE), offset, { minor: 36, complement: false }).map(
      (it) => it.label,
    )
  }
  function template(text: string): boolean {
    return isTemplate(parseDocument(text))
  }
  function problems(text: string) {
    return problemsOf(workspaceOf({ [FILE]: text }), uriOf(FILE), { ...policy, profile: 'all' })
  }
  function fixTitles(code: string, text: string): readonly string[] {
    return problems(text).flatMap((it) => (it.code === code ? (it.fixes?.() ?? []).map(({ title }) => title) : []))
  }
  function codesOf(text: string): readonly string[] {
    return problems(text).map((it) => it.code)
  }
})

describe('an item of a closed set', () => {
  it('of another type is said once', () => {
    const text = `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: web}
spec:
  secretName: web
  issuerRef: {name: web}
  usages: [1, signing, singing]
`
    const found = problemsOf(workspaceOf({ [FILE]: text }), uriOf(FILE), policy)
    assert.deepEqual(
      found.map((it) => [it.code, text.slice(it.from, it.to)]),
      [
        ['wrong-type', '1'],
        ['unsupported-value', 'singing'],
      ],
    )
  })
})

function many(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => line(i)).join('')
}
