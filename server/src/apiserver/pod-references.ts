import type { Problem } from '../problem.ts'
import { entries, isNull } from '../syntax/node.ts'
import { listed } from '../text/nearest.ts'
import { type At, aroundOf, field, isSet, listAt, textAt } from './at.ts'
import { text } from './looks.ts'
import { dnsLabel, dnsSubdomain } from './names.ts'
import { allContainers } from './pod-spec-containers.ts'
import { type Here, type Rows, row, rowAfterOthers, type Say } from './row.ts'

/** What containers name of their pod: volumes and claims. That a mounted volume is not there is said by a rule of ours. */
export const podReferences: Rows = {
  PodSpec: [
    rowAfterOthers(
      'POD23',
      'The server mounts only volumes in which it finds no fault. Put the volume right, and this is right too.',
      (here, say) => {
        if (here.kind !== 'StatefulSet') ofFaultyVolumes(here, here.found, NONE, say)
      },
    ),
    row('POD23', 'A container mounts volumes that its pod has.', (here, say) => {
      if (here.kind !== 'StatefulSet') inPieces(here, NONE, say)
    }),
    rowAfterOthers(
      'POD28',
      'A block device comes from a PersistentVolumeClaim, or from an ephemeral one.',
      (here, say) => {
        if (here.kind !== 'StatefulSet') blockDevices(here, volumesOf(here), faultyVolumes(here, here.found, NONE), say)
      },
    ),
    row('POD44', 'The file is written while the pod runs, to an `emptyDir` of the pod.', (here, say) => {
      if (here.kind !== 'StatefulSet') filesInVolumes(here, volumesOf(here), NONE, say)
    }),
    row('POD36', 'A container can only use a claim that its pod has.', claims),
  ],
  StatefulSetSpec: [
    row('POD23', 'A container mounts volumes that its pod has, or claims of its StatefulSet.', (here, say) =>
      inPieces(field(field(here, 'template'), 'spec'), claimTemplates(here), say),
    ),
    rowAfterOthers(
      'POD23',
      'The server mounts only volumes in which it finds no fault. Put the volume right, and this is right too.',
      (here, say) => ofFaultyVolumes(field(field(here, 'template'), 'spec'), here.found, claimTemplates(here), say),
    ),
    rowAfterOthers(
      'POD28',
      'A block device comes from a PersistentVolumeClaim, or from an ephemeral one.',
      (here, say) => {
        const spec = field(field(here, 'template'), 'spec')
        const claims = claimTemplates(here)
        blockDevices(spec, volumesOf(spec), new Set([...claims, ...faultyVolumes(spec, here.found, claims)]), say)
      },
    ),
    row('POD44', 'The file is written while the pod runs, to an `emptyDir` of the pod.', (here, say) => {
      const spec = field(field(here, 'template'), 'spec')
      filesInVolumes(spec, volumesOf(spec), claimTemplates(here), say)
    }),
  ],
  PodResourceClaim: [
    row('POD36', 'Containers name a claim of their pod by a label.', text('name', dnsLabel)),
    row(
      'POD36',
      'The pod uses a claim that exists, or has one made from a template: exactly one of the two.',
      oneClaim,
    ),
  ],
}

/** By name; of equal ones the first counts. */
type Volumes = ReadonlyMap<string, At>

function volumesOf(spec: At): Volumes {
  const volumes = new Map<string, At>()
  for (const volume of listAt(spec, 'volumes')) {
    const name = textAt(volume, 'name')
    if (name && !volumes.has(name)) volumes.set(name, volume)
  }
  return volumes
}

function claimTemplates(statefulSet: At): ReadonlySet<string> {
  const names = listAt(statefulSet, 'volumeClaimTemplates').flatMap((it) => textAt(field(it, 'metadata'), 'name') ?? [])
  return new Set(names)
}

const NONE: ReadonlySet<string> = new Set()

const MOUNTS = ['volumeMounts', 'volumeDevices']

/** A volume with a fault is no volume to the server: it says so at the volume, and again wherever it is mounted. */
function ofFaultyVolumes(spec: At, found: readonly Problem[], claims: ReadonlySet<string>, say: Say): void {
  const faulty = faultyVolumes(spec, found, claims)
  if (faulty.size === 0) return
  for (const container of allContainers(spec))
    for (const mount of mountsOf(container)) {
      const name = textAt(mount, 'name') ?? ''
      if (faulty.has(name))
        say['not-found'](field(mount, 'name'), `\`${name}\` cannot be mounted while the volume has a fault`, {
          isEcho: true,
        })
    }
}

/** The rule leaves out containers without an image, which are pieces of something else. The server does not. */
function inPieces(spec: At, claims: ReadonlySet<string>, say: Say): void {
  const volumes = volumesOf(spec)
  for (const container of ['initContainers', 'containers'].flatMap((it) => listAt(spec, it))) {
    if (textAt(container, 'image') !== undefined) continue
    for (const mount of mountsOf(container)) {
      const name = textAt(mount, 'name')
      if (name && !volumes.has(name) && !claims.has(name))
        say['not-found'](field(mount, 'name'), `this pod has no volume \`${name}\``)
    }
  }
}

function mountsOf(container: At): readonly At[] {
  return MOUNTS.flatMap((it) => listAt(container, it))
}

/** The names that no sound volume has. */
function faultyVolumes(spec: At, found: readonly Problem[], claims: ReadonlySet<string>): ReadonlySet<string> {
  const start = `${spec.path}.volumes[`
  const indexes = new Set(
    found
      .filter(isFault)
      .flatMap(({ path = '' }) => (path.startsWith(start) ? Number.parseInt(path.slice(start.length), 10) : [])),
  )
  const faulty = new Set<string>()
  const sound = new Set(claims)
  for (const [index, volume] of listAt(spec, 'volumes').entries())
    (indexes.has(index) ? faulty : sound).add(textAt(volume, 'name') ?? '')
  return new Set([...faulty].filter((it) => it !== '' && !sound.has(it)))
}

function isFault({ severity, cause, versions }: Problem): boolean {
  if (severity !== 'error' || cause === undefined || cause === 'decode' || cause === 'unknown') return false
  return versions?.below === undefined
}

/** `others` are claims, and volumes of which something else is said. */
function blockDevices(spec: At, volumes: Volumes, others: ReadonlySet<string>, say: Say): void {
  for (const container of allContainers(spec))
    for (const device of listAt(container, 'volumeDevices')) {
      const name = textAt(device, 'name') ?? ''
      const volume = others.has(name) ? undefined : volumes.get(name)
      if (!volume || isSet(field(volume, 'persistentVolumeClaim')) || isSet(field(volume, 'ephemeral'))) continue
      say.invalid(field(device, 'name'), `the volume \`${name}\` is no block device: that takes a claim`)
    }
}

function filesInVolumes(spec: At, volumes: Volumes, claims: ReadonlySet<string>, say: Say): void {
  for (const container of allContainers(spec))
    for (const variable of listAt(container, 'env')) {
      const source = field(variable, 'valueFrom')
      const ref = field(source, 'fileKeyRef')
      const name = textAt(ref, 'volumeName')
      if (!name || dnsLabel(name) !== undefined) continue
      const at = field(ref, 'volumeName')
      const volume = volumes.get(name)
      if (claims.has(name) || (volume && !isEmptyDir(volume)))
        say.invalid(at, `the volume \`${name}\` is no \`emptyDir\``)
      else if (!volume)
        say['not-found'](
          at,
          `this pod has no volume \`${name}\`; ${volumes.size > 0 ? `it has ${listed([...volumes.keys()], 6)}` : 'it has none at all'}`,
        )
    }
}

/** Without any source it becomes one. */
function isEmptyDir(volume: At): boolean {
  const sources = entries(volume.node).filter((it) => it.name !== 'name' && !isNull(it.value))
  return sources.length === 0 || isSet(field(volume, 'emptyDir'))
}

function claims(here: Here, say: Say): void {
  const known = new Set(listAt(here, 'resourceClaims').flatMap((it) => textAt(it, 'name') ?? []))
  for (const container of [...allContainers(here), here])
    for (const claim of listAt(field(container, 'resources'), 'claims')) {
      const name = textAt(claim, 'name')
      if (!name || known.has(name)) continue
      const has = known.size > 0 ? `it has ${listed([...known], 6)}` : 'it has none at all'
      say['not-found'](claim, `this pod has no claim \`${name}\` in \`resourceClaims\`; ${has}`, {
        mark: field(claim, 'name').node ?? aroundOf(claim),
      })
    }
}

function oneClaim(here: Here, say: Say): void {
  const claim = field(here, 'resourceClaimName')
  const template = field(here, 'resourceClaimTemplateName')
  if (isSet(claim) && isSet(template))
    say.invalid(here, 'give `resourceClaimName` or `resourceClaimTemplateName`, not both')
  if (!isSet(claim) && !isSet(template))
    say.invalid(here, 'a claim needs `resourceClaimName` or `resourceClaimTemplateName`', { ofWhole: true })
  for (const name of ['resourceClaimName', 'resourceClaimTemplateName']) {
    const value = textAt(here, name)
    const fault = value === undefined ? undefined : dnsSubdomain(value)
    if (fault !== undefined) say.invalid(field(here, name), `\`${value}\` ${fault}`)
  }
}
