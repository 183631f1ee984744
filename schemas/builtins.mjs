/**
 * The kinds of Kubernetes itself. What the newest API server serves is known from `facts/facts.json`, and the packages only add
 * descriptions; the shapes of what it no longer serves come from the packages.
 *
 * @import { Model, Models } from './read-package.mjs'
 * @import { Draft, DraftField, Drafts } from './table.mjs'
 * @import { Facts, History, ByHand, FactField, KindDraft } from './facts.mjs'
 */
import { define } from './convert.mjs'
import { addFieldHistory, kindHistory } from './history.mjs'
import { readClientNode } from './read-client-node.mjs'

/**
 * @param {{ root: string, models: Models, facts: Facts, history: History, byHand: ByHand, drafts: Drafts }} sources
 */
export function defineBuiltins({ root, models, facts, history, byHand, drafts }) {
  const texts = readTexts(root)
  const { modelOf, idOf } = nameModels(models, facts)
  /** @type {Map<string, KindDraft>} */
  const kinds = new Map()
  /** @type {string[]} what the packages know and the facts do not */
  const surplus = []

  for (const [id, { fields, unions }] of Object.entries(facts.types)) {
    const known = texts(id, modelOf.get(id), Object.keys(fields))
    for (const field of known?.fields.keys() ?? []) if (!(field in fields)) surplus.push(`${id} ${field}`)
    drafts.set(id, describe(id, fields, known, unions))
  }
  const conversion = {
    models,
    drafts,
    idOf,
    knownAs: (/** @type {Model} */ model) => {
      const id = idOf(model)
      return id !== undefined && id in facts.types ? id : undefined
    },
  }
  const listMeta = define(mustFind(models, 'IoK8sApimachineryPkgApisMetaV1ListMeta'), conversion)

  for (const [gvk, kind] of Object.entries(facts.kinds)) {
    const { type, plural, short, namespaced, persistent, create, enabled, gated } = kind
    const own = {
      ...kindHistory(gvk, facts, history),
      ...((enabled === false || gated) && { off: /** @type {const} */ (true) }),
    }
    const transient = persistent === false || create === false
    kinds.set(gvk, { key: type, plural, short, namespaced, ...own, ...(transient && { transient: true }) })
    if (persistent === false) continue
    const key = defineList(type, listMeta, texts(`${type}List`, modelOf.get(`${type}List`), listFields), drafts)
    const replacement = own.replacement && `${own.replacement}List`
    kinds.set(`${gvk}List`, { key, ...own, ...(replacement && { replacement }) })
  }
  drafts.set('List', list('List', undefined, listMeta, 'raw', { doc: mixedList, fields: new Map() }))
  kinds.set('v1/List', { key: 'List' })

  addSubresources({ kinds, facts, history, models, idOf })
  for (const gvk of Object.keys(history.kinds)) {
    if (kinds.has(gvk)) continue
    const model = [...models.values()].find((one) => `${one.apiVersion}/${one.kind}` === gvk)
    const key = model && define(model, conversion)
    kinds.set(gvk, { ...(key && { key }), ...likeServed(gvk, facts, byHand), ...kindHistory(gvk, facts, history) })
  }
  addLeniency(drafts, facts)
  addFieldHistory(drafts, facts, history, byHand)
  const typeMeta = describeTypeMeta(texts, modelOf)
  for (const { key } of kinds.values()) {
    const draft = key === undefined ? undefined : drafts.get(key)
    if (draft) draft.fields = withTypeMeta(draft.fields, typeMeta)
  }
  return { kinds, surplus, conversion, typeMeta }
}

const mixedList =
  'A list of objects of any kinds, as `kubectl get -o yaml` prints it. Each item is applied as if it stood alone.'

const listMetadata = 'Metadata of the list itself.'

const listFields = ['apiVersion', 'items', 'kind', 'metadata']

/** @typedef {{ doc?: string, fields: Map<string, string | undefined> }} Texts */

/** Descriptions of a type: of kubernetes-models if it has them, else of client-node. @param {string} root */
function readTexts(root) {
  const clientNode = readClientNode(root)
  /** @param {string} id @param {Model | undefined} model @param {string[]} fields @returns {Texts | undefined} */
  return (id, model, fields) => {
    if (model?.declaration.type.is !== 'object') return clientNode(id, fields)
    const { doc, type } = model.declaration
    return { doc, fields: new Map(type.members.map((member) => [member.name, member.doc])) }
  }
}

/**
 * The packages join the parts of an OpenAPI name: `io.k8s.api.core.v1.Pod` is `IoK8sApiCoreV1Pod`. Back from there we know the
 * version from the folder, and the rest from the three homes of types.
 *
 * @param {Models} models @param {Facts} facts
 */
function nameModels(models, facts) {
  const ids = new Map(Object.keys(facts.types).map((id) => [joined(id), id]))
  /** @param {Model} model */
  const idOf = ({ fullName = '', file }) => {
    const known = ids.get(fullName)
    if (known) return known
    const [name = '', version = ''] = file.split('/').reverse()
    const end = joined(`${version}.${name}`)
    if (!fullName.endsWith(end)) return undefined
    for (const home of [
      'io.k8s.api',
      'io.k8s.apiextensions-apiserver.pkg.apis',
      'io.k8s.kube-aggregator.pkg.apis',
      'io.k8s.apimachinery.pkg.apis',
    ]) {
      const group = fullName.startsWith(joined(home)) ? fullName.slice(joined(home).length, -end.length) : ''
      if (/^[A-Z][a-z]+$/.test(group)) return `${home}.${group.toLowerCase()}.${version}.${name}`
    }
    return undefined
  }
  const modelOf = new Map()
  for (const model of models.values()) {
    const id = idOf(model)
    if (id) modelOf.set(id, model)
  }
  return { modelOf, idOf }
}

/** @param {string} id */
function joined(id) {
  return id.replace(/(?:^|[.-])(\w)/g, (_, letter) => letter.toUpperCase())
}

/** @param {Models} models @param {string} fullName */
function mustFind(models, fullName) {
  const model = [...models.values()].find((one) => one.fullName === fullName)
  if (!model) throw new Error(`the packages have no ${fullName}`)
  return model
}

/** @param {string} id @param {{ [name: string]: FactField }} fields @param {Texts | undefined} texts @param {{ fields: object }[]} [unions] @returns {Draft} */
function describe(id, fields, texts, unions = []) {
  const groups = unions.map((union) => Object.keys(union.fields)).filter((group) => group.length > 1)
  const order = [...(texts?.fields.keys() ?? []), ...Object.keys(fields)]
  const names = [...new Set(order)].filter((name) => name in fields)
  const entries = names.map((name) => [name, toField(/** @type {FactField} */ (fields[name]), texts?.fields.get(name))])
  return {
    name: id.slice(id.lastIndexOf('.') + 1),
    id,
    doc: texts?.doc,
    ...(groups.length > 0 && { unions: groups }),
    fields: Object.fromEntries(entries),
  }
}

const flags = /** @type {const} */ (['req', 'lax', 'need', 'zero', 'blank', 'off', 'dropped'])
const kept = /** @type {const} */ (['default', 'defaultIn', 'values', 'list', 'keys', 'says', 'blames'])

/** @param {FactField} fact @param {string | undefined} doc @returns {DraftField} */
function toField(fact, doc) {
  /** @type {DraftField} */
  const field = { t: typeName(fact.t), doc }
  for (const flag of flags) if (fact[flag]) field[flag] = 1
  for (const name of kept) if (fact[name] !== undefined) field[name] = fact[name]
  const closed = fact.enum ?? fact.closed
  if (closed) field.enum = closed
  return field
}

/** @param {string} t */
function typeName(t) {
  if (/(?:^|\])schema-or-/.test(t))
    return `${t}@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps`
  return t.replace(/io\.k8s\..*/, '@$&')
}

/** @param {string} id @param {string} listMeta @param {Texts | undefined} texts @param {Drafts} drafts */
function defineList(id, listMeta, texts, drafts) {
  drafts.set(`${id}List`, list(`${id.slice(id.lastIndexOf('.') + 1)}List`, `${id}List`, listMeta, `@${id}`, texts))
  return `${id}List`
}

/** @param {string} name @param {string | undefined} id @param {string} listMeta @param {string} item @param {Texts | undefined} texts @returns {Draft} */
function list(name, id, listMeta, item, texts) {
  return {
    name,
    ...(id && { id }),
    doc: texts?.doc,
    fields: {
      apiVersion: { t: 'string' },
      kind: { t: 'string' },
      metadata: { t: `@${listMeta}`, doc: texts?.fields.get('metadata'), zero: 1 },
      items: { t: `[]${item}`, doc: texts?.fields.get('items'), req: 1, lax: 1 },
    },
  }
}

/** Scale, Eviction and TokenRequest are the bodies of subresources. @param {{ kinds: Map<string, KindDraft>, facts: Facts, history: History, models: Models, idOf: (model: Model) => string | undefined }} sources */
function addSubresources({ kinds, facts, history, models, idOf }) {
  const bodies = new Set(Object.values(facts.kinds).flatMap(({ sub = {} }) => Object.values(sub)))
  for (const model of models.values()) {
    const gvk = `${model.apiVersion}/${model.kind}`
    const key = idOf(model)
    if (!bodies.has(gvk) || kinds.has(gvk) || !key || !(key in facts.types)) continue
    kinds.set(gvk, { key, namespaced: true, ...kindHistory(gvk, facts, history), transient: true })
  }
}

/** What a removed kind was called, from the kind of that name which is still served. @param {string} gvk @param {Facts} facts @param {ByHand} byHand */
function likeServed(gvk, facts, byHand) {
  const kind = gvk.slice(gvk.lastIndexOf('/') + 1)
  const served = Object.entries(facts.kinds).find(([other]) => other.endsWith(`/${kind}`))?.[1]
  const { plural, short, namespaced } = served ?? byHand.removedKinds[kind] ?? {}
  const transient = served?.persistent === false || kind === 'Eviction'
  return { plural, short, namespaced, ...(transient && { transient: /** @type {const} */ (true) }) }
}

/** `apiVersion`, `kind` and `metadata` first, as people write them. @param {{ [name: string]: DraftField }} fields @param {Texts | undefined} texts */
export function withTypeMeta({ apiVersion, kind, metadata, ...rest }, texts) {
  return {
    apiVersion: { t: 'string', doc: apiVersion?.doc ?? texts?.fields.get('apiVersion') },
    kind: { t: 'string', doc: kind?.doc ?? texts?.fields.get('kind') },
    ...(metadata && {
      metadata: { ...metadata, doc: metadata.doc ?? ('items' in rest ? listMetadata : texts?.fields.get('metadata')) },
    }),
    ...rest,
  }
}

/**
 * kubernetes-models says nothing on `apiVersion` and `kind`, and client-node nothing on `metadata`.
 *
 * @param {(id: string, model: Model | undefined, fields: string[]) => Texts | undefined} texts @param {Map<string, Model>} modelOf
 * @returns {Texts}
 */
function describeTypeMeta(texts, modelOf) {
  const id = 'io.k8s.api.apps.v1.Deployment'
  const fields = ['apiVersion', 'kind', 'metadata', 'spec', 'status']
  const known = texts(id, undefined, fields)?.fields ?? []
  return { fields: new Map([...known, ['metadata', texts(id, modelOf.get(id), fields)?.fields.get('metadata')]]) }
}

/**
 * Of removed versions we have no answers of a server. What a field's namesake in the served version of its type may leave out,
 * it may too. Where the old version was stricter we miss an error on a kind that is an error already.
 *
 * @param {Drafts} drafts @param {Facts} facts
 */
function addLeniency(drafts, facts) {
  const withoutVersion = (/** @type {string} */ id) => id.replace(/\.v\d\w*(?=\.\w+$)/, '')
  const served = new Map(Object.entries(facts.types).map(([id, type]) => [withoutVersion(id), type.fields]))
  for (const { id, fields } of drafts.values()) {
    if (!id || id in facts.types) continue
    const namesakes = served.get(withoutVersion(id)) ?? {}
    for (const [name, field] of Object.entries(fields)) {
      if (field.req && namesakes[name]?.lax) field.lax = 1
    }
  }
}
