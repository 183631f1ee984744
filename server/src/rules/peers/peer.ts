/** Another linter, and what says here what it says. */
export interface Peer {
  readonly name: string
  /** Where its checks are described. */
  readonly url: string
  /**
   * Our codes by the ids of its checks; none where nothing here says the same. Of a code that says many things, such as
   * `invalid-value`, the check is one of them.
   */
  readonly checks: Readonly<Record<string, readonly string[]>>
}

/** Ours for a check, whatever the id is. */
export function codesFor({ checks }: Peer, id: string): readonly string[] {
  return Object.hasOwn(checks, id) ? (checks[id] ?? []) : []
}
