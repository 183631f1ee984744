/**
 * Without any of these characters at its end. A pattern such as `/=+$/` would try every run of them to its end, and take
 * for ever on a long text with many.
 */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}
