import type { Problem } from '../problem.ts'
import { putEntries } from '../syntax/edits.ts'
import { entries, entry, type Node } from '../syntax/node.ts'
import type { Walk } from './check.ts'
import type { Definition, Field } from './definition.ts'
import { mayBeLeftOut } from './left-out.ts'
import { firstLine, join, span } from './place.ts'
import { skeletonOf } from './skeleton.ts'
import { withArticle } from './wording.ts'

/** Where a field is missing. */
export interface Gap {
  /** What a person should look at: the key that has no value, or the object that lacks the field. */
  readonly place: Node
  /** The innermost object that exists. */
  readonly parent: Node
  /** The fields from there down to the object that lacks the field: those are not there either. */
  readonly below: readonly string[]
}

/** Whether the server needs a field of a type. */
export function isNeeded(
  { builtIn, apiVersion }: Walk,
  { name: type }: Definition,
  name: string,
  field: Field,
): boolean {
  if (field.need) return true
  return field.req !== undefined && !field.lax && (builtIn || !mayBeLeftOut(apiVersion, type, name))
}

/** A field that the server needs and that is not there. */
export function missingField(
  walk: Walk,
  definition: Definition,
  name: string,
  field: Field,
  path: string,
  { place, parent, below }: Gap,
): Problem {
  const isKey = place.step === undefined && place.parent !== undefined
  const what = definition.name === walk.kind ? withArticle(walk.kind) : definition.name
  const isWritten = below.length === 0 && entry(parent, name) !== undefined
  return {
    ...(isKey ? span(place) : headOf(place)),
    code: 'missing-required',
    severity: 'error',
    message: `${what} needs \`${name}\``,
    path: join(path, name),
    cause: field.says ?? 'required',
    ...(isWritten ? {} : { fixes }),
  }

  function fixes() {
    const edit = putEntries(parent, below, [[name, skeletonOf(walk.catalogue, field)]])
    return edit ? [{ title: `Add ${[...below, name].join('.')}`, safe: false, edits: [edit] }] : []
  }
}

/** What stands for a whole object: its first key, or the mark of the empty item. */
function headOf(node: Node) {
  const first = entries(node).find((it) => !it.merged)
  return first ? span(first.key) : firstLine(node)
}
