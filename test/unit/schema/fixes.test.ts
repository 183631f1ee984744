import assert from 'node:assert/strict'
import { validate } from '../../../server/src/model/validate.ts'
import { parseFile } from '../../../server/src/syntax/file.ts'
import { applyEdits } from '../../../server/src/text/edit.ts'
import { catalogue, lintText } from '../../corpus/service.ts'

describe('fixes of the schema', () => {
  it('keep JSON what it is', () => {
    const json = (type: string, protocol: string) =>
      `{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"},"spec":{"${type}":"NodePort","ports":[{"port":80,"protocol":"${protocol}"}]}}`
    assert.equal(fixed(json('Type', 'TCP'), 'Rename to type'), json('type', 'TCP'))
    assert.equal(fixed(json('type', 'tcp'), 'Change to TCP'), json('type', 'TCP'))
    assert.equal(fixed('{"apiVersion":"v2","kind":"Pod"}', 'Change to v1'), '{"apiVersion":"v1","kind":"Pod"}')
  })

  it('quote values that YAML takes for something else', () => {
    const job = (status: string) =>
      `apiVersion: batch/v1
kind: Job
metadata: { name: a }
spec:
  podFailurePolicy:
    rules:
      - action: Ignore
        onPodConditions: [{ type: Ready, status: ${status} }]
`
    assert.equal(fixed(job('Yess'), 'Change to False'), job('"False"'))
  })

  it('take quotes away unseen, but not from what would be octal', () => {
    const service = (port: string) =>
      `apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { ports: [{ port: ${port} }] }\n`
    assert.equal(fixed(service('"80"'), 'Remove the quotes'), service('80'))
    assert.deepEqual(titles(service('"0644"'), 'wrong-type'), [])
  })

  it('leave alone what has an anchor or a tag', () => {
    const service = (name: string) => `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\n`
    assert.deepEqual(titles(service('80'), 'wrong-type'), ['Put it in quotes'])
    assert.deepEqual(titles(service('&port 80'), 'wrong-type'), [])
    assert.deepEqual(titles(service('!!int 80'), 'wrong-type'), [])
  })

  it('never quote numbers under the data of a Secret unseen: digits can be base64', () => {
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata: { pin: 1234 }\n'
    assert.deepEqual(
      fixes(secret, 'wrong-type').map((it) => it.safe),
      [false],
    )
  })

  it('make the objects above a field that are not there', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n'
    const spec = 'spec:\n  containers:\n    - image: ""\n      name: ""\n'
    assert.equal(fixed(pod, 'Add spec.containers'), pod + spec)
    assert.equal(fixed(`${pod}spec:\n`, 'Add spec.containers'), pod + spec)
  })

  it('write a list where the API wants one of a closed set', () => {
    const volume = (modes: string) =>
      `apiVersion: v1
kind: PersistentVolume
metadata: { name: a }
spec:
  capacity: { storage: 1Gi }
  nfs: { server: a, path: / }
${modes}`
    assert.equal(fixed(volume(''), 'Add accessModes'), volume('  accessModes:\n    - ReadOnlyMany\n'))
  })
})

describe('kind and apiVersion', () => {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['apiVersion: 1\nkind: Service\n', 'there is no Service in `1`; it is in `v1`'],
    ['apiVersion: v1\nkind: 1\n', '`kind` takes the name of a kind such as `Pod`, not `1`'],
    ['apiVersion: v1\nKind: ConfigMap\n', 'a ConfigMap has no field `Kind`; did you mean `kind`?'],
    ['APIVersion: v1\nkind: ConfigMap\n', 'a ConfigMap has no field `APIVersion`; did you mean `apiVersion`?'],
    ['apiVersion: apps/v1\nkind: Deploymet\n', 'there is no kind `Deploymet` in `apps/v1`; did you mean `Deployment`?'],
    ['apiVersion: v1\nkind: pod\n', 'there is no kind `pod` in `v1`; did you mean `Pod`?'],
    // Not ours to judge.
    ['apiVersion: 1\ndatasources: []\n', undefined],
    ['apiVersion: 1\nkind: Settings\n', undefined],
    ['APIVersion: v1\nKind: ConfigMap\n', undefined],
    ['apiVersion: v1\nkind: Config\n', undefined],
    ['apiVersion: v1\nkind: Route\n', undefined],
    ['apiVersion: v1\nkind: DeploymentConfig\n', undefined],
    ['apiVersion: example.com/v1\nkind: Deploymet\n', undefined],
  ]
  for (const [head, message] of rows) {
    it(`${JSON.stringify(head)}: ${message === undefined ? 'silent' : 'an error there'}`, () => {
      const { problems } = lintText(`${head}metadata:\n  name: a\n`)
      const found = problems.filter((it) => ['unknown-kind', 'unknown-api-version', 'unknown-field'].includes(it.code))
      assert.deepEqual(
        found.map((it) => it.message),
        message === undefined ? [] : [message],
      )
    })
  }
})

describe('a value that came later than its field', () => {
  it('is told of items of lists too', () => {
    const claim = (mode: string) =>
      `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: a }\nspec: { accessModes: [ReadWriteOnce, ${mode}], resources: { requests: { storage: 1Gi } } }\n`
    const document = (text: string) => parseFile(text).parts[0]?.document ?? assert.fail()
    const found = (mode: string) =>
      validate(document(claim(mode)), catalogue).filter((it) => it.code === 'value-not-yet')
    assert.deepEqual(
      found('ReadWriteOncePod').map((it) => it.versions),
      [{ below: 22 }],
    )
    assert.deepEqual(found('ReadWriteMany'), [])
  })
})

describe('a quantity', () => {
  it('of very many digits takes no time', () => {
    const before = performance.now()
    lintText(
      `apiVersion: v1\nkind: PersistentVolumeClaim\nspec: { resources: { requests: { storage: ${'1'.repeat(300_000)}x } } }\n`,
    )
    assert.ok(performance.now() - before < 5_000, 'with backtracking it would take minutes')
  })
})

function fixes(text: string, code?: string) {
  const { problems } = lintText(text)
  return problems.filter((it) => code === undefined || it.code === code).flatMap((it) => it.fixes?.() ?? [])
}

function titles(text: string, code: string): readonly string[] {
  return fixes(text, code).map((it) => it.title)
}

/** The text after the fix of that title, which leaves good YAML. */
function fixed(text: string, title: string): string {
  const found =
    fixes(text).find((it) => it.title === title) ??
    assert.fail(
      fixes(text)
        .map((it) => it.title)
        .join('\n'),
    )
  const after = applyEdits(text, found.edits)
  assert.deepEqual(parseFile(after).parts[0]?.document.problems, [])
  return after
}
