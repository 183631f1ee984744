import { scalar } from '../syntax/node.ts'
import { type At, field, isSet, mapAt, textAt } from './at.ts'
import { quoted } from './looks.ts'
import { descendingPath } from './names.ts'
import { allContainers } from './pod-spec-containers.ts'
import { type Row, type Rows, row, type Say } from './row.ts'

/** Annotations of pods that the server reads. */
const annotations: readonly Row[] = [
  row(
    'PSP30',
    'This annotation gives one container of the pod a profile of AppArmor; the field `appArmorProfile` of its security context does the same.',
    (here, say) => {
      const names = new Set(allContainers(field(here, 'spec')).map((it) => textAt(it, 'name')))
      for (const { at, key, value } of annotationsOf(here)) {
        if (!key.startsWith(APPARMOR)) continue
        const container = key.slice(APPARMOR.length)
        if (!names.has(container))
          say.invalid({ ...at, node: undefined }, `there is no container \`${container}\` in this pod`)
        if (value !== '' && !/^(?:runtime\/default|unconfined|localhost\/.*)$/s.test(value))
          say.invalid(at, `\`${value}\` is no profile: \`runtime/default\`, \`unconfined\` or \`localhost/…\``)
      }
    },
  ),
  row(
    'PSP34',
    'Pods with a lower cost are removed first; the costs are compared as whole numbers of 32 bits.',
    (here, say) => {
      for (const { at, key, value } of annotationsOf(here))
        if (key === 'controller.kubernetes.io/pod-deletion-cost' && !isCost(value))
          say.invalid(
            at,
            `${value === '' ? 'nothing' : `\`${value}\``} is no whole number of 32 bits without \`+\` or leading zeros`,
          )
    },
  ),
  row(
    'PSP34',
    'The kubelet marks with it the copies of pods that it runs by itself; such a copy has a node.',
    (here, say) => {
      for (const { at, key } of annotationsOf(here))
        if (key === 'kubernetes.io/config.mirror' && !textAt(field(here, 'spec'), 'nodeName'))
          say.invalid(at, 'the annotation of a mirror pod needs `nodeName`')
    },
  ),
  row('PSP34', 'The field `tolerations` has replaced it; the server still reads it as JSON.', (here, say) => {
    for (const { at, key, value, all } of annotationsOf(here))
      if (key === 'scheduler.alpha.kubernetes.io/tolerations' && value !== '' && !isJsonList(value))
        say.invalid(at, 'this annotation is read as a list in JSON; use the field `tolerations` instead', { path: all })
  }),
  row(
    'PSP34',
    'The field `seccompProfile` has replaced it; the server still holds it to the known profiles.',
    (here, say) => {
      for (const { at, key, value, all } of annotationsOf(here)) {
        if (key !== SECCOMP_OF_POD && !key.startsWith(SECCOMP_OF_CONTAINER)) continue
        const fault = seccompFault(value)
        if (fault !== undefined) say.invalid(at, fault, { path: `${all}.${key}` })
      }
    },
  ),
  row(
    'PSP34',
    'Where the annotation and the field both name a profile of seccomp, they name the same one.',
    (here, say) => {
      const spec = field(here, 'spec')
      const all = new Map(annotationsOf(here).map((it) => [it.key, it.value]))
      checkSameSeccomp(field(spec, 'securityContext'), all.get(SECCOMP_OF_POD), say)
      for (const it of allContainers(spec))
        checkSameSeccomp(
          field(it, 'securityContext'),
          all.get(`${SECCOMP_OF_CONTAINER}${textAt(it, 'name') ?? ''}`),
          say,
        )
    },
  ),
  row(
    'PSP30',
    'Where the annotation and the field both name a profile of AppArmor, they name the same one.',
    (here, say) => {
      const spec = field(here, 'spec')
      if (textAt(field(spec, 'os'), 'name') === 'windows') return
      const all = new Map(annotationsOf(here).map((it) => [it.key, it.value]))
      for (const it of allContainers(spec))
        checkSameAppArmor(here, it, all.get(`${APPARMOR}${textAt(it, 'name') ?? ''}`), say)
    },
  ),
]

export const podSpecAnnotations: Rows = { Pod: annotations, PodTemplateSpec: annotations }

const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/'
const SECCOMP_OF_POD = 'seccomp.security.alpha.kubernetes.io/pod'
const SECCOMP_OF_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/'

interface Annotation {
  readonly at: At
  readonly key: string
  readonly value: string
  /** The path of all of them: the server leaves `metadata` out in templates. */
  readonly all: string
}

function annotationsOf(here: At): readonly Annotation[] {
  const annotations = mapAt(field(here, 'metadata'), 'annotations')
  if (annotations.length === 0) return []
  const all = here.path === '' ? 'metadata.annotations' : `${here.path}.annotations`
  return annotations.flatMap((it) => {
    const value = it.node ? scalar(it.node) : ''
    return typeof value === 'string' ? [{ at: { ...it, path: `${all}[${it.name}]` }, key: it.name, value, all }] : []
  })
}

function isCost(text: string): boolean {
  const value = /^(?:-\d{1,30}|0|[1-9]\d{0,30})$/.test(text) ? Number(text) : Number.NaN
  return value >= -(2 ** 31) && value < 2 ** 31
}

function isJsonList(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return value === null || Array.isArray(value)
  } catch {
    return false
  }
}

function seccompFault(profile: string): string | undefined {
  if (/^(?:runtime\/default|docker\/default|unconfined)$/.test(profile)) return undefined
  if (!profile.startsWith('localhost/'))
    return `\`${profile}\` is no profile: \`runtime/default\`, \`unconfined\` or \`localhost/…\``
  const fault = descendingPath(profile.slice('localhost/'.length))
  return fault === undefined ? undefined : `\`${profile}\` ${fault}`
}

function checkSameSeccomp(context: At, annotation: string | undefined, say: Say): void {
  const profile = field(context, 'seccompProfile')
  const type = textAt(profile, 'type')
  if (annotation === undefined || type === undefined) return
  const said = SECCOMP_TYPES.find(([form]) => form.test(annotation))?.[1]
  if (isType(type) && said !== type) say.forbidden(field(profile, 'type'), differs('seccomp', annotation))
  else if (type === 'Localhost' && annotation.slice('localhost/'.length) !== textAt(profile, 'localhostProfile'))
    say.forbidden(field(profile, 'localhostProfile'), differs('seccomp', annotation))
}

const SECCOMP_TYPES: readonly (readonly [RegExp, string])[] = [
  [/^unconfined$/, 'Unconfined'],
  [/^(?:runtime|docker)\/default$/, 'RuntimeDefault'],
  [/^localhost\//, 'Localhost'],
]

/** A container without a profile has that of the pod; but in a Pod, not in a template, the annotation goes before that. */
function checkSameAppArmor(here: At, container: At, annotation: string | undefined, say: Say): void {
  if (annotation === undefined) return
  const said = APPARMOR_TYPES.find(([form]) => form.test(annotation))?.[1]
  const own = field(field(container, 'securityContext'), 'appArmorProfile')
  const isWon = !isSet(own) && said !== undefined && here.path === ''
  const profile = isSet(own) ? own : field(field(field(here, 'spec'), 'securityContext'), 'appArmorProfile')
  const type = textAt(profile, 'type')
  if (isWon || !isType(type)) return
  const message = differs('AppArmor', annotation)
  if (type !== said) say.forbidden(field(profile, 'type'), message, { path: `${own.path}.type` })
  else if (type === 'Localhost' && annotation.slice('localhost/'.length) !== textAt(profile, 'localhostProfile'))
    say.forbidden(field(profile, 'localhostProfile'), message, { path: `${own.path}.localhostProfile` })
}

const APPARMOR_TYPES: readonly (readonly [RegExp, string])[] = [
  [/^unconfined$/, 'Unconfined'],
  [/^runtime\/default$/, 'RuntimeDefault'],
  [/^localhost\/./s, 'Localhost'],
]

function isType(text: string | undefined): boolean {
  return text === 'Unconfined' || text === 'RuntimeDefault' || text === 'Localhost'
}

function differs(system: string, annotation: string): string {
  return `the annotation for ${system} says ${quoted(annotation)}: remove it, or let both say the same`
}
