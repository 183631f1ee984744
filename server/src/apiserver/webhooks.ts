import { checkChosen, checkRequestRule } from './admission-rules.ts'
import { field, listAt, numberAt, textAt } from './at.ts'
import { checkMatchConditions } from './expressions.ts'
import { dnsSubdomain } from './names.ts'
import { type Here, type Row, type Rows, row } from './row.ts'
import { checkClient, checkReviewVersions } from './webhook-client.ts'

/** Of webhooks for admission. https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/ */
const rowsOfWebhook: readonly Row[] = [
  row(
    'CRD10',
    'A webhook has a name as a domain has, with at least three parts: it shows in errors and in the audit log, and must be told from all others.',
    served((here, say) => {
      const name = textAt(here, 'name')
      const fault = name ? dnsSubdomain(name) : undefined
      if (fault !== undefined) say.invalid(field(here, 'name'), `\`${name}\` ${fault}`)
      else if (name && name.split('.').length < 3)
        say.invalid(field(here, 'name'), `\`${name}\` needs at least three parts, such as \`check.example.com\``)
    }),
  ),
  row(
    'CRD11',
    'The API server sends a review in a version that both sides know; it speaks `v1` and `v1beta1`.',
    served((here, say) => checkReviewVersions(here, 'admissionReviewVersions', say)),
  ),
  row(
    'CRD12',
    'The API server waits between 1 and 30 seconds for an answer, as the request itself waits meanwhile.',
    served((here, say) => {
      const seconds = numberAt(here, 'timeoutSeconds')
      if (seconds === undefined || (seconds >= 1 && seconds <= 30)) return
      say.invalid(field(here, 'timeoutSeconds'), `\`timeoutSeconds\` is between 1 and 30, not ${seconds}`)
    }),
  ),
  row(
    'CRD12',
    'What happens on a failure, and how requests are matched, has a default; a text that is empty is none.',
    served((here, say) => checkChosen(here, ['failurePolicy', 'matchPolicy', 'reinvocationPolicy'], say)),
  ),
  row(
    'CRD13',
    'A webhook is reached at one place, a Service in the cluster or an address outside of it, and only by https.',
    served((here, say) => checkClient(field(here, 'clientConfig'), say)),
  ),
  row(
    'CRD14',
    'Each rule says for which requests the webhook is called: groups, versions, resources and operations, none of them empty; `*` stands for all and so stands alone.',
    served((here, say) => {
      for (const it of listAt(here, 'rules')) checkRequestRule(it, say)
    }),
  ),
  row(
    'CRD15',
    'Conditions in CEL are compiled when the webhook is made; they may speak of `object`, `oldObject`, `request` and `authorizer` and must say yes or no.',
    served((here, say) => checkMatchConditions(here, false, say)),
  ),
]

export const webhooks: Rows = { MutatingWebhook: rowsOfWebhook, ValidatingWebhook: rowsOfWebhook }

/** Of the version that servers since 1.22 have; the one before asked for less. */
export function served(look: Row['look']): Row['look'] {
  return (here, say) => {
    if (isServed(here)) look(here, say)
  }
}

function isServed({ apiVersion }: Here): boolean {
  return apiVersion.endsWith('/v1')
}
