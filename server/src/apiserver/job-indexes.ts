/** What is wrong with a list of indexes such as `0,2-4`, or how many it has. */
export function faultOfIndexes(text: string, completions: number): string | number {
  if (text === '') return 0
  let last: number | undefined
  let total = 0
  for (const part of text.split(',')) {
    const ends = part.split('-')
    if (ends.length > 2) return `\`${part}\` is no range: two indexes with a \`-\` between them`
    const [from = Number.NaN, to = from] = ends.map(wholeNumber)
    if (Number.isNaN(from) || Number.isNaN(to)) return `\`${part}\` is neither an index nor a range such as \`2-4\``
    if (Math.max(from, to) >= completions)
      return `there is no index ${Math.max(from, to)}: they end at ${completions - 1}`
    if ((ends.length > 1 && from >= to) || (last !== undefined && last >= from))
      return 'indexes must be in ascending order'
    total += to - from + 1
    last = to
  }
  return total
}

function wholeNumber(text: string): number {
  return /^[+-]?[0-9]+$/.test(text) ? Number(text) : Number.NaN
}
