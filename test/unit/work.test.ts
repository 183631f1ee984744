import assert from 'node:assert/strict'
import { outline } from '../../server/src/features/outline.ts'
import { problemsOf } from '../../server/src/features/problems.ts'
import { computed } from '../../server/src/memo.ts'
import { type Workspace, withCompleteIndex, withFile } from '../../server/src/model/workspace.ts'
import { rules } from '../../server/src/rules/index.ts'
import { editFile, type File, parseFile, positionAt, textOf } from '../../server/src/syntax/file.ts'
import { EMPTY, POLICY } from '../corpus/service.ts'
import { definition } from '../definition.ts'
import { golden } from '../golden.ts'

const FILE = 'file:///all.yaml'
const OTHER = 'file:///other.yaml'

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app.kubernetes.io/name: web}
spec:
  replica: 3
  selector: {matchLabels: {app.kubernetes.io/name: web}}
  template:
    metadata:
      labels: {app.kubernetes.io/name: web}
    spec:
      containers:
        - name: web
          image: nginx:latest
`
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  mode: fast\n'

/**
 * Counts, not clocks: the same on every machine, so a lost cache fails at once and noise never does. What stands in
 * work.out must not grow with the documents beside; `UPDATE=1 npm test` writes it anew.
 */
describe('the work of a keystroke', () => {
  it('is in work.out', () => {
    const report = [...[0, 10, 1000].flatMap((others) => script(others)), ...inLongDocument(), ...rulesRun()]
    golden(new URL('./work.out', import.meta.url), `${report.join('\n')}\n`)
  })

  it('is the same beside 10 documents and beside 1000', () => {
    // A new name or label may matter to any document, so what each was told of the others is compared once more.
    const compared = (others: number) =>
      script(others)
        .slice(1)
        .map((line) =>
          /typing in (?:a label|the name)/.test(line) ? line.replace(/(lintAmong|judged) \d+/g, '$1 all') : line,
        )
    assert.deepEqual(compared(1000), compared(10))
  })
})

/** Of a custom resource's definition of 10,000 lines: what is read and looked at again is what is around the key. */
function inLongDocument(): readonly string[] {
  let workspace = withFile(EMPTY, FILE, parseFile(definition(10_000)))
  look(workspace)
  const place = '              section100:\n                type: '
  return [
    'in a document of 10,000 lines',
    work('typing in a value', () => (workspace = type(workspace, `${place}obj`, 'x'))),
    work('typing a new line', () => (workspace = type(workspace, `${place}objxect`, '\n                title: x'))),
    work('asking again', () => workspace),
  ]
}

function script(others: number): readonly string[] {
  const text = [DEPLOYMENT, ...Array.from({ length: others }, () => CONFIG)].join('---\n')
  let workspace = withCompleteIndex(withFile(withFile(EMPTY, FILE, parseFile(text)), OTHER, parseFile(CONFIG)), true)
  look(workspace)
  return [
    `beside ${others} documents`,
    work('typing in an image', () => (workspace = type(workspace, 'nginx:latest', '1'))),
    work('typing in a value', () => (workspace = type(workspace, 'replica: 3', '0'))),
    work(
      'typing in a label of the pods',
      () => (workspace = type(workspace, '      labels: {app.kubernetes.io/name: web', 'x')),
    ),
    work('typing in the name', () => (workspace = type(workspace, '  name: web', 'x'))),
    work('typing a comment', () => (workspace = type(workspace, 'kind: Deployment', ' # it'))),
    work('asking again', () => workspace),
  ]
}

/** Each rule once for the resource in which somebody types, and of rules for other kinds none. */
function rulesRun(): readonly string[] {
  const text = `${DEPLOYMENT}---\n${CONFIG}`
  let workspace = withCompleteIndex(withFile(EMPTY, FILE, parseFile(text)), true)
  look(workspace)
  return [
    'rules that run',
    work('typing in an image', () => (workspace = type(workspace, 'nginx:latest', '1')), isRule),
    work('typing in a ConfigMap', () => (workspace = type(workspace, 'mode: fast', 'x')), isRule),
  ]
}

const ids = new Set(rules.map((it) => it.id))

function isRule(name: string): boolean {
  return ids.has(name)
}

function work(label: string, step: () => Workspace, isShown = (name: string) => !isRule(name)): string {
  computed.clear()
  look(step())
  const counts = [...computed]
    .filter(([name]) => isShown(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, n]) => `${name} ${n}`)
  return `  ${label}: ${counts.join(', ') || 'nothing'}`
}

/** What an editor asks after each edit, positions and all. */
function look(workspace: Workspace): void {
  const file = fileOf(workspace)
  for (const { from, to } of problemsOf(workspace, FILE, POLICY)) {
    positionAt(file, from)
    positionAt(file, to)
  }
  for (const { span } of outline(workspace, FILE)) positionAt(file, span.from)
}

/** Types `insert` behind the first `after`. */
function type(workspace: Workspace, after: string, insert: string): Workspace {
  const file = fileOf(workspace)
  const at = textOf(file).indexOf(after) + after.length
  return withFile(workspace, FILE, editFile(file, { from: at, to: at, insert }))
}

function fileOf(workspace: Workspace): File {
  return workspace.files.get(FILE) ?? parseFile('')
}
