import type { Resource } from '../model/resource.ts'
import type { View } from '../model/view.ts'
import type { Node } from '../syntax/node.ts'

/** Works out what the values around a place add up to: what no description of a field can say. */
export interface Explainer {
  /** Also the file name. */
  readonly id: string
  /** One or two sentences of Markdown, `undefined` where there is nothing to say. Never throws on odd values. */
  readonly explain: (question: Question) => string | undefined
}

export interface Question {
  readonly resource: Resource
  /** Of the entry or item asked about, from the resource: `['spec', 'strategy', 'rollingUpdate', 'maxSurge']`. */
  readonly path: readonly (string | number)[]
  /** Its value; missing in `key:`. */
  readonly node: Node | undefined
  readonly view: View
}
