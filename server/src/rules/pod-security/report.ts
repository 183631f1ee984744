import { type At, field, isObject, markOf } from '../../apiserver/at.ts'
import { fieldPath } from '../../model/field-path.ts'
import { podTemplateOf } from '../../model/pods.ts'
import { kindNode, type Resource } from '../../model/resource.ts'
import type { Control, Fault, Pod } from '../../pod-security/fault.ts'
import type { Fix } from '../../problem.ts'
import { putEntries, replaceNode } from '../../syntax/edits.ts'
import { entry } from '../../syntax/node.ts'
import type { Found } from '../rule.ts'

/** The pod that a resource is, or makes. */
export function podOf(resource: Resource): Pod | undefined {
  const node = podTemplateOf(resource)
  if (!node) return undefined
  const template: At = { node, key: undefined, path: fieldPath(node, resource), around: kindNode(resource) }
  return { spec: field(template, 'spec'), metadata: field(template, 'metadata') }
}

/** What the controls say of a pod, as rules report it. */
export function findings(pod: Pod, controls: readonly Control[]): readonly Found[] {
  return controls.flatMap((it) => it(pod)).map(foundOf)
}

export function foundOf(fault: Fault): Found {
  const { at, message, versions } = fault
  const fixes = fixesOf(fault)
  return {
    at: markOf(at),
    path: at.path,
    message,
    ...(versions ? { versions } : {}),
    ...(fixes ? { fixes } : {}),
  }
}

function fixesOf({ at, right }: Fault): (() => readonly Fix[]) | undefined {
  if (!right) return undefined
  const { of, path, key, value } = right
  const title = `Set ${[...path, key].join('.')} to ${value}`
  const parent = path.reduce<At>((here, step) => field(here, step), of)
  const written = parent.node && isObject(parent) ? entry(parent.node, key)?.value : undefined
  if (written && written !== at.node) return undefined
  return () => {
    const edit = written ? replaceNode(written, value) : of.node && putEntries(of.node, path, [[key, value]])
    return edit ? [{ title, safe: false, edits: [edit] }] : []
  }
}
