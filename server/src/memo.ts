/**
 * Remembers what `compute` said about each object, for as long as the object lives.
 *
 * This is the whole of our caching. Syntax is immutable, and an edit makes new objects only for what it
 * touched, so a result can never be stale and is never invalidated by hand.
 */
export function memo<K extends object, V>(name: string, compute: (key: K) => V): Memo<K, V> {
  const known = attached<K, { readonly value: V }>()
  const computing = tallyOf(name)
  const recall = (key: K) => {
    const hit = known.get(key)
    if (hit) return hit.value
    computing.times++
    const value = compute(key)
    known.set(key, { value })
    return value
  }
  return Object.assign(recall, { learn: (key: K, value: V) => known.set(key, { value }) })
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
  const known = attached<A, WeakMap<B, { readonly value: V }>>()
  const computing = tallyOf(name)
  return (a, b) => {
    const ofA = known.get(a) ?? new WeakMap<B, { readonly value: V }>()
    known.set(a, ofA)
    const hit = ofA.get(b)
    if (hit) return hit.value
    computing.times++
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
  const known = attached<K, { question: Q; value: V }>()
  const computing = tallyOf(name)
  return (key, question, compute) => {
    const hit = known.get(key)
    if (hit && isSame(hit.question, question)) return hit.value
    computing.times++
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

/** How often something was computed which it would be good not to compute. */
export interface Tally {
  times: number
}

/** For what counts often: to look a name up takes longer than many a rule. */
export function tallyOf(name: string): Tally {
  const known = tallies.get(name)
  if (known) return known
  const made = { times: 0 }
  tallies.set(name, made)
  return made
}

export function count(name: string, times = 1): void {
  tallyOf(name).times += times
}

const tallies = new Map<string, Tally>()

/** How often each memo had to compute: the work done so far. test/unit/work.test.ts guards it, the server logs it. */
export const computed = {
  get: (name: string): number => tallies.get(name)?.times ?? 0,
  clear: (): void => {
    for (const it of tallies.values()) it.times = 0
  },
  /** What was computed at all. */
  *[Symbol.iterator](): Generator<readonly [name: string, times: number]> {
    for (const [name, { times }] of tallies) if (times > 0) yield [name, times]
  },
}

/** What is known of objects, and lives as long as they do. */
export interface Attached<K extends object, V> {
  readonly get: (key: K) => V | undefined
  readonly set: (key: K, value: V) => void
}

/**
 * A WeakMap that keeps each value in its object, where nobody sees it: no copy, comparison or JSON of the object has it. In a WeakMap of
 * V8 the values of dead objects survive every collection but the full ones, and with them the trees of each edit before: they
 * were three quarters of the heap.
 */
export function attached<K extends object, V extends object>(): Attached<K, V> {
  const own = {}
  return {
    get(key) {
      const all = Attachments.of(key)
      const i = all ? all.indexOf(own) : -1
      return i < 0 ? undefined : (all?.[i + 1] as V)
    },
    set(key, value) {
      const all = Attachments.of(key) ?? Attachments.begin(key)
      const i = all.indexOf(own)
      if (i < 0) all.push(own, value)
      else all[i + 1] = value
    },
  }
}

/** Gives, as a constructor, what it is given: so a class below gives its private field to any object. */
class Same {
  constructor(it: object) {
    // biome-ignore lint/correctness/noConstructorReturn: it is what this class is for
    return it
  }
}

/** Each memo that knows something of an object, followed by what it knows: a dozen at most. */
class Attachments extends Same {
  #all: object[] = []

  static of(key: object): object[] | undefined {
    return #all in key ? key.#all : undefined
  }

  static begin(key: object): object[] {
    new Attachments(key)
    return Attachments.of(key) ?? []
  }
}
