/** A page that somebody has read. */
export interface Step {
  readonly path: string
  readonly title: string
}

export interface Trail {
  /** A page is read now. Gives the one before it, to go back to. */
  readonly visit: (step: Step) => Step | undefined
  readonly find: (isIt: (step: Step) => boolean) => Step | undefined
}

/** The way that somebody took from page to page: the preview of Markdown has no button that leads back. */
export function createTrail(): Trail {
  const steps: Step[] = []
  return {
    visit: (step) => {
      if (steps.at(-1)?.path === step.path) return steps.at(-2)
      // They went back.
      if (steps.at(-2)?.path === step.path) steps.pop()
      else steps.push(step)
      if (steps.length > MOST_STEPS) steps.shift()
      return steps.at(-2)
    },
    find: (isIt) => steps.findLast(isIt),
  }
}

const MOST_STEPS = 100
