import { scalar } from '../syntax/node.ts'
import { type At, booleanAt, field, isSet, mapAt, numberAt, textAt } from './at.ts'
import { change, removal } from './fixes.ts'
import { readingOf, selects } from './label-selectors.ts'
import { range } from './looks.ts'
import { dnsLabel, labelValue } from './names.ts'
import { nameOf } from './object-names.ts'
import { type Extra, type Here, type Rows, row, type Say } from './row.ts'

const ZERO_WHY = 'A number of pods, runs or seconds: none is 0, and less than none there is not.'
const SELECTOR_WHY =
  'A Job gives its pods a label of its own and selects them by it. Only with `manualSelector: true` the selector is yours, and then there must be one.'

/** What runs to its end. https://kubernetes.io/docs/concepts/workloads/controllers/job/ */
export const jobs: Rows = {
  JobSpec: [
    ...[
      'parallelism',
      'completions',
      'activeDeadlineSeconds',
      'backoffLimit',
      'ttlSecondsAfterFinished',
      'backoffLimitPerIndex',
      'maxFailedIndexes',
    ].map((it) => row('JOB2', ZERO_WHY, range(it, 0, Number.POSITIVE_INFINITY))),
    row(
      'JOB1',
      'A Job ends when its pods do, so their containers are restarted after a failure or not at all, never always.',
      (here, say) => {
        const spec = field(field(here, 'template'), 'spec')
        // A spec that is there without a policy is told of elsewhere.
        if (!isSet(spec))
          say.required(field(spec, 'restartPolicy'), 'a Job needs `restartPolicy`: `OnFailure` or `Never`')
        else if (textAt(spec, 'restartPolicy') === 'Always')
          say.required(field(spec, 'restartPolicy'), 'with `Always` a Job would never end: `OnFailure` or `Never`', {
            fixes: change(spec, 'restartPolicy', 'OnFailure', 'Never'),
          })
      },
    ),
    row(
      'JOB5',
      'Only the pods of an Indexed Job have indexes, and those are counted, so their number must be known and not too high.',
      indexes,
    ),
    row(
      'JOB8',
      'Whoever looks after the Job instead of the server names itself by a domain and a path: `example.com/queue`.',
      managedBy,
    ),
    row(
      'JOB8',
      'With a policy for failed pods the Job must wait until a pod has failed for good before it makes another.',
      (here, say) => {
        if (isSet(field(here, 'podFailurePolicy')) && textAt(here, 'podReplacementPolicy') === 'TerminatingOrFailed')
          say.unsupported(field(here, 'podReplacementPolicy'), 'beside `podFailurePolicy` only `Failed` is possible', {
            fixes: change(here, 'podReplacementPolicy', 'Failed'),
          })
      },
    ),
  ],
  Job: [
    row('JOB3', SELECTOR_WHY, selector),
    row(
      'JOB16',
      'The server sets these labels to the name and the uid of the Job. They stand in a manifest mostly because it was copied from a cluster.',
      ownLabels,
    ),
    row(
      'JOB15',
      'The pods of a Job get its name as a label, so the name must do as the value of a label: 63 characters at most.',
      nameAsLabel,
    ),
    row(
      'META7',
      'Each pod of an Indexed Job has the host name `<name of the Job>-<index>`, which must be one label of a DNS name.',
      hostNames,
    ),
  ],
  JobTemplateSpec: [
    row('JOB14', 'Each Job of a CronJob selects its own pods; a selector for all would mix them up.', (here, say) => {
      const spec = field(here, 'spec')
      const at = field(spec, 'selector')
      if (isSet(at))
        say.invalid(at, 'the Jobs of a CronJob get their selectors from the server', {
          fixes: removal(spec, 'selector'),
        })
      if (booleanAt(spec, 'manualSelector') === true)
        say.unsupported(field(spec, 'manualSelector'), 'the Jobs of a CronJob cannot have `manualSelector: true`', {
          fixes: removal(spec, 'manualSelector'),
        })
    }),
  ],
}

const MANY = 100_000
const FEW = 10_000

function indexes(here: Here, say: Say): void {
  const value = (name: string) => numberAt(here, name)
  const has = (name: string) => isSet(field(here, name))
  const atMost = (name: string, most: number, when: string) => {
    const is = value(name)
    if (is !== undefined && is > most) say.invalid(field(here, name), `\`${name}\` can be ${most} at most${when}`)
  }
  const mode = textAt(here, 'completionMode')
  if (has('maxFailedIndexes') && !has('backoffLimitPerIndex'))
    say.required(field(here, 'backoffLimitPerIndex'), '`maxFailedIndexes` needs `backoffLimitPerIndex` beside it')
  if (mode === 'Indexed') {
    // Where both are absent the server sets both to 1; it does not in a CronJob.
    const isCounted = has('completions') || (here.kind === 'Job' && !has('parallelism'))
    const completions = has('completions') ? value('completions') : isCounted ? 1 : undefined
    if (!isCounted) say.required(field(here, 'completions'), 'an Indexed Job needs to know its `completions`')
    atMost('parallelism', MANY, ' in an Indexed Job')
    if (completions !== undefined) atMost('maxFailedIndexes', completions, ', the number of `completions`')
    atMost('maxFailedIndexes', MANY, '')
    if (completions !== undefined && completions > MANY && has('backoffLimitPerIndex')) {
      const when = ` with more than ${MANY} \`completions\` and \`backoffLimitPerIndex\``
      if (!has('maxFailedIndexes'))
        say.required(field(here, 'maxFailedIndexes'), `\`maxFailedIndexes\` is needed${when}`)
      atMost('parallelism', FEW, when)
      atMost('maxFailedIndexes', FEW, when)
    }
  }
  if (mode === 'NonIndexed' || !has('completionMode'))
    for (const name of ['backoffLimitPerIndex', 'maxFailedIndexes'])
      if (has(name)) say.invalid(field(here, name), `\`${name}\` needs \`completionMode: Indexed\``)
}

/** Servers below 1.32 left it out. */
const SINCE_32: Extra = { versions: { from: 32 } }

function managedBy(here: Here, say: Say): void {
  const at = field(here, 'managedBy')
  const text = textAt(here, 'managedBy')
  if (text === undefined) return
  if (text === '') {
    say.required(at, '`managedBy` is empty: leave it out, or name who looks after the Job', SINCE_32)
    return
  }
  const slash = text.indexOf('/')
  const path = text.slice(slash + 1)
  const isPath = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(path)
  const isDomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(text.slice(0, slash))
  if (slash <= 0 || path === '' || !isPath || !isDomain || slash > 253)
    say.invalid(at, `\`${text}\` is no path with a domain before it, such as \`example.com/queue\``, SINCE_32)
  if (text.length > 63) say['too-long'](at, `\`managedBy\` has ${text.length} characters; 63 are the most`, SINCE_32)
}

function isManual(spec: At): boolean {
  return booleanAt(spec, 'manualSelector') === true
}

/** Stands for what nobody knows before the Job is there. */
const UNKNOWN = '\u0000'
const NAMES = ['job-name', 'batch.kubernetes.io/job-name']
const UID = 'batch.kubernetes.io/controller-uid'

/** That a manual one does not fit the pods is said by a rule of ours. */
function selector(here: Here, say: Say): void {
  const spec = field(here, 'spec')
  const at = field(spec, 'selector')
  const labels = field(field(field(spec, 'template'), 'metadata'), 'labels')
  const path = 'spec.template.metadata.labels'
  if (isManual(spec)) {
    if (isSet(at)) return
    say.required(at, '`manualSelector: true` needs a selector')
    say.invalid(labels, 'without a selector no pod fits, not even those of the template', { path })
    return
  }
  if (readingOf(at) !== 'fine') return
  const made = madeLabels(here)
  if (!selects(at, new Map(made)))
    say.invalid(at, 'the server makes the selector of a Job: leave it out, or set `manualSelector: true`', {
      fixes: removal(spec, 'selector'),
    })
  const ofPods = new Map([...made, ...labelsOf(field(spec, 'template'))])
  // Beside what is written it asks for the uid, unless that is written too.
  const isAsked = mapAt(at, 'matchLabels').some((it) => it.name === UID)
  if (!selects(at, ofPods) || (!isAsked && ofPods.get(UID) !== UNKNOWN))
    say.invalid(labels, 'the pods do not have the labels that the Job selects', { path })
}

function labelsOf(template: At): readonly (readonly [string, string])[] {
  return mapAt(field(template, 'metadata'), 'labels').map((it) => {
    const value = it.node ? scalar(it.node) : ''
    return [it.name, typeof value === 'string' ? value : UNKNOWN]
  })
}

/** The labels that the server adds to the pods. */
function madeLabels(here: Here): readonly (readonly [string, string])[] {
  const name = nameOf(field(here, 'metadata'))
  const known = name && !name.isMade ? name.text : UNKNOWN
  return [...NAMES.map((it) => [it, known] as const), ...['controller-uid', UID].map((it) => [it, UNKNOWN] as const)]
}

function ownLabels(here: Here, say: Say): void {
  const spec = field(here, 'spec')
  if (isManual(spec)) return
  const metadata = field(field(spec, 'template'), 'metadata')
  const made = new Map(madeLabels(here))
  for (const it of mapAt(metadata, 'labels')) {
    const wanted = made.get(it.name)
    const value = it.node ? scalar(it.node) : ''
    if (wanted === undefined || typeof value !== 'string' || value === wanted) continue
    const path = `spec.template.metadata.labels[${it.name}]`
    const message =
      wanted === UNKNOWN
        ? `the server sets \`${it.name}\` itself: leave it out`
        : `\`${it.name}\` must be \`${wanted}\`, the name of the Job`
    say.invalid(it, message, { path, fixes: removal(field(metadata, 'labels'), it.name) })
  }
}

/** Where the Job has no labels it takes those of the template, and with them this one. */
function nameAsLabel(here: Here, say: Say): void {
  const spec = field(here, 'spec')
  const name = nameOf(field(here, 'metadata'))
  const fault = name && labelValue(name.text)
  if (!name || fault === undefined || isManual(spec)) return
  const labels = mapAt(field(field(spec, 'template'), 'metadata'), 'labels')
  if (NAMES.every((it) => labels.some((one) => one.name === it))) return
  const own = mapAt(field(here, 'metadata'), 'labels')
  const message = `as the value of a label \`${name.text}\` ${fault}`
  say.invalid(name.at, message, { path: 'spec.template.labels' })
  if (labels.length > 0 && own.length === 0) say.invalid(name.at, message, { path: 'metadata.labels' })
}

function hostNames(here: Here, say: Say): void {
  const spec = field(here, 'spec')
  const name = nameOf(field(here, 'metadata'))
  if (!name || textAt(spec, 'completionMode') !== 'Indexed') return
  const isDefault = !isSet(field(spec, 'completions')) && !isSet(field(spec, 'parallelism'))
  const completions = isDefault ? 1 : (numberAt(spec, 'completions') ?? 0)
  if (completions <= 0) return
  const last = `${name.text}-${completions - 1}`
  const fault = dnsLabel(last)
  if (fault !== undefined)
    say.invalid(name.at, `the last pod would be \`${last}\`, which ${fault}`, { path: 'metadata.name' })
}
