import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { emptyWorkspace, viewOf, withCompleteIndex, withFile } from '../../server/src/model/workspace.ts'
import type { Problem } from '../../server/src/problem.ts'
import { rules } from '../../server/src/rules/index.ts'
import { lint, lintAmong } from '../../server/src/rules/lint.ts'
import { type Profile, profileHas } from '../../server/src/settings.ts'
import { parseFile, textOf } from '../../server/src/syntax/file.ts'
import { applyEdits } from '../../server/src/text/edit.ts'
import { readMarkers } from '../markers.ts'

/** Those that are asked for may want the contrary of each other. */
const optional = new Set(rules.flatMap((it) => (it.optional ? [it.id] : [])))

const URI = 'file:///example.yaml'

for (const rule of rules) {
  describe(`rule ${rule.id}`, () => {
    for (const [i, example] of rule.examples.entries()) {
      it(`example ${i + 1}${example.title ? `: ${example.title}` : ''}`, () => {
        const { text, expected } = readMarkers('good' in example ? example.good : example.bad)
        const problems = problemsOf(rule.id, text)
        assert.deepEqual(
          problems.map(({ from, to, message }) => ({ from, to, message })),
          expected,
        )
        assert.equal('bad' in example, expected.length > 0, 'a bad example marks at least one problem')
        if (!('bad' in example) || example.fixed === undefined) return

        const fixed = applyEdits(
          text,
          problems.flatMap((it) => it.edits),
        )
        assert.equal(fixed, readMarkers(example.fixed).text)
        assert.deepEqual(
          problemsOf(rule.id, fixed),
          [],
          'the fix removes the problem, so that a second time changes nothing',
        )
        const others = codes(fixed).filter((it) => !codes(text).includes(it) && !optional.has(it))
        assert.deepEqual(others, [], 'the fix adds no other problem, unless one is for few')
      })
    }

    it('has bad and good examples, and texts for its page', () => {
      assert.ok(rule.examples.some((it) => 'bad' in it) && rule.examples.some((it) => 'good' in it))
      assert.match(rule.summary, /^[A-Z].*\.$/)
      for (const text of [rule.why, rule.falseAlarms]) assert.ok(text.trim().length > 20)
    })
  })
}

describe('rules', () => {
  it('are all listed, in order, under their own names', () => {
    const notRules = new Set([
      'index.ts',
      'among.ts',
      'choice.ts',
      'asking.ts',
      'lint.ts',
      'rule.ts',
      'suppress.ts',
      'suppress-annotations.ts',
      'codes.ts',
    ])
    const folder = new URL('../../server/src/rules/', import.meta.url)
    const files = readdirSync(folder, { withFileTypes: true }).flatMap((it) => (it.isFile() ? it.name : []))
    assert.deepEqual(
      rules.map((it) => `${it.id}.ts`),
      files.filter((it) => !notRules.has(it)).sort(),
    )
  })
})

describe('the profile reliability', () => {
  it('has a dozen rules and more of its own', () => {
    const own = rules.filter((it) => it.optional && it.profiles?.includes('reliability'))
    assert.ok(own.length >= 12, own.map((it) => it.id).join(' '))
  })

  it('says of what people first write what will take it down', () => {
    const found = new Set(allProblems(FIRST_TRY).flatMap(({ code }) => (isOf('reliability', code) ? [code] : [])))
    const wanted = 'missing-spread pdb-missing prestop-missing probes-identical cron-no-deadline job-no-limits'
    for (const it of wanted.split(' ')) assert.ok(found.has(it), `${it} is among ${[...found].join(' ')}`)
  })

  function isOf(profile: Profile, id: string): boolean {
    return rules.some((it) => it.id === id && profileHas(profile, it))
  }
})

const FIRST_TRY = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: web:1.4.0
          ports: [{containerPort: 8080}]
          livenessProbe: {httpGet: {path: /, port: 8080}}
          readinessProbe: {httpGet: {path: /, port: 8080}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: backup}
spec:
  schedule: 15 2 * * *
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: backup, image: backup:3.2.0}]}}}}
`

/** Problems and first fixes in the offsets of the whole text. All that is in the example is all there is. */
function problemsOf(id: string, text: string) {
  return allProblems(text).filter((it) => it.code === id)
}

/** What is named and not in the example may be elsewhere. */
function codes(text: string): readonly string[] {
  return allProblems(text, false).map((it) => it.code)
}

function allProblems(text: string, complete = true) {
  const file = parseFile(text)
  assert.equal(textOf(file), text)
  const workspace = withCompleteIndex(
    withFile(emptyWorkspace(undefined as never, undefined as never), URI, file),
    complete,
  )
  return file.parts
    .flatMap(({ start, document }, part) => {
      assert.deepEqual(document.problems, [], 'examples are good YAML')
      const alone = lint(document)
      const among = lintAmong(document, viewOf(workspace.index, URI), part)
      assert.deepEqual([...alone.failures, ...among.failures], [])
      return [...alone.problems, ...among.problems].map((it: Problem) => ({
        code: it.code,
        from: it.from + start,
        to: it.to + start,
        message: it.message,
        edits: (it.fixes?.()[0]?.edits ?? []).map((edit) => ({
          ...edit,
          from: edit.from + start,
          to: edit.to + start,
        })),
      }))
    })
    .sort((a, b) => a.from - b.from)
}
