import type { Problem } from '../../server/src/problem.ts'
import { placesOf } from '../corpus/judge.ts'
import { type Case, normal } from './cases.ts'

export interface Judgement {
  /** How we differ from the server, if we do. Nothing is said of warnings beside an error. */
  readonly difference: 'false error' | 'missed' | 'paths' | 'types' | 'warning' | undefined
  /** The same for a person to read. */
  readonly text: string | undefined
  /** Whether the server warns, and whether we do. */
  readonly warned: boolean
  readonly warns: boolean
}

/** What we say of a manifest in the profile `apiserver`, beside what the server said. */
export function judge(it: Case, problems: readonly Problem[]): Judgement {
  const errors = problems.filter((one) => one.severity === 'error')
  const warnings = problems.filter((one) => one.severity === 'warning')
  // Said of what strict decoding refuses.
  const expected = it.warnings.filter((one) => !/^unknown field|^duplicate/.test(one))
  const flags = { warned: expected.length > 0, warns: warnings.length > 0 }
  const types = [...it.types.values()].flatMap((one) => [...one]).join(' ')
  const head = `${it.id}\n    server: ${it.refused ? 'refused' : 'accepted'} ${it.fields.join(' ')} ${types} ${it.message.slice(0, 300)} ${expected.join(' | ')}`
  const ours = problems.map(
    (one) => `\n    ours: ${one.server?.row ?? one.code} ${one.path ?? ''} (${one.cause ?? ''}) ${one.message}`,
  )
  const differs = (difference: Judgement['difference'], more = ''): Judgement => ({
    ...flags,
    difference,
    text: `${difference?.toUpperCase()} ${more}${head}${ours.join('')}`,
  })

  if (!it.refused) {
    if (errors.length > 0) return differs('false error')
    return flags.warned === flags.warns ? { ...flags, difference: undefined, text: undefined } : differs('warning')
  }
  if (errors.length === 0) return differs('missed')
  const fault = it.fields.length === 0 ? undefined : faultOfPaths(it, errors)
  if (fault) return differs(fault.difference, fault.text)
  return { ...flags, difference: undefined, text: undefined }
}

function faultOfPaths(
  it: Case,
  errors: readonly Problem[],
): { difference: 'paths' | 'types'; text: string } | undefined {
  const ours = new Set(errors.flatMap((one) => placesOf(it.manifest, one)))
  const named = new Set(it.fields.map(normal))
  const missed = it.fields.filter((one) => !ours.has(normal(one)))
  // A type error hides everything else from the server.
  const hides = it.fields.some((one) => one.startsWith('~'))
  const extra = hides ? [] : errors.filter((one) => !placesOf(it.manifest, one).some((place) => named.has(place)))
  if (missed.length > 0 || extra.length > 0) {
    const places = extra.map((one) => one.path ?? one.code).join(' ')
    return { difference: 'paths', text: `missed [${missed.join(' ')}] extra [${places}] ` }
  }
  const wrong = errors.filter((one) => {
    const types = it.types.get(normal(one.path ?? ''))
    const type = one.cause && TYPES[one.cause]
    return types !== undefined && type !== undefined && !types.has(type)
  })
  if (wrong.length === 0) return undefined
  return { difference: 'types', text: `${wrong.map((one) => `${one.path}: ${one.cause}`).join(', ')} ` }
}

const TYPES: Readonly<Record<string, string>> = {
  required: 'FieldValueRequired',
  invalid: 'FieldValueInvalid',
  unsupported: 'FieldValueNotSupported',
  duplicate: 'FieldValueDuplicate',
  forbidden: 'FieldValueForbidden',
  'not-found': 'FieldValueNotFound',
  'too-long': 'FieldValueTooLong',
  'too-many': 'FieldValueTooMany',
}
