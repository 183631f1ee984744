/**
 * Remembers what `compute` said about each object, for as long as the object lives.
 *
 * This is the whole of our caching. Syntax is immutable, and an edit makes new objects only for what it
 * touched, so a result can never be stale and is never invalidated by hand.
 */
export function memo<K extends object, V>(name: string, compute: (key: K) => V): Memo<K, V> {
  const known = new WeakMap<K, V>()
  const recall = (key: K) => {
    const hit = known.get(key)
    if (hit !== undefined || known.has(key)) return hit as V
    count(name)
    const value = compute(key)
    known.set(key, value)
    return value
  }
  return Object.assign(recall, { learn: (key: K, value: V) => void known.set(key, value) })
}

export interface Memo<K, V> {
  (key: K): V
  /** Takes an answer that came more cheaply from that about another object. It must be the one that `compute` gives. */
  readonly learn: (key: K, value: V) => void
}

/** The same for a question about two objects. */
export function memo2<A extends object, B extends object, V>(
  name: string,
  compute: (a: A, b: B) => V,
): (a: A, b: B) => V {
  const known = new WeakMap<A, WeakMap<B, { readonly value: V }>>()
  return (a, b) => {
    const ofA = known.get(a) ?? new WeakMap<B, { readonly value: V }>()
    known.set(a, ofA)
    const hit = ofA.get(b)
    if (hit) return hit.value
    count(name)
    const value = compute(a, b)
    ofA.set(b, { value })
    return value
  }
}

/**
 * Remembers about each object the last answer alone, and what else it came from: asked with anything that differs, it
 * computes anew. `question` is compared field by field.
 */
export function memoLast<K extends object, Q extends object, V>(
  name: string,
): (key: K, question: Q, compute: () => V) => V {
  const known = new WeakMap<K, { question: Q; value: V }>()
  return (key, question, compute) => {
    const hit = known.get(key)
    if (hit && isSame(hit.question, question)) return hit.value
    count(name)
    const value = compute()
    // A name that changes asks every document anew: to put a new entry into the map for each is dear, and garbage for long.
    if (hit) {
      hit.question = question
      hit.value = value
    } else known.set(key, { question, value })
    return value
  }
}

/** Whether two objects hold the same in each field. A field that one of them lacks counts as `undefined`. */
export function isSame<Q extends object>(a: Q, b: Q): boolean {
  for (const key in a) if (a[key] !== b[key]) return false
  for (const key in b) if (a[key] !== b[key]) return false
  return true
}

/** Notes that something was computed which it would be good not to compute. */
export function count(name: string, times = 1): void {
  computed.set(name, (computed.get(name) ?? 0) + times)
}

/** How often each memo had to compute: the work done so far. test/unit/work.test.ts guards it, the server logs it. */
export const computed = new Map<string, number>()
