import { attached, count, memoLast } from '../memo.ts'
import type { Fix, Problem } from '../problem.ts'
import type { Node } from './node.ts'
import { isEdited } from './reparse.ts'
import type { Tree } from './tree.ts'

export type Report = (problem: Problem) => void

/**
 * Reports what `look` finds at a node and below it, or what it found there when it was last asked. `question` is all
 * that the answer depends on beside the node and what is below it: a shallow comparison tells whether it is the same.
 */
export type Around<Question> = (node: Node, question: Question, report: Report, look: (report: Report) => void) => void

/**
 * Problems remembered by tree. An edit leaves every tree that it does not touch the same object and only moves it, so
 * that of a long document no more is looked at again than what the edit touched. The ways to put a problem right hold
 * on to their whole document and are not remembered: `withFixes` finds them again.
 */
export function remembering<Question extends object>(name: string): Around<Question> {
  const answer = memoLast<Tree, Question, readonly Problem[]>(name)
  return (node, question, report, look) => {
    if (!isWorthwhile(node)) {
      look(report)
      return
    }
    const { tree, from } = node
    const found = answer(tree, question, () => {
      const fresh: Problem[] = []
      look((it) => fresh.push(withoutPlace(it, from)))
      return fresh
    })
    for (const it of found) report(placed(it, from))
  }
}

/**
 * Remembers by tree what `compute` said of a node: an edit elsewhere leaves the tree the same object and only moves it.
 * So the answer may look at nothing but the text of the node, and its offsets must count from the start of the node.
 */
export function memoByTree<V>(name: string, compute: (node: Node) => V): (node: Node) => V {
  const known = attached<Tree, { readonly value: V }>()
  return (node) => {
    const hit = known.get(node.tree)
    if (hit) return hit.value
    count(name)
    const value = compute(node)
    // What an alias stands for may stand anywhere above.
    if (!node.tree.aliases) known.set(node.tree, { value })
    return value
  }
}

/** Whether anything is remembered of a node at all. */
export function isWorthwhile({ tree, document }: Node): boolean {
  // What an alias stands for may stand anywhere above.
  if (tree.length < LEAST_TREE || tree.aliases) return false
  return document.text.length >= LEAST_DOCUMENT || isEdited(document)
}

/** In characters. To look at less again costs no more than to remember it. */
const LEAST_TREE = 256
const LEAST_DOCUMENT = 8192

/** Remembers nothing. */
export function forgetting<Question>(
  _node: Node,
  _question: Question,
  report: Report,
  look: (report: Report) => void,
): void {
  look(report)
}

/** The problems with their fixes again, for which `afresh` is asked for the same problems once somebody wants them. */
export function withFixes(problems: readonly Problem[], afresh: () => readonly Problem[]): readonly Problem[] {
  if (!problems.some((it) => it.fixes === FORGOTTEN)) return problems
  let all: ReadonlyMap<string, Problem> | undefined
  const fixesOf = (problem: Problem): readonly Fix[] => {
    all ??= new Map(afresh().map((it) => [identity(it), it]))
    return all.get(identity(problem))?.fixes?.() ?? []
  }
  return problems.map((it) => (it.fixes === FORGOTTEN ? { ...it, fixes: () => fixesOf(it) } : it))
}

const FORGOTTEN = (): readonly Fix[] => []

/** As it is remembered: with offsets from the start of a node, and without its fixes. */
export function withoutPlace(problem: Problem, from: number): Problem {
  return placed(problem.fixes ? { ...problem, fixes: FORGOTTEN } : problem, -from)
}

/** A problem of a node that starts at `from`. */
export function placed(problem: Problem, from: number): Problem {
  const { related } = problem
  return {
    ...problem,
    from: problem.from + from,
    to: problem.to + from,
    ...(related
      ? {
          related: related.map((it) => (it.uri === undefined ? { ...it, from: it.from + from, to: it.to + from } : it)),
        }
      : {}),
  }
}

function identity({ from, to, code, path, message }: Problem): string {
  return JSON.stringify([from, to, code, path, message])
}
