import { listed, nearest } from '../text/nearest.ts'
import { field, textAt } from './at.ts'
import { faultOfSchedule, fixedSchedule } from './cron-schedule.ts'
import { change, removal } from './fixes.ts'
import { range } from './looks.ts'
import { type Rows, row } from './row.ts'
import { faultOfTimeZone, timeZones } from './time-zones.ts'

const ZERO_WHY = 'A number of Jobs or seconds: none is 0, and less than none there is not.'

/** https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ */
export const cronJobs: Rows = {
  CronJobSpec: [
    row(
      'JOB9',
      'A schedule has five fields: minute, hour, day of the month, month, day of the week (0 to 6, Sunday is 0), or it is a word such as `@daily`. What other crons know besides, seconds, `L`, `W`, `#` or `@reboot`, this one does not.',
      (here, say) => {
        const schedule = textAt(here, 'schedule')
        if (!schedule || schedule.includes('TZ')) return
        const fault = faultOfSchedule(schedule)
        const better = fixedSchedule(schedule)
        if (fault !== undefined)
          say.invalid(
            field(here, 'schedule'),
            fault,
            better === undefined ? {} : { fixes: change(here, 'schedule', better) },
          )
      },
    ),
    row('JOB10', 'The time zone has a field of its own, `timeZone`, where the server can check it.', (here, say) => {
      if (textAt(here, 'schedule')?.includes('TZ'))
        say.invalid(field(here, 'schedule'), 'a schedule names no time zone: that belongs into `timeZone`')
    }),
    row(
      'JOB11',
      'A time zone is named as in the IANA database, in upper and lower case: `Europe/Berlin`, `Etc/UTC`. Abbreviations and offsets mean different things in different places.',
      (here, say) => {
        const zone = textAt(here, 'timeZone')
        const fault = zone === undefined ? undefined : faultOfTimeZone(zone)
        if (zone === undefined || fault === undefined) return
        const similar = zone.trim() === '' ? [] : similarTo(zone)
        const hint = similar.length > 0 ? `; did you mean ${listed(similar, 3)}?` : ''
        say.invalid(field(here, 'timeZone'), `${fault}${hint}`, {
          fixes: similar.length > 0 ? change(here, 'timeZone', ...similar) : removal(here, 'timeZone'),
        })
      },
    ),
    ...['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'].map((it) =>
      row('JOB13', ZERO_WHY, range(it, 0, Number.POSITIVE_INFINITY)),
    ),
  ],
}

function similarTo(zone: string): readonly string[] {
  const wanted = zone.trim().replaceAll(/\s+/g, '_').toLowerCase()
  const same = [...timeZones].filter((it) => it.toLowerCase() === wanted)
  return same.length > 0 || zone.length > 40 ? same : nearest(zone, [...timeZones]).slice(0, 3)
}
