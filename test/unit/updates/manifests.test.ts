import assert from 'node:assert/strict'
import { problemsOf } from '../../../server/src/features/problems.ts'
import { type Workspace, withEarlier, withFile } from '../../../server/src/model/workspace.ts'
import type { Problem } from '../../../server/src/problem.ts'
import { parseFile, textOf } from '../../../server/src/syntax/file.ts'
import { EMPTY, POLICY } from '../../corpus/service.ts'

const URI = 'file:///shop/web.yaml'

function metadata(kind: string, name: string, more = ''): string {
  const group =
    { Job: 'batch/', Deployment: 'apps/', StatefulSet: 'apps/', StorageClass: 'storage.k8s.io/' }[kind] ?? ''
  return `apiVersion: ${group}v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${more}`
}

const SERVICE = metadata('Service', 'web', 'spec:\n  selector: {app: web}\n  ports: [{port: 80}]\n')
const CLAIM = metadata(
  'PersistentVolumeClaim',
  'data',
  'spec:\n  accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: 10Gi}}\n',
)
const JOB = metadata(
  'Job',
  'sum',
  'spec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: sum\n          image: sum:1\n',
)
const POD = metadata('Pod', 'web', 'spec:\n  containers:\n    - name: web\n      image: web:1\n')
const CONFIG = metadata('ConfigMap', 'web', 'data: {a: b}\n')
const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: tabs.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: tabs, kind: Tab}
  conversion:
    strategy: Webhook
    webhook: {conversionReviewVersions: [v1], clientConfig: {url: "https://a.example.com", caBundle: BUNDLE}}
  versions:
    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
`
const GOOD = Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n').toString('base64')
const BROKEN = Buffer.from('no certificate').toString('base64')

/** What differs between two versions: the old text, the new one, and what is said of it. */
const cases: readonly (readonly [name: string, before: string, after: string, said: readonly string[]])[] = [
  ['a selector', SELECTED('web'), SELECTED('shop'), ['error spec.selector shop']],
  ['notation of a quantity', CLAIM, CLAIM.replace('10Gi', '10240Mi'), []],
  ['a larger claim: the class decides', CLAIM, CLAIM.replace('10Gi', '20Gi'), []],
  ['a smaller claim', CLAIM, CLAIM.replace('10Gi', '5Gi'), ['warning spec 5Gi']],
  ['a mode of access', CLAIM, CLAIM.replace('Once', 'Many'), ['error spec ReadWriteMany']],
  ['the default, written down', CLAIM, `${CLAIM}  volumeMode: Filesystem\n`, []],
  ['what is not the default', CLAIM, `${CLAIM}  volumeMode: Block\n`, ['error spec Block']],
  ['a class, where the cluster may have one', CLAIM, `${CLAIM}  storageClassName: fast\n`, []],
  ['no class any more', `${CLAIM}  storageClassName: fast\n`, CLAIM, ['error spec spec']],
  [
    'the old annotation for a class',
    CLAIM.replace('data\n', 'data\n  annotations: {volume.beta.kubernetes.io/storage-class: a}\n'),
    CLAIM.replace('data\n', 'data\n  annotations: {volume.beta.kubernetes.io/storage-class: b}\n'),
    ['error metadata.annotations.volume.beta.kubernetes.io/storage-class b'],
  ],
  ['the image of a job', JOB, JOB.replace('sum:1', 'sum:2'), ['error spec.template sum:2']],
  ['how many pods a job has at once', JOB, JOB.replace('spec:', 'spec:\n  parallelism: 2'), []],
  [
    'resources of a job that waits',
    JOB.replace('spec:', 'spec:\n  suspend: true'),
    `${JOB.replace('spec:', 'spec:\n  suspend: true')}          resources: {limits: {cpu: 1}}\n`,
    [],
  ],
  ['the image of a pod', POD, POD.replace('web:1', 'web:2'), []],
  ['an image without a tag, which is pulled in another way', POD, POD.replace('web:1', 'web'), []],
  ['a command of a pod', POD, `${POD}      command: [run]\n`, ['error spec command']],
  ['another container', POD, `${POD}    - name: log\n      image: log:1\n`, ['error spec.containers containers']],
  [
    'a container for a look',
    POD,
    `${POD}  ephemeralContainers: [{name: a, image: "a:1"}]\n`,
    ['error spec ephemeralContainers'],
  ],
  ['an address for the first time', SERVICE, `${SERVICE}  clusterIP: 10.0.0.1\n`, []],
  ['no address any more', SERVICE, `${SERVICE}  clusterIP: None\n`, ['error spec.clusterIPs[0] None']],
  ['an address again', `${SERVICE}  clusterIP: None\n`, SERVICE, ['info spec.clusterIPs[0] spec']],
  [
    'several addresses',
    `${SERVICE}  clusterIPs: [10.0.0.1]\n`,
    `${SERVICE}  clusterIPs: [10.0.0.2]\n`,
    ['error spec.clusterIPs[0] 10.0.0.2'],
  ],
  ['another type', SERVICE, `${SERVICE}  type: NodePort\n`, []],
  ['a data item', CONFIG, CONFIG.replace('a: b', 'a: c'), []],
  [
    'a data item that is frozen',
    `${CONFIG}immutable: true\n`,
    `${CONFIG.replace('a: b', 'a: c')}immutable: true\n`,
    ['error data c'],
  ],
  ['what is frozen, thawed', `${CONFIG}immutable: true\n`, CONFIG, ['error immutable web']],
  [
    'text of a secret as text and as base64',
    metadata('Secret', 's', 'stringData: {a: b}\nimmutable: true\n'),
    metadata('Secret', 's', 'data: {a: Yg==}\nimmutable: true\n'),
    [],
  ],
  [
    'what a key means',
    metadata('StorageClass', 'a', 'provisioner: x\n'),
    metadata('StorageClass', 'a', 'provisioner: "x"\n'),
    [],
  ],
  [
    'a default of a class',
    metadata('StorageClass', 'a', 'provisioner: x\n'),
    metadata('StorageClass', 'a', 'provisioner: x\nreclaimPolicy: Retain\n'),
    ['error reclaimPolicy Retain'],
  ],
  [
    'the group of a definition',
    CRD.replace('BUNDLE', GOOD),
    CRD.replace('BUNDLE', GOOD).replace('group: example.com', 'group: a.example.com'),
    ['error spec.group a.example.com'],
  ],
  [
    'the plural of a definition',
    CRD.replace('BUNDLE', GOOD),
    CRD.replace('BUNDLE', GOOD).replace('plural: tabs', 'plural: tab'),
    ['error spec.names.plural tab'],
  ],
  [
    'a broken bundle',
    CRD.replace('BUNDLE', GOOD),
    CRD.replace('BUNDLE', BROKEN),
    [`error spec.conversion.webhookClientConfig.caBundle ${BROKEN}`],
  ],
  ['a bundle put right', CRD.replace('BUNDLE', BROKEN), CRD.replace('BUNDLE', GOOD), []],
  [
    'a stored version that goes',
    CRD.replace('BUNDLE', GOOD),
    CRD.replace('BUNDLE', GOOD).replace('name: v1,', 'name: v2,'),
    ['error status.storedVersions[0] v2'],
  ],
  ['another object', CONFIG, CONFIG.replace('name: web', 'name: shop'), []],
  ['another apiVersion', SELECTED('web'), SELECTED('shop').replace('apps/v1', 'apps/v1beta1'), []],
  [
    'what only a server writes',
    `${CONFIG}immutable: true\n`.replace('name: web', 'name: web\n  uid: a'),
    `${CONFIG}immutable: true\n`.replace('name: web', 'name: web\n  uid: b'),
    [],
  ],
  ['nothing to read', 'a: [', SERVICE, []],
]

describe('two versions of a manifest', () => {
  for (const [name, before, after, said] of cases) {
    it(name, () => {
      const found = compared({ [URI]: before }, after)
      assert.deepEqual(
        found.map((it) => `${it.severity} ${it.path} ${after.slice(it.from, it.to)}`),
        said,
      )
    })
  }

  it('name the old value and the way out', () => {
    const [job] = compared({ [URI]: JOB }, JOB.replace('sum:1', 'sum:2'))
    assert.equal(
      job?.message,
      'the API server refuses to change `spec.template.spec.containers[0].image` of an existing Job (it was `sum:1` in HEAD); ' +
        'give the new Job another name, or delete the old one first; `ttlSecondsAfterFinished` cleans up by itself',
    )
  })

  it('do not quote more of the old text than fits on a line, and no backquotes', () => {
    const [it_] = compared(
      { [URI]: `${CONFIG}immutable: true\n`.replace('a: b', `a: "\`${'x'.repeat(5000)}"`) },
      `${CONFIG}immutable: true\n`,
    )
    assert.ok((it_?.message.length ?? 0) < 400)
    assert.equal(it_?.message.match(/`/g)?.length, 6)
  })

  it('are found in other files, and by the likeness of paths where several have the name', () => {
    const changed = SELECTED('shop')
    assert.equal(compared({ 'file:///other.yaml': SELECTED('web') }, changed).length, 1)
    const two = { 'a/shop/web.yaml': SELECTED('shop'), 'a/prod/web.yaml': SELECTED('web') }
    assert.equal(compared(two, changed).length, 0)
    assert.equal(compared({ 'a/one.yaml': SELECTED('web'), 'a/two.yaml': SELECTED('web') }, changed).length, 0)
  })

  it('take the only namespace where none is written', () => {
    const there = SELECTED('web').replace('name: web', 'name: web\n  namespace: shop')
    assert.equal(compared({ [URI]: there }, SELECTED('shop')).length, 1)
    assert.equal(
      compared({ [URI]: SELECTED('web') }, SELECTED('shop').replace('name: web', 'name: web\n  namespace: shop'))
        .length,
      0,
    )
  })

  it('leave alone what a server added to the old one', () => {
    const live = JOB.replace(
      'name: sum\nspec:',
      'name: sum\n  uid: a\nspec:\n  selector: {matchLabels: {controller-uid: a}}',
    )
    assert.notEqual(live, JOB)
    assert.deepEqual(compared({ [URI]: live }, JOB), [])
    assert.equal(compared({ [URI]: live }, JOB.replace('sum:1', 'sum:2')).length, 1)
  })

  it('hold comments that hold them back for used, and never for left over', () => {
    const comment = ' # purser:ignore update-refused -- made anew by the pipeline'
    const changed = JOB.replace('sum:1', `sum:2${comment}`)
    assert.deepEqual(compared({ [URI]: JOB }, changed), [])
    const codes = problemsOf(withFile(EMPTY, URI, parseFile(changed)), URI, POLICY).map((it) => it.code)
    assert.ok(!codes.includes('unused-suppression'))
  })

  it('are compared as soon as there is something to compare with, and no longer than that', () => {
    const alone = withFile(EMPTY, URI, parseFile(SELECTED('shop')))
    const codes = (workspace: Workspace) =>
      problemsOf(workspace, URI, POLICY).flatMap((it) => (it.code.startsWith('update-') ? [it.code] : []))
    assert.deepEqual(codes(alone), [])
    const files = new Map([[URI, parseFile(SELECTED('web'))]])
    assert.deepEqual(codes(withEarlier(alone, { name: 'HEAD', files })), ['update-refused'])
    assert.deepEqual(codes(withEarlier(alone, undefined)), [])
  })

  it('say nothing of patches', () => {
    const kustomization = parseFile(
      'kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\npatches: [{path: web.yaml}]\n',
    )
    const workspace = withFile(EMPTY, 'file:///shop/kustomization.yaml', kustomization)
    const earlier = { name: 'HEAD', files: new Map([[URI, parseFile(SELECTED('web'))]]) }
    const found = problemsOf(withEarlier(withFile(workspace, URI, parseFile(SELECTED('shop'))), earlier), URI, POLICY)
    assert.ok(!found.some((it) => it.code.startsWith('update-')))
  })
})

function SELECTED(app: string): string {
  return metadata(
    'Deployment',
    'web',
    `spec:\n  selector: {matchLabels: {app: ${app}}}\n  template:\n    metadata: {labels: {app: ${app}}}\n    spec: {containers: [{name: web, image: "web:1"}]}\n`,
  )
}

function compared(before: Readonly<Record<string, string>>, after: string): readonly Problem[] {
  const files = new Map(Object.entries(before).map(([path, text]) => [path, parseFile(text)]))
  const file = parseFile(after)
  assert.equal(textOf(file), after)
  const workspace = withEarlier(withFile(EMPTY, URI, file), { name: 'HEAD', files })
  return problemsOf(workspace, URI, POLICY).filter((it) => it.code.startsWith('update-'))
}
