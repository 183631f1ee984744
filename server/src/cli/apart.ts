import { isKustomization, kustomizationOf } from '../model/kustomize.ts'
import type { Index } from '../model/workspace.ts'
import type { Target } from './find.ts'
import { type Io, isFailure } from './io.ts'
import type { Knowledge } from './knowledge.ts'
import { count } from './report.ts'
import { type Order, type Outcome, type Read, startShift } from './shift.ts'
import { readSource, type Source, uriOfTarget } from './sources.ts'
import type { Looked } from './together.ts'

/**
 * Looks at files one after the other and keeps of each no more than others must know. So a tree of any size takes little
 * memory, and threads may share the work.
 */
export function lookApart(
  targets: readonly Target[],
  complete: boolean,
  order: Omit<Order, 'patches'>,
  io: Io,
  knowledge: Knowledge,
): Looked {
  const shift = startShift(io, knowledge, { ...order, patches: patchesOf(targets, io) })
  const reads = targets.flatMap((target, number) => {
    io.progress(`${number} of ${count(targets.length, 'file')}`)
    return shift.read([{ number, target }])
  })
  return lookedOf(reads, shift.finish(indexOf(reads, complete)))
}

function indexOf(reads: readonly Read[], complete: boolean): Index {
  return {
    files: new Map(reads.flatMap(({ said }) => (said ? [said] : []))),
    complete: complete && !reads.some((it) => it.broken),
  }
}

/** In the order of the files: what was found, and what went wrong, first while they were read. */
function lookedOf(reads: readonly Read[], later: readonly Outcome[]): Looked {
  const outcomes = new Map<number, Outcome>()
  for (const it of [...reads.flatMap(({ outcome }) => outcome ?? []), ...later]) outcomes.set(it.number, it)
  const sorted = [...outcomes.values()].sort((a, b) => a.number - b.number)
  const read = [...reads].sort((a, b) => a.number - b.number)
  return {
    checked: sorted.flatMap((it) => it.checked ?? []),
    failures: [...read.flatMap((it) => it.failure ?? []), ...sorted.flatMap((it) => it.failures)],
    fixes: [],
  }
}

/** The files that kustomizations patch with. What goes wrong is said when they are read like all others. */
function patchesOf(targets: readonly Target[], io: Io): ReadonlySet<string> {
  const patches = new Set<string>()
  for (const target of targets) {
    const uri = uriOfTarget(target)
    if (!isKustomization(uri)) continue
    const source = readSource(io, target)
    if (!source || isFailure(source)) continue
    for (const it of patchesIn(uri, source)) patches.add(it)
  }
  return patches
}

function patchesIn(uri: string, { file }: Source): readonly string[] {
  try {
    return kustomizationOf(uri, file.documents)?.patches ?? []
  } catch {
    return []
  }
}
