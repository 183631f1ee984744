import type { Resource } from '../model/resource.ts'
import type { Summary } from '../model/summary.ts'
import type { View } from '../model/view.ts'
import type { Fix, Problem, Related, Severity } from '../problem.ts'
import type { Profile } from '../settings.ts'
import type { Node } from '../syntax/node.ts'
import type { Span } from '../text/edit.ts'

/** One rule is one file of this folder, under its id. Its examples are its tests and its docs page. */
export interface Rule {
  /** Also the file name, the code shown to people and the address of its page. Names the fault. */
  readonly id: string
  /** `error` is kept for what the API server refuses. */
  readonly severity: Severity
  /** One sentence that says what to do; the first line of the docs page and of the rule table. */
  readonly summary: string
  /** Markdown: why it matters, what bites, and when it is right to ignore it. */
  readonly why: string
  /** When it may be wrong: said on its page. */
  readonly falseAlarms: string
  /** The kinds it looks at, `group/Kind` without version (`apps/Deployment`, `/Service`); it is not run elsewhere. */
  readonly kinds: readonly string[] | 'any'
  /** Off unless somebody asks for it, for the profile `all` or for one of these. */
  readonly optional?: true
  /** Of one that is not optional: where it is a warning, though it is less elsewhere. */
  readonly profiles?: readonly Profile[]
  /** Of an optional one: people who know what they do disagree about it. The profile `strict` leaves it out. */
  readonly opinion?: true
  /** The ids of the notes that explain what is behind it, the one that says most first. */
  readonly notes?: readonly string[]
  /** An error of what can never work, and that the API server takes all the same: nothing for the profile `apiserver`. */
  readonly beyondServer?: true
  /** Less than an error, and yet some of what it finds is what the API server refuses or warns of. */
  readonly ofServer?: true
  /** Looks at one resource alone. */
  readonly check?: (resource: Resource, report: Report) => void
  /** Looks at a resource among the others of the workspace. Silent where the view does not show enough. */
  readonly checkAmong?: (resource: Resource, view: View, report: Report) => void
  /**
   * Whether `checkAmong` could say anything of a resource, by what others see of it: then a large tree need not be held in
   * memory until all of it is known. It may err on the side of yes.
   */
  readonly concerns?: (summary: Summary, view: View) => boolean
  /** YAML with markers (test/markers.ts); each is a test and a block of the docs page. At least one `good` is a near miss. */
  readonly examples: readonly Example[]
}

export type Report = (found: Found) => void

export interface Found {
  /** What to underline: the node, or a span that counts from the start of the document. */
  readonly at: Node | Span
  readonly message: string
  /** The field path as the API server writes it; made from the node where it is missing. */
  readonly path?: string
  /** Made only when somebody asks; the best first. */
  readonly fixes?: () => readonly Fix[]
  readonly related?: readonly Related[]
  readonly tag?: NonNullable<Problem['tag']>
  readonly versions?: NonNullable<Problem['versions']>
  /** Of what the API server itself refuses: its own type of error. */
  readonly cause?: NonNullable<Problem['cause']>
  /** What it names and nobody has seen, so that `externals` of the settings can say that it is elsewhere. */
  readonly absent?: NonNullable<Problem['absent']>
  readonly insteadOf?: NonNullable<Problem['insteadOf']>
  /** Where it differs from the rule's. */
  readonly severity?: Severity
}

export type Example =
  | { readonly good: string; readonly title?: string }
  /** `fixed`: the text after the first fix of every problem was applied. */
  | { readonly bad: string; readonly fixed?: string; readonly title?: string }
