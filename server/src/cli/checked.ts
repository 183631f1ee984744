import { resourceAround, resourcesOf } from '../model/resource.ts'
import { type Fix, type Problem, type Severity, safeFix } from '../problem.ts'
import { type File, offsetAt, partAt, positionAt } from '../syntax/file.ts'
import type { Span } from '../text/edit.ts'
import { type Excerpt, excerpt } from './excerpt.ts'

/** A file that was looked at, as plain data: nothing of it stays in memory, and another thread may have looked. */
export interface Checked {
  /** Its name as people see it. */
  readonly shown: string
  readonly problems: readonly Told[]
  /** How many API objects it has. */
  readonly manifests: number
  readonly documents: number
  /** In UTF-16 units. */
  readonly length: number
}

/** A problem, and what a report says beside it. */
export interface Told {
  readonly row: Row
  /** The line where it stands; missing where that is empty, and says nothing that the position does not say. */
  readonly excerpt?: Excerpt
  readonly fix?: Replacement
  /** What the ways to put it right are called, of which a person has to choose one, or to agree to the only one. */
  readonly choices?: readonly string[]
}

/** One problem for programs: these keys, always all of them, null where there is nothing to say. From 1. */
export interface Row extends Range {
  readonly file: string
  readonly rule: string
  readonly severity: Severity
  readonly message: string
  readonly path: string | null
  /** Of what the API server refuses, or warns of: its type of error, and our name of its rule, where it has one. */
  readonly cause: string | null
  readonly serverRule: string | null
  readonly apiVersion: string | null
  readonly kind: string | null
  readonly namespace: string | null
  readonly name: string | null
  /** `--fix` puts it right. */
  readonly fixable: boolean
}

export interface Range {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** A fix by the lines and columns that it replaces. */
export interface Replacement {
  readonly title: string
  readonly edits: readonly (Range & { readonly insert: string })[]
}

/** What a report needs beside the rows. */
export interface Beside {
  readonly excerpts: boolean
  readonly fixes: boolean
  readonly choices: boolean
}

export function checkedOf(shown: string, file: File, problems: readonly Problem[], beside: Beside): Checked {
  return {
    shown,
    problems: problems.map((it) => told(shown, file, it, beside)),
    manifests: file.parts.reduce((sum, it) => sum + resourcesOf(it.document).length, 0),
    documents: file.parts.length,
    length: file.length,
  }
}

function told(shown: string, file: File, problem: Problem, beside: Beside): Told {
  const row = rowOf(shown, file, problem)
  const line = beside.excerpts ? excerptOf(file, problem, row) : undefined
  const fix = beside.fixes ? replacement(file, problem) : undefined
  const choices = beside.choices ? fixesOf(problem).flatMap((it) => (it.edits.length > 0 ? [it.title] : [])) : []
  return {
    row,
    ...(line ? { excerpt: line } : {}),
    ...(fix ? { fix } : {}),
    ...(choices.length > 0 ? { choices } : {}),
  }
}

function rowOf(shown: string, file: File, problem: Problem): Row {
  const part = partAt(file, problem.from)
  const resource = part && resourceAround(part.document, problem.from - part.start)
  return {
    file: shown,
    ...rangeOf(file, problem),
    rule: problem.code,
    severity: problem.severity,
    message: problem.message,
    path: problem.path || null,
    cause: problem.cause ?? null,
    serverRule: problem.server?.row ?? null,
    apiVersion: resource?.apiVersion ?? null,
    kind: resource?.kind ?? null,
    namespace: resource?.namespace ?? null,
    name: resource?.name ?? null,
    fixable: isFixable(problem),
  }
}

function rangeOf(file: File, { from, to }: Span): Range {
  const start = positionAt(file, from)
  const end = positionAt(file, to)
  return { line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 }
}

/** A line may be megabytes long and have thousands of problems: nothing here may look at all of it. */
function excerptOf(file: File, { from, to }: Span, { line, column }: Range): Excerpt | undefined {
  const part = partAt(file, from)
  if (!part) return undefined
  const { text } = part.document
  const start = from - part.start - (column - 1)
  const next = offsetAt(file, { line, character: 0 }) - part.start
  const source = text.slice(start, lineEnd(text, next))
  return source.trim() === '' ? undefined : excerpt(source, { from: column - 1, to: column - 1 + to - from })
}

function lineEnd(text: string, next: number): number {
  let end = next
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--
  return end
}

/** The best fix, if there is no other to choose from or it keeps the meaning. */
function replacement(file: File, problem: Problem): Replacement | undefined {
  const all = fixesOf(problem).filter(({ edits }) => edits.length > 0 && edits.every((it) => it.to <= file.length))
  const fix = all.length === 1 ? all[0] : all.find((it) => it.safe)
  return fix && { title: fix.title, edits: fix.edits.map((it) => ({ ...rangeOf(file, it), insert: it.insert })) }
}

function isFixable(problem: Problem): boolean {
  try {
    return safeFix(problem) !== undefined
  } catch {
    return false
  }
}

/** A fix that fails to be made is none. */
function fixesOf({ fixes }: Problem): readonly Fix[] {
  try {
    return fixes?.() ?? []
  } catch {
    return []
  }
}
