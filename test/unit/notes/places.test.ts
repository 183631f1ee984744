import assert from 'node:assert/strict'
import { completionDocumentation } from '../../../server/src/features/completion/documentation.ts'
import { completion } from '../../../server/src/features/completion.ts'
import { hover } from '../../../server/src/features/hover.ts'
import { surfaceFault } from '../../../server/src/model/surface-fault.ts'
import type { Workspace } from '../../../server/src/model/workspace.ts'
import type { Note } from '../../../server/src/notes/note.ts'
import { createNotes } from '../../../server/src/notes/notes.ts'
import { parseSurface, surfaceText } from '../../../server/src/notes/surface.ts'
import { catalogue, uriOf, workspaceOf } from '../../workspace.ts'

const ROLE = (rule: string) =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a}\nrules:\n  - ${rule}\n`
const POD = (container: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: a\n      ${container}\n`
const SERVICE = (line: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  ${line}\n`
const DEPLOYMENT = (line: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  ${line}\n`
const CLAIM = (modes: string) =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec:\n  accessModes: ${modes}\n`

describe('a note shows at', () => {
  const cases: readonly (readonly [surface: string, manifest: string])[] = [
    ['PolicyRule.verbs=escalate', ROLE('verbs: [get, esc$0alate]')],
    ['PolicyRule.verbs=*', ROLE('verbs:\n      - "$0*"')],
    ['PolicyRule.verbs', ROLE('ver$0bs: [get]')],
    ['PolicyRule.verbs', ROLE('verbs: [g$0et]')],
    ['PolicyRule.apiGroups=""', ROLE('apiGroups: ["$0"]')],
    ['Role.rules.verbs=escalate', ROLE('verbs: [esc$0alate]')],
    ['Capabilities.add=NET_ADMIN', POD('securityContext: {capabilities: {add: [NET_$0ADMIN]}}')],
    ['PersistentVolumeClaimSpec.accessModes=ReadWriteMany', CLAIM('[Read$0WriteMany]')],
    ['PersistentVolumeClaim.spec.accessModes=ReadWriteMany', CLAIM('\n    - Read$0WriteMany')],
    [
      'metadata.labels["app.kubernetes.io/name"]',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  labels: {app.kubernetes.io/na$0me: a}\n',
    ],
    [
      'metadata.labels["app.kubernetes.io/name"]',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    "app.kubernetes.io/na$0me": a\n',
    ],
    ['metadata.labels["app"]', DEPLOYMENT('template: {metadata: {labels: {ap$0p: a}}}')],
    ['metadata.labels["app"]=a', DEPLOYMENT('template: {metadata: {labels: {app: $0a}}}')],
    ['metadata.namespace=kube-system', 'apiVersion: v1\nkind: Pod\nmetadata:\n  namespace: kube-$0system\n'],
    ['Container.resources.limits["cpu"]', POD('resources: {limits: {cp$0u: 1}}')],
    ['ResourceRequirements.limits["cpu"]', POD('resources: {limits: {cp$0u: 1}}')],
    ['Service.spec.clusterIP=None', SERVICE('clusterIP: No$0ne')],
    ['Service.spec.clusterIP=None', SERVICE('clusterIP: "No$0ne"')],
    ['ServiceSpec.clusterIP=None', SERVICE("clusterIP: 'No$0ne'")],
    ['ServicePort.port=80', SERVICE('ports: [{port: 8$00}]')],
    ['Container.tty=true', POD('tty: tr$0ue')],
    ['Deployment.spec.strategy.rollingUpdate.maxSurge=25%', DEPLOYMENT('strategy: {rollingUpdate: {maxSurge: 2$05%}}')],
    ['Deployment.spec.strategy.rollingUpdate.maxSurge=0', DEPLOYMENT('strategy: {rollingUpdate: {maxSurge: $00}}')],
    ['Deployment.spec', DEPLOYMENT('replicas: 1').replace('spec', 'sp$0ec')],
    ['kind Service', SERVICE('type: ClusterIP').replace('Service', 'Serv$0ice')],
    ['kind Service', SERVICE('type: ClusterIP').replace('kind', 'ki$0nd')],
    ['kind', SERVICE('type: ClusterIP').replace('kind', 'ki$0nd')],
    ['apiVersion', SERVICE('type: ClusterIP').replace('apiVersion', 'api$0Version')],
    ['kind Cluster (cluster.x-k8s.io)', 'apiVersion: cluster.x-k8s.io/v1beta1\nkind: Clus$0ter\nmetadata: {name: a}\n'],
    [
      'kind Gateway (networking.istio.io)',
      'apiVersion: networking.istio.io/v1\nkind: Gate$0way\nmetadata: {name: a}\n',
    ],
  ]
  for (const [surface, manifest] of cases)
    it(`${surface} ${JSON.stringify(manifest.split('\n').find((it) => it.includes('$0')))}`, () => {
      assert.equal(surfaceFault(catalogue, surface), undefined)
      assert.match(hoverAt(manifest, [note('wanted', [surface])]) ?? '', /The summary of wanted\./)
    })

  it('not at other kinds of that name', () => {
    const manifest = 'apiVersion: gateway.networking.k8s.io/v1\nkind: Gate$0way\nmetadata: {name: a}\n'
    const notes = [note('wanted', ['kind Gateway (networking.istio.io)'])]
    assert.doesNotMatch(hoverAt(manifest, notes) ?? '', /wanted/)
    assert.equal(
      hoverAt('apiVersion: example.com/v1\nkind: Clus$0ter\n', [note('a', ['kind Cluster (cluster.x-k8s.io)'])]),
      undefined,
    )
  })
})

describe('of the notes about a place', () => {
  const manifest = SERVICE('clusterIP: No$0ne')
  const order = [
    'Service.spec.clusterIP=None',
    'ServiceSpec.clusterIP=None',
    'Service.spec.clusterIP',
    'ServiceSpec.clusterIP',
  ]
  for (const [i, surface] of order.entries())
    it(`${surface} comes before what is less specific`, () => {
      const notes = order.slice(i).map((it) => note(`n${order.indexOf(it)}`, [it]))
      assert.match(hoverAt(manifest, notes.reverse()) ?? '', new RegExp(`The summary of n${i}\\.`))
    })

  it('the others are linked, at most six, and the kind where nothing is written about the place', () => {
    const others = Array.from({ length: 9 }, (_, i) => note(`other${i}`, ['Service.spec.clusterIP']))
    const text = hoverAt(manifest, [note('value', ['Service.spec.clusterIP=None']), ...others]) ?? ''
    assert.match(text, /\[Open the full note: value\]\(note:value\)/)
    assert.equal(text.match(/\(note:other\d\)/g)?.length, 6)
    assert.match(hoverAt(manifest, [note('svc', ['kind Service'])]) ?? '', /See also: \[svc\]\(note:svc\)/)
    assert.doesNotMatch(hoverAt(manifest, [note('svc', ['kind Service'])], false) ?? '', /svc/)
  })

  it('those of the rule that finds a fault there are linked', () => {
    const text = hoverAt(POD('image: nginx$0:latest'), [note('container-image', [])]) ?? ''
    assert.match(text, /See also: \[container-image\]\(note:container-image\)/)
    assert.doesNotMatch(hoverAt(POD('image: nginx$0:1.28.0'), [note('container-image', [])]) ?? '', /note:/)
  })
})

describe('completion carries the first paragraph of the note about', () => {
  const cases: readonly (readonly [what: string, surface: string, manifest: string, label: string])[] = [
    ['a field', 'ServiceSpec.type', SERVICE('typ$0'), 'type'],
    ['a value', 'ServiceSpec.type=NodePort', SERVICE('type: Nod$0'), 'NodePort'],
    ['an item', 'PolicyRule.verbs=deletecollection', ROLE('verbs: [del$0]'), 'deletecollection'],
    [
      'an item on its line',
      'PersistentVolumeClaimSpec.accessModes=ReadWriteMany',
      CLAIM('\n    - Read$0'),
      'ReadWriteMany',
    ],
    ['a boolean', 'Container.tty=true', POD('tty: t$0'), 'true'],
    ['a kind', 'kind Service', 'apiVersion: v1\nkind: Serv$0\n', 'Service'],
    [
      'a label',
      'metadata.labels["app.kubernetes.io/name"]',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    app$0\n',
      'app.kubernetes.io/name',
    ],
    [
      'a key of a map',
      'ResourceRequirements.limits["memory"]',
      POD('resources:\n        limits:\n          mem$0'),
      'memory',
    ],
  ]
  for (const [what, surface, manifest, label] of cases)
    it(`${what}: ${surface}`, () => {
      const { workspace, offset } = opened(manifest, [note('wanted', [surface])])
      const item = completion(workspace, URI, offset, { minor: 36, complement: false }).find((it) => it.label === label)
      assert.ok(item?.more, label)
      assert.match(completionDocumentation(workspace, item.more) ?? '', /^The summary of wanted\./)
    })
})

const URI = uriOf('a.yaml')

function hoverAt(manifest: string, notes: readonly Note[], links = true): string | undefined {
  const { workspace, offset } = opened(manifest, notes)
  return hover(workspace, URI, offset, { link: links ? (id) => `note:${id}` : undefined, complement: false, minor: 36 })
    ?.markdown
}

function opened(manifest: string, notes: readonly Note[]): { readonly workspace: Workspace; readonly offset: number } {
  const offset = manifest.indexOf('$0')
  assert.ok(offset >= 0)
  return { workspace: { ...workspaceOf({ 'a.yaml': manifest.replace('$0', '') }), notes: createNotes(notes) }, offset }
}

function note(id: string, surfaces: readonly string[]): Note {
  const spelt = surfaces.flatMap((it) => parseSurface(it) ?? []).map(surfaceText)
  const body = `The summary of ${id}.`
  return { id, title: id, area: 'networking', surfaces: spelt, aliases: [], see: [], sources: [], body }
}
