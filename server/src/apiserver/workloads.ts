import type { Fix } from '../problem.ts'
import { putEntries, scalarText } from '../syntax/edits.ts'
import { scalar } from '../syntax/node.ts'
import { checkAtMostAll, checkPodCount, podCountAt } from './amounts.ts'
import { type At, field, isObject, isSet, mapAt, textAt } from './at.ts'
import { change, removal } from './fixes.ts'
import { isEmptySelector, readingOf, UNREADABLE } from './label-selectors.ts'
import { range } from './looks.ts'
import { type Here, type Row, type Rows, row } from './row.ts'

/** What the controllers of long-running pods have in common. */

const NUMBER_WHY = 'A number of pods, seconds or revisions: none is 0, and less than none there is not.'
const PODS_WHY = 'Numbers of pods are whole numbers without quotes, or whole percentages.'
const SELECTOR_WHY =
  'A controller knows its pods by its selector, and the selector never changes, so the server wants it said and wants it to fit the pods of the template.'
const RESTART_WHY = 'These pods are to run for ever, so their containers are always restarted. What may end is a Job.'
const DEADLINE_WHY = 'A pod with a deadline ends, and these pods are to run for ever. A Job can have one.'

function atLeastZero(id: string, name: string): Row {
  return row(id, NUMBER_WHY, range(name, 0, Number.POSITIVE_INFINITY))
}

const template: readonly Row[] = [
  row('WRK8', RESTART_WHY, (here, say) => {
    if (isUnseen(here)) return
    const spec = field(field(here, 'template'), 'spec')
    const policy = textAt(spec, 'restartPolicy')
    if (policy === 'OnFailure' || policy === 'Never')
      say.unsupported(
        field(spec, 'restartPolicy'),
        `the pods of a ${here.kind} cannot have \`restartPolicy: ${policy}\`, only \`Always\``,
        {
          fixes: change(spec, 'restartPolicy', 'Always'),
        },
      )
  }),
  row('WRK9', DEADLINE_WHY, (here, say) => {
    if (isUnseen(here)) return
    const spec = field(field(here, 'template'), 'spec')
    const at = field(spec, 'activeDeadlineSeconds')
    if (isSet(at))
      say.forbidden(at, `the pods of a ${here.kind} cannot have \`activeDeadlineSeconds\``, {
        fixes: removal(spec, 'activeDeadlineSeconds'),
      })
  }),
]

/** Of what a selector that it cannot read asks the server makes no picture, nor of the pods. */
function isUnseen(here: Here): boolean {
  return (here.kind === 'Deployment' || here.kind === 'ReplicaSet') && readingOf(field(here, 'selector')) === 'faulty'
}

const OLDER: ReadonlySet<string> = new Set(['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2'])

const selector: readonly Row[] = [
  row('WRK1', SELECTOR_WHY, (here, say) => {
    const at = field(here, 'selector')
    const template = field(here, 'template')
    const labels = field(field(template, 'metadata'), 'labels')
    const path = `${here.path}.template.metadata.labels`
    if (!isSet(at)) {
      // Older ones made one of the labels, or have it told by their schema.
      if (OLDER.has(here.apiVersion)) return
      // Most are refused for both; of a DaemonSet the server looks at the second only.
      const isSaidTwice = here.kind !== 'DaemonSet'
      const fixes = () => selectingTemplate(here)
      if (isSaidTwice)
        say.required(at, '`selector` is needed: without one no pod fits, not even those of the template', { fixes })
      say.invalid(here, 'without a selector no pod fits, not even those of the template', {
        path,
        fixes,
        ...(isSaidTwice ? { isEcho: true } : {}),
      })
    } else if (!isSet(template) && readingOf(at) === 'fine' && !isEmptySelector(at))
      say.invalid(labels, 'the selector asks for labels that the pods do not have: there is no template', { path })
  }),
  row('WRK2', SELECTOR_WHY, (here, say) => {
    const at = field(here, 'selector')
    if (isSet(at) && readingOf(at) === 'fine' && isEmptySelector(at))
      say.invalid(at, 'an empty selector would mean every pod of the namespace; name labels of the template', {
        fixes: () => selectingTemplate(here),
      })
  }),
]

function selectingTemplate(here: At): readonly Fix[] {
  const labels = mapAt(field(field(here, 'template'), 'metadata'), 'labels')
  const pairs = labels.flatMap(({ name, node }): [string, string][] => {
    const value = node && scalar(node)
    return typeof value === 'string' ? [[scalarText(name), scalarText(value)]] : []
  })
  const edit = here.node && pairs.length > 0 ? putEntries(here.node, ['selector', 'matchLabels'], pairs) : undefined
  return edit ? [{ title: 'Select the labels of the template', safe: false, edits: [edit] }] : []
}

/** On top of what is wrong in the selector. */
const unreadable = row(
  'SEL1',
  'With a fault in its selector a controller cannot know its pods, so the server refuses the selector as a whole too.',
  (here, say) => {
    const at = field(here, 'selector')
    if (readingOf(at) === 'faulty') say.invalid(at, UNREADABLE)
  },
)

export const workloads: Rows = {
  DeploymentSpec: [
    ...selector,
    unreadable,
    ...template,
    atLeastZero('WRK5', 'replicas'),
    atLeastZero('WRK6', 'minReadySeconds'),
    atLeastZero('WRK6', 'revisionHistoryLimit'),
  ],
  ReplicaSetSpec: [
    ...selector,
    unreadable,
    ...template,
    atLeastZero('WRK5', 'replicas'),
    atLeastZero('WRK6', 'minReadySeconds'),
  ],
  DaemonSetSpec: [
    ...selector,
    ...template,
    atLeastZero('WRK6', 'minReadySeconds'),
    atLeastZero('WRK6', 'revisionHistoryLimit'),
  ],
  StatefulSetSpec: [
    ...selector,
    unreadable,
    ...template,
    atLeastZero('WRK5', 'replicas'),
    atLeastZero('WRK6', 'minReadySeconds'),
  ],
  ReplicationControllerSpec: [
    row('WRK2', SELECTOR_WHY, (here, say) => {
      // A spec that is there is told of elsewhere.
      if (!here.node)
        say.required(field(here, 'selector'), 'a ReplicationController needs a selector, or labels in its template')
    }),
    ...template,
    atLeastZero('WRK5', 'replicas'),
    atLeastZero('WRK6', 'minReadySeconds'),
  ],
  ControllerRevision: [
    atLeastZero('WRK29', 'revision'),
    row('WRK29', 'A revision is what it holds: a piece of a workload, as an object.', (here, say) => {
      const at = field(here, 'data')
      if (isSet(at) && !isObject(at)) say.required(at, '`data` must be an object', { versions: { from: 33 } })
    }),
  ],
  PodDisruptionBudgetSpec: [
    row('WRK14', PODS_WHY, (here, say) => {
      for (const it of ['minAvailable', 'maxUnavailable']) checkPodCount(podCountAt(here, it, 0), say)
    }),
    row('WRK15', 'More pods than all there are not.', (here, say) => {
      for (const it of ['minAvailable', 'maxUnavailable']) checkAtMostAll(podCountAt(here, it, 0), say)
    }),
  ],
}
