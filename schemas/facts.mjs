/**
 * The shapes of the files in `facts/`, and the way to read them.
 *
 * @typedef {{ t: string, req?: 1, lax?: 1, told?: 1, need?: 1, zero?: 1, default?: unknown, defaultIn?: string[], enum?: string[],
 *   closed?: string[], blank?: 1, values?: string[], list?: string, keys?: string[], off?: 1, dropped?: 1,
 *   says?: 'invalid' | 'unsupported', blames?: 'holder' }} FactField
 * @typedef {{ type: string, plural: string, short?: string[], namespaced: boolean, sub?: { [name: string]: string | null },
 *   create?: false, persistent?: false, enabled?: false, gated?: true }} FactKind
 * @typedef {{ kubernetes: string, kinds: { [gvk: string]: FactKind },
 *   types: { [id: string]: { fields: { [name: string]: FactField }, unions?: { fields: object }[] } } }} Facts
 * @typedef {{ since?: string, until?: string }} Span
 * @typedef {{ introduced?: string, deprecated?: string, removed?: string, replacement?: string, then?: string,
 *   unserved?: string }} KindHistory
 * @typedef {{ range: [string, string], kinds: { [gvk: string]: KindHistory },
 *   fields: { [id: string]: { [field: string]: Span } },
 *   enums: { [id: string]: { [field: string]: { [value: string]: Span } } } }} History
 * @typedef {{ plural?: string, short?: string[], namespaced?: boolean }} Names
 * @typedef {{ removedKinds: { [kind: string]: Names }, removedFields: { [id: string]: { [field: string]: string } },
 *   asTheyHold: string[], anyValue: string[], notCustomResources: string[], clusterScoped: string[], shortNames: { [groupKind: string]: string[] } }} ByHand
 * @typedef {Names & { key?: string, from?: string, introduced?: string, deprecated?: string, removed?: string,
 *   replacement?: string, off?: true, transient?: true }} KindDraft
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** @param {string} folder */
export function readFacts(folder) {
  /** @param {string} name */
  const read = (name) => JSON.parse(readFileSync(join(folder, 'facts', name), 'utf8'))
  return {
    facts: /** @type {Facts} */ (read('facts.json')),
    history: /** @type {History} */ (read('history.json')),
    byHand: /** @type {ByHand} */ (read('by-hand.json')),
  }
}
