import { count } from '../memo.ts'
import { listening, type Told, tells, type View } from '../model/view.ts'
import type { Problem } from '../problem.ts'
import type { Node } from '../syntax/node.ts'
import { placed, type Report, withoutPlace } from '../syntax/remember.ts'
import type { Tree } from '../syntax/tree.ts'
import type { Choice } from './choice.ts'

/** What was found in a resource among others, and what it was told of those. */
interface Answer {
  readonly choice: Choice
  readonly told: Told
  readonly found: readonly Problem[]
}

const answers = new WeakMap<Tree, Answer>()

/**
 * Reports what `look` finds in a resource among others. A name or a label that changes somewhere makes another view,
 * but to most resources it says nothing else: they are looked at again only where it does.
 */
export function rememberingAmong(
  node: Node,
  { view, choice }: { readonly view: View; readonly choice: Choice },
  report: Report,
  look: (view: View, report: Report) => void,
): void {
  const { tree, from } = node
  // What an alias stands for may stand anywhere above.
  let answer = tree.aliases ? undefined : answers.get(tree)
  if (answer?.choice !== choice || !tells(view, answer.told)) {
    count('lintedAmong')
    const found: Problem[] = []
    const told = listening(view, (heard) => look(heard, (it) => found.push(withoutPlace(it, from))))
    answer = { choice, told, found }
    answers.set(tree, answer)
  }
  for (const it of answer.found) report(placed(it, from))
}
