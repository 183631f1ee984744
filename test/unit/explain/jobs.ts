import { type Case, type Row, table } from './case.ts'

const OVERLAP = 'A run that is due while the one before still goes on'
const BERLIN = 'in the time zone Europe/Berlin'

export const jobCases: readonly Case[] = [
  ...table('cron', 'batch/v1', 'CronJob', [
    ...schedules([
      ['* * * * *', 'every minute'],
      ['*/5 * * * *', 'every 5 minutes'],
      ['5/15 * * * *', 'every 15 minutes, from minute 5'],
      ['0 * * * *', 'every hour, on the hour'],
      ['@hourly', 'every hour, on the hour'],
      ['30 * * * *', 'every hour, at minute 30'],
      ['*/40 * * * *', 'at minutes 0 and 40 of every hour'],
      ['@every 1h30m', 'every `1h30m`'],
    ]),
    ...schedules([
      ['30 2 * * *', `at 02:30 every day, ${BERLIN}`],
      ['@daily', `at 00:00 every day, ${BERLIN}`],
      ['*/5 9-17 * * 1-5', `every 5 minutes from 09:00 to 17:55, Monday to Friday, ${BERLIN}`],
      ['0 9-17 * * MON-FRI', `every hour from 09:00 to 17:00, Monday to Friday, ${BERLIN}`],
      ['15 */6 * * *', `every 6 hours, from 00:15, ${BERLIN}`],
      ['0 8,16 * * sat,sun', `at 08:00 and 16:00 on Saturdays and Sundays, ${BERLIN}`],
      ['0 0 1 1,7 *', `at 00:00 on day 1 of the month in January and July, ${BERLIN}`],
      ['0 5 * jun-aug *', `at 05:00 every day, June to August, ${BERLIN}`],
      ['0 0 */2 * *', `at 00:00 on the days 1, 3, 5 and so on to 31 of the month, ${BERLIN}`],
      ['23 0-20/2 * * *', `at minute 23 of the hours 0, 2, 4, 6, 8, 10, 12, 14, 16, 18 and 20 every day, ${BERLIN}`],
    ]),
    [
      'either day',
      '{schedule: 0 0 13 * 5, timeZone: Etc/UTC}',
      'schedule',
      'Runs at 00:00 on day 13 of the month and also on Fridays, in the time zone Etc/UTC. A day needs to fit only one of the two: the day of the month or the day of the week.',
    ],
    [
      'short months',
      '{schedule: 0 0 31 * *, timeZone: Etc/UTC}',
      'schedule',
      'Runs at 00:00 on day 31 of the month, in the time zone Etc/UTC. Months without a day 31 are left out.',
    ],
    [
      'a day that never comes',
      '{schedule: 0 0 30 2 *, timeZone: Etc/UTC}',
      'schedule',
      'Runs at 00:00 on day 30 of the month in February, in the time zone Etc/UTC. There is no such day: it never runs.',
    ],
    [
      'leap day',
      '{schedule: 0 0 29 2 *, timeZone: Etc/UTC}',
      'schedule',
      'Runs at 00:00 on day 29 of the month in February, in the time zone Etc/UTC. Only leap years have that day.',
    ],
    [
      'no time zone',
      '{schedule: 30 2 * * *}',
      'schedule',
      'Runs at 02:30 every day, by the clock of the controller manager, usually UTC, as no `timeZone` is set.',
    ],
    [
      'runs that overlap',
      '{schedule: "@hourly", concurrencyPolicy: Forbid}',
      'schedule',
      `Runs every hour, on the hour. ${OVERLAP} is left out.`,
    ],
    [
      'suspended',
      '{schedule: "@hourly", suspend: true}',
      'schedule',
      'Runs every hour, on the hour. But `suspend: true` holds every run back.',
    ],
    [
      'policy',
      '{concurrencyPolicy: Replace}',
      'concurrencyPolicy',
      `${OVERLAP} replaces it: the older one is stopped.`,
    ],
    [
      'no policy',
      '{schedule: "@hourly"}',
      'concurrencyPolicy',
      `${OVERLAP} starts all the same: both run side by side.`,
    ],
    [
      'seconds',
      '{schedule: 0 0 * * * *}',
      'schedule',
      'A schedule has five fields (minute, hour, day of the month, month, day of the week); this one has 6.',
    ],
    ['Sunday is 0', '{schedule: 0 0 * * 7}', 'schedule', undefined],
    ['hour 24', '{schedule: 0 24 * * *}', 'schedule', undefined],
    ['backwards', '{schedule: 0 17-9 * * *}', 'schedule', undefined],
    ['last day', '{schedule: 0 0 L * *}', 'schedule', undefined],
    ['nothing', '{schedule: }', 'schedule', undefined],
    ['a number', '{schedule: 5}', 'schedule', undefined],
  ]),
  ...table('job', 'batch/v1', 'Job', [
    [
      'rounds',
      '{completions: 10, parallelism: 3}',
      'completions',
      'Runs at most 3 pods at a time until 10 pods have succeeded: at least 4 rounds.',
    ],
    ['a single pod', '{completions: 1}', 'completions', 'Runs one pod until one has succeeded.'],
    ['one by one', '{completions: 10}', 'completions', 'Runs one pod at a time until 10 pods have succeeded.'],
    [
      'by index',
      '{completions: 4, parallelism: 4, completionMode: Indexed}',
      'parallelism',
      'Runs all 4 pods at once, until 4 pods have succeeded, one for each index from 0 to 3.',
    ],
    [
      'a queue',
      '{parallelism: 3}',
      'parallelism',
      'Runs 3 pods that share the work among themselves: once one of them succeeds no new ones start, and the Job is done when all have ended.',
    ],
    [
      'paused',
      '{completions: 10, parallelism: 0}',
      'parallelism',
      'With a parallelism of 0 the Job starts no pods: it pauses until the number is raised.',
    ],
    [
      'retries',
      '{backoffLimit: 3}',
      'backoffLimit',
      'The Job fails once 4 pods have failed. The waits before new tries double from 10 seconds: 70 seconds in all.',
    ],
    [
      'retries side by side',
      '{backoffLimit: 3, parallelism: 2}',
      'backoffLimit',
      'The Job fails once 4 pods have failed. The waits before new tries double from 10 seconds.',
    ],
    [
      'no retries',
      '{backoffLimit: 0}',
      'backoffLimit',
      'The first failure of a pod fails the Job: nothing is tried again.',
    ],
    [
      'restarts in place',
      '{backoffLimit: 4, template: {spec: {restartPolicy: OnFailure}}}',
      'backoffLimit',
      'The Job fails when its containers have been restarted 4 times in all.',
    ],
    [
      'deadline',
      '{activeDeadlineSeconds: 5400}',
      'activeDeadlineSeconds',
      'After 1 hour 30 minutes its pods are stopped and the Job has failed, however many retries are left.',
    ],
    [
      'clean-up',
      '{ttlSecondsAfterFinished: 86400}',
      'ttlSecondsAfterFinished',
      'The Job is deleted 1 day after it has succeeded or failed, and its pods and their logs with it.',
    ],
    [
      'clean-up at once',
      '{ttlSecondsAfterFinished: 0}',
      'ttlSecondsAfterFinished',
      'The Job is deleted as soon as it has succeeded or failed, and its pods and their logs with it.',
    ],
    ['negative', '{backoffLimit: -1}', 'backoffLimit', undefined],
    ['half typed', '{ttlSecondsAfterFinished: }', 'ttlSecondsAfterFinished', undefined],
    ['text', '{completions: all}', 'completions', undefined],
  ]),
  ...table('job', 'batch/v1', 'CronJob', [
    [
      'its jobs',
      '{jobTemplate: {spec: {backoffLimit: 1}}}',
      'jobTemplate.spec.backoffLimit',
      'The Job fails once 2 pods have failed. The second try starts after 10 seconds.',
    ],
    ['not its own fields', '{backoffLimit: 1}', 'backoffLimit', undefined],
  ]),
]

function schedules(list: readonly (readonly [string, string])[]): readonly Row[] {
  return list.map(([schedule, words]) => [
    schedule,
    `{schedule: "${schedule}", timeZone: Europe/Berlin}`,
    'schedule',
    `Runs ${words}.`,
  ])
}
