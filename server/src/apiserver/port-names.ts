import { isBare } from '../schema/change-to.ts'
import { replaceNode } from '../syntax/edits.ts'
import type { At } from './at.ts'
import type { Say } from './row.ts'

/** Says what is wrong with the name of a port; a number in quotes is one as well, and never a good one. */
export function sayPortName(at: At, name: string, fault: string, say: Say): void {
  const isNumber = /^[1-9]\d{0,4}$/.test(name) && Number(name) <= 65535
  if (!isNumber) {
    say.invalid(at, `\`${name}\` ${fault}`)
    return
  }
  say.invalid(at, `\`${name}\` in quotes is the name of a port; a number has none`, {
    fixes: () =>
      at.node && isBare(at.node)
        ? [{ title: 'Remove the quotes', safe: true, edits: [replaceNode(at.node, name)] }]
        : [],
  })
}
