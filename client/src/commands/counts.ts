import type { Counts } from '../protocol.ts'

/** `3 problems (1 error, 2 warnings)` */
export function countsInWords({ problems, errors, warnings }: Counts): string {
  if (problems === 0) return 'no problems'
  const parts = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ]
  return counted(problems, 'problem') + (parts.length > 0 ? ` (${parts.join(', ')})` : '')
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
