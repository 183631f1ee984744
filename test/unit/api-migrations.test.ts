import assert from 'node:assert/strict'
import { apiChange } from '../../server/src/model/api-changes.ts'
import { migrate } from '../../server/src/model/api-migrations.ts'
import { resourcesOf } from '../../server/src/model/resource.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { applyEdits } from '../../server/src/text/edit.ts'

describe('migrations', () => {
  it('call safe what only changes its apiVersion', () => {
    const role = manifest('rbac.authorization.k8s.io/v1beta1', 'Role', 'rules: []')
    assert.deepEqual(migrated(role), { text: role.replace('v1beta1', 'v1'), safe: true })
  })

  it('do not call safe what changes its meaning: an empty selector', () => {
    const none = manifest('policy/v1beta1', 'PodDisruptionBudget', 'spec:\n  maxUnavailable: 1\n  selector: {}')
    assert.deepEqual(migrated(none), { text: none.replace('v1beta1', 'v1'), safe: false })
    const some = none.replace('{}', '{ matchLabels: { app: web } }')
    assert.deepEqual(migrated(some), { text: some.replace('v1beta1', 'v1'), safe: true })
  })

  it('rename fields', () => {
    assert.deepEqual(
      migrated(
        manifest(
          'flowcontrol.apiserver.k8s.io/v1beta1',
          'PriorityLevelConfiguration',
          'spec:\n  type: Limited\n  limited:\n    assuredConcurrencyShares: 30 # a third',
        ),
      ),
      {
        text: manifest(
          'flowcontrol.apiserver.k8s.io/v1',
          'PriorityLevelConfiguration',
          'spec:\n  type: Limited\n  limited:\n    nominalConcurrencyShares: 30 # a third',
        ),
        safe: false,
      },
    )
  })

  it('keep a selector that is there, and give up where there is nothing to make one from', () => {
    const template = 'template:\n    metadata:\n      labels:\n        app: web'
    const written = manifest(
      'apps/v1beta1',
      'Deployment',
      `spec:\n  selector: { matchLabels: { a: b } }\n  ${template}`,
    )
    assert.equal(migrated(written)?.text, written.replace('v1beta1', 'v1'))
    const missing = manifest('extensions/v1beta1', 'DaemonSet', `spec:\n  ${template}`)
    const made = `spec:\n  ${template}\n  selector:\n    matchLabels:\n      app: web`
    assert.equal(migrated(missing)?.text, manifest('apps/v1', 'DaemonSet', made))
    assert.equal(migrated(manifest('apps/v1beta1', 'Deployment', 'spec:\n  template: {}')), undefined)
    assert.equal(migrated(written.replace('spec:', 'spec:\n  rollbackTo: { revision: 2 }')), undefined)
  })

  it('give up where a value has to be invented', () => {
    for (const [apiVersion, kind, rest] of [
      ['admissionregistration.k8s.io/v1beta1', 'ValidatingWebhookConfiguration', 'webhooks:\n  - name: a.example.com'],
      ['apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition', 'spec: {}'],
      ['certificates.k8s.io/v1beta1', 'CertificateSigningRequest', 'spec: { request: YQ== }'],
      ['discovery.k8s.io/v1beta1', 'EndpointSlice', 'endpoints:\n  - topology: { a: b }'],
      ['node.k8s.io/v1alpha1', 'RuntimeClass', 'spec: { runtimeHandler: x }'],
      ['rbac.authorization.k8s.io/v1alpha1', 'RoleBinding', 'subjects:\n  - apiVersion: rbac/v1'],
      [
        'autoscaling/v2beta1',
        'HorizontalPodAutoscaler',
        'spec:\n  metrics:\n    - type: Pods\n      pods: { metricName: x }',
      ],
    ] as const) {
      assert.equal(migrated(manifest(apiVersion, kind, rest)), undefined, kind)
    }
  })

  it('take what has all it needs', () => {
    const hook =
      'webhooks:\n  - name: a\n    sideEffects: None\n    admissionReviewVersions: [v1]\n    failurePolicy: Fail\n    timeoutSeconds: 5'
    const before = manifest('admissionregistration.k8s.io/v1beta1', 'MutatingWebhookConfiguration', hook)
    assert.deepEqual(migrated(before), { text: before.replace('v1beta1', 'v1'), safe: false })
    const slice = manifest('discovery.k8s.io/v1beta1', 'EndpointSlice', 'endpoints:\n  - addresses: [10.0.0.1]')
    assert.deepEqual(migrated(slice), { text: slice.replace('v1beta1', 'v1'), safe: false })
  })

  describe('of an Ingress', () => {
    const ingress = (paths: string) =>
      manifest('networking.k8s.io/v1beta1', 'Ingress', `spec:\n  rules:\n    - http:\n        paths:\n${paths}`)

    it('leave resource backends as they are', () => {
      const before = ingress(
        '          - path: /\n            pathType: Prefix\n            backend:\n              resource: { kind: A, name: b }',
      )
      assert.equal(migrated(before)?.text, before.replace('v1beta1', 'v1'))
    })

    it('keep comments, or do nothing', () => {
      assert.equal(
        migrated(
          ingress(
            '          - backend:\n              serviceName: a\n              # here\n              servicePort: 80',
          ),
        ),
        undefined,
      )
    })

    it('give up where a backend cannot be read', () => {
      for (const backend of [
        '',
        ' {}',
        ' { serviceName: a }',
        ' { servicePort: 80 }',
        ' text',
        ' { serviceName: a, servicePort: 80, x: 1 }',
      ]) {
        assert.equal(migrated(ingress(`          - path: /\n            backend:${backend}`)), undefined, backend)
      }
    })

    it('work in JSON', () => {
      const backend = '{"serviceName": "a", "servicePort": "80"}'
      const before = `{"apiVersion": "extensions/v1beta1", "kind": "Ingress", "spec": {"backend": ${backend}}}`
      const after = migrated(before)?.text ?? ''
      assert.deepEqual(JSON.parse(after), {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        spec: { defaultBackend: { service: { name: 'a', port: { number: 80 } } } },
      })
    })

    it('keep line ends', () => {
      const before = ingress(
        '          - backend:\n              serviceName: a\n              servicePort: 80',
      ).replaceAll('\n', '\r\n')
      const after = migrated(before)?.text ?? ''
      assert.equal(after.replaceAll('\r\n', '').includes('\n'), false)
      assert.match(after, /pathType: ImplementationSpecific\r\n {12}backend:\r\n {14}service:\r\n {16}name: a\r\n/)
    })
  })
})

function manifest(apiVersion: string, kind: string, rest: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: web\n${rest}\n`
}

function migrated(text: string): { readonly text: string; readonly safe: boolean } | undefined {
  const document = parseFile(text).parts[0]?.document
  const resource = document && resourcesOf(document)[0]
  const successor = resource && apiChange(resource.apiVersion, resource.kind)?.successor
  const migration = successor ? migrate(resource, successor) : undefined
  return migration && { text: applyEdits(text, migration.edits), safe: migration.safe }
}
