import { scalar } from '../syntax/node.ts'
import { type At, aroundOf, countAt, field, isSet, listAt, mapAt, textAt, textsAt } from './at.ts'
import { change, either, removal } from './fixes.ts'
import { checkText, quoted, range, type Syntax } from './looks.ts'
import { dnsSubdomain, labelValue, qualifiedName } from './names.ts'
import { type Extra, type Rows, row, type Say } from './row.ts'

const weight = row(
  'PSP13',
  'The weights of all preferences that a node meets are added up; each is from 1 to 100.',
  range('weight', 1, 100, 'counts'),
)

/** Which nodes a pod, a volume or a device goes with. */
export const schedulingNodes: Rows = {
  PodSpec: [
    row('PSP4', 'Nodes are found by their labels, so keys and values have the form of labels.', (here, say) => {
      const { path } = field(here, 'nodeSelector')
      for (const it of mapAt(here, 'nodeSelector')) {
        const value = scalar(it.node)
        const ofKey = qualifiedName(it.name)
        const ofValue = typeof value === 'string' ? labelValue(value) : undefined
        if (ofKey !== undefined) say.invalid(it, `${quoted(it.name)} ${ofKey}`, { path, mark: aroundOf(it) })
        if (ofValue !== undefined) say.invalid(it, `\`${value}\` ${ofValue}`, { path })
      }
    }),
  ],
  NodeSelector: [
    row('PSP10', 'A selector without terms would match no node at all.', (here, say) => {
      const at = field(here, 'nodeSelectorTerms')
      if (isSet(at) && countAt(here, 'nodeSelectorTerms') === 0)
        say.required(at, '`nodeSelectorTerms` needs a term; the pod may run where one of them fits')
    }),
    row(
      'PSP11',
      'Values are compared with those of labels of nodes, so what cannot be the value of a label never fits.',
      (here, say) => {
        for (const term of listAt(here, 'nodeSelectorTerms'))
          for (const it of listAt(term, 'matchExpressions'))
            checkValues(it, labelValue, { versions: { from: 33 } }, say)
      },
    ),
  ],
  NodeSelectorTerm: [
    row(
      'PSP11',
      'An operator says how many values there are: `In` and `NotIn` need some, `Exists` and `DoesNotExist` have none, `Gt` and `Lt` compare with one number.',
      (here, say) => {
        for (const it of listAt(here, 'matchExpressions')) {
          checkText(field(it, 'key'), textAt(it, 'key'), qualifiedName, say)
          checkCount(it, say)
        }
      },
    ),
    row('PSP12', 'Of the fields of a node only its name can be asked for, one at a time.', (here, say) => {
      for (const it of listAt(here, 'matchFields')) checkFieldRequirement(it, say)
    }),
  ],
  PreferredSchedulingTerm: [weight],
  WeightedPodAffinityTerm: [weight],
}

const SOME: ReadonlySet<string> = new Set(['In', 'NotIn'])
const NONE: ReadonlySet<string> = new Set(['Exists', 'DoesNotExist'])
const ONE: ReadonlySet<string> = new Set(['Gt', 'Lt'])

function checkCount(requirement: At, say: Say): void {
  const operator = textAt(requirement, 'operator') ?? ''
  const values = field(requirement, 'values')
  const count = countAt(requirement, 'values')
  if (count === undefined) return
  if (SOME.has(operator) && count === 0) say.required(values, `\`operator: ${operator}\` needs \`values\``)
  if (ONE.has(operator) && count !== 1)
    say.required(values, `\`operator: ${operator}\` compares with one number in \`values\`, not ${count}`)
  if (!NONE.has(operator) || count === 0) return
  const other = operator === 'Exists' ? 'In' : 'NotIn'
  say.forbidden(values, `\`operator: ${operator}\` asks for the key alone: remove \`values\`, or use \`${other}\``, {
    fixes: either(removal(requirement, 'values'), change(requirement, 'operator', other)),
  })
}

function checkFieldRequirement(requirement: At, say: Say): void {
  const operator = textAt(requirement, 'operator') ?? ''
  const key = textAt(requirement, 'key') ?? ''
  const values = field(requirement, 'values')
  const count = countAt(requirement, 'values') ?? 1
  if (NONE.has(operator) || ONE.has(operator))
    say.invalid(
      field(requirement, 'operator'),
      `\`matchFields\` knows \`In\` and \`NotIn\` only, not \`${operator}\``,
      {
        fixes: change(requirement, 'operator', 'In', 'NotIn'),
      },
    )
  if (SOME.has(operator) && count !== 1)
    say.required(values, `\`matchFields\` takes one name of a node in \`values\`, not ${count}`)
  if (key === 'metadata.name') checkValues(requirement, dnsSubdomain, {}, say)
  else if (key !== '')
    say.invalid(field(requirement, 'key'), `\`matchFields\` knows \`metadata.name\` only, not \`${key}\``, {
      fixes: change(requirement, 'key', 'metadata.name'),
    })
}

function checkValues(requirement: At, syntax: Syntax, extra: Extra, say: Say): void {
  for (const it of textsAt(requirement, 'values')) {
    const fault = syntax(it.text)
    if (fault !== undefined) say.invalid(it, `${quoted(it.text)} ${fault}`, extra)
  }
}
