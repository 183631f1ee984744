/**
 * The syntax of one YAML document as an immutable value.
 *
 * A tree knows its length, never its place: an offset counts from the start of the parent. So an edit changes only
 * the trees on the way to it, and every other tree stays the same object. `node.ts` puts trees at their places.
 */
export type Tree = MappingTree | SequenceTree | ScalarTree | AliasTree

interface Properties {
  /** From the first character (of the tag or anchor, where there is one) to the end of the last, comments within included. */
  readonly length: number
  /** The name after `&`. */
  readonly anchor?: string
  /** As written, such as `!!str`. */
  readonly tag?: string
  /** Whether an alias stands anywhere inside: then what the tree means depends on what stands before it. */
  readonly aliases?: true
}

export interface MappingTree extends Properties {
  readonly type: 'mapping'
  /** Written with braces. */
  readonly flow: boolean
  readonly pairs: readonly PairTree[]
}

/** One `key: value`. The key starts the pair. */
export interface PairTree {
  /** Of the key, from the start of the mapping. */
  readonly offset: number
  readonly key: Tree
  /** Of the value, from the start of the mapping. */
  readonly valueOffset: number
  /** Missing in `key:` and in a half-typed `key`. Both read as null. */
  readonly value: Tree | undefined
}

export interface SequenceTree extends Properties {
  readonly type: 'sequence'
  /** Written with brackets. */
  readonly flow: boolean
  readonly items: readonly ItemTree[]
}

export interface ItemTree {
  /** Of the `-` in a block sequence, of the value in a flow sequence; from the start of the sequence. */
  readonly offset: number
  readonly valueOffset: number
  /** Missing after a lone `-`: reads as null. */
  readonly value: Tree | undefined
}

export interface ScalarTree extends Properties {
  readonly type: 'scalar'
  readonly style: ScalarStyle
  /** What the scalar says once quotes, escapes and folding are undone; not yet a number or boolean. */
  readonly text: string
}
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded'

export interface AliasTree extends Properties {
  readonly type: 'alias'
  /** The name after `*`. */
  readonly name: string
}

/** Something wrong with the YAML itself. The span counts from the start of the document. */
export interface SyntaxProblem {
  readonly from: number
  readonly to: number
  readonly code: SyntaxCode
  readonly message: string
  /** What leads out of it, where something can. Defaults to an error. */
  readonly severity?: 'hint'
}
export type SyntaxCode = 'yaml-syntax' | 'yaml-duplicate-key' | 'yaml-unsupported' | 'yaml-too-deep' | 'yaml-too-large'

export interface Comment {
  readonly from: number
  readonly to: number
}

/** One YAML document: all from one document marker to the next. Offsets count from its first character. */
export interface Document {
  readonly text: string
  /** Missing when there is nothing but comments and markers. */
  readonly tree: Tree | undefined
  /** Where the tree starts. */
  readonly offset: number
  readonly problems: readonly SyntaxProblem[]
  /** In the order of the text, each from its `#` to the end of its line. */
  readonly comments: readonly Comment[]
  /** Something in it reaches beyond the entry that holds it (an anchor, a conflict, a tab): an edit reads it all again. */
  readonly entangled?: true
}
