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
