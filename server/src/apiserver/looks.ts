import { renaming } from '../schema/change-to.ts'
import { type At, field, isSet, listAt, markOf, numberAt, textAt } from './at.ts'
import { change, respelt } from './fixes.ts'
import type { Row, Say } from './row.ts'

/** Looks that many rows share. Each gives the `look` of a row. */

/** What is wrong with a text, as the end of a sentence that starts with its name; `undefined` if nothing is. */
export type Syntax = (text: string) => string | undefined

/** A text must be of some form. An empty one counts as absent. */
export function text(name: string, syntax: Syntax): Row['look'] {
  return (here, say) => checkText(field(here, name), textAt(here, name), syntax, say)
}

export function checkText(at: At, value: string | undefined, syntax: Syntax, say: Say): void {
  const fault = value === undefined || value === '' ? undefined : syntax(value)
  if (value === undefined || fault === undefined) return
  say.invalid(at, `\`${value}\` ${fault}`, { fixes: respelt(at.node, value, syntax) })
}

/** A number must lie between two others, both included. Zero counts as absent unless `zero` is given. */
export function range(name: string, least: number, most: number, zero?: 'counts'): Row['look'] {
  return (here, say) => {
    const value = numberAt(here, name)
    if (value === undefined || (value === 0 && !zero) || (value >= least && value <= most)) return
    const bounds = most === Number.POSITIVE_INFINITY ? `at least ${least}` : `between ${least} and ${most}`
    say.invalid(field(here, name), `\`${name}\` must be ${bounds}, not ${value}`, {
      fixes: change(here, name, Math.min(most, Math.max(least, Math.round(value)))),
    })
  }
}

/** Of these fields one at most may be set: said at each that follows the first. */
export function atMostOne(names: readonly string[]): Row['look'] {
  return (here, say) => {
    const [first, ...others] = names.filter((it) => isSet(field(here, it)))
    for (const it of others)
      say.forbidden(field(here, it), `\`${it}\` cannot stand beside \`${first}\`: give one of them`)
  }
}

/** No two items of a list may have the same value of a field. */
export function unique(list: string, key: string): Row['look'] {
  return (here, say) => {
    const seen = new Map<string, At>()
    for (const item of listAt(here, list)) {
      const at = field(item, key)
      const value = textAt(item, key)
      if (value === undefined) continue
      const first = seen.get(value)
      if (!first) seen.set(value, at)
      else {
        const related = [{ ...markOf(first), message: 'the first one' }]
        const fixes = () => (at.node && key === 'name' ? renaming(at.node, value, new Set(seen.keys())) : [])
        say.duplicate(at, `\`${value}\` is already the ${key} of another item of \`${list}\``, { related, fixes })
      }
    }
  }
}

/** A text in a message. */
export function quoted(text: string): string {
  return text === '' ? 'an empty text' : `\`${text}\``
}
