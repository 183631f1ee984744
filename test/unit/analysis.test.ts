import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { folding } from '../../server/src/features/folding.ts'
import { outline } from '../../server/src/features/outline.ts'
import { problemsOf } from '../../server/src/features/problems.ts'
import { type Workspace, withCompleteIndex, withFile } from '../../server/src/model/workspace.ts'
import type { Policy } from '../../server/src/settings.ts'
import { editFile, type File, parseFile, textOf } from '../../server/src/syntax/file.ts'
import { EMPTY, POLICY } from '../corpus/service.ts'
import { definition } from '../definition.ts'

const FILE = 'file:///all.yaml'
const RUNS = Number(process.env.PURSER_RUNS ?? 60)

/** Long documents with faults all over: of these all is remembered by tree, from the first look on. */
const texts: readonly string[] = [listOf('faults'), listOf('shop'), faulty()]

/** What people type in manifests, right and wrong. */
const WORDS = [
  'x',
  '1',
  ' ',
  '\n',
  '"',
  ': ',
  '#',
  'a: b\n',
  '- ',
  '  ',
  'name',
  'latest',
  '&a ',
  '*a',
  '<<: *a\n',
  '{}',
  '',
]

interface Plan {
  readonly at: number
  readonly remove: number
  readonly insert: string
}

const plan: fc.Arbitrary<Plan> = fc.record({
  at: fc.noBias(fc.nat(1_000_000)).map((it) => it / 1_000_000),
  remove: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(3), fc.nat(200)),
  insert: fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 3 })),
})

describe('what is said of a document', function () {
  this.timeout(600_000)

  it('is after every edit what is said of the text when it is opened', () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(plan, { minLength: 1, maxLength: 6 }), (text, plans) =>
        staysTrue(text, plans, POLICY),
      ),
      { numRuns: RUNS },
    )
  })

  it('is so of short ones, sound and damaged, in every profile', () => {
    const policies = (['recommended', 'apiserver', 'all'] as const).map((profile) => ({ ...POLICY, profile }))
    fc.assert(
      fc.property(
        fc.constantFrom(...short()),
        fc.array(plan, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...policies),
        staysTrue,
      ),
      { numRuns: RUNS * 5 },
    )
  })

  it('is so when a value is wrong for a moment, with the same ways to put it right', () => {
    const text = texts[2] ?? ''
    const at = text.indexOf('served: ') + 'served: '.length
    const before = open(parseFile(text))
    said(before)
    const wrong = withFile(before, FILE, editFile(before.files.get(FILE) as File, { from: at, to: at, insert: 'x' }))
    const messages = problemsOf(wrong, FILE, POLICY).map((it) => it.message)
    assert.ok(
      messages.some((it) => it.startsWith('`served` takes `true` or `false`')),
      messages.join('\n'),
    )
    const right = withFile(wrong, FILE, editFile(wrong.files.get(FILE) as File, { from: at, to: at + 1, insert: '' }))
    assert.deepEqual(said(right), said(before))
  })
})

/** Edits one after the other, and after each the same as if the text were opened. */
function staysTrue(text: string, plans: readonly Plan[], policy: Policy): void {
  let workspace = open(parseFile(text))
  said(workspace, policy)
  for (const it of plans) {
    const file = workspace.files.get(FILE) as File
    const from = Math.floor(it.at * file.length)
    const edited = editFile(file, { from, to: Math.min(file.length, from + it.remove), insert: it.insert })
    workspace = withFile(workspace, FILE, edited)
    assert.deepEqual(said(workspace, policy), said(open(parseFile(textOf(edited))), policy))
  }
}

/** Files of the examples, and manifests that the API server was asked about: of these trees are remembered once they were edited. */
function short(): readonly string[] {
  const examples = ['faults', 'shop'].flatMap((folder) => {
    const url = new URL(`../../examples/${folder}/`, import.meta.url)
    return readdirSync(url)
      .filter((it) => it.endsWith('.yaml'))
      .map((it) => readFileSync(new URL(it, url), 'utf8'))
  })
  const folder = new URL('../apiserver/', import.meta.url)
  const asked = readdirSync(folder).filter((it) => it.endsWith('.jsonl') && it !== 'updates.jsonl')
  const recorded = asked.flatMap((it) =>
    readFileSync(new URL(it, folder), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly manifest: string }).manifest),
  )
  return [...examples, ...recorded]
}

function open(file: File): Workspace {
  return withFile(withCompleteIndex(EMPTY, true), FILE, file)
}

/** Problems with their fixes, symbols and folds. */
function said(workspace: Workspace, policy: Policy = POLICY) {
  const problems = problemsOf(workspace, FILE, policy).map((it) => ({ ...it, fixes: it.fixes?.() }))
  return { problems, outline: outline(workspace, FILE), folding: folding(workspace, FILE) }
}

/** All manifests of a folder of examples as one List. */
function listOf(folder: string): string {
  const url = new URL(`../../examples/${folder}/`, import.meta.url)
  const manifests = readdirSync(url)
    .filter((it) => it.endsWith('.yaml'))
    .flatMap((it) => readFileSync(new URL(it, url), 'utf8').split(/^---.*$/m))
    .filter((it) => /^kind:/m.test(it))
    .map((it) => `  -\n${it.replace(/^(?=.)/gm, '    ')}`)
  return `apiVersion: v1\nkind: List\nitems:\n${manifests.join('\n')}`
}

/** A long definition of a custom resource in which some fields are wrong. */
function faulty(): string {
  let i = 0
  return definition(600).replace(/description/g, (it) => (i++ % 7 === 3 ? 'descripton' : it))
}
