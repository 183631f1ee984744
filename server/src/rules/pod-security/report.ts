import { type At, field, isObject, markOf } from '../../apiserver/at.ts'
import { memo } from '../../memo.ts'
import { fieldPath } from '../../model/field-path.ts'
import { podTemplateOf } from '../../model/pods.ts'
import { kindNode, type Resource } from '../../model/resource.ts'
import { BASELINE } from '../../pod-security/baseline.ts'
import type { Control, Fault, Pod } from '../../pod-security/fault.ts'
import { RESTRICTED } from '../../pod-security/restricted.ts'
import type { Fix } from '../../problem.ts'
import type { Profile } from '../../settings.ts'
import { putEntries, replaceNode } from '../../syntax/edits.ts'
import { entry } from '../../syntax/node.ts'
import type { Found, Rule } from '../rule.ts'

/** The profiles in which what the level "baseline" forbids is a warning. */
export const OF_BASELINE: readonly Profile[] = ['security-baseline', 'security-restricted']
/** The same for "restricted". */
export const OF_RESTRICTED: readonly Profile[] = ['security-restricted']

/** The check of a rule that tells of one control. */
export function telling(rule: string): NonNullable<Rule['check']> {
  const control = CONTROLS.get(rule)
  return (resource, report) => {
    const pod = control && podOf(resource)
    for (const fault of pod ? control.find(pod) : []) report(foundOf(fault))
  }
}

/** The same for what those need who look after nodes: of them it is only noted. */
export function tellingOfOthers(rule: string): NonNullable<Rule['check']> {
  const tell = telling(rule)
  return (resource, report) => {
    const isAgent = resource.kind === 'DaemonSet' || resource.namespace === 'kube-system'
    tell(resource, (found) => report(isAgent ? { ...found, severity: 'info' } : found))
  }
}

/** The pod that a resource is, or makes. */
export const podOf = memo('podOf', (resource: Resource): Pod | undefined => {
  const node = podTemplateOf(resource)
  if (!node) return undefined
  const template: At = { node, key: undefined, path: fieldPath(node, resource), around: kindNode(resource) }
  return { spec: field(template, 'spec'), metadata: field(template, 'metadata') }
})

export function foundOf(fault: Fault): Found {
  const { at, message, versions, severity } = fault
  return {
    at: markOf(at),
    path: at.path,
    message,
    fixes: () => fault.fixes?.() ?? fixesOf(fault),
    ...(versions ? { versions } : {}),
    ...(severity ? { severity } : {}),
  }
}

const CONTROLS: ReadonlyMap<string, Control> = new Map([...BASELINE, ...RESTRICTED].map((it) => [it.rule, it]))

function fixesOf({ at, right }: Fault): readonly Fix[] {
  if (!right) return []
  const { of, path, key, value } = right
  const title = `Set ${[...path, key].join('.')} to ${value}`
  const parent = path.reduce<At>((here, step) => field(here, step), of)
  const written = parent.node && isObject(parent) ? entry(parent.node, key)?.value : undefined
  if (written && written !== at.node) return []
  const edit = written ? replaceNode(written, value) : of.node && putEntries(of.node, path, [[key, value]])
  return edit ? [{ title, safe: false, edits: [edit] }] : []
}
