import { scalar } from '../syntax/node.ts'
import { type At, aroundOf, field, isSet, mapAt, textAt } from './at.ts'
import { allContainers } from './pod-spec-containers.ts'
import { type Here, type Rows, row, type Say } from './row.ts'

const WHY =
  'What began as an annotation has become a field; the annotation does nothing any more, or will not for long.'

/** Annotations that fields have taken the place of. */
export const annotationWarnings: Rows = {
  Pod: [row('WAR3', WHY, ofPod)],
  PodTemplateSpec: [row('WAR3', WHY, ofPod)],
  Service: [
    row('WAR13', WHY, (here, say) =>
      annotated(
        here,
        'service.kubernetes.io/topology-aware-hints',
        say,
        'is called `service.kubernetes.io/topology-mode` now',
      ),
    ),
  ],
  Ingress: [
    row('WAR15', 'The class of an Ingress is a field since 1.18, and names an IngressClass.', (here, say) => {
      if (!isSet(field(field(here, 'spec'), 'ingressClassName')))
        annotated(here, 'kubernetes.io/ingress.class', say, 'is deprecated: `spec.ingressClassName` says the same', {
          bare: true,
        })
    }),
  ],
  ServiceAccount: [
    row(
      'WAR24',
      'Whoever may make pods reaches the Secrets of the namespace in other ways too, so the annotation protects less than it seems to.',
      (here, say) =>
        annotated(
          here,
          'kubernetes.io/enforce-mountable-secrets',
          say,
          'is deprecated since 1.32: keep Secrets apart in namespaces of their own',
        ),
    ),
  ],
}

/** By annotation: the field instead, and the minor since which it does nothing. */
const GONE: readonly (readonly [annotation: string, field: string, since: string])[] = [
  ['scheduler.alpha.kubernetes.io/critical-pod', 'priorityClassName', '1.16'],
  ['security.alpha.kubernetes.io/sysctls', 'sysctls', '1.11'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'sysctls', '1.11'],
]

function ofPod(here: Here, say: Say): void {
  for (const [annotation, name, since] of GONE)
    annotated(here, annotation, say, `does nothing since ${since}: use the field \`${name}\``)
  const spec = field(here, 'spec')
  const ofAll = field(spec, 'securityContext')
  if (!isSet(field(ofAll, 'seccompProfile')))
    annotated(
      here,
      'seccomp.security.alpha.kubernetes.io/pod',
      say,
      'does nothing since 1.27: use the field `seccompProfile`',
    )
  const profile = field(ofAll, 'appArmorProfile')
  const found = new Map(annotations(here).map((it) => [it.name, it]))
  if (found.size === 0) return
  for (const container of allContainers(spec)) {
    const name = textAt(container, 'name') ?? ''
    const own = field(container, 'securityContext')
    const seccomp = found.get(`container.seccomp.security.alpha.kubernetes.io/${name}`)
    if (seccomp && !isSet(field(own, 'seccompProfile')))
      warn(seccomp, say, 'does nothing since 1.27: use the field `seccompProfile`')
    const appArmor = found.get(`container.apparmor.security.beta.kubernetes.io/${name}`)
    if (
      appArmor &&
      !isSet(field(own, 'appArmorProfile')) &&
      !(here.path === '' ? isSame(appArmor, profile) : isSet(profile))
    )
      warn(appArmor, say, 'is deprecated since 1.30: use the field `appArmorProfile`')
  }
}

/** In a Pod the annotation goes before what its `securityContext` says for all containers. */
function isSame(annotation: At, profile: At): boolean {
  const type = textAt(profile, 'type')
  const value = annotation.node && scalar(annotation.node)
  if (type === 'Localhost') return value === `localhost/${textAt(profile, 'localhostProfile')}`
  return (type === 'RuntimeDefault' && value === 'runtime/default') || (type === 'Unconfined' && value === 'unconfined')
}

type Annotation = At & { readonly name: string }

function annotations(here: At): readonly Annotation[] {
  return mapAt(field(here, 'metadata'), 'annotations')
}

function annotated(here: At, name: string, say: Say, what: string, { bare = false } = {}): void {
  const found = annotations(here).find((it) => it.name === name)
  if (found) warn(found, say, what, bare)
}

function warn({ key, around, ...at }: Annotation, say: Say, what: string, bare = false): void {
  say.warning({ ...at, key, around }, `\`${at.name}\` ${what}`, {
    mark: key ? { from: key.from, to: key.to } : aroundOf({ ...at, key, around }),
    ...(bare ? { path: 'metadata.annotations' } : {}),
  })
}
