import assert from 'node:assert/strict'
import { actions } from '../../server/src/features/actions.ts'
import { completion } from '../../server/src/features/completion.ts'
import { explainAt } from '../../server/src/features/explain.ts'
import { explainManifest } from '../../server/src/features/explain-manifest.ts'
import { hover } from '../../server/src/features/hover.ts'
import { description, escaped, pathLabel, shortDescription } from '../../server/src/features/markdown.ts'
import { type OutlineItem, outline } from '../../server/src/features/outline.ts'
import { problemsOf } from '../../server/src/features/problems.ts'
import { withFile } from '../../server/src/model/workspace.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { applyEdits } from '../../server/src/text/edit.ts'
import { policy, uriOf, workspaceOf } from '../workspace.ts'

const FILE = 'main.yaml'
const PICTURE = '![x](https://example.com/x.png)<img src=https://example.com/y>'

/** A manifest may come from anybody; what it says is shown, and nothing more. */
describe('text of a manifest in Markdown', () => {
  const manifest = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: "a\`${PICTURE}"
  labels:
    "k\`${PICTURE}": v
spec:
  replicas: 3
  serviceName: "s\`${PICTURE}"
  selector: {matchLabels: {"k\`${PICTURE}": "v\`${PICTURE}"}}
  template:
    metadata: {labels: {"k\`${PICTURE}": "v\`${PICTURE}"}}
    spec:
      containers:
        - name: "c\`${PICTURE}"
          image: "i\`${PICTURE}"
          resources: {requests: {cpu: "1\`${PICTURE}", "m\`${PICTURE}": 1Gi}}
`

  it('becomes no picture, link or tag in a hover', () => {
    const workspace = workspaceOf({ [FILE]: manifest })
    let shown = 0
    for (let offset = 0; offset < manifest.length; offset += 3) {
      const text =
        hover(workspace, uriOf(FILE), offset, { link: undefined, complement: false, minor: 36 })?.markdown ?? ''
      if (text.includes('example.com')) shown++
      assert.doesNotMatch(text, /(?<!\\)(?:\[x|<img)/, text)
    }
    assert.ok(shown > 10, 'the hovers do quote it')
  })

  it('becomes none in an explanation', () => {
    const workspace = workspaceOf({ [FILE]: manifest })
    for (let offset = 0; offset < manifest.length; offset += 3) {
      assert.doesNotMatch(explainAt(workspace, uriOf(FILE), offset)?.markdown ?? '', /(?<!\\)\[x/)
    }
  })

  for (const [how, name] of [
    ['plain', PICTURE],
    ['behind a back quote', `\`${PICTURE}`],
    ['between back quotes', `\`${PICTURE}\``],
    ['behind three', `\`\`\` \`${PICTURE}\``],
    ['behind a backslash', `\\${PICTURE}`],
    ['behind an escaped back quote', `\\\`${PICTURE}\``],
  ] as const) {
    it(`becomes none in the page about the manifest, ${how}`, () => {
      const quoted = JSON.stringify(name)
      const text = `apiVersion: v1\nkind: Service\nmetadata: {name: ${quoted}, namespace: ${quoted}}\nspec: {type: ${quoted}, ${quoted}: 1, selector: {${quoted}: ${quoted}}, ports: [{port: 80, targetPort: ${quoted}}]}\n---\napiVersion: ${quoted}\nkind: ${quoted}\nmetadata: {name: ${quoted}}\n---\n${manifest.replaceAll(PICTURE, name.replace(/["\\]/g, '\\$&'))}`
      const page = explainManifest(workspaceOf({ [FILE]: text }), uriOf(FILE), policy)?.markdown ?? ''
      assert.ok(page.includes('example.com'))
      for (const line of page.split('\n')) assert.doesNotMatch(outsideCode(line), /(?<!\\)(?:\\\\)*(?:\[x|<img)/, line)
    })
  }

  it('is shown as it is', () => {
    assert.equal(pathLabel(['ConfigMap', 'data', 'my_key', 0]), 'ConfigMap.data.my_key[0]')
    assert.equal(pathLabel(['__x__']), '\\_\\_x\\_\\_')
    assert.equal(pathLabel(['data', '_x']), 'data["\\_x"]')
    assert.equal(pathLabel(['app.kubernetes.io/name']), 'app.kubernetes.io/name')
    assert.equal(escaped('a\n\n# b &lt;'), 'a \\# b \\&lt;')
  })

  it('keeps the code spans of the API, where angle brackets are safe', () => {
    assert.equal(description('takes `<name>`, a <name>'), 'takes `<name>`, a &lt;name>')
    assert.equal(shortDescription('One sentence. And another one.', 20), 'One sentence. …')
  })
})

describe('explanations of the cursor', () => {
  const manifest = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app.kubernetes.io/name: web
    tier: front
spec:
  containers:
    - name: web
      args: [run]
      resources: {limits: {example.com/fpga: 1}}
`
  const titleAt = (word: string) => {
    const at = manifest.indexOf(word) + 1
    return explainAt(workspaceOf({ [FILE]: manifest }), uriOf(FILE), at)?.title
  }

  it('are of the field', () => assert.equal(titleAt('args'), 'Pod.spec.containers.args'))
  it('are of the list, for one of its items', () => assert.equal(titleAt('run]'), 'Pod.spec.containers.args'))
  it('are of the map, for an entry that nobody knows', () => {
    assert.equal(titleAt('tier'), 'Pod.metadata.labels')
    assert.equal(titleAt('example.com/fpga'), 'Pod.spec.containers.resources.limits')
  })
  it('are of the kind', () => assert.equal(titleAt('kind'), 'Pod'))
  it('are of an entry that has a note', () => {
    assert.equal(titleAt('app.kubernetes.io/name'), 'Pod.metadata.labels.app.kubernetes.io/name')
  })
})

describe('completion in a line that is no manifest', function () {
  this.timeout(20_000)

  const lines = {
    dashes: `${'-  '.repeat(60)}x`,
    'dashes and a bracket': `${'-  '.repeat(60)}x {`,
    blanks: `a${' '.repeat(100_000)}x`,
    'one long word': `{"a": ${'A'.repeat(500_000)}`,
    'dashes before a bar': `${'- '.repeat(50_000)}|\n  x`,
    colons: ': '.repeat(50_000),
    'anchors before a bar': `a: ${'&a '.repeat(50_000)}`,
    'anchors in the line above': `${'x: &a'.repeat(50_000)}:\n  x`,
    'dashes by the million': `${'- '.repeat(1_000_000)}x`,
    'dashes by the million above': `${'- '.repeat(1_000_000)}x\n  x`,
  }
  for (const [name, line] of Object.entries(lines)) {
    it(`comes to its end: ${name}`, () => {
      const text = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${line}`
      const started = process.cpuUsage()
      completion(workspaceOf({ [FILE]: text }), uriOf(FILE), text.length, { minor: 36, complement: false })
      // Some hundredths of it; for ever where a pattern tries all ways to share the blanks.
      assert.ok(process.cpuUsage(started).user < 3_000_000)
    })
  }

  it('has nothing to say in a very long one', () => {
    const offers = (blanks: number) => {
      const text = `apiVersion: v1\nkind: Pod\nspec:\n  restartPolicy:${' '.repeat(blanks)}`
      return completion(workspaceOf({ [FILE]: text }), uriOf(FILE), text.length, {
        minor: 36,
        complement: false,
      })
    }
    assert.ok(offers(900).some((it) => it.label === 'Always'))
    assert.deepEqual(offers(1000), [])
  })
})

describe('an outline', () => {
  const cases = {
    'a name behind an alias': 'x: &n web\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: *n\n',
    'metadata of another item': `apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: ConfigMap, metadata: &m {name: a}}
- {apiVersion: v1, kind: ConfigMap, metadata: *m}
`,
    'empty keys': 'apiVersion: v1\nkind: ConfigMap\ndata:\n  "": a\n',
  }
  for (const [name, text] of Object.entries(cases)) {
    it(`selects what lies inside, with ${name}`, () => {
      const items = all(outline(workspaceOf({ [FILE]: text }), uriOf(FILE)))
      assert.ok(items.length > 0)
      for (const { name, span, selection } of items) {
        assert.ok(span.from <= selection.from && selection.to <= span.to, `${name} of ${text}`)
        assert.notEqual(name, '')
      }
    })
  }
})

describe('actions that disable a rule', () => {
  const yaml =
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: web\n'
  const CODE = 'image-tag-latest'

  function disabling(path: string, text: string) {
    const workspace = workspaceOf({ [path]: text })
    const problem = problemsOf(workspace, uriOf(path), policy).find((it) => it.code === CODE)
    assert.ok(problem)
    return actions(workspace, uriOf(path), problem, policy).filter((it) => it.title.startsWith(`Disable ${CODE}`))
  }

  for (const [name, text] of [
    ['line feeds', yaml],
    ['a byte order mark', `\uFEFF${yaml}`],
    ['CRLF', yaml.replaceAll('\n', '\r\n')],
    ['a document mark', `---\n${yaml}---\n${yaml.replace('name: web', 'name: api')}`],
    [
      'JSON as YAML',
      '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"containers": [\n{"name": "web", "image": "web"}]}}',
    ],
  ] as const) {
    it(`do, with ${name}`, () => {
      const [here, file] = disabling(FILE, text)
      for (const action of [here, file]) {
        assert.ok(action)
        const after = applyEdits(text, action.edits)
        const left = problemsOf(withFile(workspaceOf({}), uriOf(FILE), parseFile(after)), uriOf(FILE), policy)
        const count = (it: readonly { readonly code: string }[]) => it.filter(({ code }) => code === CODE).length
        const before = count(problemsOf(workspaceOf({ [FILE]: text }), uriOf(FILE), policy))
        assert.equal(count(left), action === file ? 0 : before - 1, after)
        assert.ok(!left.some((it) => it.severity === 'error'), after)
        assert.equal(after.startsWith('\uFEFF'), text.startsWith('\uFEFF'))
        if (text.includes('\r\n')) assert.doesNotMatch(after, /(?<!\r)\n/)
      }
    })
  }

  it('write no comments into JSON', () => {
    const json = '{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"name": "web", "image": "web"}]}}'
    assert.deepEqual(
      disabling('web.json', json).map((it) => it.title),
      [`Disable ${CODE} in this workspace`],
    )
  })
})

function all(items: readonly OutlineItem[]): readonly OutlineItem[] {
  return items.flatMap((it) => [it, ...all(it.children)])
}

/** What CommonMark takes for no code: code ends at a run of as many back quotes as it began with. */
function outsideCode(line: string): string {
  let rest = line
  let outside = ''
  while (rest !== '') {
    const [start = ''] = /^(?:\\.|`+|[^`\\]+|\\)/.exec(rest) ?? []
    rest = rest.slice(start.length)
    const end = start.startsWith('`') ? new RegExp(`(?<!\`)${start}(?!\`)`).exec(rest) : null
    if (end) rest = rest.slice(end.index + start.length)
    else outside += start
  }
  return outside
}
