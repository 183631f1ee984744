import { scalar } from '../syntax/node.ts'
import { type At, countAt, field, markOf, numberAt, textAt, textsAt } from './at.ts'
import { dnsLabel, dnsSubdomain } from './names.ts'
import { type Rows, row, type Say } from './row.ts'

/** Requests for certificates. https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/ */
export const certificates: Rows = {
  CertificateSigningRequestSpec: [
    row('CSR1', 'A signer is called like a domain with a path: `example.com/servers`.', (here, say) => {
      const name = textAt(here, 'signerName')
      const fault = name ? signerFault(name) : undefined
      if (fault !== undefined) say.invalid(field(here, 'signerName'), `\`${name}\` ${fault}`)
    }),
    row('CSR2', 'A certificate is for something: each use is named once.', (here, say) => {
      const at = field(here, 'usages')
      if (countAt(here, 'usages') === 0) say.required(at, 'a request needs `usages`, such as `client auth`')
      repeated(here, say)
    }),
    row('CSR3', 'A certificate lives ten minutes at least.', (here, say) => {
      const seconds = numberAt(here, 'expirationSeconds')
      if (seconds !== undefined && seconds < 600)
        say.invalid(field(here, 'expirationSeconds'), `a certificate lives 600 seconds at least, not ${seconds}`)
    }),
    row('CSR4', 'The request itself is one in PEM, in base64 once more.', (here, say) => {
      const at = field(here, 'request')
      const value = at.node ? scalar(at.node) : undefined
      if (typeof value !== 'string') return
      const text = decoded(value)
      if (text !== undefined && !text.includes('-----BEGIN CERTIFICATE REQUEST-----'))
        say.invalid(at, '`request` must be base64 of a PEM block `CERTIFICATE REQUEST`')
    }),
  ],
}

function repeated(here: At, say: Say): void {
  const seen = new Map<string, At>()
  for (const it of textsAt(here, 'usages')) {
    const first = seen.get(it.text)
    if (!first) seen.set(it.text, it)
    else
      say.duplicate(it, `\`${it.text}\` is there already`, {
        related: [{ ...markOf(first), message: 'the first one' }],
      })
  }
}

function signerFault(name: string): string | undefined {
  const [domain = '', path, more] = name.split('/', 3)
  if (path === undefined || more !== undefined) return 'is no domain with one path, such as `example.com/servers`'
  if (name === 'kubernetes.io/legacy-unknown') return 'is gone with the older version of this API'
  if (!domain.includes('.')) return 'needs a domain with a dot before its `/`'
  return domain.split('.').map(dnsLabel).find(Boolean) ?? path.split('.').map(dnsSubdomain).find(Boolean)
}

/** Text out of base64; that it is none is said elsewhere. */
function decoded(base64: string): string | undefined {
  try {
    return atob(base64.replaceAll(/[\r\n]/g, ''))
  } catch {
    return undefined
  }
}
