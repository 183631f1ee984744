import type { Fix } from '../problem.ts'
import { amountOf, NANO } from '../schema/quantity.ts'
import { putEntries } from '../syntax/edits.ts'
import { resolved } from '../syntax/node.ts'
import { type At, aroundOf, field, isEmptyList, isSet, mapAt, textAt, textsAt } from './at.ts'
import { removal } from './fixes.ts'
import { text } from './looks.ts'
import { dnsLabel, dnsSubdomain } from './names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'
import { droppedDataSources } from './unjudged.ts'
import { needsText } from './volume-sources.ts'

const MODES_WHY =
  'ReadWriteOncePod promises that one pod alone has the volume, so it cannot be offered together with any other mode.'

/** https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistentvolumeclaims */
export const claims: Rows = {
  PersistentVolumeClaimSpec: [
    row(
      'PVC1',
      'The access modes say by how many nodes and pods the volume will be used; without any nothing can be bound.',
      (here, say) => {
        const at = field(here, 'accessModes')
        if (isEmptyList(at)) say.required(at, 'a claim needs an access mode, such as `ReadWriteOnce`')
      },
    ),
    row('PVC2', MODES_WHY, onePodAlone),
    row(
      'PVC3',
      'A claim asks for an amount of storage, in `resources.requests.storage`. Volumes that are smaller are not considered.',
      checkStorage,
    ),
    row(
      'PVC4',
      'A StorageClass is called like a subdomain. An empty name means a volume without a class, no name the default class.',
      text('storageClassName', dnsSubdomain),
    ),
    row('PVC22', 'A VolumeAttributesClass is called like a subdomain.', (here, say) => {
      const name = textAt(here, 'volumeAttributesClassName')
      const fault = name ? dnsSubdomain(name) : undefined
      const extra = { versions: { from: 34 } }
      if (fault !== undefined) say.invalid(field(here, 'volumeAttributesClassName'), `\`${name}\` ${fault}`, extra)
    }),
    row(
      'PVC6',
      'What a volume is filled from is a claim, a snapshot or something that a populator knows. `dataSource` is the older spelling: the server copies it to `dataSourceRef` or back, and both must say the same.',
      checkDataSources,
    ),
  ],
  PersistentVolumeSpec: [row('PVC2', MODES_WHY, onePodAlone)],
}

const MODES: readonly string[] = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany']

function onePodAlone(here: At, say: Say): void {
  const modes = textsAt(here, 'accessModes')
  const alone = modes.find((it) => it.text === 'ReadWriteOncePod')
  const other = modes.find((it) => MODES.includes(it.text))
  if (alone && other)
    say.forbidden(alone, `\`ReadWriteOncePod\` cannot stand beside \`${other.text}\`: it means one pod alone`, {
      path: `${here.path}.accessModes`,
    })
}

function checkStorage(here: At, say: Say): void {
  const requests = field(field(here, 'resources'), 'requests')
  const storage = mapAt(field(here, 'resources'), 'requests').find((it) => it.name === 'storage')
  const path = `${here.path}.resources[storage]`
  if (!storage) {
    if (!isSet(requests) || (requests.node && resolved(requests.node)?.tree.type === 'mapping'))
      say.required(requests, 'a claim needs `resources.requests.storage`, such as `10Gi`', {
        path,
        fixes: () => addStorage(here),
      })
    return
  }
  // A null counts as 0.
  const amount = amountOf(storage.node)
  if (!storage.node || (amount && amount.nano <= 0n))
    say.invalid(storage, `a claim asks for more than nothing: \`${amount?.text ?? 'null'}\` is no size`, { path })
  else if (amount && amount.nano % NANO !== 0n)
    say.warning(
      storage,
      `\`${amount.text}\` is no whole number of bytes; \`m\` stands for thousandths, \`M\` and \`Mi\` for millions`,
    )
}

function addStorage({ node }: At): readonly Fix[] {
  const edit = node && putEntries(node, ['resources', 'requests'], [['storage', '10Gi']])
  return edit ? [{ title: 'Add resources.requests.storage', safe: false, edits: [edit] }] : []
}

function checkDataSources(here: Here, say: Say): void {
  if (!here.node) return
  const dropped = droppedDataSources(here.node, here.kind)
  const source = field(here, 'dataSource')
  const ref = field(here, 'dataSourceRef')
  const hasSource = isSet(source) && !dropped.includes('dataSource')
  const hasRef = isSet(ref) && !dropped.includes('dataSourceRef')
  const isCopied = here.kind === 'PersistentVolumeClaim' && hasSource !== hasRef
  if (hasSource) checkDataSource(source, isCopied ? 'dataSourceRef' : undefined, here, say)
  if (hasRef) checkDataSource(ref, isCopied ? 'dataSource' : undefined, here, say)
  const namespace = hasRef ? textAt(ref, 'namespace') : undefined
  const fault = namespace ? dnsLabel(namespace) : undefined
  if (fault !== undefined) say.invalid(field(ref, 'namespace'), `\`${namespace}\` ${fault}`)
  if (!hasSource || !hasRef) return
  if (namespace) {
    const mark = source.key ?? aroundOf(source)
    say.invalid(here, '`dataSource` cannot stand beside a `dataSourceRef` into another namespace', { mark })
    return
  }
  const differs = ['apiGroup', 'kind', 'name'].find((it) => different(source, ref, it))
  if (differs !== undefined)
    say.invalid(here, `\`dataSource\` and \`dataSourceRef\` differ in \`${differs}\`: leave \`dataSource\` away`, {
      fixes: removal(here, 'dataSource'),
      mark: source.key ?? aroundOf(source),
    })
}

/** An absent group is another than an empty one. */
function different(one: At, other: At, name: string): boolean {
  const [a, b] = [textAt(one, name), textAt(other, name)]
  return name === 'apiGroup' ? a !== b : (a ?? '') !== (b ?? '')
}

/** `copy` is the field to which the server copies it: each fault is there too. */
function checkDataSource(at: At, copy: string | undefined, spec: At, say: Say): void {
  const group = textAt(at, 'apiGroup') ?? ''
  const kind = textAt(at, 'kind') ?? ''
  const copied = copy === undefined ? undefined : `${spec.path}.${copy}`
  for (const name of ['name', 'kind']) {
    if (copied === undefined || !needsText(at, name)) continue
    say.required(field(at, name), `so \`${copy}\`, which the server fills in from it, has no \`${name}\` either`, {
      path: `${copied}.${name}`,
    })
  }
  const report = (place: At, message: string, below: string) => {
    say.invalid(place, message)
    if (copied !== undefined)
      say.invalid(place, `${message} (the server copies it to \`${copy}\`)`, { path: `${copied}${below}` })
  }
  if (group === '' && kind !== 'PersistentVolumeClaim') {
    const place = isSet(field(at, 'kind')) ? { ...field(at, 'kind'), path: at.path } : at
    report(place, `without an \`apiGroup\` the kind is \`PersistentVolumeClaim\`, not \`${kind}\``, '')
  }
  const fault = group === '' ? undefined : dnsSubdomain(group)
  if (fault !== undefined) report(field(at, 'apiGroup'), `\`${group}\` ${fault}`, '.apiGroup')
}
