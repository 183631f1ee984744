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
