/** `Deployment.spec.template.spec.containers[0].image`; keys of maps that are no plain names in quotes. */
export function pathLabel(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    if (!/^[\w$-]+$/.test(step)) return text === '' ? step : `${text}["${escaped(step)}"]`
    return text === '' ? step : `${text}.${step}`
  }, '')
}

/** Text of the API or of a manifest as Markdown that shows it as it is. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&')
}

/**
 * The API's own descriptions are nearly Markdown: bullets and back quotes are meant, angle brackets are not. Cut after a
 * sentence where there is one.
 */
export function shortened(text: string, most: number): string {
  const plain = text.replaceAll('<', '&lt;')
  if (plain.length <= most) return plain
  const cut = plain.slice(0, most)
  const end = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('.\n'))
  return end > most / 2 ? `${cut.slice(0, end + 1)} …` : `${cut.trimEnd()} …`
}
