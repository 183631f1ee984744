import { scalar } from '../syntax/node.ts'
import { type At, countAt, field, isSet, listAt, numberAt, textAt } from './at.ts'
import { change } from './fixes.ts'
import { faultOfIndexes } from './job-indexes.ts'
import { qualifiedName } from './names.ts'
import { type Extra, type Here, type Rows, row, type Say } from './row.ts'

/** https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy */
const FAILURE_WHY = 'A rule says what the end of a pod means, by the exit codes of its containers or by its conditions.'
/** https://kubernetes.io/docs/concepts/workloads/controllers/job/#success-policy */
const SUCCESS_WHY =
  'A rule says which indexes, or how many, are enough for the Job to count as done, so there must be indexes.'

export const jobPolicies: Rows = {
  JobSpec: [
    row(
      'JOB6',
      'A policy for failed pods decides after each end of a pod, so the containers must not be restarted within it.',
      (here, say) => {
        const spec = field(field(here, 'template'), 'spec')
        if (isSet(field(here, 'podFailurePolicy')) && textAt(spec, 'restartPolicy') === 'OnFailure')
          say.invalid(field(spec, 'restartPolicy'), 'beside `podFailurePolicy` only `Never` is possible', {
            fixes: change(spec, 'restartPolicy', 'Never'),
          })
      },
    ),
    row('JOB6', FAILURE_WHY, failurePolicy),
    row('JOB7', SUCCESS_WHY, successPolicy),
  ],
}

const MOST_RULES = 20

function failurePolicy(here: Here, say: Say): void {
  const policy = field(here, 'podFailurePolicy')
  tooMany(policy, 'rules', MOST_RULES, {}, say)
  const spec = field(field(here, 'template'), 'spec')
  const containers = new Set(
    ['containers', 'initContainers'].flatMap((it) => listAt(spec, it).map((one) => textAt(one, 'name') ?? '')),
  )
  for (const rule of listAt(policy, 'rules')) {
    if (textAt(rule, 'action') === 'FailIndex' && !isSet(field(here, 'backoffLimitPerIndex')))
      say.invalid(field(rule, 'action'), '`FailIndex` needs `backoffLimitPerIndex` in the Job')
    const codes = field(rule, 'onExitCodes')
    const hasConditions = (countAt(rule, 'onPodConditions') ?? 1) > 0
    if (isSet(codes) && hasConditions)
      say.invalid(rule, 'a rule asks for `onExitCodes` or for `onPodConditions`, not for both')
    if (!isSet(codes) && !hasConditions) say.invalid(rule, 'a rule needs `onExitCodes` or `onPodConditions`')
    if (isSet(codes)) exitCodes(codes, containers, say)
    tooMany(rule, 'onPodConditions', MOST_RULES, {}, say)
    for (const it of listAt(rule, 'onPodConditions')) {
      const type = textAt(it, 'type') ?? ''
      const fault = isSet(field(it, 'type')) && textAt(it, 'type') === undefined ? undefined : qualifiedName(type)
      if (fault !== undefined)
        say.invalid(field(it, 'type'), type === '' ? 'a condition needs `type`' : `\`${type}\` ${fault}`)
      if (here.kind === 'CronJob' && !isSet(field(it, 'status')))
        say.required(field(it, 'status'), 'before Kubernetes 1.34 a condition in a CronJob needs `status`', BELOW_34)
    }
  }
}

/** They filled it in of Jobs alone. */
const BELOW_34: Extra = { versions: { below: 34 } }
const MOST_CODES = 255

function exitCodes(at: At, containers: ReadonlySet<string>, say: Say): void {
  const container = textAt(at, 'containerName')
  if (container !== undefined && !containers.has(container))
    say.invalid(field(at, 'containerName'), `there is no container \`${container}\` in the template`)
  const values = field(at, 'values')
  if (countAt(at, 'values') === 0) say.invalid(values, 'there must be one exit code at least')
  tooMany(at, 'values', MOST_CODES, {}, say)
  const seen = new Set<number>()
  let last: number | undefined
  let isOrdered = true
  for (const it of listAt(at, 'values')) {
    const code = it.node ? scalar(it.node) : 0
    if (typeof code !== 'number') return
    if (code === 0 && textAt(at, 'operator') === 'In') say.invalid(it, '0 is no failure, so `In` cannot ask for it')
    if (seen.has(code)) say.duplicate(it, `${code} is in the list already`)
    seen.add(code)
    isOrdered &&= last === undefined || last <= code
    last = code
  }
  if (!isOrdered) say.invalid(values, 'the exit codes must be in ascending order')
}

function tooMany(holder: At, name: string, most: number, extra: Extra, say: Say): void {
  const count = countAt(holder, name) ?? 0
  if (count > most)
    say['too-many'](field(holder, name), `${count} are too many: \`${name}\` has ${most} at most`, extra)
}

/** Servers below 1.31 left it out. */
const SINCE_31: Extra = { versions: { from: 31 } }
const LONGEST = 64 * 1024

function successPolicy(here: Here, say: Say): void {
  const policy = field(here, 'successPolicy')
  if (!isSet(policy)) return
  if (textAt(here, 'completionMode') !== 'Indexed') {
    say.invalid(policy, '`successPolicy` needs `completionMode: Indexed`', SINCE_31)
    return
  }
  tooMany(policy, 'rules', MOST_RULES, SINCE_31, say)
  if (countAt(policy, 'rules') === 0) say.required(field(policy, 'rules'), 'a policy needs one rule at least', SINCE_31)
  const completions = completionsOf(here)
  for (const rule of listAt(policy, 'rules')) {
    const count = field(rule, 'succeededCount')
    const indexes = field(rule, 'succeededIndexes')
    if (!isSet(count) && !isSet(indexes))
      say.required(rule, 'a rule needs `succeededCount` or `succeededIndexes`', SINCE_31)
    const text = textAt(rule, 'succeededIndexes')
    const read = text === undefined || completions === undefined ? undefined : faultOfIndexes(text, completions)
    if (text !== undefined && text.length > LONGEST)
      say['too-long'](indexes, `\`succeededIndexes\` has ${text.length} characters; ${LONGEST} are the most`, SINCE_31)
    if (typeof read === 'string') say.invalid(indexes, read, SINCE_31)
    const value = numberAt(rule, 'succeededCount')
    if (value === undefined) continue
    if (value < 0) say.invalid(count, `\`succeededCount\` must be at least 0, not ${value}`, SINCE_31)
    if (completions !== undefined && value > completions)
      say.invalid(count, `\`succeededCount\` can be ${completions} at most, the number of \`completions\``, SINCE_31)
    const listed = typeof read === 'number' ? read : typeof read === 'string' ? 0 : undefined
    if (listed !== undefined && value > listed)
      say.invalid(count, `\`succeededCount\` can be ${listed} at most: so many are in \`succeededIndexes\``, SINCE_31)
  }
}

/** Those that the server sets where there are none; `undefined` where there are none all the same. */
function completionsOf(here: Here): number | undefined {
  if (isSet(field(here, 'completions'))) return numberAt(here, 'completions')
  return here.kind === 'Job' && !isSet(field(here, 'parallelism')) ? 1 : undefined
}
