import type { Fix, Problem } from '../problem.ts'
import { harmless } from '../text/harmless.ts'

/** The ways to put a problem right that a person has to choose, or to agree to: none of them was applied. */
export function choicesOf(problem: Problem): readonly Fix[] {
  return fixesOf(problem).filter((it) => it.edits.length > 0)
}

/** They stand below the problem; the editor applies them, at its light bulb. */
export function choicesText(problem: Problem): string {
  const titles = choicesOf(problem).map((it) => harmless(it.title))
  const [only] = titles
  if (only === undefined) return ''
  if (titles.length === 1) return `    not applied, for it changes what the manifest means: ${only}\n`
  return `    not applied, for there is a choice:\n${titles.map((it) => `      - ${it}\n`).join('')}`
}

/** A fix that fails to be made is none. */
function fixesOf(problem: Problem): readonly Fix[] {
  try {
    return problem.fixes?.() ?? []
  } catch {
    return []
  }
}
