import { entries } from '../syntax/node.ts'
import { field, isSet, listAt, textAt } from './at.ts'
import { removal } from './fixes.ts'
import { type Here, type Rows, row, type Say } from './row.ts'

/** Questions to the API server that are answered and not kept: https://kubernetes.io/docs/reference/access-authn-authz/authorization/ */
const METADATA = row(
  'SAR1',
  'A review is a question, not an object: it has neither name nor labels nor owners.',
  metadata,
)
const ATTRIBUTES = row(
  'SAR2',
  'A review asks about one thing: an action on resources or one on a path of the API server.',
  attributes,
)

export const accessReviews: Rows = {
  SubjectAccessReview: [METADATA],
  SelfSubjectAccessReview: [METADATA],
  LocalSubjectAccessReview: [
    METADATA,
    row('SAR3', 'A local review asks about resources of its own namespace, which is therefore given twice.', local),
  ],
  SubjectAccessReviewSpec: [
    ATTRIBUTES,
    row('SAR4', 'The question is whether somebody may do something, so there must be a user or a group.', subject),
  ],
  SelfSubjectAccessReviewSpec: [ATTRIBUTES],
  TokenReviewSpec: [
    row('SAR7', 'The question is whose token this is: without one there is nothing to look up.', token),
  ],
  FieldSelectorAttributes: [row('SAR5', 'A selector is given as text or as a list of requirements.', selector)],
  LabelSelectorAttributes: [row('SAR5', 'A selector is given as text or as a list of requirements.', selector)],
  FieldSelectorRequirement: [
    row('SAR6', '`In` and `NotIn` compare with values, `Exists` and `DoesNotExist` with none.', requirement),
  ],
}

const OWN = ['name', 'generateName', 'labels', 'annotations', 'finalizers', 'ownerReferences'] as const

function metadata(here: Here, say: Say): void {
  const at = field(here, 'metadata')
  const isFull = OWN.some((it) => {
    const one = field(at, it)
    return textAt(at, it) || entries(one.node).length > 0 || listAt(at, it).length > 0
  })
  if (isFull) say.invalid(at, 'the `metadata` of a review must be empty: nobody keeps it')
}

function attributes(here: Here, say: Say): void {
  const isOfResources = isSet(field(here, 'resourceAttributes'))
  const other = field(here, 'nonResourceAttributes')
  if (isOfResources && isSet(other))
    say.invalid(other, '`nonResourceAttributes` cannot stand beside `resourceAttributes`', {
      fixes: removal(here, 'nonResourceAttributes'),
    })
  else if (!isOfResources && !isSet(other))
    say.invalid(field(here, 'resourceAttributes'), 'a review needs `resourceAttributes` or `nonResourceAttributes`')
}

function subject(here: Here, say: Say): void {
  const user = field(here, 'user')
  if (listAt(here, 'groups').length > 0 || (isSet(user) && textAt(here, 'user') !== '')) return
  say.invalid(user, 'a review needs a `user` or a group')
}

function local(here: Here, say: Say): void {
  const spec = field(here, 'spec')
  const other = field(spec, 'nonResourceAttributes')
  if (isSet(other))
    say.invalid(other, '`nonResourceAttributes` belong to no namespace: ask by a SubjectAccessReview', {
      fixes: removal(spec, 'nonResourceAttributes'),
    })
  const resource = field(spec, 'resourceAttributes')
  const namespace = field(resource, 'namespace')
  const own = textAt(field(here, 'metadata'), 'namespace') ?? ''
  const asked = isSet(namespace) ? textAt(resource, 'namespace') : ''
  if (!isSet(resource) || asked === undefined) return
  // Without a namespace of its own it gets that of the request: nobody knows it, but it has one.
  const isKnown = own !== '' || asked === ''
  if (!isKnown || (own !== '' && asked === own)) return
  say.invalid(
    namespace,
    `\`namespace\` must be ${own === '' ? 'that of the review' : `\`${own}\`, as in \`metadata\``}`,
  )
}

function token(here: Here, say: Say): void {
  const at = field(here, 'token')
  if (!isSet(at) || textAt(here, 'token') === '') say.required(at, 'a TokenReview needs the `token` that it is about')
}

function selector(here: Here, say: Say): void {
  const count = listAt(here, 'requirements').length
  const raw = textAt(here, 'rawSelector')
  if (raw && count > 0) say.invalid(field(here, 'rawSelector'), '`rawSelector` cannot stand beside `requirements`')
  else if (!raw && count === 0 && (raw === '' || !isSet(field(here, 'rawSelector'))))
    say.required(field(here, 'requirements'), 'a selector needs `requirements` or `rawSelector`')
}

function requirement(here: Here, say: Say): void {
  if (textAt(here, 'key') === '' || !isSet(field(here, 'key')))
    say.required(field(here, 'key'), 'a requirement needs the `key` that it is about')
  const operator = textAt(here, 'operator')
  const values = field(here, 'values')
  const count = listAt(here, 'values').length
  if ((operator === 'In' || operator === 'NotIn') && count === 0)
    say.required(values, `\`${operator}\` needs \`values\` to compare with`)
  if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0)
    say.forbidden(values, `\`${operator}\` takes no \`values\``, { fixes: removal(here, 'values') })
}
