import { type At, countAt, field, isFilled, isSet, listAt, textAt } from './at.ts'
import { removal } from './fixes.ts'
import { type Here, type Row, type Rows, row, type Say } from './row.ts'

const ONE_WHY =
  'A review asks one question: may somebody do something with a resource, or with another path of the API?'
const SELECTOR_WHY = 'A selector is given as one text or as a list of requirements, and means nothing without either.'
const KEPT_WHY = 'A review is answered at once and not kept, so it has no name and no labels.'

const attributes: readonly Row[] = [
  row('META24', ONE_WHY, (here, say) => {
    const resource = field(here, 'resourceAttributes')
    const other = field(here, 'nonResourceAttributes')
    if (isSet(resource) && isSet(other))
      say.invalid(other, '`nonResourceAttributes` cannot stand beside `resourceAttributes`', {
        fixes: removal(here, 'nonResourceAttributes'),
      })
    else if (!isSet(resource) && !isSet(other))
      say.invalid(resource, 'a review needs `resourceAttributes` or `nonResourceAttributes`')
  }),
]

const selector: readonly Row[] = [
  row('META24', SELECTOR_WHY, (here, say) => {
    const raw = textAt(here, 'rawSelector')
    const count = countAt(here, 'requirements')
    if (raw && count)
      say.invalid(field(here, 'rawSelector'), '`rawSelector` cannot stand beside `requirements`', {
        fixes: removal(here, 'rawSelector'),
      })
    else if (!raw && !isFilled(field(here, 'rawSelector')) && count === 0)
      say.required(field(here, 'requirements'), 'a selector needs `requirements` or `rawSelector`')
  }),
]

/** Questions about permissions. https://kubernetes.io/docs/reference/access-authn-authz/authorization/ */
export const accessReviews: Rows = {
  SubjectAccessReview: [row('META24', KEPT_WHY, (here, say) => nothingKept(here, [], say))],
  SelfSubjectAccessReview: [row('META24', KEPT_WHY, (here, say) => nothingKept(here, [], say))],
  LocalSubjectAccessReview: [
    row('META24', KEPT_WHY, (here, say) => nothingKept(here, ['namespace'], say)),
    row('META24', 'A local review asks about one namespace, its own.', (here, say) => {
      const spec = field(here, 'spec')
      const own = textAt(field(here, 'metadata'), 'namespace')
      const asked = field(spec, 'resourceAttributes')
      if (own && isSet(asked) && (textAt(asked, 'namespace') ?? '') !== own)
        say.invalid(field(asked, 'namespace'), `the namespace must be that of the review, \`${own}\``)
      if (isSet(field(spec, 'nonResourceAttributes')))
        say.invalid(field(spec, 'nonResourceAttributes'), 'a local review asks about resources only')
    }),
  ],
  SubjectAccessReviewSpec: [
    ...attributes,
    row('META24', 'Somebody must be asked about: a user, or a member of groups.', (here, say) => {
      if (!isFilled(field(here, 'user')) && countAt(here, 'groups') === 0)
        say.invalid(field(here, 'user'), 'a review needs `user` or `groups`')
    }),
  ],
  SelfSubjectAccessReviewSpec: attributes,
  LabelSelectorAttributes: selector,
  FieldSelectorAttributes: [
    ...selector,
    row('META24', 'A requirement compares a field, so it names it.', (here, say) => {
      for (const it of listAt(here, 'requirements'))
        if (!isFilled(field(it, 'key'))) say.required(field(it, 'key'), 'a requirement needs the `key` of a field')
    }),
  ],
}

const KEPT: readonly string[] = [
  'name',
  'generateName',
  'namespace',
  'labels',
  'annotations',
  'finalizers',
  'ownerReferences',
]

function nothingKept(here: Here, but: readonly string[], say: Say): void {
  const metadata = field(here, 'metadata')
  const has = (name: string): boolean => isFilled(field(metadata, name))
  const found: At | undefined = KEPT.some((it) => !but.includes(it) && has(it)) ? metadata : undefined
  if (found) say.invalid(found, `a ${here.kind} has no \`metadata\``)
}
