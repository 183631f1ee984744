import { bytesInWords, coresInWords } from '../../explain/amount.ts'
import { count } from '../../explain/values.ts'
import { counted, joined, some } from '../../explain/words.ts'
import { type ContainerOf, containersOf, podSpecOf } from '../../model/pods.ts'
import { amountOf } from '../../schema/quantity.ts'
import { at, entries, isNull, type Node, pathOf, scalar, stringAt, values } from '../../syntax/node.ts'
import { added, atMost, code, cutCode, type Fact, fact, firstSentence, type Subject } from './fact.ts'

/** What a workload runs: how many pods, the containers in them, their storage, and how they end. */
export function podFacts(subject: Subject): readonly Fact[] {
  const { resource, isPatch } = subject
  const spec = podSpecOf(resource)
  if (!spec) return []
  const base = pathOf(spec).slice(pathOf(resource.node).length)
  const containers = containersOf(resource)
  const main = containers.filter((it) => it.role === 'main')
  return [
    ...fact('Pods', isPatch && isNull(at(resource.node, 'spec', 'replicas')) ? undefined : podsText(subject)),
    ...atMostContainers(containers).map(
      (it): Fact => ({
        label: `${ROLES[it.role]} ${code(it.title)}`,
        text: containerLines(subject, it),
      }),
    ),
    ...(containers.length > MOST_CONTAINERS
      ? fact('More', `${containers.length - MOST_CONTAINERS} more containers`)
      : []),
    ...fact('Storage', atMost(volumeLines(resource.node, spec), MOST_VOLUMES, 'volumes')),
    ...(main.length > 0 && !isPatch ? fact('When a node runs short', added(subject, [...base, 'containers'])) : []),
    ...fact(
      'When it ends',
      isNull(at(spec, 'terminationGracePeriodSeconds'))
        ? undefined
        : added(subject, [...base, 'terminationGracePeriodSeconds']),
    ),
    ...fact('Host access', hostText(spec)),
  ]
}

const MOST_CONTAINERS = 6
const MOST_VOLUMES = 8
const ROLES = { main: 'Container', init: 'First runs', sidecar: 'Sidecar', ephemeral: 'For debugging' } as const

function atMostContainers(all: readonly ContainerOf[]): readonly ContainerOf[] {
  return all.slice(0, MOST_CONTAINERS)
}

/** How many there are, and what a new version does to them. */
function podsText(subject: Subject): string | undefined {
  const { resource } = subject
  const { node, kind, group } = resource
  const spec = at(node, 'spec')
  switch (`${group}/${kind}`) {
    case 'apps/DaemonSet':
      return ['One on every node that fits.', added(subject, ['spec', 'updateStrategy'])].filter(Boolean).join(' ')
    case 'batch/CronJob':
      return runText(subject, ['spec', 'jobTemplate', 'spec'])
    case 'batch/Job':
      return runText(subject, ['spec'])
    case '/Pod':
      return 'One. Nothing starts it anew on another node: that is what a Deployment is for.'
    default: {
      const replicas = count(at(spec, 'replicas'), 1)
      const told = added(subject, ['spec', 'replicas'])
      if (told !== undefined) return told
      return replicas === undefined ? undefined : `${counted(replicas, 'replica')}.`
    }
  }
}

function runText(subject: Subject, base: readonly string[]): string | undefined {
  const spec = at(subject.resource.node, ...base)
  const fields = ['completions', 'backoffLimit', 'activeDeadlineSeconds', 'ttlSecondsAfterFinished']
  const written = fields.filter((it) => it === 'completions' || !isNull(at(spec, it)))
  return added(subject, ...written.map((it) => [...base, it]))
}

function containerLines(subject: Subject, { node, role }: ContainerOf): readonly string[] {
  const image = stringAt(node, 'image')
  const ports = values(at(node, 'ports')).flatMap((it) => portText(it) ?? [])
  const base = pathOf(node).slice(pathOf(subject.resource.node).length)
  const probe = (name: string) => {
    if (isNull(at(node, name))) return []
    const said = added(subject, [...base, name])
    const how = probeText(at(node, name))
    return [`${PROBES[name]}: ${how}${said === undefined ? '' : `. ${firstSentence(said)}`}`]
  }
  const variables = values(at(node, 'env')).flatMap((it) => stringAt(it, 'name') ?? [])
  return [
    ...(image === undefined
      ? subject.isPatch
        ? []
        : ['**has no image**']
      : [`runs ${code(image)}${commandText(node)}`]),
    ...(ports.length > 0 ? [`listens on ${some(ports, 5)}`] : []),
    ...(variables.length > 0
      ? [`has the variable${variables.length === 1 ? '' : 's'} ${some(variables.map(code), 5)}`]
      : []),
    ...amountLines(node),
    ...(role === 'main' || role === 'sidecar' ? Object.keys(PROBES).flatMap(probe) : []),
  ]
}

const PROBES: Readonly<Record<string, string>> = {
  startupProbe: 'started when',
  readinessProbe: 'ready when',
  livenessProbe: 'alive while',
}

const LONGEST_COMMAND = 60

function commandText(node: Node): string {
  const words = ['command', 'args'].flatMap((it) => values(at(node, it)).map((word) => String(scalar(word) ?? '')))
  return words.length === 0 ? '' : ` as ${cutCode(words.join(' '), LONGEST_COMMAND)}`
}

function portText(node: Node): string | undefined {
  const number = scalar(at(node, 'containerPort'))
  const name = stringAt(node, 'name')
  if (typeof number !== 'number') return undefined
  const protocol = stringAt(node, 'protocol') ?? 'TCP'
  const inside = [...(name ? [name] : []), ...(protocol === 'TCP' ? [] : [protocol])].map(code)
  return `port ${number}${inside.length > 0 ? ` (${inside.join(', ')})` : ''}`
}

/** `asks for a twentieth of a core and 64 MiB; at most 64 MiB`. */
function amountLines(node: Node): readonly string[] {
  const amounts = (part: string) => {
    const cpu = amountOf(at(node, 'resources', part, 'cpu'))
    const memory = amountOf(at(node, 'resources', part, 'memory'))
    return [...(cpu ? [coresInWords(cpu)] : []), ...(memory ? [`${bytesInWords(memory)} of memory`] : [])]
  }
  const [wanted, most] = [amounts('requests'), amounts('limits')]
  const parts = [
    ...(wanted.length > 0 ? [`asks for ${joined(wanted)}`] : []),
    ...(most.length > 0 ? [`may use at most ${joined(most)}`] : []),
  ]
  return parts.length === 0 ? [] : [parts.join('; ')]
}

/** What a probe asks. */
function probeText(probe: Node | undefined): string {
  const http = at(probe, 'httpGet')
  const port = (it: Node | undefined) => code(String(scalar(at(it, 'port')) ?? '?'))
  if (http) return `HTTP GET ${code(stringAt(http, 'path') ?? '/')} on port ${port(http)} answers`
  if (at(probe, 'tcpSocket')) return `port ${port(at(probe, 'tcpSocket'))} takes connections`
  if (at(probe, 'grpc')) return `the gRPC health check on port ${port(at(probe, 'grpc'))} answers`
  const command = values(at(probe, 'exec', 'command')).map((it) => String(scalar(it) ?? ''))
  return command.length === 0 ? 'the probe succeeds' : `${code(command.join(' '))} succeeds`
}

/** Where each volume comes from, and where containers see it. */
function volumeLines(resource: Node, spec: Node): readonly string[] {
  const mounts = new Map<string, string[]>()
  for (const container of ['initContainers', 'containers'].flatMap((it) => values(at(spec, it)))) {
    for (const it of values(at(container, 'volumeMounts'))) {
      const name = stringAt(it, 'name') ?? ''
      const path = `${code(stringAt(it, 'mountPath') ?? '?')}${scalar(at(it, 'readOnly')) === true ? ' (read-only)' : ''}`
      const known = mounts.get(name) ?? []
      if (!known.includes(path)) mounts.set(name, [...known, path])
    }
  }
  const line = (name: string, source: string) => {
    const paths = mounts.get(name)
    return `${code(name)}: ${source}${paths ? `, at ${some(paths, 3)}` : ', **mounted nowhere**'}`
  }
  const claims = values(at(resource, 'spec', 'volumeClaimTemplates')).flatMap((it) => {
    const name = stringAt(it, 'metadata', 'name')
    return name === undefined ? [] : [line(name, `${claimText(at(it, 'spec'))} for each pod, which outlives it`)]
  })
  const volumes = values(at(spec, 'volumes')).flatMap((it) => {
    const name = stringAt(it, 'name')
    return name === undefined ? [] : [line(name, sourceText(it))]
  })
  return [...claims, ...volumes]
}

/** `a claim of 10 GiB (ReadWriteOnce)` */
export function claimText(spec: Node | undefined): string {
  const size = amountOf(at(spec, 'resources', 'requests', 'storage'))
  const modes = values(at(spec, 'accessModes')).flatMap((it) =>
    typeof scalar(it) === 'string' ? [String(scalar(it))] : [],
  )
  return `a claim${size ? ` of ${bytesInWords(size)}` : ''}${modes.length > 0 ? ` (${modes.map(code).join(', ')})` : ''}`
}

function sourceText(volume: Node): string {
  const source = entries(volume).find((it) => it.name !== 'name')
  const value = source?.value
  switch (source?.name) {
    case 'configMap':
      return `files from the ConfigMap ${code(stringAt(value, 'name') ?? '?')}`
    case 'secret':
      return `files from the Secret ${code(stringAt(value, 'secretName') ?? '?')}`
    case 'persistentVolumeClaim':
      return `the claim ${code(stringAt(value, 'claimName') ?? '?')}`
    case 'emptyDir': {
      const where = stringAt(value, 'medium') === 'Memory' ? ' in memory' : ''
      return `an empty folder${where}, gone with the pod`
    }
    case 'hostPath':
      return `the folder ${code(stringAt(value, 'path') ?? '?')} of the node itself`
    case 'projected':
      return `files from ${counted(values(at(value, 'sources')).length, 'source')}`
    case 'downwardAPI':
      return 'files about the pod itself'
    case 'ephemeral':
      return `${claimText(at(value, 'volumeClaimTemplate', 'spec'))}, gone with the pod`
    case undefined:
      return 'an empty folder, gone with the pod'
    default:
      return code(source?.name ?? '')
  }
}

/** What loosens the walls between the pod and its node: people should notice. */
function hostText(spec: Node): string | undefined {
  const wide = ['hostNetwork', 'hostPID', 'hostIPC'].filter((it) => scalar(at(spec, it)) === true)
  const privileged = ['initContainers', 'containers']
    .flatMap((it) => values(at(spec, it)))
    .filter((it) => scalar(at(it, 'securityContext', 'privileged')) === true)
    .map((it) => code(stringAt(it, 'name') ?? '?'))
  const parts = [
    ...(wide.length > 0 ? [`it shares ${joined(wide.map(code))} with its node`] : []),
    ...(privileged.length > 0 ? [`${joined(privileged)} may do all that root of the node may (\`privileged\`)`] : []),
  ]
  return parts.length === 0 ? undefined : `${parts.join('; ')}.`
}
