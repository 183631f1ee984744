import type { Fix } from '../problem.ts'
import { replaceScalar } from '../syntax/edits.ts'
import { type At, field, listAt, mapAt, textAt, textsAt } from './at.ts'
import { change } from './fixes.ts'
import { labelValue } from './names.ts'
import { type Rows, row, type Say } from './row.ts'

const WHY =
  'Labels of nodes that began as beta have a lasting name since long. The kubelet sets the old ones still, for some time.'

/** Labels of nodes where pods and storage ask for them. */
export const nodeLabels: Rows = {
  PodSpec: [
    row('WAR1', WHY, (here, say) => {
      oldKeys(here, 'nodeSelector', undefined, say)
      const affinity = field(field(here, 'affinity'), 'nodeAffinity')
      const required = field(affinity, 'requiredDuringSchedulingIgnoredDuringExecution')
      for (const term of listAt(required, 'nodeSelectorTerms')) oldLabels(term, 'matchExpressions', 'key', say)
      for (const it of preferred(affinity)) oldLabels(field(it, 'preference'), 'matchExpressions', 'key', say)
      oldLabels(here, 'topologySpreadConstraints', 'topologyKey', say)
    }),
    row(
      'WAR22',
      'No node can have a label with such a value. The server refuses it where it is required and takes it as a mere wish.',
      (here, say) => {
        for (const it of preferred(field(field(here, 'affinity'), 'nodeAffinity'))) {
          for (const expression of listAt(field(it, 'preference'), 'matchExpressions'))
            impossibleValues(expression, say)
        }
      },
    ),
  ],
  VolumeNodeAffinity: [
    row('WAR16', WHY, (here, say) => {
      for (const term of listAt(field(here, 'required'), 'nodeSelectorTerms'))
        oldLabels(term, 'matchExpressions', 'key', say)
    }),
  ],
  TopologySelectorTerm: [row('WAR1', WHY, (here, say) => oldLabels(here, 'matchLabelExpressions', 'key', say))],
  Scheduling: [row('WAR1', WHY, (here, say) => oldKeys(here, 'nodeSelector', 'scheduling.nodeSelector', say))],
  CSIStorageCapacity: [
    row('WAR1', WHY, (here, say) => {
      const topology = field(here, 'nodeTopology')
      oldKeys(topology, 'matchLabels', undefined, say)
      oldLabels(topology, 'matchExpressions', 'key', say)
    }),
  ],
}

/** What took their places, and since when. */
const INSTEAD: ReadonlyMap<string, readonly [label: string, since: string]> = new Map([
  ['node-role.kubernetes.io/master', ['node-role.kubernetes.io/control-plane', '1.20']],
  ['beta.kubernetes.io/arch', ['kubernetes.io/arch', '1.14']],
  ['beta.kubernetes.io/os', ['kubernetes.io/os', '1.14']],
  ['failure-domain.beta.kubernetes.io/region', ['topology.kubernetes.io/region', '1.17']],
  ['failure-domain.beta.kubernetes.io/zone', ['topology.kubernetes.io/zone', '1.17']],
  ['beta.kubernetes.io/instance-type', ['node.kubernetes.io/instance-type', '1.17']],
])

function preferred(affinity: At): readonly At[] {
  return listAt(affinity, 'preferredDuringSchedulingIgnoredDuringExecution')
}

/** Labels that are the keys of a map. */
function oldKeys(holder: At, name: string, path: string | undefined, say: Say): void {
  for (const it of mapAt(holder, name)) {
    const [label, since] = INSTEAD.get(it.name) ?? []
    if (label === undefined) continue
    const at = it.key ? { ...it, node: it.key } : it
    say.warning(at, `\`${it.name}\` is deprecated since ${since}: write \`${label}\``, {
      fixes: () => (it.key && it.key.tree.type === 'scalar' ? renamed(it.key, label) : []),
      ...(path === undefined ? {} : { path }),
    })
  }
}

function renamed(key: NonNullable<At['key']>, label: string): readonly Fix[] {
  return [{ title: `Change to ${label}`, safe: false, edits: [replaceScalar(key, label)] }]
}

/** Labels that the items of a list name. */
function oldLabels(holder: At, list: string, key: string, say: Say): void {
  for (const it of listAt(holder, list)) {
    const text = textAt(it, key) ?? ''
    const [label, since] = INSTEAD.get(text) ?? []
    if (label === undefined) continue
    say.warning(field(it, key), `\`${text}\` is deprecated since ${since}: write \`${label}\``, {
      fixes: change(it, key, label),
    })
  }
}

function impossibleValues(expression: At, say: Say): void {
  for (const value of textsAt(expression, 'values')) {
    const fault = labelValue(value.text)
    if (fault !== undefined) say.warning(value, `\`${value.text}\` ${fault}, so no node has it`)
  }
}
