import { type At, booleanAt, field, isSet, itemText, listAt, markOf, numberAt, textAt } from './at.ts'
import { dnsLabel, dnsSubdomain } from './names.ts'
import { type Rows, row, type Say } from './row.ts'

/** https://kubernetes.io/docs/concepts/cluster-administration/flow-control/ */
export const flowControl: Rows = {
  FlowSchema: [
    row(
      'APF1',
      'A FlowSchema sorts requests by who asks for what into a priority level; each rule needs subjects and at least one kind of request.',
      (here, say) => {
        if (!here.apiVersion.endsWith('/v1')) return
        const spec = field(here, 'spec')
        checkPrecedence(spec, textAt(field(here, 'metadata'), 'name'), say)
        const method = field(spec, 'distinguisherMethod')
        const level = textAt(field(spec, 'priorityLevelConfiguration'), 'name')
        const fault = level ? dnsSubdomain(level) : undefined
        if (fault !== undefined)
          say.invalid(field(field(spec, 'priorityLevelConfiguration'), 'name'), `\`${level}\` ${fault}`)
        if (isSet(method)) oneOf(method, 'type', ['ByNamespace', 'ByUser'], say)
        for (const it of listAt(spec, 'rules')) checkRule(it, say)
      },
    ),
  ],
  PriorityLevelConfiguration: [
    row(
      'APF2',
      'A priority level either lets all its requests through (`Exempt`, only the one called `exempt`) or limits how many run at once (`Limited`), with the block of that name.',
      (here, say) => {
        if (!here.apiVersion.endsWith('/v1')) return
        checkLevel(field(here, 'spec'), textAt(field(here, 'metadata'), 'name'), say)
      },
    ),
  ],
}

function checkPrecedence(spec: At, name: string | undefined, say: Say): void {
  const value = numberAt(spec, 'matchingPrecedence')
  const at = field(spec, 'matchingPrecedence')
  // 0 counts as absent.
  if (value === undefined || value === 0) return
  if (value < 0 || value > 10_000) say.invalid(at, `\`matchingPrecedence\` is between 1 and 10000, not ${value}`)
  else if (value === 1 && name !== undefined && name !== 'exempt')
    say.invalid(at, 'the precedence 1 belongs to the FlowSchema `exempt`')
}

function oneOf(owner: At, name: string, values: readonly string[], say: Say): boolean {
  const text = textAt(owner, name)
  if (!text) return false
  if (values.includes(text)) return true
  say.unsupported(field(owner, name), `\`${text}\` is not one of ${values.map((it) => `\`${it}\``).join(', ')}`)
  return false
}

function checkRule(rule: At, say: Say): void {
  const subjects = field(rule, 'subjects')
  if (isSet(subjects) && listAt(rule, 'subjects').length === 0)
    say.required(subjects, '`subjects` needs at least one item: whose requests it is about')
  for (const it of listAt(rule, 'subjects')) checkSubject(it, say)
  const resources = listAt(rule, 'resourceRules')
  const others = listAt(rule, 'nonResourceRules')
  if (resources.length + others.length === 0) say.required(rule, 'needs `resourceRules` or `nonResourceRules`')
  for (const it of resources) {
    checkVerbs(it, say)
    for (const name of ['apiGroups', 'resources']) starAlone(it, name, say)
    const namespaces = field(it, 'namespaces')
    const items = listAt(it, 'namespaces')
    if (items.length === 0 && booleanAt(it, 'clusterScope') !== true)
      say.required(namespaces, "needs `namespaces` (`['*']` for all) or `clusterScope: true`")
    else if (!starAlone(it, 'namespaces', say))
      for (const item of items) {
        const text = itemText(item)
        const fault = text === undefined ? undefined : dnsLabel(text)
        if (fault !== undefined) say.invalid(item, `\`${text}\` ${fault}`)
      }
  }
  for (const it of others) {
    checkVerbs(it, say)
    if (!starAlone(it, 'nonResourceURLs', say)) for (const url of listAt(it, 'nonResourceURLs')) checkPath(url, say)
  }
}

/** Whether `*` is in it. */
function starAlone(owner: At, name: string, say: Say): boolean {
  const list = field(owner, name)
  const items = listAt(owner, name)
  if (isSet(list) && items.length === 0 && name !== 'namespaces')
    say.required(list, `\`${name}\` needs at least one item; \`'*'\` means all`)
  const star = items.find((it) => itemText(it) === '*')
  if (star && items.length > 1)
    say.invalid(list, '`*` means all already: no other may stand beside it', { mark: markOf(star) })
  return star !== undefined
}

function checkVerbs(rule: At, say: Say): void {
  if (starAlone(rule, 'verbs', say)) return
  const wrong = listAt(rule, 'verbs').find((it) => {
    const text = itemText(it)
    return text !== undefined && !VERBS.has(text)
  })
  if (wrong)
    say.unsupported(field(rule, 'verbs'), `\`${itemText(wrong)}\` is no verb of the API, such as \`get\` or \`list\``, {
      mark: markOf(wrong),
    })
}

const VERBS: ReadonlySet<string> = new Set(
  'get list create update patch delete deletecollection watch proxy'.split(' '),
)

function checkPath(at: At, say: Say): void {
  const text = itemText(at)
  if (text === undefined || text === '/') return
  const stars = text.split('*').length - 1
  const fault =
    text === ''
      ? 'is empty'
      : !text.startsWith('/')
        ? 'must start with `/`'
        : text.includes(' ')
          ? 'may not hold spaces'
          : text.includes('//')
            ? 'may not hold `//`'
            : stars > 1 || (stars === 1 && !text.endsWith('/*'))
              ? 'may have `*` at its end only, after a `/`'
              : undefined
  if (fault !== undefined) say.invalid(at, text === '' ? 'the path is empty' : `the path \`${text}\` ${fault}`)
}

const SUBJECTS = { ServiceAccount: 'serviceAccount', User: 'user', Group: 'group' } as const

function checkSubject(subject: At, say: Say): void {
  const kind = textAt(subject, 'kind')
  if (!oneOf(subject, 'kind', ['ServiceAccount', 'User', 'Group'], say)) return
  for (const [of, name] of Object.entries(SUBJECTS)) {
    const at = field(subject, name)
    if (of !== kind && isSet(at)) say.forbidden(at, `\`${name}\` does not go with \`kind: ${kind}\``)
    if (of === kind && !isSet(at)) say.required(at, `\`kind: ${kind}\` needs \`${name}\``)
  }
  if (kind !== 'ServiceAccount') return
  const account = field(subject, 'serviceAccount')
  const name = textAt(account, 'name')
  const faultOfName = name && name !== '*' ? dnsSubdomain(name) : undefined
  if (faultOfName !== undefined) say.invalid(field(account, 'name'), `\`${name}\` ${faultOfName}`)
  const namespace = textAt(account, 'namespace')
  const fault = namespace ? dnsLabel(namespace) : undefined
  if (fault !== undefined) say.invalid(field(account, 'namespace'), `\`${namespace}\` ${fault}`)
}

function checkLevel(spec: At, name: string | undefined, say: Say): void {
  const type = textAt(spec, 'type')
  if (!oneOf(spec, 'type', ['Exempt', 'Limited'], say)) return
  if (name !== undefined && (name === 'exempt') !== (type === 'Exempt'))
    say.invalid(field(spec, 'type'), '`Exempt` is the priority level called `exempt`, and no other')
  const [own, other] = type === 'Limited' ? ['limited', 'exempt'] : ['exempt', 'limited']
  if (isSet(field(spec, other))) say.forbidden(field(spec, other), `\`${other}\` does not go with \`type: ${type}\``)
  const block = field(spec, own)
  if (!isSet(block)) {
    if (type === 'Limited') say.required(block, '`type: Limited` needs `limited`')
    return
  }
  between(block, 'nominalConcurrencyShares', 0, Number.POSITIVE_INFINITY, say)
  between(block, 'lendablePercent', 0, 100, say)
  if (type === 'Exempt') return
  between(block, 'borrowingLimitPercent', 0, Number.POSITIVE_INFINITY, say)
  checkResponse(field(block, 'limitResponse'), say)
}

function between(owner: At, name: string, least: number, most: number, say: Say): void {
  const value = numberAt(owner, name)
  if (value === undefined || (value >= least && value <= most)) return
  const allowed = most === Number.POSITIVE_INFINITY ? `at least ${least}` : `between ${least} and ${most}`
  say.invalid(field(owner, name), `\`${name}\` is ${allowed}, not ${value}`)
}

function checkResponse(response: At, say: Say): void {
  const type = textAt(response, 'type')
  const queuing = field(response, 'queuing')
  if (!oneOf(response, 'type', ['Queue', 'Reject'], say)) return
  if (type === 'Reject') {
    if (isSet(queuing)) say.forbidden(queuing, '`queuing` does not go with `type: Reject`')
    return
  }
  if (!isSet(queuing)) {
    say.required(queuing, '`type: Queue` needs `queuing`')
    return
  }
  const given = (name: string, otherwise: number) => numberAt(queuing, name) || otherwise
  const queues = given('queues', 64)
  const hand = given('handSize', 8)
  if (given('queueLengthLimit', 50) < 0)
    say.invalid(field(queuing, 'queueLengthLimit'), '`queueLengthLimit` is at least 1')
  if (queues < 0 || queues > 10_000_000)
    say.invalid(field(queuing, 'queues'), `\`queues\` is between 1 and 10000000, not ${queues}`)
  if (hand < 0) say.invalid(field(queuing, 'handSize'), '`handSize` is at least 1')
  else if (hand > queues)
    say.invalid(field(queuing, 'handSize'), `a hand of ${hand} needs as many queues; there are ${queues}`)
}
