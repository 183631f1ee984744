import assert from 'node:assert/strict'
import { purser } from './cli/memory-io.ts'

/** What tools put in or change before the API server sees it: of that nothing can be said yet. */
describe('what is left to tools', () => {
  const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app: web}
spec:
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: web:1.4.0
`

  it('values that Flux, envsubst, Helm or Ansible put in', async () => {
    for (const value of [`\${REPLICAS}`, `\${REPLICAS:=2}`, '$REPLICAS', '"{{ replicas }}"'])
      assert.deepEqual(
        await told(
          `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${value}\n  namespace: ${value}\nspec:\n  type: ${value}\n  ports: [{port: 80}]\n`,
        ),
        [],
        value,
      )
    const quantity = (value: string) =>
      `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec:\n  accessModes: [ReadWriteOnce]\n  resources:\n    requests:\n      storage: ${value}\n`
    assert.deepEqual(await told(quantity(`\${SIZE:=5Gi}`)), [])
    assert.deepEqual(await told(quantity('5 Gi')), ['wrong-format'])
  })

  it('not what would stay text, nor what Kubernetes fills in itself', async () => {
    assert.deepEqual(
      await told(
        DEPLOYMENT.replace('spec:\n', `spec:\n  replicas: \${REPLICAS}\n  selector: {matchLabels: {app: web}}\n`),
      ),
      [],
    )
    assert.deepEqual(
      await told(
        DEPLOYMENT.replace('spec:\n', `spec:\n  replicas: "\${REPLICAS}"\n  selector: {matchLabels: {app: web}}\n`),
      ),
      ['wrong-type'],
    )
    assert.deepEqual(
      await told(
        'apiVersion: v1\nkind: Service\nmetadata: {name: A-$(X)}\nspec: {ports: [{port: 80}], clusterIP: $(IP)}\n',
      ),
      ['invalid-value'],
    )
  })

  it('files that SOPS encrypted', async () => {
    const secret = (mac: string) =>
      `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  password: ENC[AES256_GCM,data:xyz=,type:str]\nsops:\n  mac: ${mac}\n`
    assert.deepEqual(await told(secret('ENC[AES256_GCM,data:abc,type:str]')), [])
    assert.deepEqual(await told(secret('none')), ['secret-data-not-base64', 'unknown-field'])
  })

  it('what a kustomization adds to what it takes', async () => {
    const beside = (kustomization: string) =>
      told(DEPLOYMENT, { 'kustomization.yaml': `resources: [a.yaml]\n${kustomization}` })
    assert.deepEqual(await beside(''), ['missing-required'])
    assert.deepEqual(await beside('labels: [{pairs: {team: a}}]\n'), ['missing-required'])
    assert.deepEqual(await beside('labels: [{pairs: {team: a}, includeSelectors: true}]\n'), [])
    assert.deepEqual(await beside('commonLabels: {team: a}\n'), [])
    assert.deepEqual(await beside('patches: [{patch: "- op: add"}]\n'), [])
  })

  it('labels that it puts on pods and selectors', async () => {
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {team: a}\n  ports: [{port: 80}]\n'
    const whole = DEPLOYMENT.replace('spec:\n', 'spec:\n  selector: {matchLabels: {app: web}}\n')
    const beside = (kustomization: string) =>
      told(service, { 'b.yaml': whole, 'kustomization.yaml': `resources: [a.yaml, b.yaml]\n${kustomization}` })
    assert.deepEqual(await beside(''), ['service-selector-no-match'])
    assert.deepEqual(await beside('commonLabels: {team: a}\n'), [])
  })

  it('files that it puts into ConfigMaps', async () => {
    const beside = (kustomization: string) => told(DEPLOYMENT, { 'kustomization.yaml': kustomization })
    assert.deepEqual(await beside('configMapGenerator: [{name: c, files: [other.yaml]}]\n'), ['missing-required'])
    assert.deepEqual(await beside('configMapGenerator: [{name: c, files: [a.yaml]}]\n'), [])
    assert.deepEqual(await beside('configMapGenerator: [{name: c, files: [key=a.yaml]}]\n'), [])
  })

  /** The errors and warnings of `a.yaml`. */
  async function told(text: string, others: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
    const { out } = await purser(['lint', '.', '--format', 'json'], { 'a.yaml': text, ...others })
    const rows = JSON.parse(out) as readonly {
      readonly file: string
      readonly severity: string
      readonly rule: string
    }[]
    return rows
      .filter((it) => it.file === 'a.yaml' && ['error', 'warning'].includes(it.severity))
      .map((it) => it.rule)
      .sort()
  }
})

/** Types of Kubernetes in custom resources, of which less is needed there. */
describe('custom resources that use types of Kubernetes', () => {
  const codesOf = async (text: string) => {
    const { out } = await purser(['lint', 'a.yaml', '--format', 'json', '--profile', 'apiserver'], { 'a.yaml': text })
    return (JSON.parse(out) as readonly { readonly message: string }[]).map((it) => it.message)
  }
  const workflow = (templates: string) =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: a-}\nspec:\n  templates:\n${templates}`

  it('Argo Workflows: containers without a name, steps as lists of lists, parameters of any type', async () => {
    assert.deepEqual(await codesOf(workflow('    - {name: a, container: {image: x}}\n')), [])
    const steps =
      '    - name: a\n      steps:\n        - - {name: s, template: b, arguments: {parameters: [{name: x, value: 3}]}}\n'
    assert.deepEqual(await codesOf(workflow(steps)), [])
    assert.deepEqual(await codesOf(workflow('    - {name: a, sidecars: [{image: x}]}\n')), [
      'UserContainer needs `name`',
    ])
  })

  it('Knative: containers without a name, probes without a port', async () => {
    const service = (container: string) =>
      `apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      containers: [${container}]\n`
    assert.deepEqual(await codesOf(service('{image: x, readinessProbe: {httpGet: {path: /}}}')), [])
    assert.deepEqual(await codesOf(service('{image: x, ports: 80}')), [
      '`ports` takes a list of ContainerPort, not a number',
    ])
  })
})
