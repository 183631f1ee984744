import { type At, field, textAt } from './at.ts'
import { change, meant } from './fixes.ts'
import type { Syntax } from './looks.ts'
import { dnsLabel, dnsSubdomain, labelValue } from './names.ts'
import { type Extra, type Here, type Rows, row, type Say } from './row.ts'

/**
 * What the name of an object may be hangs on its kind. Asked of kube-apiserver 1.36 for every kind that it serves.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
interface Rule {
  readonly id: string
  readonly why: string
  /** `group/Kind`; none for all that no other rule has. */
  readonly kinds: readonly string[]
  readonly syntax: Syntax
  readonly extra?: Extra
  /** Not asked of `generateName` itself, only of the name that is made from it. */
  readonly onlyNames?: true
}

const SEGMENT_WHY = 'The name is a part of the URL of the object, so nothing in it may mean something in a path.'

/** No part of a path may have these; every other name is good. */
const segment: Syntax = (text) => {
  if (text === '.' || text === '..') return 'means a folder in a URL'
  const found = ['/', '%'].find((it) => text.includes(it))
  return found === undefined ? undefined : `may not hold a \`${found}\``
}

const label: Syntax = (text) =>
  text.includes('.') ? 'may not hold dots: it is one label of a DNS name' : dnsLabel(text)

/** Before 1.36 the name of a Service had to start with a letter. */
const oldService: Syntax = (text) => (/^\d/.test(text) && !label(text) ? 'must start with a letter' : undefined)

const configKey: Syntax = (text) => {
  if (text.length > 253) return `has ${text.length} characters; 253 are the most`
  if (!/^[-._a-zA-Z0-9]+$/.test(text)) return 'may hold letters, digits, `-`, `_` and `.` only'
  return text === '.' || text.startsWith('..') ? 'may be neither `.` nor start with `..`' : undefined
}

const address: Syntax = (text) =>
  /^\d+(\.\d+){3}$|:/.test(text)
    ? undefined
    : 'is no IP address; an IPAddress is named by the address that it stands for'

const groupResource: Syntax = (text) => {
  const dot = text.lastIndexOf('.')
  if (dot < 0) return 'needs the form `group.resource`'
  return dnsSubdomain(text.slice(0, dot)) ?? dnsLabel(text.slice(dot + 1))
}

const SERVICE_WHY = 'The name of a Service is one label of its DNS name: `web` in `web.shop.svc`.'

const RULES: readonly Rule[] = [
  {
    id: 'META2',
    why: 'Names become parts of URLs, of file names and of DNS names, so most kinds take a DNS subdomain: lower-case letters, digits, `-` and `.`, 253 at most.',
    kinds: [],
    syntax: dnsSubdomain,
  },
  {
    id: 'META3',
    why: SERVICE_WHY,
    kinds: ['/Service'],
    syntax: label,
  },
  {
    id: 'META4',
    why: 'The name of a namespace is one label of the DNS names in it, and the server adds it to the namespace as a label.',
    kinds: ['/Namespace'],
    syntax: label,
  },
  {
    id: 'META5',
    why: 'The pods of a StatefulSet are named after it, and their names are host names.',
    kinds: ['apps/StatefulSet'],
    syntax: label,
  },
  {
    id: 'META8',
    why: SEGMENT_WHY,
    kinds: [
      'rbac.authorization.k8s.io/ClusterRole',
      'rbac.authorization.k8s.io/ClusterRoleBinding',
      'rbac.authorization.k8s.io/Role',
      'rbac.authorization.k8s.io/RoleBinding',
      'policy/PodDisruptionBudget',
      'certificates.k8s.io/CertificateSigningRequest',
      '/Event',
    ],
    syntax: segment,
  },
  {
    id: 'META21',
    why: 'Candidates for a lease are named like keys of a ConfigMap.',
    kinds: ['coordination.k8s.io/LeaseCandidate'],
    syntax: configKey,
  },
  { id: 'META2', why: SEGMENT_WHY, kinds: ['networking.k8s.io/IPAddress'], syntax: address },
  { id: 'META2', why: SEGMENT_WHY, kinds: ['internal.apiserver.k8s.io/StorageVersion'], syntax: groupResource },
]

/** Named by what they hold, or by nothing: other rows, or none, speak of these. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  '/Binding',
  '/ComponentStatus',
  'policy/Eviction',
  'autoscaling/Scale',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'apiregistration.k8s.io/APIService',
  'certificates.k8s.io/ClusterTrustBundle',
])

const byKind = new Map(RULES.flatMap((rule) => rule.kinds.map((kind) => [kind, rule] as const)))
/** They need not have a name, and what name they have is not looked at. */
const REVIEWS = /^(?:authentication|authorization)\.k8s\.io\//
/** Of these `generateName` is not looked at itself. */
const ONLY_NAMES: ReadonlySet<string> = new Set(['/ReplicationController', 'resource.k8s.io/DeviceClass'])

export const objectNames: Rows = {
  '*': [
    ...RULES.map((rule) =>
      row(rule.id, rule.why, (here, say) => {
        if (ruleFor(here) === rule) checkNames(here, rule.syntax, {}, say)
      }),
    ),
    row('META3', SERVICE_WHY, (here, say) => {
      if (groupKindOf(here) === '/Service') checkNames(here, oldService, { versions: { below: 36 } }, say)
    }),
    row('META9', 'The server finds a definition by its name: the plural, a dot and the group.', (here, say) => {
      if (groupKindOf(here) !== 'apiextensions.k8s.io/CustomResourceDefinition') return
      const spec = field(here, 'spec')
      checkMadeOf(here, textAt(field(spec, 'names'), 'plural') ?? '', textAt(spec, 'group') ?? '', say)
    }),
    row('META9', 'The server finds an APIService by its name: the version, a dot and the group.', (here, say) => {
      if (groupKindOf(here) !== 'apiregistration.k8s.io/APIService') return
      const spec = field(here, 'spec')
      checkMadeOf(here, textAt(spec, 'version') ?? '', textAt(spec, 'group') ?? '', say)
    }),
  ],
  CronJob: [
    row(
      'META6',
      'Each Job gets the name of its CronJob with 11 characters behind it, and the name of a Job has 63 at most.',
      (here, say) => {
        const name = nameOf(field(here, 'metadata'))
        if (name && name.text.length > 52)
          say.invalid(name.at, `the name has ${name.text.length} characters; that of a CronJob has 52 at most`, {
            path: 'metadata.name',
          })
      },
    ),
  ],
  Namespace: [
    row(
      'META4',
      'The server adds the label `kubernetes.io/metadata.name` with the name of the namespace, so the name must do as the value of a label.',
      (here, say) => {
        const metadata = field(here, 'metadata')
        const name = nameOf(metadata)
        const fault = name && labelValue(name.text)
        if (name && fault)
          say.invalid(name.at, `as the value of a label \`${name.text}\` ${fault}`, { path: 'metadata.labels' })
      },
    ),
  ],
}

function ruleFor(here: Here): Rule | undefined {
  const kind = groupKindOf(here)
  if (ELSEWHERE.has(kind) || REVIEWS.test(kind)) return undefined
  return byKind.get(kind) ?? RULES[0]
}

/** `apps/Deployment`, `/Pod`. */
export function groupKindOf({ apiVersion, kind }: Here): string {
  return `${apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''}/${kind}`
}

function checkNames(here: Here, syntax: Syntax, extra: Extra, say: Say): void {
  const metadata = field(here, 'metadata')
  const prefix = textAt(metadata, 'generateName')
  if (prefix && !ONLY_NAMES.has(groupKindOf(here))) {
    const fault = syntax(withoutDash(prefix))
    if (fault !== undefined)
      say.invalid(field(metadata, 'generateName'), `\`${prefix}\` ${fault}`, {
        ...extra,
        fixes: change(metadata, 'generateName', ...meant(prefix, (it) => syntax(withoutDash(it)))),
      })
  }
  const name = nameOf(metadata)
  const fault = name && syntax(name.text)
  if (!name || fault === undefined) return
  const fixes = name.isMade ? undefined : change(metadata, 'name', ...meant(name.text, syntax))
  const subject = name.isMade ? `a name made from \`${prefix}\`` : `\`${name.text}\``
  say.invalid(name.at, `${subject} ${fault}`, { ...extra, path: 'metadata.name', ...(fixes ? { fixes } : {}) })
}

/** The server takes a prefix that ends in a dash for one that ends in a letter. */
function withoutDash(prefix: string): string {
  return prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix
}

export interface Name {
  readonly text: string
  readonly at: At
  /** From `generateName`, with five letters and digits behind it. */
  readonly isMade: boolean
}

/** The name that an object will have. */
export function nameOf(metadata: At): Name | undefined {
  const text = textAt(metadata, 'name')
  if (text) return { text, at: field(metadata, 'name'), isMade: false }
  const prefix = textAt(metadata, 'generateName')
  const at = field(metadata, 'generateName')
  return prefix ? { text: `${prefix.slice(0, MADE_FROM)}x7k2p`, at, isMade: true } : undefined
}

/** Longer prefixes are cut. */
const MADE_FROM = 58

function checkMadeOf(here: Here, first: string, group: string, say: Say): void {
  const metadata = field(here, 'metadata')
  const name = nameOf(metadata)
  const wanted = `${first}.${group}`
  if (!name || name.text === wanted) return
  const isKnown = first !== '' && group !== ''
  say.invalid(
    name.at,
    isKnown
      ? `the name must be \`${wanted}\`, from its \`spec\``
      : 'the name is made of two fields of its `spec`, which are not there',
    isKnown
      ? { path: 'metadata.name', ...(name.isMade ? {} : { fixes: change(metadata, 'name', wanted) }) }
      : { path: 'metadata.name', ofWhole: true, isEcho: true },
  )
}
