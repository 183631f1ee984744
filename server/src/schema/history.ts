import { type Entry, type Node, scalar, values } from '../syntax/node.ts'
import type { Walk } from './check.ts'
import type { Definition, Field } from './definition.ts'
import { span } from './place.ts'
import { minorOf } from './version.ts'
import { nameOf } from './wording.ts'

/**
 * Fields and values that came later or went earlier than some version of Kubernetes, and fields that the server
 * drops. The problems say for which minors they hold; settings choose.
 */
export function checkAge(walk: Walk, definition: Definition, field: Field, it: Entry, path: string): void {
  const since = minorOf(field.since)
  if (since !== undefined)
    walk.report({
      ...span(it.key),
      code: 'field-not-yet',
      severity: 'error',
      message: `${definition.name} has \`${it.name}\` only since Kubernetes ${field.since}`,
      path,
      cause: 'unknown',
      versions: { below: since },
    })
  const until = minorOf(field.until)
  if (until !== undefined)
    walk.report({
      ...span(it.key),
      code: 'field-gone',
      severity: 'error',
      message: `${definition.name} had \`${it.name}\` only until Kubernetes ${field.until}`,
      path,
      cause: 'unknown',
      versions: { from: until + 1 },
    })
  if (field.off || field.dropped) dropped(walk, field, it, path)
  if (!field.valueHistory || !it.value) return
  for (const value of [it.value, ...values(it.value)]) checkValueAge(walk, field, value, path, since)
}

/** A value that came later than its field. Of a list it is an item. */
function checkValueAge(walk: Walk, field: Field, node: Node, path: string, fieldSince: number | undefined): void {
  const value = scalar(node)
  const history = typeof value === 'string' ? field.valueHistory?.[value] : undefined
  const since = minorOf(history?.since)
  if (since === undefined || since === fieldSince) return
  walk.report({
    ...span(node),
    code: 'value-not-yet',
    severity: 'error',
    message: `\`${nameOf(path)}\` can be \`${value}\` only since Kubernetes ${history?.since}`,
    path,
    cause: 'unsupported',
    versions: { below: since },
  })
}

function dropped(walk: Walk, field: Field, it: Entry, path: string): void {
  if (!it.value) return
  walk.report({
    ...span(it.key),
    code: 'field-dropped',
    severity: 'warning',
    message: field.off
      ? `\`${it.name}\` needs a feature gate that is off by default: the API server drops it in silence`
      : `the API server drops \`${it.name}\` in silence`,
    path,
  })
}
