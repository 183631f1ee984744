/**
 * What an update of an existing object may not change, by `apiVersion/Kind` and path; `*` holds for all kinds. Recorded
 * from a running API server. In paths `[]` is any item of a list, `{}` any entry of a map. An entry holds for its path
 * and all below it; the longest path wins, in `*` too. What no path covers may change.
 */
export interface UpdateFacts {
  readonly [gvk: string]: { readonly [path: string]: UpdateFact } | undefined
}

export interface UpdateFact {
  readonly change: UpdateChange
  /** Of `conditional`: while this is so it may change. */
  readonly when?: Condition
  /** Of a path that ends in `{}`: this entry of the map alone. */
  readonly key?: string
  /** The server's type of error, and where it says so, if that is another path. */
  readonly cause?: 'invalid' | 'forbidden'
  readonly at?: string
  /** Where it says that a list has become longer or shorter. */
  readonly lengthAt?: string
  /** Absent in the new object it means the old value. */
  readonly kept?: true
}

export type UpdateChange =
  | 'mutable'
  | 'immutable'
  /** From absent to a value, once. */
  | 'set-once'
  | 'decrease-only'
  | 'add-only'
  | 'not-removable'
  /** The server takes the new object, and the old value stays. */
  | 'ignored'
  | 'kept'
  | 'conditional'

export type Condition =
  | 'bound'
  | 'bundle-loads'
  | 'claim-grows'
  | 'elastic'
  | 'external-name'
  | 'gated-node-affinity'
  | 'gated-node-selector'
  | 'gates-go'
  | 'never-in-template'
  | 'no-health-check'
  | 'no-load-balancer'
  | 'not-deleting'
  | 'not-frozen'
  | 'not-stored'
  | 'same-resource-version'
  | 'suspended'
  | 'suspended-labels'
