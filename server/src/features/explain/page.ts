export interface Explanation {
  readonly title: string
  /** Links between pages are the ids of other pages followed by `.md`. */
  readonly markdown: string
}

/** One block of Markdown below the other; what there is nothing to say of is left out. */
export function page(title: string, blocks: readonly (string | undefined | false)[]): Explanation {
  const present = blocks.filter((it) => typeof it === 'string' && it !== '')
  return { title, markdown: `${present.join('\n\n')}\n` }
}
