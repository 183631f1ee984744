import type { Step } from './trail.ts'

export const SCHEME = 'purser'

/**
 * Explanations are virtual Markdown documents, one an id: `purser:/headless-service.md`. A slash in an id
 * (`apps/Deployment`) becomes `~`, so that all of them lie side by side and relative links between them are plain names.
 */
export function pathOf(id: string): string {
  return `/${id.replaceAll('/', '~')}.md`
}

export function idOf(path: string): string {
  return path.replace(/^\//, '').replace(/\.md$/, '').replaceAll('~', '/')
}

/** The preview of Markdown runs no commands, so that links by command (right for hovers) become links between documents. */
export function linkByName(markdown: string): string {
  return markdown.replace(/\(command:purser\.explain\?([^)\s]+)\)/g, (whole, encoded: string) => {
    const id = idIn(encoded)
    return id === undefined ? whole : `(${encodeURIComponent(pathOf(id).slice(1))})`
  })
}

/** A first line that leads to the page before; nothing where there is none. */
export function backLink(before: Step | undefined): string {
  if (!before) return ''
  const title = before.title.replace(/[[\]\\<>]/g, '\\$&')
  return `[← Back to ${title}](${encodeURIComponent(before.path.slice(1))})\n\n`
}

/** Previews show no title of their own. */
export function withHeading(title: string, markdown: string): string {
  return /^# /.test(markdown) ? markdown : `# ${title}\n\n${markdown}`
}

function idIn(encoded: string): string | undefined {
  try {
    const [argument] = JSON.parse(decodeURIComponent(encoded)) as readonly unknown[]
    const id = (argument as { readonly id?: unknown } | undefined)?.id
    return typeof id === 'string' && id !== '' ? id : undefined
  } catch {
    return undefined
  }
}
