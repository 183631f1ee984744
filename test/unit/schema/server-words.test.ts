import assert from 'node:assert/strict'
import type { Problem } from '../../../server/src/problem.ts'
import { inServersWords } from '../../../server/src/schema/server-words.ts'
import { parseFile } from '../../../server/src/syntax/file.ts'
import { rootOf } from '../../../server/src/syntax/node.ts'

const STATEFUL_SET = `
spec:
  volumeClaimTemplates:
    - metadata: { name: data }
    - metadata: { name: logs }
  template:
    spec:
      volumes:
        - name: first
        - name: data
        - name: last
`

describe('what the API server calls things', () => {
  it('leaves out numbers where the server does', () => {
    assert.equal(
      said('spec.containers[0].volumeMounts[1].mountPropagation').path,
      'spec.containers[0].volumeMounts.mountPropagation',
    )
    assert.equal(said('spec.containers[0].resizePolicy[2].resourceName').path, 'spec.containers[0].resizePolicy')
    assert.equal(
      said('spec.volumes[0].downwardAPI.items[3].fieldRef.fieldPath').path,
      'spec.volumes[0].downwardAPI.fieldRef.fieldPath',
    )
    assert.equal(said('spec.containers[0].volumeMounts[1].name').path, 'spec.containers[0].volumeMounts[1].name')
  })

  it('keeps the path of the YAML for what fails to decode', () => {
    const path = 'spec.containers[0].volumeMounts[1].mountPropagation'
    assert.equal(said(path, { cause: 'decode' }).path, path)
    assert.equal(said(path, { cause: 'unknown' }).path, path)
  })

  it('takes a missing choice for a wrong one', () => {
    assert.equal(said('spec.containers[0].restartPolicyRules[0].action', { cause: 'required' }).cause, 'unsupported')
  })

  it('says since when a field is kept, and leaves alone what is for older servers', () => {
    const path = 'spec.containers[0].restartPolicyRules[0].exitCodes'
    assert.deepEqual(said(path).versions, { from: 35 })
    assert.deepEqual(said(path, { versions: { from: 36 } }).versions, { from: 36 })
    assert.deepEqual(said(path, { versions: { below: 36 } }).versions, { below: 36 })
  })

  it('counts the claims of a StatefulSet as volumes, before its own', () => {
    const words = (index: number) => of('StatefulSet', `spec.template.spec.volumes[${index}].name`).map((it) => it.path)
    assert.deepEqual(words(0), ['spec.template.spec.volumes[2].name'])
    assert.deepEqual(words(1), [])
    assert.deepEqual(words(2), ['spec.template.spec.volumes[3].name'])
    assert.deepEqual(
      of('Deployment', 'spec.template.spec.volumes[1].name').map((it) => it.path),
      ['spec.template.spec.volumes[1].name'],
    )
  })
})

function said(path: string, more: Partial<Problem> = {}): Problem {
  const [problem] = of('Pod', path, more)
  assert.ok(problem)
  return problem
}

function of(kind: string, path: string, more: Partial<Problem> = {}): readonly Problem[] {
  const [part] = parseFile(STATEFUL_SET).parts
  const node = part && rootOf(part.document)
  assert.ok(node)
  const problem = {
    from: 0,
    to: 1,
    code: 'invalid-value',
    severity: 'error',
    message: '',
    cause: 'invalid',
    path,
  } as const
  return inServersWords({ kind, node }, { ...problem, ...more })
}
