import { type At, countAt, field, isSet, listAt, textAt, textsAt } from './at.ts'
import { dnsSubdomain } from './names.ts'
import { checkAddress } from './pod-spec-names.ts'
import { type Rows, row, type Say } from './row.ts'

export const podSpecDns: Rows = {
  PodSpec: [
    row(
      'PSP3',
      'It becomes `/etc/resolv.conf` of the pod, with the limits that resolvers have; and with `dnsPolicy: None` there is nothing in it but this.',
      checkDns,
    ),
  ],
}

function checkDns(spec: At, say: Say): void {
  const config = field(spec, 'dnsConfig')
  const servers = field(config, 'nameservers')
  if (textAt(spec, 'dnsPolicy') === 'None' && countAt(config, 'nameservers') === 0) {
    if (!isSet(config))
      say.required({ ...config, around: field(spec, 'dnsPolicy').around }, '`dnsPolicy: None` needs `dnsConfig`')
    else say.required(servers, '`dnsPolicy: None` needs one of `nameservers` at least')
    return
  }
  const count = countAt(config, 'nameservers') ?? 0
  if (count > 3) say.invalid(servers, `resolvers use 3 of \`nameservers\` at most, not ${count}`)
  for (const it of textsAt(config, 'nameservers')) {
    if (it.text === '') say.invalid(it, 'an address of a name server cannot be empty')
    else checkAddress(it, it.text, say)
  }
  checkSearches(config, say)
  for (const it of listAt(config, 'options')) {
    const name = field(it, 'name')
    if (!textAt(it, 'name') && !isOfOtherType(it))
      say.required(isSet(name) ? name : it, 'an option needs a `name`', { path: it.path })
  }
}

function isOfOtherType(option: At): boolean {
  return isSet(field(option, 'name')) && textAt(option, 'name') === undefined
}

function checkSearches(config: At, say: Say): void {
  const at = field(config, 'searches')
  const searches = textsAt(config, 'searches')
  if (searches.length > 32) say.invalid(at, `resolvers search 32 domains at most, not ${searches.length}`)
  const length = searches.map((it) => it.text).join(' ').length
  if (length > 2048)
    say.invalid(at, `all domains together have ${length} characters with the spaces; 2048 are the most`)
  for (const it of searches) {
    const relaxed = searchDomain(it.text)
    const strict = dnsSubdomain(it.text.endsWith('.') ? it.text.slice(0, -1) : it.text)
    const what = it.text === '' ? 'a domain' : `\`${it.text}\``
    if (relaxed !== undefined) say.invalid(it, `${what} ${relaxed}`)
    else if (strict !== undefined) say.invalid(it, `${what} ${strict}`, { versions: { below: 33 } })
  }
}

/** Labels may hold `_` too, one dot may end it, and a dot alone is the root. */
function searchDomain(text: string): string | undefined {
  if (text === '.') return undefined
  const name = text.endsWith('.') ? text.slice(0, -1) : text
  if (name === '') return 'cannot be empty'
  if (name.length > 253) return `has ${name.length} characters; 253 are the most`
  if (/^_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/.test(name)) return undefined
  return 'is no domain of lower-case letters, digits, `-`, `_` and `.`'
}
