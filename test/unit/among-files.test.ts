import assert from 'node:assert/strict'
import { parseConfig } from '../../server/src/config/config.ts'
import { problemsOf } from '../../server/src/features/problems.ts'
import { computed } from '../../server/src/memo.ts'
import { type Workspace, withCompleteIndex, withFile } from '../../server/src/model/workspace.ts'
import type { Policy } from '../../server/src/settings.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { policy, uriOf, workspaceOf } from '../workspace.ts'

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      envFrom:
        - configMapRef:
            name: settings
`
const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  mode: fast\n'
const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector: {app: wbe}\n  ports:\n    - port: 80\n'
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
      annotations: {checked: "no"}
    spec:
      containers:
        - name: web
          image: nginx:1.29.3
          ports:
            - name: http
              containerPort: 80
          env:
            - name: MODE
              value: slow
          resources:
            requests: {cpu: 100m, memory: 64Mi}
          readinessProbe:
            httpGet: {path: /ready, port: http}
`
const MISSING = 'configmap-ref-missing'

describe('rules among files', () => {
  it('miss what no file has, and nothing that another one has', () => {
    assert.deepEqual(codesIn({ 'a.yaml': POD }), [MISSING])
    assert.deepEqual(codesIn({ 'a.yaml': POD, 'b.yaml': CONFIG_MAP }), [])
    const elsewhere = CONFIG_MAP.replace('settings', 'settings\n  namespace: office')
    assert.deepEqual(codesIn({ 'a.yaml': POD, 'b.yaml': elsewhere }), [MISSING])
  })

  it('lead to what is in another namespace', () => {
    const elsewhere = CONFIG_MAP.replace('settings', 'settings\n  namespace: office')
    const [found] = problems(workspaceOf({ 'a.yaml': POD, 'b.yaml': `# first\n---\n${elsewhere}` }), 'a.yaml')
    assert.deepEqual(
      found?.related?.map(({ uri, part, message }) => ({ uri, part, message })),
      [{ uri: uriOf('b.yaml'), part: 1, message: 'a ConfigMap of this name is in the namespace `office`' }],
    )
  })

  it('say nothing of the files beside a lone one', () => {
    const lone = withCompleteIndex(workspaceOf({ 'a.yaml': `${POD}---\n${SERVICE}---\n${DEPLOYMENT}` }), false)
    assert.deepEqual(codes(lone, 'a.yaml'), [])
  })

  it('are silent beside what nobody could read: broken files, templates', () => {
    assert.deepEqual(codesIn({ 'a.yaml': POD, 'b.yaml': 'apiVersion: v1\nkind: ConfigMap\n : [' }), [])
    assert.deepEqual(codesIn({ 'a.yaml': POD, 'b.yaml': '{{- range .Values.maps }}\nkind: ConfigMap\n{{- end }}' }), [])
    assert.deepEqual(codesIn({ 'a.yaml': POD, 'b.yaml': 'on: "{{ event }}"' }), [MISSING])
  })

  it('are silent beside custom resources, except for those that make nothing', () => {
    const custom = (apiVersion: string, kind: string, namespace: string) =>
      `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: it\n  namespace: ${namespace}\n`
    assert.deepEqual(codesIn({ 'a.yaml': POD, 'b.yaml': custom('example.com/v1', 'Shop', 'shop') }), [])
    assert.deepEqual(codesIn({ 'a.yaml': POD, 'b.yaml': custom('example.com/v1', 'Shop', 'office') }), [MISSING])
    assert.deepEqual(codesIn({ 'a.yaml': POD, 'b.yaml': custom('argoproj.io/v1alpha1', 'Application', 'argo') }), [])
    const monitor = custom('monitoring.coreos.com/v1', 'ServiceMonitor', 'shop')
    assert.deepEqual(codesIn({ 'a.yaml': POD, 'b.yaml': monitor }), [MISSING])
    const constraint = custom('constraints.gatekeeper.sh/v1beta1', 'RequireLabels', 'shop')
    assert.deepEqual(codesIn({ 'a.yaml': POD, 'b.yaml': constraint }), [MISSING])
    assert.deepEqual(codesIn({ 'a.yaml': POD, 'b.yaml': custom('tekton.dev/v1', 'Task', 'shop') }), [MISSING])
    assert.deepEqual(codesIn({ 'a.yaml': POD, 'b.yaml': custom('tekton.dev/v1', 'TaskRun', 'shop') }), [])
    assert.deepEqual(codesIn({ 'a.yaml': POD, 'b.yaml': custom('skaffold/v4beta1', 'Config', 'shop') }), [MISSING])
  })

  it('know what kustomize makes of files', () => {
    const pod = POD.replace('  namespace: shop\n', '')
    const beside = (kustomization: string) =>
      codesIn({ 'shop/a.yaml': pod, 'shop/kustomization.yaml': `resources: [a.yaml]\n${kustomization}` }, 'shop/a.yaml')
    assert.deepEqual(beside(''), [MISSING])
    assert.deepEqual(beside('commonLabels: {team: shop}'), [MISSING])
    assert.deepEqual(beside('namespace: ""'), [MISSING])
    assert.deepEqual(beside('configMapGenerator: [{name: other}]'), [MISSING])
    assert.deepEqual(beside('configMapGenerator: [{name: settings}]'), [])
    assert.deepEqual(beside('namePrefix: test-'), [])
    assert.deepEqual(beside('namespace: shop'), [])
    assert.deepEqual(beside('patches: [{path: patch.yaml}]'), [])
    assert.deepEqual(beside('components: [../not-there]'), [])
    assert.deepEqual(beside('bases: ["github.com/example/shop?ref=v1"]'), [])
  })

  it('know the images that get their tags later', () => {
    const beside = (files: Readonly<Record<string, string>>) =>
      problemsOf(workspaceOf({ 'a.yaml': POD.replace(':1.29.3', ''), ...files }), uriOf('a.yaml'), policy).some(
        (it) => it.code === 'image-tag-latest',
      )
    const kustomize = (image: string) => ({ 'k/kustomization.yaml': `images: [${image}]` })
    assert.ok(beside({}))
    assert.ok(!beside(kustomize('{name: nginx, newTag: "1.29"}')))
    assert.ok(!beside(kustomize('{name: nginx, digest: "sha256:0d17"}')))
    assert.ok(beside(kustomize('{name: nginx, newName: registry.example.com/nginx}')))
    assert.ok(beside(kustomize('{name: nginx, newTag: ""}')))
    assert.ok(beside(kustomize('{name: example/nginx, newTag: "1.29"}')))
    const skaffold = (image: string) => ({
      'skaffold.yaml': `apiVersion: skaffold/v4beta11\nkind: Config\nbuild: {artifacts: [{image: ${image}}]}\n`,
    })
    assert.ok(!beside(skaffold('nginx')))
    assert.ok(beside(skaffold('nginx-web')))
  })

  it('know what an overlay makes of its base', () => {
    const files = {
      'base/a.yaml': POD.replace('  namespace: shop\n', ''),
      'base/kustomization.yaml': 'resources: [a.yaml]',
      'test/kustomization.yaml': 'resources: [../base]\nnamespace: test',
    }
    assert.deepEqual(codesIn(files, 'base/a.yaml'), [])
    assert.deepEqual(codesIn({ ...files, 'test/kustomization.yaml': 'resources: [../base]' }, 'base/a.yaml'), [MISSING])
  })

  it('find doubles in the files that one kustomization takes, and not in those of two', () => {
    const twice = { 'a.yaml': CONFIG_MAP, 'b.yaml': CONFIG_MAP }
    assert.deepEqual(codesIn({ ...twice }, 'b.yaml'), [])
    const together = { ...twice, 'kustomization.yaml': 'resources: [a.yaml, b.yaml]' }
    assert.deepEqual(codesIn(together, 'b.yaml'), ['duplicate-resource'])
    assert.deepEqual(codesIn(together, 'a.yaml'), [])
    assert.deepEqual(codesIn({ ...twice, 'kustomization.yaml': 'resources: [a.yaml]' }, 'b.yaml'), [])
  })

  it('leave out what is known to be elsewhere', () => {
    const told = (externals: string, file: string) =>
      codes(workspaceOf({ 'a.yaml': file }), 'a.yaml', {
        ...policy,
        ...configured(`externals: [${externals}]`),
      })
    assert.deepEqual(told('ConfigMap/settings', POD), [])
    assert.deepEqual(told('"ConfigMap/*"', POD), [])
    assert.deepEqual(told('shop/ConfigMap/settings', POD), [])
    assert.deepEqual(told('office/ConfigMap/settings', POD), [MISSING])
    assert.deepEqual(told('ConfigMap/other', POD), [MISSING])
    assert.deepEqual(told('Secret/settings', POD), [MISSING])
    const pair = `${SERVICE}---\n${DEPLOYMENT}`
    assert.deepEqual(told('StatefulSet/cache', pair), [])
    assert.deepEqual(told('ConfigMap/cache', pair), ['service-selector-no-match'])
  })

  it('say of errors that only reason finds nothing where people want what the API server says', () => {
    const twice = workspaceOf({ 'a.yaml': `${CONFIG_MAP}---\n${CONFIG_MAP}` })
    assert.deepEqual(codes(twice, 'a.yaml'), ['duplicate-resource'])
    assert.deepEqual(codes(twice, 'a.yaml', { ...policy, profile: 'apiserver' }), [])
  })

  it('look at a document again only where something else is true of the others', () => {
    const before = workspaceOf({ 'a.yaml': POD, 'b.yaml': DEPLOYMENT })
    codes(before, 'a.yaml')
    const again = (text: string) => {
      computed.clear()
      const after = withFile(before, uriOf('b.yaml'), parseFile(text))
      const found = codes(after, 'a.yaml')
      return { found, looked: computed.get('lintedAmong') ?? 0 }
    }
    assert.deepEqual(again(DEPLOYMENT.replace('app: web}', 'app: wob}')), { found: [MISSING], looked: 0 })
    assert.deepEqual(again(CONFIG_MAP), { found: [], looked: 1 })
  })
})

describe('the index', () => {
  const text = `${DEPLOYMENT}---\n${CONFIG_MAP}---\n${SERVICE}`
  const workspace = workspaceOf({ 'a.yaml': text })
  const stays = (from: string, to: string) => {
    assert.ok(text.includes(from))
    return withFile(workspace, uriOf('a.yaml'), parseFile(text.replace(from, to))).index === workspace.index
  }

  it('stays the same object while somebody types what others do not see', () => {
    for (const [from, to] of [
      ['nginx:1.29.3', 'nginx:1.29.4'],
      ['value: slow', 'value: fast'],
      ['cpu: 100m', 'cpu: 200m'],
      ['containerPort: 80', 'containerPort: 8080'],
      ['path: /ready', 'path: /up'],
      ['checked: "no"', 'checked: "yes"'],
      ['mode: fast', 'mode: slow # really'],
      ['replicas: 2', 'replicas: 3'],
    ] as const)
      assert.ok(stays(from, to), from)
  })

  it('becomes another one with what they see', () => {
    for (const [from, to] of [
      ['name: http', 'name: web'],
      ['mode: fast', 'mod: fast'],
      ['- port: 80', '- port: 81'],
      ['app: wbe', 'app: web'],
      ['replicas: 2', 'replicas: 1'],
      ['cpu: 100m, ', ''],
    ] as const)
      assert.ok(!stays(from, to), from)
  })
})

function codesIn(files: Readonly<Record<string, string>>, path = 'a.yaml'): readonly string[] {
  return codes(workspaceOf(files), path)
}

/** Those of rules that look at others. */
function codes(workspace: Workspace, path: string, by: Policy = policy): readonly string[] {
  return problems(workspace, path, by).map((it) => it.code)
}

function problems(workspace: Workspace, path: string, by: Policy = policy) {
  const wanted = /-(?:missing|no-match|unknown|resource|evictions)$/
  return problemsOf(workspace, uriOf(path), by).filter((it) => wanted.test(it.code))
}

function configured(text: string): Pick<Policy, 'isExternal'> {
  const { isExternal } = parseConfig(parseFile(text), { oldest: 20, newest: 36 })
  assert.ok(isExternal)
  return { isExternal }
}
