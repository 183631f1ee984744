/**
 * The definitions while they are collected, and how they become lines.
 *
 * A definition is known by a key; a type name refers to it as `@key`, at its end: `[]@io.k8s.api.core.v1.Container`.
 * Descriptions are texts until the end. Numbers come last, when equal definitions have been found.
 *
 * @typedef {{ t: string, doc?: string, [fact: string]: unknown }} DraftField
 * @typedef {{ name: string, id?: string, doc?: string, fields: { [name: string]: DraftField }, open?: 1 | true,
 *   unions?: string[][] }} Draft
 * @typedef {Map<string, Draft>} Drafts
 */

/**
 * Numbers what the roots reach, in the order met, with equal definitions of one name written once.
 *
 * @param {Drafts} drafts
 * @param {string[]} roots
 */
export function numberDefinitions(drafts, roots) {
  const reached = reach(drafts, roots)
  const classes = findEqual(drafts, reached)
  /** @type {Map<string, number>} by class */
  const lines = new Map()
  for (const key of reached) {
    const known = mustGet(classes, key)
    if (!lines.has(known)) lines.set(known, lines.size)
  }
  const descriptions = numberTexts()
  /** @param {string} key */
  const lineOf = (key) => mustGet(lines, mustGet(classes, key))
  const definitions = []
  for (const key of reached) {
    if (lineOf(key) === definitions.length) definitions.push(finish(mustGet(drafts, key), lineOf, descriptions.lineOf))
  }
  return { definitions, descriptions: descriptions.texts, lineOf }
}

/** @param {Drafts} drafts @param {string[]} roots */
function reach(drafts, roots) {
  /** @type {Set<string>} */
  const reached = new Set()
  /** @param {string} key */
  const visit = (key) => {
    if (reached.has(key)) return
    reached.add(key)
    for (const field of Object.values(mustGet(drafts, key).fields)) {
      const target = targetOf(field.t)
      if (target) visit(target)
    }
  }
  for (const root of roots) visit(root)
  return [...reached]
}

/**
 * Two definitions are equal when name, texts and fields are, and what these refer to. As types may contain themselves, all start
 * as equal that look equal from outside, and are told apart by what they refer to until nothing changes.
 *
 * @param {Drafts} drafts
 * @param {string[]} keys
 */
function findEqual(drafts, keys) {
  /** @type {Map<string, string>} */
  let classes = new Map(keys.map((key) => [key, '']))
  for (let count = 0; ; ) {
    /** @type {Map<string, string>} */
    const names = new Map()
    const finer = new Map(
      keys.map((key) => {
        const draft = mustGet(drafts, key)
        const seen = JSON.stringify(draft, (name, value) => {
          const target = name === 't' && typeof value === 'string' ? targetOf(value) : undefined
          return target ? value.replace(`@${target}`, `@${classes.get(target)}`) : value
        })
        if (!names.has(seen)) names.set(seen, String(names.size))
        return [key, mustGet(names, seen)]
      }),
    )
    if (names.size === count) return finer
    count = names.size
    classes = finer
  }
}

/** @param {Draft} draft @param {(key: string) => number} lineOf @param {(text: string) => number} docOf */
function finish(draft, lineOf, docOf) {
  const { name, id, doc, fields, open, unions } = draft
  const entries = Object.entries(fields).map(([field, { t, doc: text, ...rest }]) => {
    const target = targetOf(t)
    const type = target ? t.replace(`@${target}`, `#${lineOf(target)}`) : t
    return [field, { t: type, ...(text && { doc: docOf(text) }), ...rest }]
  })
  return {
    name,
    ...(id && { id }),
    ...(doc && { doc: docOf(doc) }),
    ...(open && { open: true }),
    ...(unions && { unions }),
    fields: Object.fromEntries(entries),
  }
}

function numberTexts() {
  /** @type {Map<string, number>} */
  const lines = new Map()
  return {
    /** @param {string} text */
    lineOf: (text) => {
      if (!lines.has(text)) lines.set(text, lines.size)
      return mustGet(lines, text)
    },
    get texts() {
      return [...lines.keys()]
    },
  }
}

/** @param {string} type */
export function targetOf(type) {
  const at = type.indexOf('@')
  return at < 0 ? undefined : type.slice(at + 1)
}

/** @template K, V @param {Map<K, V>} map @param {K} key @returns {V} */
export function mustGet(map, key) {
  const value = map.get(key)
  if (value === undefined) throw new Error(`nothing is known of ${key}`)
  return value
}
