/**
 * A pattern of a custom resource is read by Go's RE2. We keep it only where JavaScript (with the `u` flag) reads the same.
 *
 * @param {string} pattern
 * @returns {string | undefined}
 */
export function readPattern(pattern) {
  // Flags, names and classes that JavaScript has not, or spells otherwise.
  if (/\(\?(?!:)|\\[AzZQEpPbBC]|\[\[:/.test(pattern)) return undefined
  const portable = pattern.replace(/\\([\s\S])|[[\]]/g, rewriteEscape())
  try {
    new RegExp(portable, 'u')
    return portable
  } catch {
    return undefined
  }
}

/** White space is narrower in Go, and Go lets any punctuation be escaped. */
function rewriteEscape() {
  let inClass = false
  /** @param {string} text @param {string | undefined} escaped */
  return (text, escaped) => {
    if (escaped === undefined) {
      inClass = text === '['
      return text
    }
    if (escaped === 's') return inClass ? '\\t\\n\\f\\r ' : '[\\t\\n\\f\\r ]'
    if (escaped === 'S' && !inClass) return '[^\\t\\n\\f\\r ]'
    const isPlain = /[^\w\s^$\\.*+?()[\]{}|/]/.test(escaped) && !(inClass && escaped === '-')
    return isPlain ? escaped : text
  }
}
