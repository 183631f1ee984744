import type { Say } from './row.ts'

/** Says it for servers from a minor on: below, what it is about is switched off or not there. */
export function since(minor: number, say: Say): Say {
  const later =
    (cause: keyof Say): Say[keyof Say] =>
    (at, message, extra) =>
      say[cause](at, message, { versions: { from: minor }, ...extra })
  return {
    required: later('required'),
    invalid: later('invalid'),
    unsupported: later('unsupported'),
    duplicate: later('duplicate'),
    forbidden: later('forbidden'),
    'not-found': later('not-found'),
    'too-long': later('too-long'),
    'too-many': later('too-many'),
    warning: later('warning'),
  }
}
