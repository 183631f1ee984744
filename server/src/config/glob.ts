import picomatch from 'picomatch'

/** Says whether a path, relative and with `/` between its parts, is meant. */
export type PathTest = (path: string) => boolean

/**
 * Globs as people know them from .gitignore and VS Code. One without a `/` is meant at any depth, one with a `/` (before
 * its end) from the top. What matches a folder matches all that is in it. No glob is wrong: one that cannot be read
 * matches nothing.
 */
export function globTest(globs: readonly string[]): PathTest {
  const patterns = globs.flatMap((glob) => {
    const trimmed = glob.trim().replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '')
    if (trimmed === '') return []
    const rooted = trimmed.includes('/') ? trimmed.replace(/^\//, '') : `**/${trimmed}`
    return [rooted, `${rooted}/**`]
  })
  if (patterns.length === 0) return () => false
  const test = picomatch(patterns, { dot: true })
  return (path) => path !== '' && test(path)
}
