/**
 * When kinds, fields and values came and went.
 *
 * @import { ByHand, Facts, History } from './facts.mjs'
 * @import { Drafts } from './table.mjs'
 */

/** @param {string} gvk @param {Facts} facts @param {History} history */
export function kindHistory(gvk, facts, history) {
  const { introduced, deprecated, removed, unserved } = history.kinds[gvk] ?? {}
  const gone = removed ?? unserved
  const replacement = replacementOf(gvk, facts, history)
  return {
    ...(introduced && { introduced }),
    ...(deprecated && { deprecated }),
    ...(gone && { removed: gone }),
    ...(replacement && { replacement }),
  }
}

/**
 * The end of the chain of replacements: a kind that is served, and by default if there is one.
 *
 * @param {string} gvk @param {Facts} facts @param {History} history
 */
function replacementOf(gvk, facts, history) {
  let served
  const seen = new Set([gvk])
  for (let at = nextOf(gvk, facts, history); at && !seen.has(at); at = nextOf(at, facts, history)) {
    seen.add(at)
    if (at in facts.kinds || isBody(at, facts)) served = at
  }
  return served
}

/** @param {string} gvk @param {Facts} facts @param {History} history */
function nextOf(gvk, facts, history) {
  const { then, replacement, removed, unserved } = history.kinds[gvk] ?? {}
  const known = then ?? replacement
  if (known || gvk in facts.kinds || !(removed ?? unserved)) return known
  // The same kind of the same group, where another version of it is served.
  const [group = '', kind = ''] = [gvk.slice(0, gvk.indexOf('/')), gvk.slice(gvk.lastIndexOf('/') + 1)]
  return Object.keys(facts.kinds).find((other) => other.startsWith(`${group}/`) && other.endsWith(`/${kind}`))
}

/** The body of a subresource, such as policy/v1/Eviction. @param {string} gvk @param {Facts} facts */
function isBody(gvk, facts) {
  return Object.values(facts.kinds).some(({ sub = {} }) => Object.values(sub).includes(gvk))
}

/** @param {Drafts} drafts @param {Facts} facts @param {History} history @param {ByHand} byHand */
export function addFieldHistory(drafts, facts, history, byHand) {
  for (const draft of drafts.values()) {
    if (!draft.id) continue
    for (const [name, span] of Object.entries(history.fields[draft.id] ?? {})) {
      const t = byHand.removedFields[draft.id]?.[name]
      const field = draft.fields[name] ?? (t ? { t } : undefined)
      if (field) draft.fields[name] = { ...field, ...span }
      // Go types of versions long removed still grow; nobody could ever write these fields.
      else if (draft.id in facts.types) throw new Error(`facts/by-hand.json does not say what ${draft.id} ${name} was`)
    }
    for (const [name, values] of Object.entries(history.enums[draft.id] ?? {})) {
      const field = draft.fields[name]
      if (field) draft.fields[name] = { ...field, valueHistory: values }
    }
  }
}
