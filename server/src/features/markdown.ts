/** `Deployment.spec.template.spec.containers[0].image`; keys of maps that are no plain names in quotes. */
export function pathLabel(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    if (text === '') return escaped(step)
    return isPlain(step) ? `${text}.${step}` : `${text}["${escaped(step)}"]`
  }, '')
}

/** Underscores at the ends would make it bold or slanted. */
function isPlain(step: string): boolean {
  return /^[a-z\d$](?:[\w$-]*[a-z\d$])?$/i.test(step)
}

/** Text of a manifest as Markdown that shows it as it is: nothing in it may become a link, or a picture to be fetched. */
export function escaped(text: string): string {
  return isPlain(text) ? text : text.replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&').replace(/\s+/g, ' ')
}

/**
 * Our own Markdown that quotes names of the manifest: without links, pictures and HTML, which it never has by itself. A
 * backslash in front, which would undo ours, is left out.
 */
export function withoutLinks(markdown: string): string {
  return markdown.replace(/\\*([[<])/g, '\\$1')
}

/** The API's own descriptions are nearly Markdown: bullets and back quotes are meant, angle brackets are not. */
export function description(text: string): string {
  return text
    .split(/(`[^`\n]*`)/)
    .map((part, i) => (i % 2 === 0 ? part.replaceAll('<', '&lt;') : part))
    .join('')
}

/** A description cut after a sentence where there is one. */
export function shortDescription(text: string, most: number): string {
  if (text.length <= most) return description(text)
  const cut = text.slice(0, most)
  const end = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('.\n'))
  return `${description(end > most / 2 ? cut.slice(0, end + 1) : cut.trimEnd())} …`
}

/** A paragraph of a note, cut behind a sentence or a word where no code, link or emphasis is open. */
export function shortParagraph(markdown: string, most: number): string {
  if (markdown.length <= most) return markdown
  const ends = [...markdown.slice(0, most).matchAll(/[.!?](?=\s)|\s/g)].reverse()
  const isWhole = ({ index, 0: end }: RegExpMatchArray, sentence: boolean) =>
    (end.trim() !== '') === sentence && isClosed(markdown.slice(0, (index ?? 0) + 1))
  const end =
    ends.find((it) => (it.index ?? 0) > most / 2 && isWhole(it, true)) ?? ends.find((it) => isWhole(it, false))
  return end ? `${markdown.slice(0, (end.index ?? 0) + 1).trimEnd()} …` : ''
}

function isClosed(text: string): boolean {
  const plain = text.replace(/\\./g, '')
  const count = (pattern: RegExp) => plain.match(pattern)?.length ?? 0
  return (
    count(/`/g) % 2 === 0 && count(/\*\*/g) % 2 === 0 && count(/\[/g) === count(/\]/g) && count(/\(/g) === count(/\)/g)
  )
}
