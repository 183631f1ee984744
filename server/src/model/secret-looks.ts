/** An address with a password: `postgres://user:password@host`. */
export function hasPassword(value: string): boolean {
  return ADDRESS.test(value)
}

/** By a person, a tool or the kubelet: `${TOKEN}`, `$(TOKEN)`, `<token>`, `{{ token }}`, `%TOKEN%`, `YOUR_TOKEN`. */
export function isFilledIn(value: string): boolean {
  return /\$[({\w]|^<.*>$|\{\{|^%.*%$|^\[.*\]$|^[A-Z]+(?:_[A-Z\d]+)+$/.test(value)
}

/** A path, an address or a switch says where the secret is, or something about it. */
export function isSecretValue(value: string): boolean {
  const word = value.trim()
  if (/^(?:true|false|yes|no|on|off|none|null|0|1|enabled?|disabled?)$/i.test(word)) return false
  return word !== '' && !/^(?:\.{0,2}\/|file:|vault:|[a-z][a-z0-9+.-]{0,30}:\/\/)/i.test(word)
}

/** Of a variable or a key: `DB_PASSWORD`, `stripeApiKey`. What says something about a secret ends in another word. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .map((it) => it.replace(/\d+$/, ''))
    .filter((it) => it !== '')
  const last = words.at(-1) ?? ''
  const pair = words.slice(-2).join(' ')
  // By which the members of an etcd know each other.
  if (pair === 'cluster token') return false
  if (last === 'pwd' || last === 'pass') return words.length > 1
  return WORDS.has(last) || PAIRS.has(pair) || /(?:password|passwd|passphrase|apikey|secretkey|authtoken)$/.test(last)
}

const WORDS: ReadonlySet<string> = new Set([
  'password',
  'passwd',
  'passphrase',
  'secret',
  'token',
  'apikey',
  'credentials',
])

const PAIRS: ReadonlySet<string> = new Set(
  ['access', 'account', 'api', 'auth', 'encryption', 'license', 'master', 'private', 'secret', 'session', 'signing']
    .map((it) => `${it} key`)
    .concat('key base'),
)

const ADDRESS = /^[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]{0,100}:[^\s/@]{1,200}@[^\s@]/i
