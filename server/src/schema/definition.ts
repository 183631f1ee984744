/**
 * The compact form in which the generator (schemas/) writes the API's types, and in which we use them as they are.
 *
 * Three texts, each useful alone:
 * - `index.json`: an `Index`; all that start-up reads.
 * - `definitions.jsonl`: one `Definition` a line; the line number, from zero, is its id. A line is parsed when first met.
 * - `descriptions.jsonl`: one JSON string a line, opened on the first hover.
 */
export interface Index {
  /** The newest version of Kubernetes in it, `1.36`. */
  readonly kubernetes: string
  /** The oldest minor that the history reaches back to, `1.20`. */
  readonly oldest: string
  /** By `apiVersion/Kind`: `apps/v1/Deployment`, `v1/Pod`. Removed kinds are here too. */
  readonly kinds: { readonly [gvk: string]: Kind }
  /** The packages it was made from, `cert-manager` → `6.0.0`. */
  readonly packages: { readonly [name: string]: string }
}

export interface Kind {
  /** The line of its definition. Missing for a removed kind whose shape no package carries any more. */
  readonly definition?: number
  /** `kubernetes`, or the short name of the package with the custom resource, `cert-manager`. */
  readonly from: string
  readonly plural?: string
  readonly short?: readonly string[]
  readonly namespaced?: boolean
  /** Minors: `1.19`. Missing: throughout the range of the index. `removed` is the first that no longer serves it. */
  readonly introduced?: string
  readonly deprecated?: string
  readonly removed?: string
  /** The `apiVersion/Kind` to use instead. */
  readonly replacement?: string
  /** Served only when an administrator asks for it (alpha and beta versions). */
  readonly off?: true
  /** Nobody writes it in a manifest: reviews, bindings, options. */
  readonly transient?: true
}

/** An object type with named fields. */
export interface Definition {
  /** The last part of its OpenAPI name, `Container`; for an inline object of a custom resource the path, `Certificate.spec.issuerRef`. */
  readonly name: string
  /** For types of Kubernetes itself: the whole OpenAPI name, `io.k8s.api.core.v1.Container`. */
  readonly id?: string
  /** A line of descriptions.jsonl. */
  readonly doc?: number
  readonly fields: { readonly [name: string]: Field }
  /** Fields that are not listed are kept and mean something to somebody (`x-kubernetes-preserve-unknown-fields`). */
  readonly open?: true
  /** Groups of fields of which at most one may be set. */
  readonly unions?: readonly (readonly string[])[]
}

/**
 * What a place may hold, spelt in one short string:
 * `string boolean int32 int64 double bytes time microtime quantity int-or-string` scalars of the API;
 * `number` a number with or without a fraction (custom resources);
 * `raw` any object, unknown fields kept; `json` any value; `object` an object of which nothing is known;
 * `schema-or-bool schema-or-array schema-or-strings` as in JSON Schema, with the schema itself at `#N`, written `schema-or-bool#N`;
 * `#12` the definition on line 12; `[]T` a list of T; `map[]T` a map from string to T.
 */
export type TypeName = string

export interface Field {
  readonly t: TypeName
  readonly doc?: number
  /** OpenAPI says required. */
  readonly req?: 1
  /** ... but the server accepts its absence. */
  readonly lax?: 1
  /** OpenAPI says optional, but the server always refuses its absence. */
  readonly need?: 1
  /** Absent means `{}`: the server then reports the required fields inside at their own paths. */
  readonly zero?: 1
  /** Written by the server when absent and the parent present. */
  readonly default?: unknown
  /** ... only in these kinds. */
  readonly defaultIn?: readonly string[]
  /** The only values there are; anything else is refused. */
  readonly enum?: readonly (string | number | boolean)[]
  /** `""` is accepted beside `enum` and means unset. */
  readonly blank?: 1
  /** What the server calls it if the field is missing, or its value not in `enum`, where it has no special word for that. */
  readonly says?: 'invalid' | 'unsupported'
  /** Where the server sees a value that is not in `enum`, if not here: in the object that holds the field. */
  readonly blames?: 'holder'
  /** Usual values of an open set. */
  readonly values?: readonly string[]
  readonly list?: 'atomic' | 'set' | 'map'
  /** Of a `map` list: what must be unique. */
  readonly keys?: readonly string[]
  /** Needs a feature gate that is off by default: accepted, then dropped in silence. */
  readonly off?: 1
  /** Always dropped. */
  readonly dropped?: 1
  readonly since?: string
  /** The last minor that has it. */
  readonly until?: string
  /** The same for single values of `enum` and `values`. */
  readonly valueHistory?: { readonly [value: string]: { readonly since?: string; readonly until?: string } }
  /** Of custom resources only: the limits in their schema. They hold for the value, or for the items with `item`. */
  readonly limits?: Limits
  readonly itemLimits?: Limits
}

export interface Limits {
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minProperties?: number
  readonly maxProperties?: number
  /** Only where it is valid in JavaScript with the `u` flag and means the same as in Go. */
  readonly pattern?: string
  readonly format?: string
  /** Of the items of a list or the values of a map: the closed set. */
  readonly enum?: readonly (string | number | boolean)[]
}
