/**
 * The five fields of a schedule as the controller reads them: lists, ranges, steps, three-letter names, `?` for `*`.
 * Found in the recorded answers of kube-apiserver 1.36.
 * https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export interface Schedule {
  readonly minutes: Times
  readonly hours: Times
  readonly days: Times
  readonly months: Times
  readonly weekdays: Times
}

export interface Times {
  /** All that fit, in order. */
  readonly values: readonly number[]
  /** It is `*`, which restricts nothing; a range over everything is not the same where days meet weekdays. */
  readonly star: boolean
  /** It holds every value there is. */
  readonly all: boolean
}

/** `undefined` if a field cannot be read. */
export function readSchedule(fields: readonly string[]): Schedule | undefined {
  const [minutes, hours, days, months, weekdays] = BOUNDS.map((bounds, i) => read(fields[i] ?? '', bounds))
  if (fields.length !== 5 || !minutes || !hours || !days || !months || !weekdays) return undefined
  return { minutes, hours, days, months, weekdays }
}

interface Bounds {
  readonly min: number
  readonly max: number
  readonly names: readonly string[]
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

const BOUNDS: readonly Bounds[] = [
  { min: 0, max: 59, names: [] },
  { min: 0, max: 23, names: [] },
  { min: 1, max: 31, names: [] },
  { min: 1, max: 12, names: MONTHS },
  { min: 0, max: 6, names: WEEKDAYS },
]

function read(field: string, bounds: Bounds): Times | undefined {
  const found = new Set<number>()
  let star = false
  for (const part of field.split(',')) {
    const range = rangeOf(part, bounds)
    if (!range) return undefined
    star ||= range.star
    for (let value = range.from; value <= range.to; value += range.step) found.add(value)
  }
  const values = [...found].sort((a, b) => a - b)
  return { values, star, all: values.length === bounds.max - bounds.min + 1 }
}

interface Range {
  readonly from: number
  readonly to: number
  readonly step: number
  readonly star: boolean
}

function rangeOf(part: string, bounds: Bounds): Range | undefined {
  const [, first = '', last, by] = /^([^/-]+)(?:-([^/-]+))?(?:\/(\d{1,4}))?$/.exec(part) ?? []
  const step = by === undefined ? 1 : Number(by)
  if (step === 0) return undefined
  if (first === '*' || first === '?') {
    return last === undefined ? { from: bounds.min, to: bounds.max, step, star: step === 1 } : undefined
  }
  const from = valueIn(first, bounds)
  // `5/15` means from 5 to the end in steps of 15
  const to = last === undefined ? (by === undefined ? from : bounds.max) : valueIn(last, bounds)
  if (from === undefined || to === undefined || from > to) return undefined
  return { from, to, step, star: false }
}

function valueIn(text: string, { min, max, names }: Bounds): number | undefined {
  const index = names.indexOf(text.toLowerCase())
  const value = index >= 0 ? index + min : /^\d{1,4}$/.test(text) ? Number(text) : undefined
  return value !== undefined && value >= min && value <= max ? value : undefined
}
