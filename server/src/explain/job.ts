import { at, isNull, type Node, stringAt } from '../syntax/node.ts'
import type { Explainer } from './explainer.ts'
import { below, count, type Path } from './values.ts'
import { duration, grouped } from './words.ts'

/**
 * How many pods a Job runs, how often it tries, and when it gives up or goes away.
 * https://kubernetes.io/docs/concepts/workloads/controllers/job/
 */
export const job: Explainer = {
  id: 'job',
  explain({ resource, path }) {
    const base = SPECS[`${resource.group}/${resource.kind}`]
    const [field, ...deeper] = (base && below(path, base)) ?? []
    const spec = base && at(resource.node, ...base)
    if (!spec || deeper.length > 0) return undefined
    switch (field) {
      case 'completions':
      case 'parallelism':
        return rounds(spec)
      case 'backoffLimit':
        return retries(spec)
      case 'activeDeadlineSeconds':
        return deadline(count(at(spec, field)))
      case 'ttlSecondsAfterFinished':
        return remains(count(at(spec, field)))
      default:
        return undefined
    }
  },
}

const SPECS: Readonly<Record<string, Path>> = {
  'batch/Job': ['spec'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec'],
}

function rounds(spec: Node): string | undefined {
  const parallelism = count(at(spec, 'parallelism'), 1)
  if (parallelism === undefined) return undefined
  if (parallelism === 0) return 'With a parallelism of 0 the Job starts no pods: it pauses until the number is raised.'
  if (isNull(at(spec, 'completions')) && !isNull(at(spec, 'parallelism'))) {
    if (parallelism === 1) return 'Runs one pod until one has succeeded.'
    return `Runs ${grouped(parallelism)} pods that share the work among themselves: once one of them succeeds no new ones start, and the Job is done when all have ended.`
  }
  const completions = count(at(spec, 'completions'), 1)
  if (completions === undefined) return undefined
  if (completions === 0) return 'With 0 completions the Job is done at once and runs nothing.'
  if (completions === 1) return 'Runs one pod until one has succeeded.'
  const numbered =
    stringAt(spec, 'completionMode') === 'Indexed' ? `, one for each index from 0 to ${completions - 1}` : ''
  const goal = `${grouped(completions)} pods have succeeded${numbered}`
  const together = Math.min(parallelism, completions)
  const least = Math.ceil(completions / together)
  if (together === 1) return `Runs one pod at a time until ${goal}.`
  if (together === completions) return `Runs all ${grouped(completions)} pods at once, until ${goal}.`
  return `Runs at most ${grouped(together)} pods at a time until ${goal}: at least ${grouped(least)} rounds.`
}

function retries(spec: Node): string | undefined {
  const limit = count(at(spec, 'backoffLimit'), isNull(at(spec, 'backoffLimitPerIndex')) ? 6 : undefined)
  if (limit === undefined) return undefined
  if (limit === 0) return 'The first failure of a pod fails the Job: nothing is tried again.'
  if (stringAt(spec, 'template', 'spec', 'restartPolicy') === 'OnFailure') {
    return `The Job fails when its containers have been restarted ${limit === 1 ? 'once' : `${grouped(limit)} times`} in all.`
  }
  const alone = count(at(spec, 'parallelism'), 1) === 1 && limit <= 6
  const sum = alone ? `: ${duration(10 * (2 ** limit - 1))} in all` : ''
  const waits =
    limit === 1 ? 'The second try starts after 10 seconds' : `The waits before new tries double from 10 seconds${sum}`
  return `The Job fails once ${grouped(limit + 1)} pods have failed. ${waits}.`
}

function deadline(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined
  return `After ${duration(seconds)} its pods are stopped and the Job has failed, however many retries are left.`
}

function remains(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined
  const when = seconds === 0 ? 'as soon as it has' : `${duration(seconds)} after it has`
  return `The Job is deleted ${when} succeeded or failed, and its pods and their logs with it.`
}
