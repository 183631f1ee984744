import { attached, count } from '../memo.ts'
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

const answers = attached<Tree, Answer>()

/** What is asked of a resource: in view of what others, at which position in its file, and of which rules. */
export interface Among {
  readonly around: View
  readonly part: number
  readonly choice: Choice
}

/**
 * Whether nothing was found in a resource, and nothing has changed about that. A name or a label that changes somewhere
 * makes another view, but to most resources it says nothing else.
 */
export function wasSilent({ tree }: Node, around: View, part: number, choice: Choice): boolean {
  return answerOf(tree, around, part, choice)?.found.length === 0
}

/** Reports what `look` finds in a resource among others, which looks only where it would be told something else. */
export function rememberingAmong(
  { tree, from }: Node,
  { around, part, choice }: Among,
  report: Report,
  look: (view: View, report: Report) => void,
): void {
  let answer = answerOf(tree, around, part, choice)
  if (!answer) {
    count('lintedAmong')
    const found: Problem[] = []
    const told = listening(around, part, (heard) => look(heard, (it) => found.push(withoutPlace(it, from))))
    answer = { choice, told, found }
    answers.set(tree, answer)
  }
  for (const it of answer.found) report(placed(it, from))
}

/** What was found last if it is still true. */
function answerOf(tree: Tree, around: View, part: number, choice: Choice): Answer | undefined {
  // What an alias stands for may stand anywhere above.
  const answer = tree.aliases ? undefined : answers.get(tree)
  return answer?.choice === choice && tells(around, answer.told, part) ? answer : undefined
}
