import type { Row } from './checked.ts'

/** What of a problem stays the same when lines move: neither a line nor a column is in it. */
export interface Fingerprint {
  readonly file: string
  readonly rule: string
  /** `Deployment shop/web`; empty outside of objects. */
  readonly object: string
  readonly path: string
  readonly message: string
}

export function fingerprintOf(row: Row): Fingerprint {
  const { file, rule, kind, namespace, name, path, message } = row
  const called = [namespace, name].filter((it) => it !== null).join('/')
  return {
    file,
    rule,
    object: [kind, called].filter(Boolean).join(' '),
    path: path ?? '',
    message: message.replace(/\b(lines?|columns?) \d+/g, '$1'),
  }
}

/** The same as one text. No part of it has a line break that was not one in the file. */
export function fingerprintKey({ file, rule, object, path, message }: Fingerprint): string {
  return JSON.stringify([file, rule, object, path, message])
}
