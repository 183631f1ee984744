import { scalar } from '../syntax/node.ts'
import { listed } from '../text/nearest.ts'
import { type At, countAt, field, isObject, isSet, listAt, mapAt, textAt, textsAt } from './at.ts'
import { change, removal } from './fixes.ts'
import { checkLabelMap } from './labels.ts'
import { labelValue, qualifiedName } from './names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist']
const LISTED = ['In', 'NotIn']

const VALUES_WHY = '`In` and `NotIn` compare the label with values, so there must be some.'
const NO_VALUES_WHY = '`Exists` and `DoesNotExist` ask for the key alone, whatever its value.'
const LABELS_WHY = 'A selector can ask only for labels that there can be.'

/** Who is meant, told by labels. */
export const labelSelectors: Rows = {
  LabelSelector: [
    row('SEL1', 'A condition compares a label in one of four ways, spelt as they are here.', (here, say) => {
      for (const it of conditions(here)) checkOperator(it, say)
    }),
    row('SEL2', VALUES_WHY, (here, say) => {
      for (const it of conditions(here)) checkMissingValues(it, say)
    }),
    row('SEL3', NO_VALUES_WHY, (here, say) => {
      for (const it of conditions(here)) checkNeedlessValues(it, say)
    }),
    row('SEL4', LABELS_WHY, (here, say) => {
      if (isSet(field(here, 'matchLabels')) && isJudged(here))
        checkLabelMap(here, 'matchLabels', `${here.path}.matchLabels`, say)
      for (const it of conditions(here)) checkLabelOf(it, say)
    }),
  ],
  // Of reviews, which take operators that are not there yet.
  LabelSelectorAttributes: [
    row('SEL2', VALUES_WHY, (here, say) => {
      for (const it of listAt(here, 'requirements')) checkMissingValues(it, say)
    }),
    row('SEL3', NO_VALUES_WHY, (here, say) => {
      for (const it of listAt(here, 'requirements')) checkNeedlessValues(it, say)
    }),
    row('SEL4', LABELS_WHY, (here, say) => {
      for (const it of listAt(here, 'requirements')) checkLabelOf(it, say)
    }),
  ],
  FieldSelectorAttributes: [
    row('SEL2', VALUES_WHY, (here, say) => {
      for (const it of listAt(here, 'requirements')) checkMissingValues(it, say)
    }),
    row('SEL3', NO_VALUES_WHY, (here, say) => {
      for (const it of listAt(here, 'requirements')) checkNeedlessValues(it, say)
    }),
  ],
  AggregationRule: [
    row('SEL1', 'With a fault in it the server cannot tell which roles a selector means.', (here, say) => {
      for (const it of listAt(here, 'clusterRoleSelectors')) if (readingOf(it) === 'faulty') say.invalid(it, UNREADABLE)
    }),
  ],
}

/** Said of a selector as a whole, on top of what is wrong in it. */
export const UNREADABLE = 'nothing can be selected with this selector: something in it is wrong'

function checkOperator(condition: At, say: Say): void {
  const operator = textAt(condition, 'operator') ?? ''
  if (isOther(condition, 'operator') || OPERATORS.includes(operator)) return
  const same = OPERATORS.filter((it) => it.toLowerCase() === operator.toLowerCase())
  const message = operator === '' ? 'a condition needs `operator`' : `there is no operator \`${operator}\``
  say.invalid(field(condition, 'operator'), `${message}; there are ${listed(OPERATORS)}`, {
    fixes: change(condition, 'operator', ...(same.length > 0 ? same : OPERATORS)),
  })
}

function checkMissingValues(condition: At, say: Say): void {
  const operator = textAt(condition, 'operator') ?? ''
  if (LISTED.includes(operator) && countAt(condition, 'values') === 0)
    say.required(field(condition, 'values'), `\`${operator}\` needs \`values\``)
}

function checkNeedlessValues(condition: At, say: Say): void {
  const operator = textAt(condition, 'operator') ?? ''
  if (OPERATORS.includes(operator) && !LISTED.includes(operator) && countAt(condition, 'values'))
    say.forbidden(field(condition, 'values'), `\`${operator}\` takes no \`values\``, {
      fixes: removal(condition, 'values'),
    })
}

function checkLabelOf(condition: At, say: Say): void {
  const key = textAt(condition, 'key') ?? ''
  const fault = isOther(condition, 'key') ? undefined : qualifiedName(key)
  if (fault !== undefined)
    say.invalid(
      field(condition, 'key'),
      key === '' ? 'a condition needs the `key` of a label' : `the key \`${key}\` ${fault}`,
    )
  for (const value of textsAt(condition, 'values')) {
    const wrong = labelValue(value.text)
    if (wrong !== undefined) say.invalid(value, `\`${value.text}\` ${wrong}`)
  }
}

function conditions(here: Here): readonly At[] {
  const all = listAt(here, 'matchExpressions')
  return all.length > 0 && isJudged(here) ? all : []
}

/** The server does not look into the selector of a metric, nor into one that a CronJob cannot have at all. */
function isJudged({ kind, path }: Here): boolean {
  return kind !== 'HorizontalPodAutoscaler' && path !== 'spec.jobTemplate.spec.selector'
}

/** That is said elsewhere. */
function isOther(at: At, name: string): boolean {
  return textAt(at, name) === undefined && field(at, name).node !== undefined
}

/**
 * Whether the server can make anything of a selector: it is `faulty` if one of the faults above is in it, and `unknown`
 * where the server does not even get as far as that.
 */
export function readingOf(selector: At): 'fine' | 'faulty' | 'unknown' {
  if (selector.node && !isObject(selector)) return 'unknown'
  const labels = mapAt(selector, 'matchLabels').map(({ name, node }) => ({ name, value: node ? scalar(node) : '' }))
  const asked = listAt(selector, 'matchExpressions')
  if (labels.some((it) => typeof it.value !== 'string')) return 'unknown'
  if (asked.some((it) => isOther(it, 'key') || isOther(it, 'operator'))) return 'unknown'
  const isFine =
    labels.every(({ name, value }) => !qualifiedName(name) && !labelValue(String(value))) &&
    asked.every(isFineCondition)
  return isFine ? 'fine' : 'faulty'
}

function isFineCondition(condition: At): boolean {
  const operator = textAt(condition, 'operator') ?? ''
  const hasValues = (countAt(condition, 'values') ?? 0) > 0
  return (
    OPERATORS.includes(operator) &&
    LISTED.includes(operator) === hasValues &&
    !qualifiedName(textAt(condition, 'key') ?? '') &&
    textsAt(condition, 'values').every((it) => !labelValue(it.text))
  )
}

/** Asks for nothing, so everything fits. */
export function isEmptySelector(selector: At): boolean {
  return mapAt(selector, 'matchLabels').length + listAt(selector, 'matchExpressions').length === 0
}

/** Whether a selector without faults means what has these labels. */
export function selects(selector: At, labels: ReadonlyMap<string, string>): boolean {
  return (
    mapAt(selector, 'matchLabels').every((it) => labels.get(it.name) === (it.node ? scalar(it.node) : '')) &&
    listAt(selector, 'matchExpressions').every((it) => {
      const value = labels.get(textAt(it, 'key') ?? '')
      const isListed = value !== undefined && textsAt(it, 'values').some((one) => one.text === value)
      switch (textAt(it, 'operator')) {
        case 'In':
          return isListed
        case 'NotIn':
          return !isListed
        case 'Exists':
          return value !== undefined
        default:
          return value === undefined
      }
    })
  )
}
