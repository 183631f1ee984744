import assert from 'node:assert/strict'
import { problemsOf } from '../../server/src/features/problems.ts'
import { hiddenInFile } from '../../server/src/model/hidden.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { policy, uriOf, workspaceOf } from '../workspace.ts'

/**
 * What nobody could read hides only what it may define. A row: what lies beside the file that asks, and what that file still
 * misses: the ConfigMap and the Secret of a pod, the Service of an Ingress, the pods of a Service.
 */
type Row = readonly [what: string, beside: Readonly<Record<string, string>>, missed: readonly Missed[]]

type Missed = 'ConfigMap' | 'Secret' | 'Service' | 'pods'

const ALL: readonly Missed[] = ['ConfigMap', 'Secret', 'Service', 'pods']
const but = (...hidden: readonly Missed[]) => ALL.filter((it) => !hidden.includes(it))

/** A manifest with a fault in its last line. */
const broken = (apiVersion: string, kind: string, rest = 'metadata:\n  name: it\n  namespace: shop\n') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\n${rest}fault: [\n`

const BROKEN: readonly Row[] = [
  ['nothing', {}, ALL],
  ['a broken ConfigMap that has its name', { 'b.yaml': broken('v1', 'ConfigMap') }, ALL],
  ['a broken ConfigMap without a name', { 'b.yaml': broken('v1', 'ConfigMap', 'metadata:\n') }, but('ConfigMap')],
  [
    'one whose fault is in its metadata',
    { 'b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: [\n' },
    but('ConfigMap'),
  ],
  [
    'one whose metadata are there twice',
    { 'b.yaml': broken('v1', 'ConfigMap', 'metadata: {name: a}\nmetadata: {name: b}\n') },
    but('ConfigMap'),
  ],
  ['a broken workload, whose labels may be lost', { 'b.yaml': broken('apps/v1', 'Deployment') }, but('pods')],
  [
    'one in another namespace',
    { 'b.yaml': broken('apps/v1', 'Deployment', 'metadata:\n  name: it\n  namespace: office\n') },
    ALL,
  ],
  [
    'one that names no namespace',
    { 'b.yaml': broken('apps/v1', 'Deployment', 'metadata:\n  name: it\n') },
    but('pods'),
  ],
  [
    'one whose namespace is below the fault',
    { 'b.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: it\n  labels: [\n  namespace: office\n' },
    but('pods'),
  ],
  [
    'a broken StatefulSet, of which only claims are made besides',
    { 'b.yaml': broken('apps/v1', 'StatefulSet') },
    but('pods'),
  ],
  ['a broken SealedSecret', { 'b.yaml': broken('bitnami.com/v1alpha1', 'SealedSecret') }, but('Secret')],
  ['a broken ServiceMonitor', { 'b.yaml': broken('monitoring.coreos.com/v1', 'ServiceMonitor') }, ALL],
  ['a broken resource of an unknown kind', { 'b.yaml': broken('example.com/v1', 'Shop') }, []],
  ['a kind in broken quotes', { 'b.yaml': 'apiVersion: v1\nkind: "ConfigMap\nmetadata:\n  name: it\n' }, []],
  ['a kind of lower case', { 'b.yaml': broken('v1', 'configmap') }, []],
  ['a broken List', { 'b.yaml': broken('v1', 'List', 'items:\n') }, []],
  ['broken JSON', { 'b.yaml': '{"apiVersion": "v1",\n"kind": "Secret", "metadata": {"name": "it" "b": [}\n' }, []],
  [
    'two objects without a line between them',
    {
      'b.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: {name: it}\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: at}\n',
    },
    but('Secret', 'ConfigMap'),
  ],
  [
    'a key that is there twice, elsewhere',
    { 'b.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: it}\ndata: {a: YQ==, a: YQ==}\n' },
    ALL,
  ],
  ['a broken kustomization', { 'k/kustomization.yaml': 'configMapGenerator: [{name: other\nresources: {\n' }, []],
  ['a broken file of another tool', { 'b.yaml': 'services: [\n' }, ALL],
  [
    'a name that a tool puts in',
    { 'b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "$(NAME)"}\n' },
    but('ConfigMap'),
  ],
  [
    'a label that a tool puts in',
    {
      'b.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: it}\nspec: {template: {metadata: {labels: {app: "$(APP)"}}}}\n',
    },
    but('pods'),
  ],
  [
    'an image that a tool puts in',
    {
      'b.yaml':
        'apiVersion: batch/v1\nkind: Job\nmetadata: {name: it}\nspec: {template: {spec: {containers: [{name: a, image: "$(IMAGE)"}]}}}\n',
    },
    ALL,
  ],
]

const NAME = 'metadata:\n  name: {{ .Release.Name }}\n'
const CHART = { 'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n' }
const inChart = (text: string) => ({ ...CHART, 'chart/templates/b.yaml': text })

const TEMPLATES: readonly Row[] = [
  ['a template of a ConfigMap', { 'b.yaml': `apiVersion: v1\nkind: ConfigMap\n${NAME}` }, but('ConfigMap')],
  [
    'one below a condition',
    { 'b.yaml': `{{- if .Values.on }}\napiVersion: v1\nkind: ConfigMap\n${NAME}{{- end }}\n` },
    but('ConfigMap'),
  ],
  [
    'one that is indented',
    {
      'b.yaml':
        '{{- if .Values.on }}\n  apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: {{ .x }}\n{{- end }}\n',
    },
    but('ConfigMap'),
  ],
  ['a template of a workload', { 'b.yaml': `apiVersion: apps/v1\nkind: Deployment\n${NAME}` }, but('pods')],
  [
    'one whose version depends on the cluster',
    { 'b.yaml': `apiVersion: {{ include "version" . }}\nkind: Deployment\n${NAME}` },
    but('pods'),
  ],
  ['a version and a kind of nobody', { 'b.yaml': `apiVersion: {{ include "version" . }}\nkind: Shop\n${NAME}` }, []],
  ['a kind that is put in', { 'b.yaml': `apiVersion: apps/v1\nkind: {{ .Values.kind }}\n${NAME}` }, []],
  [
    'either of two kinds',
    { 'b.yaml': `apiVersion: v1\n{{ if .x }}\nkind: Secret\n{{ else }}\nkind: ConfigMap\n{{ end }}\n${NAME}` },
    but('Secret', 'ConfigMap'),
  ],
  ['a whole object that is put in', { 'b.yaml': '{{ include "common.all" . }}\n' }, []],
  ['one behind another', { 'b.yaml': `apiVersion: v1\nkind: ConfigMap\n${NAME}{{ toYaml .Values.more }}\n` }, []],
  [
    'labels that are put in',
    {
      'b.yaml': `apiVersion: v1\nkind: ConfigMap\n${NAME}  labels:\n    {{- include "labels" . | nindent 4 }}\n{{- include "data" . | nindent 0 }}\n`,
    },
    but('ConfigMap'),
  ],
  [
    'nothing but control',
    {
      'b.yaml':
        '{{- $all := .Values.all }}\n{{- range $all }}\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ . }}\n---\n{{- end }}\n',
    },
    but('Secret'),
  ],
  [
    'a kind that only a role names',
    { 'b.yaml': `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\n${NAME}roleRef:\n  kind: Secret\n` },
    ALL,
  ],
  [
    'a template of a List',
    { 'b.yaml': 'apiVersion: v1\nkind: List\nitems:\n{{- range .all }}\n- kind: Pod\n{{- end }}\n' },
    [],
  ],
  ['a template of a custom resource', { 'b.yaml': `apiVersion: example.com/v1\nkind: Shop\n${NAME}` }, []],
  ['a template of another tool', { 'b.yaml': 'services:\n  web: {{ web }}\n' }, ALL],
  ['a chart beside the files', inChart(`apiVersion: v1\nkind: Secret\n${NAME}`), but('Secret')],
  [
    'a chart with others',
    { ...CHART, 'chart/Chart.yaml': `${CHART['chart/Chart.yaml']}dependencies: [{name: redis}]\n` },
    [],
  ],
  [
    'a chart with an empty list of others',
    { 'chart/Chart.yaml': `${CHART['chart/Chart.yaml']}dependencies: []\n` },
    ALL,
  ],
]

describe('beside', () => {
  for (const [what, files, missed] of [...BROKEN, ...TEMPLATES])
    it(`${what}: ${missed.length === 0 ? 'nothing' : missed.join(', ')} missed`, () =>
      assert.deepEqual(missedIn('', files), missed))
})

describe('lines without end', () => {
  const LONG = 1_000_000
  const texts: readonly (readonly [string, string])[] = [
    ['blanks within a kind', `apiVersion: v1\nkind: a${' '.repeat(LONG)}b\nfault: [\n`],
    ['blanks before a kind', `${' '.repeat(LONG)}kind: a\nkind: {{ b }}\n`],
    ['an action that does not end', `kind: {{ a }}\n{{ if ${'('.repeat(LONG)}\n`],
    ['an action among blanks', `kind: {{ a }}\n{{ if a }}${' '.repeat(LONG)}b\n`],
    ['blank lines in the metadata', `apiVersion: v1\nkind: Pod\nmetadata:${'\n'.repeat(LONG)}  name: [\n`],
  ]
  for (const [what, text] of texts)
    it(`are read once: ${what}`, () => {
      const { documents, start } = {
        documents: parseFile(text).parts.map((it) => it.document),
        start: performance.now(),
      }
      hiddenInFile(uriOf('a.yaml'), documents)
      // What is quadratic takes hours.
      assert.ok(performance.now() - start < 5_000)
    }).timeout(60_000)
})

describe('a chart', () => {
  const chart = (folder: string) => ({
    [`${folder}/Chart.yaml`]: CHART['chart/Chart.yaml'],
    [`${folder}/templates/b.yaml`]: `apiVersion: v1\nkind: Secret\n${NAME}`,
  })
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: it}\n'

  it('hides from the files around it', () => {
    assert.deepEqual(missedIn('one/', chart('one/chart')), but('Secret'))
    assert.deepEqual(missedIn('one/deep/', { ...chart('one/chart'), 'one/it.yaml': namespace }), but('Secret'))
    assert.deepEqual(missedIn('one/chart/templates/', chart('one/chart')), but('Secret'))
  })

  it('hides nothing from other folders, where there are manifests around it', () => {
    assert.deepEqual(missedIn('other/', { ...chart('one/chart'), 'one/it.yaml': namespace }), ALL)
    assert.deepEqual(missedIn('other/', { ...chart('one/charts/web'), 'one/it.yaml': namespace }), ALL)
  })

  it('hides from other folders, where there are none: its place says nothing', () => {
    assert.deepEqual(missedIn('other/', chart('charts/web')), but('Secret'))
    assert.deepEqual(missedIn('other/', { ...chart('one/web'), 'one/skaffold.yaml': SKAFFOLD }), but('Secret'))
    assert.deepEqual(missedIn('other/', { ...chart('one/a'), ...chart('one/b') }), but('Secret'))
  })

  it('is one with the charts in it', () => {
    const inner = { ...chart('one/chart/charts/in'), 'one/chart/Chart.yaml': CHART['chart/Chart.yaml'] }
    assert.deepEqual(missedIn('one/chart/', inner), but('Secret'))
    assert.deepEqual(missedIn('one/', { ...inner, 'one/chart/crd.yaml': namespace }), but('Secret'))
  })
})

describe('what is broken', () => {
  const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\ndata:\n'
  const READER = `apiVersion: v1
kind: Pod
metadata: {name: reader, namespace: shop}
spec:
  containers:
    - name: reader
      image: reader:1.0
      env: [{name: MODE, valueFrom: {configMapKeyRef: {name: settings, key: mode}}}]
`
  const INGRESS = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
`
  const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec:\n  ports:\n'
  const DATABASE = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: database, namespace: shop}
spec: {replicas: 3, serviceName: database, template: {metadata: {labels: {app: database}}}}
`
  const HEADLESS = 'apiVersion: v1\nkind: Service\nmetadata: {name: database, namespace: shop}\nspec:\n'
  const cases: readonly (readonly [code: string, asks: string, whole: string, broken: string])[] = [
    ['configmap-key-missing', READER, `${CONFIG}  other: a\n`, `${CONFIG}  other: a\n  mode "b"\n`],
    ['ingress-backend-port-missing', INGRESS, `${SERVICE}    - port: 8080\n`, `${SERVICE}    - port: 8080\n    - [\n`],
    [
      'statefulset-headless-service',
      DATABASE,
      `${HEADLESS}  selector: {app: database}\n`,
      `${HEADLESS}  selector: {app: database}\n  clusterIP None\n`,
    ],
  ]
  for (const [code, asks, whole, broken] of cases)
    it(`may have what it does not seem to have: ${code}`, () => {
      const codes = (text: string) =>
        problemsOf(workspaceOf({ 'a.yaml': asks, 'b.yaml': text }), uriOf('a.yaml'), policy).map((it) => it.code)
      assert.ok(codes(whole).includes(code))
      assert.ok(!codes(broken).includes(code))
    })
})

const SKAFFOLD = 'apiVersion: skaffold/v4beta1\nkind: Config\nmetadata: {name: it}\n'

/** What the file that asks misses beside others, from its folder. */
function missedIn(folder: string, beside: Readonly<Record<string, string>>): readonly Missed[] {
  const workspace = workspaceOf({ ...beside, [`${folder}asks.yaml`]: ASKS })
  const found = new Set(problemsOf(workspace, uriOf(`${folder}asks.yaml`), policy).map((it) => it.code))
  return ALL.filter((it) => found.has(CODES[it]))
}

const CODES: Readonly<Record<Missed, string>> = {
  ConfigMap: 'configmap-ref-missing',
  Secret: 'secret-ref-missing',
  Service: 'ingress-backend-service-missing',
  pods: 'service-selector-no-match',
}

const ASKS = `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec:
  containers:
    - name: web
      image: web:1.4.0
      envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: keys}}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec: {defaultBackend: {service: {name: nowhere, port: {number: 80}}}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: wob}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Secret
metadata: {name: other, namespace: shop}
`
