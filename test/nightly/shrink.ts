/** The shortest text that can be found by leaving out parts of `text` and that still fails; it looks `tries` times. */
export function shrunk(text: string, fails: (text: string) => boolean, tries = 3000): string {
  let best = text
  let left = tries
  for (const cutUp of [lines, characters]) {
    for (let size = Math.ceil(cutUp(best).length / 2); size >= 1 && left > 0; ) {
      const parts = cutUp(best)
      let isShorter = false
      for (let i = 0; i < parts.length && left > 0; i += size) {
        const shorter = [...parts.slice(0, i), ...parts.slice(i + size)].join('')
        left--
        if (shorter === best || !fails(shorter)) continue
        best = shorter
        isShorter = true
        break
      }
      if (!isShorter) size = size === 1 ? 0 : Math.ceil(size / 2)
    }
  }
  return best
}

function lines(text: string): readonly string[] {
  return text.split(/(?<=\n|\r(?!\n))/)
}

function characters(text: string): readonly string[] {
  return text.split('')
}
