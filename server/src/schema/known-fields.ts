import { memo } from '../memo.ts'
import { type Catalogue, fieldOf, type Type } from './catalogue.ts'
import type { Definition, Field } from './definition.ts'

/** A field, and what holds for it wherever it is written. */
export interface KnownField {
  readonly field: Field
  readonly type: Type
  /** Any value of its type will do, in every version of Kubernetes. */
  readonly isPlain: boolean
}

/** The fields of a type, each worked out when it is first met: all objects ask for all that they have. */
export class KnownFields {
  /** Those of which the server says something when they are not there: of dozens a few. */
  readonly demanded: readonly (readonly [name: string, field: Field])[]
  readonly #catalogue: Catalogue
  readonly #definition: Definition
  readonly #known = new Map<string, KnownField>()

  constructor(catalogue: Catalogue, definition: Definition) {
    this.#catalogue = catalogue
    this.#definition = definition
    this.demanded = Object.entries(definition.fields).filter(
      ([, { zero, req, lax, need }]) => zero || (req && !lax) || need,
    )
  }

  named(name: string): KnownField | undefined {
    return this.#known.get(name) ?? this.#find(name)
  }

  #find(name: string): KnownField | undefined {
    const field = fieldOf(this.#definition, name)
    if (!field) return undefined
    const { since, until, off, dropped, valueHistory, limits, keys } = field
    const isPlain = !(since || until || off || dropped || valueHistory || limits || keys || field.enum)
    const known = { field, type: this.#catalogue.type(field.t), isPlain }
    this.#known.set(name, known)
    return known
  }
}

export function knownFields(catalogue: Catalogue, definition: Definition): KnownFields {
  return fieldsIn(catalogue)(definition)
}

const fieldsIn = memo('knownTypes', (catalogue: Catalogue) =>
  memo('knownFields', (definition: Definition) => new KnownFields(catalogue, definition)),
)
