import { bytesOf } from '../text/bytes.ts'
import { field, isSet, textAt } from './at.ts'
import { removal } from './fixes.ts'
import { text } from './looks.ts'
import { dnsLabel, dnsSubdomain } from './names.ts'
import { pathSegment, prefixedPath } from './net-names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'

/** https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class */
export const ingressClass: Rows = {
  IngressClassSpec: [
    row(
      'ING10',
      'The name by which a controller finds its classes: a domain and a path, so that no two makers take the same; at most 250 characters.',
      controller,
    ),
  ],
  IngressClassParametersReference: [
    row('ING11', 'Kind and name become parts of a URL.', text('kind', pathSegment)),
    row('ING11', 'Kind and name become parts of a URL.', text('name', pathSegment)),
    row('ING11', 'A group of the API is a domain; leave it out for the core group.', group),
    row(
      'ING11',
      'Parameters with `scope: Namespace` are found in the namespace given here. Those of the cluster, as all are that say nothing else, are in none.',
      namespace,
    ),
  ],
}

function controller(here: Here, say: Say): void {
  const name = textAt(here, 'controller')
  if (!name) return
  const at = field(here, 'controller')
  const bytes = bytesOf(name)
  if (bytes > 250) say['too-long'](at, `\`controller\` has ${bytes} characters; 250 are the most`)
  const fault = prefixedPath(name)
  if (fault !== undefined) say.invalid(at, `\`${name}\` ${fault}`)
}

function group(here: Here, say: Say): void {
  const name = textAt(here, 'apiGroup')
  const fault = name === undefined ? undefined : dnsSubdomain(name)
  if (fault !== undefined) say.invalid(field(here, 'apiGroup'), `\`${name}\` ${fault}`)
}

function namespace(here: Here, say: Say): void {
  const scope = isSet(field(here, 'scope')) ? textAt(here, 'scope') : 'Cluster'
  const at = field(here, 'namespace')
  if (scope === 'Cluster' && isSet(at))
    say.forbidden(at, '`namespace` goes with `scope: Namespace` only', { fixes: removal(here, 'namespace') })
  if (scope !== 'Namespace') return
  if (!isSet(at)) say.required(at, '`scope: Namespace` needs `namespace`')
  const name = textAt(here, 'namespace')
  const fault = name === undefined ? undefined : dnsLabel(name)
  if (fault !== undefined) say.invalid(at, `\`${name}\` ${fault}`)
}
