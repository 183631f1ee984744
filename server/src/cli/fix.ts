import { problemsOf } from '../features/problems.ts'
import { type Workspace, withFile } from '../model/workspace.ts'
import { type Fix, safeFix } from '../problem.ts'
import type { Policy } from '../settings.ts'
import { type File, parseFile, textOf } from '../syntax/file.ts'
import { applyEdits, type Edit } from '../text/edit.ts'

export interface Fixed {
  readonly workspace: Workspace
  /** How many problems were put right. */
  readonly count: number
  /** Missing if nothing changed. */
  readonly text: string | undefined
}

/** One fix can make room for another; a pair that undo each other must not go on for ever. */
const MAX_ROUNDS = 10

/** Applies the safe fixes of a file until there are none left. */
export function fixFile(workspace: Workspace, uri: string, policy: Policy): Fixed {
  let here = workspace
  let count = 0
  let text: string | undefined
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const file = here.files.get(uri)
    const fixes = file ? compatible(problemsOf(here, uri, policy).flatMap((it) => safeFix(it) ?? [])) : []
    if (!file || fixes.length === 0) break
    const before = textOf(file)
    const after = applyEdits(
      before,
      fixes.flatMap((it) => it.edits),
    )
    const next = parseFile(after)
    // A fix that breaks the YAML is a bug; the file stays as it was.
    if (after === before || faults(next) > faults(file)) break
    here = withFile(here, uri, next)
    count += fixes.length
    text = after
  }
  return { workspace: here, count, text }
}

/** The first fixes that do not touch the places of earlier ones; the others get their turn in the next round. */
function compatible(fixes: readonly Fix[]): readonly Fix[] {
  const taken: Edit[] = []
  return fixes.filter(({ edits }) => {
    if (edits.some((it) => taken.some((other) => it.from <= other.to && other.from <= it.to))) return false
    taken.push(...edits)
    return true
  })
}

function faults(file: File): number {
  return file.parts.reduce((sum, { document }) => sum + document.problems.length, 0)
}
