import { changesTo } from '../schema/change-to.ts'
import { type At, booleanAt, field, isSet, listAt, markOf, textAt } from './at.ts'
import { checkText } from './looks.ts'
import { descendingPath, noBacksteps } from './names.ts'
import { type Here, type Row, type Rows, row, type Say } from './row.ts'

const ofContainer: readonly Row[] = [
  row(
    'POD26',
    'What a container mounts below this path is to show up on the node: only a privileged container may do that.',
    bidirectional,
  ),
  row(
    'POD28',
    'A block device stands in the container under one path, once. What is mounted as a file system is not a device too.',
    devices,
  ),
]

export const containerVolumes: Rows = {
  Container: ofContainer,
  EphemeralContainer: ofContainer,
  VolumeMount: [
    row(
      'POD25',
      'The path leads from the root of the volume downwards, so it is relative and does not go up.',
      subPaths,
    ),
    row(
      'POD27',
      'Read-only all the way down needs a mount that is read-only itself and into which nothing is propagated.',
      recursive,
    ),
  ],
}

/** Of most fields of a mount the server leaves out the number. */
function unnumbered(here: Here): Here {
  return { ...here, path: here.path.replace(/\[\d+\]$/, '') }
}

function subPaths(here: Here, say: Say): void {
  for (const name of ['subPath', 'subPathExpr']) {
    const value = textAt(here, name)
    if (value) checkText(field(unnumbered(here), name), value, descendingPath, say)
  }
  if (textAt(here, 'subPath') && textAt(here, 'subPathExpr'))
    say.invalid(field(here, 'subPathExpr'), '`subPathExpr` cannot stand beside `subPath`: give one of them')
}

const RECURSIVE = ['Disabled', 'Enabled', 'IfPossible']

function recursive(here: Here, say: Say): void {
  const value = textAt(here, 'recursiveReadOnly')
  if (value === undefined || value === 'Disabled') return
  const at = field(unnumbered(here), 'recursiveReadOnly')
  const { node } = at
  if (!node) return
  if (!RECURSIVE.includes(value)) {
    const fixes = () => changesTo(node, RECURSIVE)
    say.unsupported(at, `\`recursiveReadOnly\` takes \`Disabled\`, \`Enabled\` or \`IfPossible\`, not \`${value}\``, {
      fixes,
    })
    return
  }
  if (booleanAt(here, 'readOnly') !== true)
    say.forbidden(at, `\`recursiveReadOnly: ${value}\` needs \`readOnly: true\``, { ofWhole: true })
  const propagation = field(here, 'mountPropagation')
  if (isSet(propagation) && textAt(here, 'mountPropagation') !== 'None')
    say.forbidden(at, `\`recursiveReadOnly: ${value}\` needs \`mountPropagation: None\``)
}

function bidirectional(here: Here, say: Say): void {
  const mounts = listAt(here, 'volumeMounts')
  if (mounts.length === 0 || booleanAt(field(here, 'securityContext'), 'privileged') === true) return
  const path = `${here.path}.volumeMounts.mountPropagation`
  for (const mount of mounts)
    if (textAt(mount, 'mountPropagation') === 'Bidirectional')
      say.forbidden(field(mount, 'mountPropagation'), '`Bidirectional` is for privileged containers only', {
        path,
        ofWhole: true,
      })
}

/** Missing names and paths are said elsewhere. Of equal names in the other list the last one counts, as in Go's maps. */
function devices(here: Here, say: Say): void {
  const devices = listAt(here, 'volumeDevices')
  if (devices.length === 0) return
  const mounts = listAt(here, 'volumeMounts')
  uniqueNames(devices, say)
  for (const device of devices) checkText(field(device, 'devicePath'), textAt(device, 'devicePath'), noBacksteps, say)
  apart(mounts, 'mountPath', byName(devices, 'devicePath'), '`volumeDevices`', say)
  apart(devices, 'devicePath', byName(mounts, 'mountPath'), '`volumeMounts`', say)
}

function uniqueNames(devices: readonly At[], say: Say): void {
  const seen = new Map<string, At>()
  for (const device of devices) {
    const at = field(device, 'name')
    const name = textAt(device, 'name')
    if (!name) continue
    const first = seen.get(name)
    if (!first) seen.set(name, at)
    else {
      const related = [{ ...markOf(first), message: 'the first one' }]
      say.invalid(at, `\`${name}\` is in \`volumeDevices\` already`, { related })
    }
  }
}

function byName(items: readonly At[], path: string): ReadonlyMap<string, string> {
  return new Map(items.map((it) => [textAt(it, 'name') ?? '', textAt(it, path) ?? '']))
}

function apart(items: readonly At[], key: string, others: ReadonlyMap<string, string>, list: string, say: Say): void {
  const paths = new Set(others.values())
  for (const item of items) {
    const name = textAt(item, 'name')
    const path = textAt(item, key)
    if (name && others.has(name)) say.invalid(field(item, 'name'), `\`${name}\` is in ${list} already: use it one way`)
    if (path && paths.has(path)) say.invalid(field(item, key), `\`${path}\` is already a path in ${list}`)
  }
}
