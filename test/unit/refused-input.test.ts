import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { problemsOf } from '../../server/src/features/problems.ts'
import { policy, uriOf, workspaceOf } from '../workspace.ts'

/**
 * A rule is still where the API server refuses what the rule goes by: the refusal says it all, and what is meant is not known.
 * Each row: the rule, a manifest that it has something to say of, and the same with an input that is refused.
 */
const rows: readonly (readonly [code: string, taken: string, refused: string])[] = [
  [
    'service-target-port-unknown',
    `${service('{port: 80, targetPort: web, protocol: TCP}')}---\n${pod('ports: [{name: http, containerPort: 80}]')}`,
    `${service('{port: 80, targetPort: web, protocol: HTTP}')}---\n${pod('ports: [{name: http, containerPort: 80}]')}`,
  ],
  [
    'service-target-port-unknown',
    `${service('{port: 80, targetPort: web}')}---\n${pod('ports: [{name: web, containerPort: 80, protocol: UDP}]')}`,
    `${service('{port: 80, targetPort: web}')}---\n${pod('ports: [{name: web, containerPort: 80, protocol: http}]')}`,
  ],
  [
    'ingress-backend-port-missing',
    `${service('{port: 80}')}---\n${ingress('number: 8080')}`,
    `${service('{port: 80}')}---\n${ingress('number: "8080"')}`,
  ],
  [
    'ingress-backend-port-missing',
    `${service('{port: 80}')}---\n${ingress('name: http')}`,
    `${service('{port: 80}')}---\n${ingress('name: 8080')}`,
  ],
  ['hpa-target-missing', autoscaler('apiVersion: extensions/v1beta1, '), autoscaler('apiVersion: a/apps/v1, ')],
  ['hpa-target-missing', autoscaler('apiVersion: extensions/v1beta1, '), autoscaler('')],
  ['unsafe-sysctl', pod('', 'sysctls: [{name: net.core.somaxconn, value: "1"}]'), pod('', 'sysctls: [{value: "1"}]')],
  ['rbac-cluster-admin', binding('rbac.authorization.k8s.io'), binding('apps')],
]

describe('where the API server refuses an input', () => {
  for (const [code, taken, refused] of rows)
    it(`${code} is still`, () => {
      const found = (text: string) => problemsOf(workspaceOf({ 'a.yaml': text }), uriOf('a.yaml'), policy)
      assert.ok(found(taken).some((it) => it.code === code))
      assert.ok(found(refused).some((it) => it.severity === 'error'))
      assert.deepEqual(
        found(refused).filter((it) => it.code === code),
        [],
      )
    })

  it('older servers take a target without a group, and find nothing: then the rule speaks', () => {
    const text = autoscaler('')
    const codes = (minor: number) =>
      problemsOf(workspaceOf({ 'a.yaml': text }), uriOf('a.yaml'), { ...policy, minor }).map((it) => it.code)
    assert.deepEqual(
      codes(33).filter((it) => it === 'hpa-target-missing' || it === 'invalid-value'),
      ['hpa-target-missing'],
    )
    assert.deepEqual(
      codes(34).filter((it) => it === 'hpa-target-missing' || it === 'invalid-value'),
      ['invalid-value'],
    )
  })

  it('an example of a wrong protocol has that fault only', () => {
    const text = readFileSync(new URL('../../examples/faults/value-outside-the-list.yaml', import.meta.url), 'utf8')
    const found = problemsOf(workspaceOf({ 'a.yaml': text }), uriOf('a.yaml'), policy)
    assert.deepEqual([...new Set(found.map((it) => it.code))], ['unsupported-value'])
  })
})

function service(port: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [${port}]}\n`
}

function pod(ofContainer: string, securityContext = ''): string {
  return `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  securityContext: {${securityContext}}
  containers:
    - name: web
      image: web:1.4.0
      ${ofContainer}
`
}

function ingress(port: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {defaultBackend: {service: {name: web, port: {${port}}}}}
`
}

function autoscaler(apiVersion: string): string {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {${apiVersion}kind: Deployment, name: web}
  maxReplicas: 3
`
}

function binding(apiGroup: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: web}
roleRef: {apiGroup: ${apiGroup}, kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: web, namespace: shop}]
`
}
