/**
 * The custom resources of the packaged families.
 *
 * @import { Conversion } from './convert.mjs'
 * @import { ByHand, KindDraft } from './facts.mjs'
 * @import { Model, Models } from './read-package.mjs'
 * @import { Draft, DraftField } from './table.mjs'
 */
import { define } from './convert.mjs'

/**
 * @param {{ from: string, models: Models, conversion: Conversion, byHand: ByHand,
 *   orderFields: (fields: { [name: string]: DraftField }) => { [name: string]: DraftField } }} sources `models`: those of this package
 * @returns {Map<string, KindDraft>}
 */
export function defineCustomResources({ from, models, conversion, byHand, orderFields }) {
  /** @type {Map<string, KindDraft>} */
  const kinds = new Map()
  for (const model of models.values()) {
    const { apiVersion, kind } = model
    if (!apiVersion || !kind) continue
    const group = apiVersion.slice(0, apiVersion.indexOf('/'))
    const isList = kind.endsWith('List') && findKind(models, apiVersion, kind.slice(0, -'List'.length))
    const name = `${group}/${isList ? kind.slice(0, -'List'.length) : kind}`
    if (byHand.notCustomResources.includes(name)) continue
    const key = define(model, conversion)
    const draft = conversion.drafts.get(key)
    if (draft) draft.fields = orderFields(draft.fields)
    // Of some the declarations know the head alone.
    if (draft && !isList && Object.keys(draft.fields).every((it) => HEAD.has(it))) draft.open = true
    const own = isList
      ? {}
      : {
          plural: pluralOf(kind),
          short: byHand.shortNames[name],
          namespaced: !byHand.clusterScoped.includes(name),
        }
    kinds.set(`${apiVersion}/${kind}`, { key, from, ...own })
  }
  const own = [...conversion.drafts].filter(([key]) => models.has(key))
  for (const [key, { name, fields }] of own) {
    const [held] = Object.values(fields)
    if (held && byHand.asTheyHold.includes(`${from}/${name}`)) writeAs(own, key, held.t)
    for (const [field, draft] of Object.entries(fields))
      if (byHand.anyValue.includes(`${from}/${name}.${field}`)) draft.t = 'json'
  }
  const roots = new Set([...kinds.values()].map((it) => it.key))
  for (const [key, draft] of conversion.drafts) if (!roots.has(key)) embed(draft)
  return kinds
}

/**
 * What is written as the list in its only field, which Go's types cannot say: https://github.com/argoproj/argo-workflows/blob/main/hack/manifests/crds.go
 * @param {[string, Draft][]} drafts @param {string} key @param {string} t
 */
function writeAs(drafts, key, t) {
  for (const [, { fields }] of drafts)
    for (const field of Object.values(fields)) if (field.t.endsWith(`@${key}`)) field.t = field.t.replace(`@${key}`, t)
}

const HEAD = new Set(['apiVersion', 'kind', 'metadata'])

/**
 * The declarations give what is embedded in a resource an apiVersion and a kind as if it were one. Both may be left out there,
 * and say something else where they are written: a claim template is a `v1/PersistentVolumeClaim`.
 * @param {Draft} draft
 */
function embed({ fields }) {
  const { apiVersion, kind } = fields
  if (apiVersion?.enum?.length !== 1 || kind?.enum?.length !== 1) return
  fields.apiVersion = { t: 'string', doc: apiVersion.doc }
  fields.kind = { t: 'string', doc: kind.doc }
}

/** @param {Models} models @param {string} apiVersion @param {string} kind */
function findKind(models, apiVersion, kind) {
  return [...models.values()].some((/** @type {Model} */ one) => one.apiVersion === apiVersion && one.kind === kind)
}

/** As the tools that write custom resource definitions form it. @param {string} kind */
function pluralOf(kind) {
  const word = kind.toLowerCase()
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`
}
