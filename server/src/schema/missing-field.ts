import type { Fix, Problem } from '../problem.ts'
import { insertEntry, insertUnder } from '../syntax/edits.ts'
import { entries, isNull, type Node } from '../syntax/node.ts'
import { firstLine, join, span, type Walk } from './check.ts'
import type { Definition, Field } from './definition.ts'
import { skeletonOf } from './skeleton.ts'

/**
 * A field that the server needs and that is not there. `place` is what a person should look at: the key that has no
 * value, or the object that lacks the field. `parent` is the object, if it exists.
 */
export function missingField(
  walk: Walk,
  definition: Definition,
  name: string,
  field: Field,
  path: string,
  place: Node,
  parent: Node,
): Problem {
  const isKey = place.step === undefined && place.parent !== undefined
  const what = definition.name === walk.kind ? `A ${walk.kind}` : definition.name
  const fixes = place === parent || isKey ? fixesFor(walk, name, field, place, parent, isKey) : undefined
  return {
    ...(isKey ? span(place) : headOf(place)),
    code: 'missing-required',
    severity: 'error',
    message: `${what} needs \`${name}\``,
    path: join(path, name),
    cause: 'required',
    ...(fixes ? { fixes } : {}),
  }
}

function fixesFor(
  walk: Walk,
  name: string,
  field: Field,
  place: Node,
  parent: Node,
  isKey: boolean,
): (() => readonly Fix[]) | undefined {
  if (parent.tree.type !== 'mapping') return undefined
  return () => {
    const value = skeletonOf(walk.catalogue, field)
    const existing = isKey ? entries(parent).find((it) => it.key.from === place.from) : undefined
    if (existing && existing.name === name) return []
    if (existing) return isNull(existing.value) ? [fix([insertUnder(existing, name, value)])] : []
    return [fix([insertEntry(parent, name, value)])]
  }

  function fix(edits: Fix['edits']): Fix {
    return { title: `Add ${name}`, safe: false, edits }
  }
}

/** What stands for a whole object: its first key, or the mark of the empty item. */
function headOf(node: Node) {
  const first = entries(node).find((it) => !it.merged)
  return first ? span(first.key) : firstLine(node)
}
