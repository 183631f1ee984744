import type { Edit } from '../../text/edit.ts'

/** One offer at the cursor. Offsets of `edit` count from the start of the file. */
export interface Completion {
  readonly label: string
  readonly kind: 'kind' | 'field' | 'value' | 'label' | 'snippet'
  readonly detail?: string
  /** Offers are shown in the order of these. */
  readonly sortText: string
  /** What the typed text is compared with, where that is not the label. */
  readonly filterText?: string
  /** Whether the text to insert has tab stops, `${1:name}`. */
  readonly snippet: boolean
  /** Replaces what is typed so far. Further lines are indented for this place already: take them as they are. */
  readonly edit: Edit
  /** By which the documentation is made when somebody looks at the offer. */
  readonly more?: DocumentationRef
  readonly preselect?: true
  readonly deprecated?: true
  /** What comes next has offers too: worth asking again at once. */
  readonly suggest?: true
}

/** Says what to document as plain data, so that it can go to the client and back. */
export type DocumentationRef =
  | { readonly what: 'kind'; readonly apiVersion: string; readonly kind: string }
  | {
      readonly what: 'field'
      readonly apiVersion: string
      readonly kind: string
      /** From the resource. */
      readonly path: readonly (string | number)[]
      /** One of the values of the field. */
      readonly value?: string
      /** Only the note: another extension shows what the API says. */
      readonly brief?: true
    }

/** Offers of a higher group come later, within a group by their position. */
export function sortText(group: number, index: number): string {
  return `${group}${String(index).padStart(4, '0')}`
}

/** Text as it stands in a snippet: without a meaning of its own. */
export function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&')
}
