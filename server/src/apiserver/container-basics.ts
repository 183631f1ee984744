import { changesTo, renaming } from '../schema/change-to.ts'
import { type At, field, isEmptyList, listAt, markOf, textAt } from './at.ts'
import { text } from './looks.ts'
import { dnsLabel } from './names.ts'
import { type Here, type Row, type Rows, row, type Say } from './row.ts'
import { runsFirst } from './set-aside.ts'

const ofContainer: readonly Row[] = [
  row(
    'POD2',
    'The name of a container becomes part of other names, so it is a label: lower-case letters, digits and dashes, 63 at most.',
    text('name', dnsLabel),
  ),
  row(
    'POD5',
    'In a Pod the name of an image has no white space around it. Templates are taken as they are, and their Pods then fail.',
    tightImage,
  ),
  row(
    'POD37',
    'For each of CPU and memory it says once whether a change of it restarts the container.',
    resizePolicies,
  ),
]

/** What holds for containers in themselves, and for the containers of a pod among each other. */
export const containerBasics: Rows = {
  Container: ofContainer,
  EphemeralContainer: ofContainer,
  PodSpec: [
    row('POD1', 'A pod without containers does nothing.', (here, say) => {
      const at = field(here, 'containers')
      if (isEmptyList(at)) say.required(at, 'a pod needs at least one container')
    }),
    row('POD3', 'All containers of a pod share one set of names, those that run first too.', uniqueNames),
    row(
      'POD37',
      'In a pod whose containers never start again, none can be restarted for a change of its resources.',
      neverRestarted,
    ),
  ],
}

function tightImage(here: Here, say: Say): void {
  const image = textAt(here, 'image')
  if (!image || !(isOfPod(here) || EPHEMERAL.test(here.path))) return
  const tight = image.trim()
  // To Go a byte order mark is no white space.
  if (tight === image || /^\ufeff|\ufeff$/.test(image)) return
  const at = field(here, 'image')
  const fixes = () => (at.node && tight !== '' ? changesTo(at.node, [tight]) : [])
  say.invalid(at, 'the name of the image has white space around it', { fixes })
}

function isOfPod({ kind, path }: Here): boolean {
  return kind === 'Pod' && /^spec\.\w+\[\d+\]$/.test(path)
}

const EPHEMERAL = /\.ephemeralContainers\[\d+\]$/

const RESIZABLE = ['cpu', 'memory']
const POLICIES = ['NotRequired', 'RestartContainer']

/** The server points at the list, but for items that repeat another. Missing parts are said elsewhere. */
function resizePolicies(here: Here, say: Say): void {
  const list = listAt(here, 'resizePolicy')
  if (list.length === 0) return
  const path = `${here.path}.resizePolicy`
  const seen = new Set<string>()
  for (const item of list) {
    const name = textAt(item, 'resourceName') ?? ''
    const policy = textAt(item, 'restartPolicy') ?? ''
    const nameAt = field(item, 'resourceName')
    const policyAt = field(item, 'restartPolicy')
    if (seen.has(name)) say.duplicate(item, `\`${name}\` is in the list already`, { mark: markOf(nameAt) })
    seen.add(name)
    if (name !== '' && !RESIZABLE.includes(name)) unsupported(nameAt, name, RESIZABLE, path, say)
    if (policy !== '' && !POLICIES.includes(policy)) unsupported(policyAt, policy, POLICIES, path, say)
    if (policy === 'RestartContainer' && runsFirst(here.node, here.path))
      say.invalid(policyAt, 'a container that ends before the others start is not restarted: `NotRequired`', {
        ofWhole: true,
        versions: { from: 36 },
        fixes: () => (policyAt.node ? changesTo(policyAt.node, ['NotRequired']) : []),
      })
  }
}

function unsupported(at: At, value: string, allowed: readonly string[], path: string, say: Say): void {
  const choices = allowed.map((it) => `\`${it}\``).join(' or ')
  say.unsupported(at, `\`${value}\` is neither: it takes ${choices}`, {
    path,
    fixes: () => (at.node ? changesTo(at.node, allowed) : []),
  })
}

function neverRestarted(here: Here, say: Say): void {
  if (textAt(here, 'restartPolicy') !== 'Never') return
  for (const container of allContainers(here))
    for (const item of listAt(container, 'resizePolicy')) {
      const at = field(item, 'restartPolicy')
      if (textAt(item, 'restartPolicy') !== 'RestartContainer') continue
      say.invalid(at, 'must be `NotRequired`: the pod has `restartPolicy: Never`', {
        path: `${container.path}.resizePolicy`,
        fixes: () => (at.node ? changesTo(at.node, ['NotRequired']) : []),
      })
    }
}

function allContainers(here: Here): readonly At[] {
  return ['containers', 'initContainers', 'ephemeralContainers'].flatMap((it) => listAt(here, it))
}

/** What a list repeats of itself is said elsewhere. */
function uniqueNames(here: Here, say: Say): void {
  const before = new Map<string, At>()
  for (const list of ['containers', 'initContainers', 'ephemeralContainers']) {
    const own = new Map<string, At>()
    for (const container of listAt(here, list)) {
      const at = field(container, 'name')
      const name = textAt(container, 'name')
      if (!name || own.has(name)) continue
      own.set(name, at)
      const first = before.get(name)
      if (!first) continue
      const related = [{ ...markOf(first), message: 'the first one' }]
      say.duplicate(at, `\`${name}\` is already the name of another container of this pod`, {
        related,
        fixes: () => (at.node ? renaming(at.node, name, new Set([...before.keys(), ...own.keys()])) : []),
      })
    }
    for (const [name, at] of own) if (!before.has(name)) before.set(name, at)
  }
}
