import { type At, booleanAt, field, isSet, listAt } from '../apiserver/at.ts'
import { memo } from '../memo.ts'
import type { Fix, Problem, Severity } from '../problem.ts'

/** A pod, or the pod that a template makes. */
export interface Pod {
  readonly spec: At
  /** Of the pod, not of what makes it. */
  readonly metadata: At
}

/** Something that a level of the Pod Security Standards forbids. */
export interface Fault {
  readonly at: At
  /** What is wrong with it, whatever the level. */
  readonly message: string
  /** The versions of the standard that say so; missing for all. */
  readonly versions?: NonNullable<Problem['versions']>
  /** What would be right, where that is one thing: `key` with this value, at a path below `of`. */
  readonly right?: {
    readonly of: At
    readonly path: readonly string[]
    readonly key: string
    readonly value: string
  }
  /** Other ways to put it right. */
  readonly fixes?: () => readonly Fix[]
  /** Where it weighs less, or more, than the rule says. */
  readonly severity?: Severity
}

/**
 * One control of the standard, or the part of one that a rule tells of: https://kubernetes.io/docs/concepts/security/pod-security-standards/
 * No two of them tell of the same fault.
 */
export interface Control {
  /** The id of the rule. */
  readonly rule: string
  readonly find: (pod: Pod) => readonly Fault[]
}

/** Containers of every sort. Nearly each control asks for them. */
export const containersOf = memo('podSecurityContainers', ({ spec }: Pod): readonly At[] =>
  ['initContainers', 'containers', 'ephemeralContainers'].flatMap((it) => listAt(spec, it)),
)

/** What a pod or a container says of its rights. */
export const contextOf = memo('podSecurityContext', (holder: At): At => field(holder, 'securityContext'))

/** Those of them that are no pieces of a patch: what these lack, the patched ones may have. */
export const wholeContainersOf = memo('podSecurityWholeContainers', (pod: Pod): readonly At[] =>
  containersOf(pod).filter((it) => isSet(field(it, 'image'))),
)

/** The security contexts that are written: that of the pod, and those of its containers. */
export const contextsOf = memo('podSecurityContexts', (pod: Pod): readonly At[] =>
  [pod.spec, ...containersOf(pod)].map(contextOf).filter(isSet),
)

/** Windows has none of what some controls ask for. */
export function isForWindows({ spec }: Pod): boolean {
  return textOf(field(field(spec, 'os'), 'name')) === 'windows'
}

/** The pod's root is not the node's. */
export function hasOwnUsers({ spec }: Pod): boolean {
  return booleanAt(spec, 'hostUsers') === false
}

/** As it is written, whatever type that has. */
export function textOf({ node }: At): string | undefined {
  return node?.tree.type === 'scalar' ? node.tree.text : undefined
}

export function isTrue({ node }: At): boolean {
  return node?.tree.type === 'scalar' && node.tree.style === 'plain' && /^(?:true|yes|on|y)$/i.test(node.tree.text)
}
