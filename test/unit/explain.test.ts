import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import type { Question } from '../../server/src/explain/explainer.ts'
import { explainers, explanationsAt } from '../../server/src/explain/index.ts'
import { resourcesOf } from '../../server/src/model/resource.ts'
import { emptyWorkspace, viewOf, withCompleteIndex, withFile } from '../../server/src/model/workspace.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { at, entries, items, type Node, pathOf, scalar } from '../../server/src/syntax/node.ts'
import type { Case } from './explain/case.ts'
import { jobCases } from './explain/jobs.ts'
import { networkCases } from './explain/network.ts'
import { podCases } from './explain/pods.ts'
import { replicaCases } from './explain/replicas.ts'
import { valueCases } from './explain/values.ts'

const cases: readonly Case[] = [...replicaCases, ...jobCases, ...podCases, ...valueCases, ...networkCases]

describe('explanations', () => {
  for (const { explainer, name, text, path, says, partial } of cases) {
    it(`${explainer}: ${name}`, () => {
      const found = explainers.find((it) => it.id === explainer)
      assert.equal(found?.explain(questionAt(text, path, partial !== true)), says)
    })
  }

  it('have at least two cases and one with nothing to say, each', () => {
    for (const { id } of explainers) {
      const own = cases.filter((it) => it.explainer === id)
      assert.ok(own.filter((it) => it.says !== undefined).length >= 2, id)
      assert.ok(
        own.some((it) => it.says === undefined),
        id,
      )
    }
  })

  it('are all listed, in order, under their own names', () => {
    const helpers = [
      'amount',
      'cron-fields',
      'cron-words',
      'explainer',
      'index',
      'matching',
      'rollout-ordered',
      'values',
      'words',
    ]
    const folder = new URL('../../server/src/explain/', import.meta.url)
    const files = readdirSync(folder).map((it) => it.replace('.ts', ''))
    assert.deepEqual(
      explainers.map((it) => it.id),
      files.filter((it) => !helpers.includes(it)).sort(),
    )
  })

  it('come together for a place that several explain', () => {
    const text = 'apiVersion: v1\nkind: Pod\nspec: {containers: [{resources: {limits: {cpu: 250m}}}]}'
    assert.deepEqual(explanationsAt(questionAt(text, ['spec', 'containers', 0, 'resources', 'limits', 'cpu'], true)), [
      'The container is slowed down when it wants more than a quarter of a core. It has no request for CPU, so it requests as much as the limit.',
      '`250m` of CPU is a quarter of a core; `0.25` says the same.',
    ])
  })

  it('stay sober whatever stands in the place of a value', () => {
    let asked = 0
    for (const text of samples()) {
      for (const { from, to } of scalarsOf(text)) {
        for (const odd of ODD) {
          for (const said of everythingSaid(text.slice(0, from) + odd + text.slice(to))) {
            asked++
            assert.match(said, /^[^ ].*[^ ]\.$/, said)
            assert.doesNotMatch(said, /undefined|null|NaN|Infinity|\[object| {2}|\.\./, said)
          }
        }
      }
    }
    assert.ok(asked > 300)
  })
})

const URI = 'file:///example.yaml'

/** Values that no field, or only some, can have. */
const ODD = [
  '-1',
  '',
  '"x"',
  '1.5',
  '99999999999999999999',
  '1e400',
  '.nan',
  'true',
  '[{a: b}]',
  '*gone',
  '100%',
  '2147483647',
]

/** The richest text of each explainer and kind, without what else is in view. */
function samples(): readonly string[] {
  const found = new Map<string, string>()
  for (const { explainer, text } of cases) {
    const first = text.split('---\n')[0] ?? ''
    const key = `${explainer} ${/kind: (\w+)/.exec(first)?.[1]}`
    if (first.length > (found.get(key)?.length ?? 0)) found.set(key, first)
  }
  return [...found.values()]
}

/** Asks about a place in the first document; the others are there to be in view. */
function questionAt(text: string, path: readonly (string | number)[], complete: boolean): Question {
  const file = parseFile(text)
  const index = withFile(emptyWorkspace(undefined as never, undefined as never), URI, file)
  const resource = resourcesOf(file.parts[0]?.document as never)[0]
  assert.ok(resource, 'the first document is a resource')
  return { resource, path, node: at(resource.node, ...path), view: viewOf(withCompleteIndex(index, complete).index) }
}

/** Every place of every resource, asked once. */
function everythingSaid(text: string): readonly string[] {
  const file = parseFile(text)
  const view = viewOf(
    withCompleteIndex(withFile(emptyWorkspace(undefined as never, undefined as never), URI, file), true).index,
  )
  return file.parts.flatMap(({ document }) =>
    resourcesOf(document).flatMap((resource) =>
      below(resource.node, pathOf(resource.node)).flatMap(({ path, node }) =>
        explanationsAt({ resource, path, node, view }),
      ),
    ),
  )
}

interface Place {
  readonly path: readonly (string | number)[]
  readonly node: Node | undefined
}

function below(node: Node | undefined, path: readonly (string | number)[]): readonly Place[] {
  const inside = [
    ...entries(node).map((it) => ({ path: [...path, it.name], node: it.value })),
    ...items(node).map((it) => ({ path: [...path, it.index], node: it.value })),
  ]
  return [{ path, node }, ...inside.flatMap((it) => below(it.node, it.path))]
}

/** Where the scalar values of the first document stand in the text. */
function scalarsOf(text: string): readonly Node[] {
  const root = resourcesOf(parseFile(text).parts[0]?.document as never)[0]?.node
  return below(root, []).flatMap(({ node }) =>
    node && scalar(node) !== undefined && node.tree.type === 'scalar' ? [node] : [],
  )
}
