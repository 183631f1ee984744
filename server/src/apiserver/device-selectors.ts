import { type At, field, listAt } from './at.ts'
import type { Scope } from './cel/check.ts'
import { DYN, mapOf, objectOf, STRING } from './cel/types.ts'
import { checkExpression, expressionText, type Wanted } from './expressions.ts'
import type { Say } from './row.ts'

/**
 * Which devices will do. The server compiles each expression, though not one that is longer than it takes.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
 */
export function checkSelectors(holder: At, say: Say): void {
  const selectors = listAt(holder, 'selectors')
  if (selectors.length > 32) {
    say['too-many'](field(holder, 'selectors'), 'there are more than 32 `selectors`')
    return
  }
  for (const it of selectors) {
    const cel = field(it, 'cel')
    const text = expressionText(cel, 'expression')
    if (text === undefined || text === '' || text.length > LONGEST || NEWER.test(text)) continue
    checkExpression(field(cel, 'expression'), text, SCOPE, MATCH, say)
  }
}

const LONGEST = 10_240

/** Behind feature gates: servers differ. */
const NEWER = /\ballowMultipleAllocations\b|\bincludes\s*\(/

/** What an attribute is shows only when a device is there. */
const MATCH: Wanted = { label: '`true` or `false`', accepts: ({ is }) => is === 'bool' || is === 'dyn' }

const DEVICE = objectOf('kubernetes.DRADevice', {
  driver: STRING,
  attributes: mapOf(mapOf(DYN)),
  capacity: mapOf(mapOf({ is: 'opaque', name: 'Quantity' })),
})
const SCOPE: Scope = { variable: (name) => (name === 'device' ? DEVICE : undefined) }
