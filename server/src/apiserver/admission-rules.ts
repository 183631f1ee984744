import { type At, field, isSet, itemText, listAt, markOf, textAt } from './at.ts'
import { removal } from './fixes.ts'
import type { Say } from './row.ts'

/** Which requests a webhook or a policy is about; what `*` covers may not stand beside it. */
export function checkRequestRule(rule: At, say: Say): void {
  checkChosen(rule, ['scope'], say)
  for (const [name, what] of LISTS) {
    const list = field(rule, name)
    const items = listAt(rule, name)
    if (items.length === 0 && isSet(list)) say.required(list, `\`${name}\` needs at least one item; \`'*'\` means all`)
    const star = items.find((it) => itemText(it) === '*')
    if (star && items.length > 1 && name !== 'resources')
      say.invalid(list, `\`*\` means all ${what} already: no other may stand beside it`, { mark: markOf(star) })
  }
  for (const it of listAt(rule, 'apiVersions'))
    if (itemText(it) === '') say.required(it, 'a version needs a name, such as `v1`')
  checkResources(rule, say)
}

/** Choices with a default, which an empty text does not bring: other values the schema knows of. */
export function checkChosen(owner: At, names: readonly string[], say: Say): void {
  for (const it of names)
    if (textAt(owner, it) === '')
      say.unsupported(field(owner, it), `\`${it}\` is empty: leave it out to have the default`, {
        fixes: removal(owner, it),
      })
}

const LISTS = [
  ['operations', 'operations'],
  ['apiGroups', 'groups'],
  ['apiVersions', 'versions'],
  ['resources', 'resources'],
] as const

function checkResources(rule: At, say: Say): void {
  const list = field(rule, 'resources')
  const items = listAt(rule, 'resources')
  const allOf = new Set<string>()
  const allWith = new Set<string>()
  let lastIsPlain = false
  for (const it of items) {
    const text = itemText(it)
    if (text === undefined) continue
    if (text === '') {
      say.required(it, 'a resource needs a name, such as `pods`')
      continue
    }
    const slash = text.indexOf('/')
    if (slash < 0) {
      lastIsPlain = text !== '*'
      continue
    }
    const resource = text.slice(0, slash)
    const sub = text.slice(slash + 1)
    const covers = allOf.has(resource) ? `${resource}/*` : allWith.has(sub) ? `*/${sub}` : undefined
    if (covers) say.invalid(it, `\`${covers}\` covers \`${text}\` already: leave it out`)
    if (sub === '*') allOf.add(resource)
    if (resource === '*') allWith.add(sub)
  }
  const all = items.find((it) => itemText(it) === '*/*')
  const star = items.find((it) => itemText(it) === '*')
  if (all && items.length > 1)
    say.invalid(list, '`*/*` means all resources already: no other may stand beside it', { mark: markOf(all) })
  if (star && lastIsPlain)
    say.invalid(list, '`*` means all resources already: name beside it only subresources, such as `pods/exec`', {
      mark: markOf(star),
    })
}
