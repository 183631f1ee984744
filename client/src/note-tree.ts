import type { NoteItem, NoteList } from './protocol.ts'

/** What the tree of notes shows, as plain data. */
export interface NoteTree {
  readonly revision: string
  /** By area. */
  readonly all: readonly NoteItem[]
  readonly here: NoteList['here']
}

export const emptyTree: NoteTree = { revision: '', all: [], here: [] }

/** The server leaves out all notes when we have them. */
export function withAnswer(tree: NoteTree, { here, revision, all }: NoteList): NoteTree {
  return { revision, here, all: all ?? tree.all }
}

export function isSame(a: NoteTree, b: NoteTree): boolean {
  return a.revision === b.revision && JSON.stringify(a.here) === JSON.stringify(b.here)
}

export function areasOf({ all }: NoteTree): readonly string[] {
  return [...new Set(all.map((it) => it.area))]
}

export function touchedIn({ all, here }: NoteTree): readonly { readonly note: NoteItem; readonly line: number }[] {
  const byId = new Map(all.map((it) => [it.id, it]))
  return here.flatMap(({ id, line }) => {
    const note = byId.get(id)
    return note ? [{ note, line }] : []
  })
}
