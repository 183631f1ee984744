import { at, type Node, scalar, values } from '../syntax/node.ts'

/**
 * A node of which the API says that it holds a `T` of `kubernetes-types`. It says nothing of what a person really wrote
 * there; but a rule that asks for a field that the API does not have does not compile.
 */
export type Of<T> = Node & { readonly of?: T }

/** The value of a field. */
export function get<T, K extends keyof T & string>(
  node: Of<T> | undefined,
  field: K,
): Of<NonNullable<T[K]>> | undefined {
  return at(node, field) as Of<NonNullable<T[K]>> | undefined
}

/** The items of a list that have a value. */
export function each<T>(list: Of<readonly T[]> | undefined): readonly Of<T>[] {
  return values(list) as readonly Of<T>[]
}

/** A field's text, if it is text. */
export function text<T>(node: Of<T> | undefined, field: keyof T & string): string | undefined {
  const value = scalar(at(node, field))
  return typeof value === 'string' ? value : undefined
}

/** Takes a node for a `T`: at the borders, where the kind says so. */
export function as<T>(node: Node): Of<T>
export function as<T>(node: Node | undefined): Of<T> | undefined
export function as<T>(node: Node | undefined): Of<T> | undefined {
  return node as Of<T> | undefined
}
