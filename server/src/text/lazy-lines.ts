/** The lines of a text that is opened at the first question. */
export function lazyLines(open: () => string): (line: number) => string {
  let text: string | undefined
  const starts = [0]
  return (line) => {
    text ??= open()
    while (starts.length <= line + 1) {
      const next = text.indexOf('\n', starts.at(-1))
      starts.push(next < 0 ? text.length + 1 : next + 1)
    }
    return text.slice(starts[line], (starts[line + 1] ?? 0) - 1)
  }
}
