import type { Summary } from './summary.ts'

/** What a rule may know of the other resources of the workspace. */
export interface View {
  /** Resources of a `group/Kind` in a namespace; `undefined` stands for resources that name no namespace. */
  readonly find: (groupKind: string, namespace: string | undefined) => readonly Seen[]
  /** Whether everything that will be applied together can be in view: all files of the workspace were read and understood. */
  readonly complete: boolean
}

/** A resource somewhere in the workspace. Offsets count from the start of its document. */
export interface Seen {
  readonly uri: string
  /** The position of its document in the file. */
  readonly part: number
  readonly summary: Summary
}

/** What somebody asked of a view and was told. */
export interface Told {
  readonly complete: boolean | undefined
  readonly found: readonly (readonly [groupKind: string, namespace: string | undefined, seen: readonly Seen[]])[]
}

/** Lets `look` ask a view, and gives what it was told. */
export function listening(view: View, look: (view: View) => void): Told {
  const found: Told['found'][number][] = []
  let complete: boolean | undefined
  look({
    get complete() {
      complete = view.complete
      return complete
    },
    find(groupKind, namespace) {
      const seen = view.find(groupKind, namespace)
      found.push([groupKind, namespace, seen])
      return seen
    },
  })
  return { complete, found }
}

/** Whether a view would tell the same. */
export function tells(view: View, { complete, found }: Told): boolean {
  if (complete !== undefined && view.complete !== complete) return false
  return found.every(([groupKind, namespace, seen]) => isSame(seen, view.find(groupKind, namespace)))
}

function isSame(a: readonly Seen[], b: readonly Seen[]): boolean {
  return (
    a.length === b.length &&
    a.every((it, i) => it.uri === b[i]?.uri && it.part === b[i]?.part && it.summary === b[i]?.summary)
  )
}
