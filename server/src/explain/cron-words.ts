import type { Schedule, Times } from './cron-fields.ts'
import { joined } from './words.ts'

export interface InWords {
  /** `at 02:30 every day`. */
  readonly text: string
  /** Whether it depends on the clock, and so on the time zone. */
  readonly clock: boolean
  /** What surprises people about it: one more sentence with a blank before it, or nothing. */
  readonly remark: string
}

/** `undefined` for schedules too odd for a sentence. */
export function scheduleInWords(schedule: Schedule): InWords | undefined {
  const time = timeInWords(schedule)
  const days = daysInWords(schedule)
  if (!time || days === undefined) return undefined
  const daily = days === '' && time.daily ? ' every day' : ''
  const { months } = schedule
  const names = spans(months.values, (it) => MONTHS[it - 1] ?? '')
  const inMonths = months.all ? '' : names.includes(' to ') ? `, ${names}` : ` in ${names}`
  const clock = time.daily || days !== '' || !months.all || !schedule.hours.all
  return { text: `${time.text}${daily}${days}${inMonths}`, clock, remark: remarkOn(schedule) }
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MANY = 8

interface Time {
  readonly text: string
  /** It names times of the day, after which "every day" reads well. */
  readonly daily: boolean
}

function timeInWords({ minutes, hours }: Schedule): Time | undefined {
  const first = minutes.values[0] ?? 0
  const each = evenly(minutes.values, 60)
  const often = minutes.all
    ? 'every minute'
    : each
      ? `every ${each} minutes${first === 0 ? '' : `, from minute ${first}`}`
      : undefined
  if (hours.all) {
    if (often) return { text: often, daily: false }
    if (minutes.values.length > 15) return undefined
    if (minutes.values.length > 1)
      return { text: `at minutes ${joined(minutes.values.map(String))} of every hour`, daily: false }
    return { text: first === 0 ? 'every hour, on the hour' : `every hour, at minute ${first}`, daily: false }
  }
  const last = minutes.values.at(-1) ?? 0
  const from = hours.values[0] ?? 0
  const to = hours.values.at(-1) ?? 0
  const unbroken = to - from === hours.values.length - 1
  if (often && unbroken) return { text: `${often} from ${clock(from, first)} to ${clock(to, last)}`, daily: true }
  if (minutes.values.length === 1) {
    const every = evenly(hours.values, 24)
    if (every && hours.values.length > 2)
      return { text: `every ${every} hours, from ${clock(from, first)}`, daily: false }
    if (unbroken && hours.values.length > 2)
      return { text: `every hour from ${clock(from, first)} to ${clock(to, first)}`, daily: true }
  }
  const times = hours.values.flatMap((hour) => minutes.values.map((minute) => clock(hour, minute)))
  if (times.length <= MANY) return { text: `at ${joined(times)}`, daily: true }
  if (hours.values.length > 12) return undefined
  const during = `of the hours ${spans(hours.values, String)}`
  if (often) return { text: `${often} ${during}`, daily: true }
  return minutes.values.length > 12
    ? undefined
    : {
        text: `at ${minutes.values.length === 1 ? 'minute' : 'minutes'} ${joined(minutes.values.map(String))} ${during}`,
        daily: true,
      }
}

/** The step of values that divide the whole into equal parts, also across its end. */
function evenly(values: readonly number[], whole: number): number | undefined {
  const step = (values[1] ?? 0) - (values[0] ?? 0)
  if (values.length < 2 || step * values.length !== whole) return undefined
  return values.every((it, i) => i === 0 || it - (values[i - 1] ?? 0) === step) ? step : undefined
}

/** Empty for every day. If both fields restrict the days, one that fits either counts. */
function daysInWords({ days, weekdays }: Schedule): string | undefined {
  const ofMonth = days.star ? '' : monthDays(days)
  const ofWeek = weekdays.star ? '' : weekDays(weekdays)
  if (ofMonth && ofWeek) return days.all || weekdays.all ? '' : `${ofMonth} and also${ofWeek}`
  return days.all && weekdays.all ? '' : days.all ? ofWeek : weekdays.all ? ofMonth : `${ofMonth}${ofWeek}`
}

function monthDays({ values }: Times): string {
  if (values.length === 1) return ` on day ${values[0]} of the month`
  const step = (values[1] ?? 0) - (values[0] ?? 0)
  const stepped = values.length > 4 && step > 1 && values.every((it, i) => it === (values[0] ?? 0) + i * step)
  const list = stepped ? `${values.slice(0, 3).join(', ')} and so on to ${values.at(-1)}` : spans(values, String)
  return ` on the days ${list} of the month`
}

function weekDays({ values }: Times): string {
  const inWeek = [...values].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7)).map((it) => (it + 6) % 7)
  const name = (it: number) => WEEKDAYS[(it + 1) % 7] ?? ''
  const unbroken = inWeek.length > 2 && (inWeek.at(-1) ?? 0) - (inWeek[0] ?? 0) === inWeek.length - 1
  if (unbroken) return `, ${name(inWeek[0] ?? 0)} to ${name(inWeek.at(-1) ?? 0)}`
  return ` on ${joined(inWeek.map((it) => `${name(it)}s`))}`
}

/** `1, 3 and 5 to 9`. */
function spans(values: readonly number[], name: (value: number) => string): string {
  const found: (readonly [number, number])[] = []
  for (const value of values) {
    const open = found.at(-1)
    if (open && open[1] === value - 1) found[found.length - 1] = [open[0], value]
    else found.push([value, value])
  }
  return joined(
    found.flatMap(([from, to]) =>
      to - from < 2 ? [...new Set([from, to])].map(name) : [`${name(from)} to ${name(to)}`],
    ),
  )
}

function remarkOn({ days, weekdays, months }: Schedule): string {
  if (!days.star && !weekdays.star && !days.all && !weekdays.all) {
    return ' A day needs to fit only one of the two: the day of the month or the day of the week.'
  }
  const only = days.values.length === 1 && weekdays.star ? (days.values[0] ?? 0) : 0
  const fitting = months.values.filter((month) => only <= (LENGTHS[month - 1] ?? 31))
  if (fitting.length === months.values.length) return ''
  if (fitting.length > 0) return ` Months without a day ${only} are left out.`
  return only === 29 ? ' Only leap years have that day.' : ' There is no such day: it never runs.'
}

/** Of the months, in most years. */
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
