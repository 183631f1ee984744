import { scalar } from '../syntax/node.ts'
import { listed } from '../text/nearest.ts'
import { type At, countAt, field, isObject, listAt, mapAt, textAt, textsAt } from './at.ts'
import { change, removal } from './fixes.ts'
import { checkLabelMap } from './labels.ts'
import { labelValue, qualifiedName } from './names.ts'
import { type Here, type Rows, row } from './row.ts'

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist']
const LISTED = ['In', 'NotIn']

/** Who is meant, told by labels. */
export const labelSelectors: Rows = {
  LabelSelector: [
    row('SEL1', 'A condition compares a label in one of four ways, spelt as they are here.', (here, say) => {
      for (const it of conditions(here)) {
        const operator = textAt(it, 'operator') ?? ''
        if (isOther(it, 'operator') || OPERATORS.includes(operator)) continue
        const same = OPERATORS.filter((one) => one.toLowerCase() === operator.toLowerCase())
        const message = operator === '' ? 'a condition needs `operator`' : `there is no operator \`${operator}\``
        say.invalid(field(it, 'operator'), `${message}; there are ${listed(OPERATORS)}`, {
          fixes: change(it, 'operator', ...(same.length > 0 ? same : OPERATORS)),
        })
      }
    }),
    row('SEL2', '`In` and `NotIn` compare the label with values, so there must be some.', (here, say) => {
      for (const it of conditions(here)) {
        const operator = textAt(it, 'operator') ?? ''
        if (LISTED.includes(operator) && countAt(it, 'values') === 0)
          say.required(field(it, 'values'), `\`${operator}\` needs \`values\``)
      }
    }),
    row('SEL3', '`Exists` and `DoesNotExist` ask for the key alone, whatever its value.', (here, say) => {
      for (const it of conditions(here)) {
        const operator = textAt(it, 'operator') ?? ''
        if (OPERATORS.includes(operator) && !LISTED.includes(operator) && countAt(it, 'values'))
          say.forbidden(field(it, 'values'), `\`${operator}\` takes no \`values\``, { fixes: removal(it, 'values') })
      }
    }),
    row('SEL4', 'A selector can ask only for labels that there can be.', (here, say) => {
      if (!isJudged(here)) return
      checkLabelMap(here, 'matchLabels', `${here.path}.matchLabels`, say)
      for (const it of conditions(here)) {
        const key = textAt(it, 'key') ?? ''
        const fault = isOther(it, 'key') ? undefined : qualifiedName(key)
        if (fault !== undefined)
          say.invalid(
            field(it, 'key'),
            key === '' ? 'a condition needs the `key` of a label' : `the key \`${key}\` ${fault}`,
          )
        for (const value of textsAt(it, 'values')) {
          const wrong = labelValue(value.text)
          if (wrong !== undefined) say.invalid(value, `\`${value.text}\` ${wrong}`)
        }
      }
    }),
  ],
}

function conditions(here: Here): readonly At[] {
  return isJudged(here) ? listAt(here, 'matchExpressions') : []
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
