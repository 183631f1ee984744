import type { Problem } from '../../server/src/problem.ts'
import { lastIndexWhere, lineStarts } from '../../server/src/text/lines.ts'
import { normal } from '../apiserver/cases.ts'
import type { Decoding } from './recorded.ts'

/** How our errors about one manifest compare with the server's answer. */
export interface Judgement {
  /** We refuse it too. */
  readonly refused: boolean
  /** The server's places at which we have no error. */
  readonly missed: readonly string[]
  /** Our places that the server does not name. A type error or a fault in the YAML hides all else from it: then none. */
  readonly extra: readonly string[]
}

/** `text` is the document, and `problems` count from its start. Only errors refuse. */
export function judge(text: string, problems: readonly Problem[], decoding: Decoding): Judgement {
  const errors = problems.filter((it) => it.severity === 'error')
  const ours = new Set(errors.flatMap((it) => placesOf(text, it)))
  const missed = decoding.fields.filter((it) => !ours.has(normal(it)))
  const named = new Set(decoding.fields.map(normal))
  const hidden = decoding.fields.length === 0 || decoding.fields.some((it) => it.startsWith('~'))
  const extra = hidden ? [] : errors.filter((it) => !placesOf(text, it).some((place) => named.has(place)))
  return { refused: errors.length > 0, missed, extra: extra.map((it) => it.path ?? it.code) }
}

/** All the ways in which the server may name the place of a problem. */
export function placesOf(text: string, problem: Problem): readonly string[] {
  const { path } = problem
  if (path !== undefined) return [normal(path), `~${path.replace(/\[[^\]]*\]/g, '')}`]
  if (problem.code !== 'yaml-duplicate-key') return []
  // go-yaml counts the line on which the value starts; a collection starts below its key.
  const key = text.slice(problem.from, problem.to)
  const gap = /^\s*:(?:\s|#.*)*/.exec(text.slice(problem.to))?.[0] ?? ''
  const name = key.replace(/^["']|["']$/g, '')
  return [lineAt(text, problem.from), lineAt(text, problem.to + gap.length)].map((line) => `@${line}:${name}`)
}

function lineAt(text: string, offset: number): number {
  return lastIndexWhere(lineStarts(text), (it) => it <= offset) + 1
}
