import assert from 'node:assert/strict'
import { parseAllDocuments } from 'yaml'
import { NO_CONFIG, policyFrom } from '../../server/src/config/config.ts'
import { problemsOf } from '../../server/src/features/problems.ts'
import { loadCatalogue } from '../../server/src/main/load.ts'
import { emptyWorkspace, withFiles } from '../../server/src/model/workspace.ts'
import { createNotes } from '../../server/src/notes/notes.ts'
import type { Fix, Problem } from '../../server/src/problem.ts'
import { rules } from '../../server/src/rules/index.ts'
import type { Rule } from '../../server/src/rules/rule.ts'
import { minorOf } from '../../server/src/schema/version.ts'
import type { Policy } from '../../server/src/settings.ts'
import { parseFile, textOf } from '../../server/src/syntax/file.ts'
import { applyEdits } from '../../server/src/text/edit.ts'
import { readMarkers } from '../markers.ts'

const URI = 'file:///example.yaml'
const catalogue = loadCatalogue()
const empty = emptyWorkspace(catalogue, createNotes([]))
const newest = minorOf(catalogue.index.kubernetes) ?? 0
const recommended = policyOf({})

/** As the examples are, as Windows writes them, and as other programs do. */
const NOTATIONS: Readonly<Record<string, (text: string) => string>> = {
  'as it stands': (text) => text,
  'with CRLF': (text) => text.replaceAll('\n', '\r\n'),
  'in JSON': asJson,
}

/**
 * Of every rule, every way to put every problem of its examples right: the problem is gone, nothing else is wrong that
 * was not, for the rule itself or in the profile `recommended`, schema and API server included, and what is left of the
 * rule would not undo it.
 */
describe('every choice of a fix', () => {
  for (const rule of rules) {
    for (const [notation, write] of Object.entries(NOTATIONS)) {
      it(`of ${rule.id} removes its problem and adds none, ${notation}`, () => {
        const own = policyOf({ profile: 'all', only: new Set([rule.id]) })
        for (const example of rule.examples) {
          if ('good' in example) continue
          const text = write(readMarkers(example.bad).text)
          for (const problem of problemsIn(text, own)) {
            for (const [i, fix] of (problem.fixes?.() ?? []).entries()) {
              const fixed = checkFix(rule, text, problem, fix, i)
              if (write === asJson) assert.ok(isJson(fixed), `${rule.id}: ${fix.title}: good JSON\n${fixed}`)
            }
          }
        }
      })
    }
  }

  it('is looked at for every rule that has a fix, and for several of one problem', () => {
    const counts = rules.flatMap((rule) => {
      const own = policyOf({ profile: 'all', only: new Set([rule.id]) })
      return rule.examples.flatMap((it) =>
        'good' in it ? [] : problemsIn(readMarkers(it.bad).text, own).map((problem) => problem.fixes?.().length ?? 0),
      )
    })
    const several = counts.filter((it) => it > 1).length
    assert.ok(counts.filter((it) => it > 0).length > 90 && several > 15, `${counts}`)
  })

  function checkFix({ id }: Rule, text: string, problem: Problem, fix: Fix, choice: number): string {
    const title = `${id}: ${fix.title}`
    const own = policyOf({ profile: 'all', only: new Set([id]) })
    assert.match(fix.title, /^[A-Z]/, title)
    assert.ok(fix.edits.length > 0, `${title}: changes something`)
    // Fix All would have to choose.
    assert.ok((problem.fixes?.() ?? []).filter((it) => it.safe).length <= 1, title)
    const fixed = applyEdits(text, fix.edits)
    assert.notEqual(fixed, text, title)
    for (const { document } of parseFile(fixed).parts) assert.deepEqual(document.problems, [], `${title}: good YAML`)

    const left = problemsIn(fixed, own)
    assert.ok(count(left, problem) < count(problemsIn(text, own), problem), `${title}: the problem is gone`)
    assert.deepEqual(added(problemsIn(text, own), left), [], `${title}: of the same rule`)
    assert.deepEqual(
      added(problemsIn(text, recommended), problemsIn(withoutOthers(fixed, own, choice), recommended)),
      [],
      `${title}: of the other rules\n${fixed}`,
    )
    // Applying fixes for ever must not end where it began.
    for (const other of left.flatMap((it) => it.fixes?.() ?? []))
      assert.notEqual(applyEdits(fixed, other.edits), text, `${title}: is undone by ${other.title}`)
    return fixed
  }
})

function asJson(text: string): string {
  const documents = parseAllDocuments(text, { version: '1.1', merge: true })
  return documents.map((it) => `${JSON.stringify(it.toJS())}\n`).join('---\n')
}

function isJson(text: string): boolean {
  return text.split(/^---$/m).every((it) => {
    try {
      JSON.parse(it)
      return true
    } catch {
      return false
    }
  })
}

function policyOf(over: Partial<Policy>): Policy {
  return policyFrom(NO_CONFIG, over, {}, { oldest: newest, newest })
}

/** An example may have a request and its limit wrong: one alone put right, they contradict each other. The others are put right in the same way. */
function withoutOthers(text: string, own: Policy, choice: number): string {
  let fixed = text
  for (let i = 0; i < 5; i++) {
    const [fixes] = problemsIn(fixed, own).flatMap((it) => (it.fixes?.().length ? [it.fixes()] : []))
    const fix = fixes?.[choice] ?? fixes?.[0]
    if (!fix) break
    fixed = applyEdits(fixed, fix.edits)
  }
  return fixed
}

/** For its own rule all that is in the example is all there is; what others miss may be elsewhere. */
function problemsIn(text: string, policy: Policy): readonly Problem[] {
  const file = parseFile(text)
  assert.equal(textOf(file), text)
  return problemsOf(withFiles(empty, new Map([[URI, file]]), policy !== recommended), URI, policy)
}

function isSame(a: Problem, b: Problem): boolean {
  return a.code === b.code && a.message === b.message
}

function count(problems: readonly Problem[], wanted: Problem): number {
  return problems.filter((it) => isSame(it, wanted)).length
}

/** What is there more often than before. Messages count, and paths move. */
function added(before: readonly Problem[], after: readonly Problem[]): readonly string[] {
  const left = before.map(keyOf)
  return after.flatMap((it) => {
    const i = left.indexOf(keyOf(it))
    if (i >= 0) left.splice(i, 1)
    return i >= 0 ? [] : [`${it.path ?? ''}: ${it.message} [${it.code}]`]
  })
}

function keyOf({ code, severity }: Problem): string {
  return `${severity} ${code}`
}
