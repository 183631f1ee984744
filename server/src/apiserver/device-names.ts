import { type At, field, isSet, listAt, markOf, textAt, textsAt } from './at.ts'
import type { Syntax } from './looks.ts'
import { dnsLabel, dnsSubdomain } from './names.ts'
import type { Say } from './row.ts'

/** How drivers, devices and what is told of them may be called, in dynamic resource allocation. */

/** A text of a field: an empty one counts as missing, which is said elsewhere. */
export function checkName(here: At, name: string, syntax: Syntax, say: Say): void {
  const text = textAt(here, name)
  const fault = text ? syntax(text) : undefined
  if (fault !== undefined) say.invalid(field(here, name), `\`${text}\` ${fault}`)
}

/** A name of DNS, upper case or lower. */
export function checkDriver(here: At, name: string, say: Say): void {
  const text = textAt(here, name)
  if (!text) return
  const at = field(here, name)
  const fault = driverFault(text)
  if (text.length > MOST_OF_DRIVER)
    say['too-long'](at, `the name of the driver has ${text.length} characters; ${MOST_OF_DRIVER} are the most`)
  else if (fault !== undefined) say.invalid(at, `\`${text}\` ${fault}`)
}

const MOST_OF_DRIVER = 63

function driverFault(text: string): string | undefined {
  return dnsSubdomain(text.toLowerCase())
}

/** `memory`, or with the domain of a driver before it, `gpu.example.com/memory`. */
export const attributeName: Syntax = (text) => {
  const parts = text.split('/')
  // The server looks at no name with more than one `/`.
  if (parts.length > 2) return undefined
  const [domain, name] = parts.length === 2 ? parts : [undefined, parts[0]]
  if (domain === '') return 'has nothing before its `/`'
  const fault = domain === undefined ? undefined : driverFault(domain)
  if (fault !== undefined) return `has a part before the \`/\` that ${fault}`
  if (!name || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    return 'is no name of letters, digits and `_` that does not start with a digit'
  return undefined
}

export const qualifiedAttribute: Syntax = (text) =>
  text.includes('/') ? attributeName(text) : 'needs a domain and a `/` before it, to be found whatever the driver'

/** `1.2.3-alpha.1+build`. https://semver.org/spec/v2.0.0.html */
export const semanticVersion: Syntax = (text) =>
  text.length <= 256 && VERSION.test(text) ? undefined : 'is no semantic version, such as `1.2.3`'

const VERSION =
  /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/

/** A pool is named by subdomains with `/` between them. */
export const poolName: Syntax = (text) => {
  if (text.length > 253) return undefined
  return text
    .split('/')
    .map(dnsSubdomain)
    .find((it) => it !== undefined)
}

/** A device is one label. */
export const deviceName: Syntax = dnsLabel

/** Items that have the same name as an earlier one: the server names the item. Says whether the list is too long to look at. */
export function checkSet(here: At, list: string, key: string | undefined, most: number, say: Say): boolean {
  const all = listAt(here, list)
  if (all.length > most) {
    say['too-many'](field(here, list), `there are ${all.length} \`${list}\`; ${most} are the most`)
    return false
  }
  const seen = new Map<string, At>()
  const named = key === undefined ? textsAt(here, list) : all.flatMap((it) => nameIn(it, key))
  for (const it of named) {
    const first = seen.get(it.text)
    if (!first) seen.set(it.text, it)
    else
      say.duplicate(it, it.text === '' ? 'another one without a name' : `\`${it.text}\` is there already`, {
        mark: markOf(key === undefined ? it : field(it, key)),
        related: [{ ...markOf(key === undefined ? first : field(first, key)), message: 'the first one' }],
      })
  }
  return true
}

/** An item without a name is called by nothing. */
function nameIn(item: At, key: string): readonly (At & { readonly text: string })[] {
  const text = textAt(item, key)
  return text === undefined && isSet(field(item, key)) ? [] : [{ ...item, text: text ?? '' }]
}
