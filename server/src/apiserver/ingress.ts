import { changesTo } from '../schema/change-to.ts'
import { scalar } from '../syntax/node.ts'
import { type At, field, isSet, listAt, mapAt, textAt, textsAt } from './at.ts'
import { removal } from './fixes.ts'
import { checkBackend } from './ingress-backend.ts'
import { type Syntax, text } from './looks.ts'
import { dnsSubdomain } from './names.ts'
import { ruleHost, tlsHost } from './net-names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'
import { isListOrAbsent } from './service-of.ts'

/** https://kubernetes.io/docs/concepts/services-networking/ingress/ */
export const ingress: Rows = {
  Ingress: [
    row(
      'ING9',
      'The annotation is the old name of `ingressClassName`. Where both are given, the API server wants the same class from both, lest two controllers take the Ingress.',
      classTwice,
    ),
  ],
  IngressSpec: [
    row('ING1', 'An Ingress with neither rules nor a default backend leads nowhere.', leadsSomewhere),
    row('ING6', 'A backend is a Service with a port or a resource of the controller: one of the two.', defaultBackend),
    row('ING9', 'The class is the name of an IngressClass: a name in the form of DNS.', className),
  ],
  IngressRule: [
    row(
      'ING2',
      'Rules go by the host that clients ask for: a name of DNS in lower case, or `*.` and a name. Ports, schemes and IP addresses are no part of it.',
      host,
    ),
  ],
  HTTPIngressRuleValue: [row('ING3', 'Rules of HTTP are paths: leave `http` out for a rule without any.', needsPaths)],
  HTTPIngressPath: [
    row(
      'ING5',
      'A path starts with `/`. `Exact` and `Prefix` are compared part by part, so they take none that could be written in two ways: no `//`, no dots as parts, no encoded `/`.',
      path,
    ),
    row('ING6', 'A backend is a Service with a port or a resource of the controller: one of the two.', backend),
  ],
  IngressTLS: [
    row('ING8', 'The hosts of a certificate are names of DNS in lower case, or `*.` and a name.', tlsHosts),
    row(
      'ING8',
      'The Secret with the certificate is in the namespace of the Ingress, and named alone.',
      text('secretName', dnsSubdomain),
    ),
  ],
}

const ANNOTATION = 'kubernetes.io/ingress.class'

function classTwice(here: Here, say: Say): void {
  if (isOld(here)) return
  const metadata = field(here, 'metadata')
  const at = mapAt(metadata, 'annotations').find((it) => it.name === ANNOTATION)
  const className = textAt(field(here, 'spec'), 'ingressClassName')
  const value = at?.node ? scalar(at.node) : ''
  if (!at || className === undefined || typeof value !== 'string' || value === className) return
  say.invalid(at, `the class \`${value}\` differs from \`ingressClassName: ${className}\`: drop the annotation`, {
    path: `annotations.${ANNOTATION}`,
    fixes: removal(field(metadata, 'annotations'), ANNOTATION),
  })
}

function leadsSomewhere(here: Here, say: Say): void {
  if (isOld(here) || isSet(field(here, 'defaultBackend'))) return
  if (!isListOrAbsent(field(here, 'rules')) || listAt(here, 'rules').length > 0) return
  say.invalid(here, 'an Ingress needs `rules` or `defaultBackend`')
}

function defaultBackend(here: Here, say: Say): void {
  const at = field(here, 'defaultBackend')
  if (!isOld(here) && isSet(at)) checkBackend(at, say)
}

function className(here: Here, say: Say): void {
  const name = textAt(here, 'ingressClassName')
  const fault = name === undefined ? undefined : dnsSubdomain(name)
  if (fault !== undefined) say.invalid(field(here, 'ingressClassName'), `\`${name}\` ${fault}`)
}

function host(here: Here, say: Say): void {
  const name = textAt(here, 'host')
  if (name) checkHost(field(here, 'host'), name, ruleHost, say)
}

function tlsHosts(here: Here, say: Say): void {
  for (const it of textsAt(here, 'hosts')) checkHost(it, it.text, tlsHost, say)
}

/** DNS does not tell upper case from lower, the API server does. */
function checkHost(at: At, name: string, syntax: Syntax, say: Say): void {
  const fault = syntax(name)
  if (fault === undefined) return
  const lower = name.toLowerCase()
  const fixes = () => (at.node && syntax(lower) === undefined ? changesTo(at.node, [lower], true) : [])
  say.invalid(at, `\`${name}\` ${fault}`, { fixes })
}

function needsPaths(here: Here, say: Say): void {
  const at = field(here, 'paths')
  // Without the key it is a fault of the schema.
  if (isSet(at) && isListOrAbsent(at) && listAt(here, 'paths').length === 0)
    say.required(at, '`paths` needs a path at least')
}

function path(here: Here, say: Say): void {
  const type = textAt(here, 'pathType')
  const at = field(here, 'path')
  const path = textAt(here, 'path') ?? ''
  if (isOld(here) || (isSet(at) && textAt(here, 'path') === undefined)) return
  if (type !== 'Exact' && type !== 'Prefix' && type !== 'ImplementationSpecific') return
  const isLoose = type === 'ImplementationSpecific'
  if (isLoose && path === '') return
  if (!path.startsWith('/')) {
    const message =
      path === '' ? `\`path\` cannot be left out with \`pathType: ${type}\`` : `\`${path}\` must start with \`/\``
    const fixes = () => (at.node && !path.includes('.') ? changesTo(at.node, [`/${path}`]) : [])
    say.invalid(at, message, { fixes })
    return
  }
  const odd = isLoose ? undefined : oddity(path)
  if (odd !== undefined) say.invalid(at, `\`${path}\` ${odd}; \`pathType: ${type}\` takes plain paths only`)
}

function oddity(path: string): string | undefined {
  const found = ['//', '/./', '/../', '%2f', '%2F'].find((it) => path.includes(it))
  if (found !== undefined) return `may not hold \`${found}\``
  const end = ['/..', '/.'].find((it) => path.endsWith(it))
  return end && `may not end in \`${end}\``
}

function backend(here: Here, say: Say): void {
  // Without a type of path the API server goes no further.
  if (!isOld(here) && isSet(field(here, 'pathType'))) checkBackend(field(here, 'backend'), say)
}

/** The beta versions had other fields; no server has them any more. */
function isOld({ apiVersion }: Here): boolean {
  return apiVersion !== 'networking.k8s.io/v1'
}
