/**
 * Schedules as the API server reads them, with github.com/robfig/cron/v3: five fields or a word. Odd things are taken
 * too (`,`, `*-5`, `+5`), because it takes them.
 */
export function faultOfSchedule(schedule: string): string | undefined {
  if (schedule.startsWith('@')) return faultOfWord(schedule)
  const fields = schedule.split(WHITE_SPACE).filter((it) => it !== '')
  if (fields.length !== FIELDS.length) return `a schedule has five fields, this one ${fields.length}`
  for (const [i, field] of FIELDS.entries())
    for (const part of (fields[i] ?? '').split(',')) {
      const fault = part === '' ? undefined : faultOfPart(part, field)
      if (fault !== undefined) return `in the ${field.name} \`${fields[i]}\`: ${fault}`
    }
  return undefined
}

/** The same time in a form that is allowed, where that is plain. */
export function fixedSchedule(schedule: string): string | undefined {
  const lower = schedule.trim().toLowerCase()
  if (lower.startsWith('@')) return WORDS.includes(lower) && lower !== schedule ? lower : undefined
  const fields = schedule.split(WHITE_SPACE).filter((it) => it !== '')
  const [seconds, ...others] = fields
  const better =
    fields.length === 6 && seconds === '0'
      ? others.join(' ')
      : fields.map((it, i) => (i === 4 ? weekday(it) : it)).join(' ')
  return better !== schedule && faultOfSchedule(better) === undefined ? better : undefined
}

/** 7 is Sunday elsewhere, and names are whole words. */
function weekday(field: string): string {
  const short = field.replaceAll(/\b(sun|mon|tue|wed|thu|fri|sat)[a-z]*/gi, '$1')
  return short.replaceAll(/(^|,)7(?=,|$)/g, '$10')
}

/** Go's idea of it. */
const WHITE_SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/

interface Field {
  readonly name: string
  readonly least: number
  readonly most: number
  readonly names: readonly string[]
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

const FIELDS: readonly Field[] = [
  { name: 'minute', least: 0, most: 59, names: [] },
  { name: 'hour', least: 0, most: 23, names: [] },
  { name: 'day of the month', least: 1, most: 31, names: [] },
  { name: 'month', least: 1, most: 12, names: MONTHS },
  { name: 'day of the week', least: 0, most: 6, names: WEEKDAYS },
]

/** One of the parts between commas: `*`, `5`, `1-5`, `10/15`, `mon-fri/2`. */
function faultOfPart(part: string, field: Field): string | undefined {
  const [range = '', step, ...steps] = part.split('/')
  const [first = '', last, ...more] = range.split('-')
  const isAny = first === '*' || first === '?'
  const from = isAny ? field.least : numberOf(first, field)
  if (from === undefined) return faultOfValue(first, field)
  if (!isAny && more.length > 0) return `\`${range}\` has more than one \`-\``
  const to = isAny ? field.most : last === undefined ? from : numberOf(last, field)
  if (to === undefined) return faultOfValue(last ?? '', field)
  if (steps.length > 0) return `\`${part}\` has more than one \`/\``
  const by = step === undefined ? 1 : wholeNumber(step)
  if (by === undefined) return `the step \`${step}\` is no number`
  // `10/15` goes on to the end.
  const end = step !== undefined && last === undefined ? field.most : to
  if (from < field.least) return `${from} is below ${field.least}`
  if (end > field.most) return `${end} is above ${field.most}${isSunday(end, field) ? '; Sunday is 0' : ''}`
  if (from > end) return `the range \`${range}\` goes backwards`
  return by === 0 ? 'a step of 0 leads nowhere' : undefined
}

function isSunday(value: number, { names }: Field): boolean {
  return names === WEEKDAYS && value === 7
}

function faultOfValue(text: string, { names }: Field): string {
  if (/^[LW#]|[LW#]$|#/.test(text)) return `\`L\`, \`W\` and \`#\` are not known here`
  const named = names.length > 0 ? ` nor one of ${names[0]} to ${names.at(-1)}` : ''
  return text === '' ? 'a number is missing' : `\`${text}\` is no number${named}`
}

function numberOf(text: string, { names, least }: Field): number | undefined {
  const index = names.indexOf(text.toLowerCase())
  return index >= 0 ? index + least : wholeNumber(text)
}

/** As Go reads it, in 64 bits. Negative ones are never allowed. */
function wholeNumber(text: string): number | undefined {
  if (!/^(?:\+?[0-9]+|-0+)$/.test(text)) return undefined
  const value = Number(text)
  return value < 2 ** 63 ? value : undefined
}

const WORDS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']

function faultOfWord(schedule: string): string | undefined {
  if (WORDS.includes(schedule)) return undefined
  if (!schedule.startsWith('@every '))
    return `there is no \`${schedule}\`; there are ${WORDS.map((it) => `\`${it}\``).join(', ')} and \`@every 1h30m\``
  const duration = schedule.slice('@every '.length)
  return isDuration(duration) ? undefined : `\`${duration}\` is no duration such as \`1h30m\``
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['ns', 1],
  ['us', 1e3],
  ['\u00b5s', 1e3],
  ['\u03bcs', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
  ['m', 60e9],
  ['h', 3600e9],
])

/** Go's durations: numbers with units, one after another. */
export function isDuration(text: string): boolean {
  const unsigned = text.replace(/^[+-]/, '')
  if (unsigned === '0') return true
  if (unsigned === '') return false
  const part = /(\d*)(\.\d*)?([^\d.]+)/y
  let total = 0
  while (part.lastIndex < unsigned.length) {
    const found = part.exec(unsigned)
    if (!found) return false
    const [, whole = '', fraction = '', unit = ''] = found
    const nanoseconds = UNITS.get(unit)
    if (nanoseconds === undefined || (whole === '' && fraction.length < 2)) return false
    total += Number(`${whole || 0}${fraction.length > 1 ? fraction : ''}`) * nanoseconds
  }
  return total < 2 ** 63
}
