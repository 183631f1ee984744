import type { Span } from '../text/edit.ts'
import { type At, aroundOf, field, isObject, isSet, mapAt, textAt } from './at.ts'
import { secretValue } from './config-data.ts'
import { type Here, type Row, type Rows, row, type Say } from './row.ts'

const TYPE_WHY = 'Who reads a Secret of this type looks for certain keys, so the server asks for them.'

/** What the types of Secrets need. https://kubernetes.io/docs/concepts/configuration/secret/#secret-types */
export const secrets: Rows = {
  Secret: [
    row(
      'CFG6',
      TYPE_WHY,
      ofType('kubernetes.io/tls', (here, say) => {
        for (const key of ['tls.crt', 'tls.key']) if (secretValue(here, key) === 'absent') missing(here, key, say)
      }),
    ),
    row(
      'CFG7',
      TYPE_WHY,
      ofType('kubernetes.io/dockerconfigjson', (here, say) => needsJson(here, '.dockerconfigjson', say)),
    ),
    row(
      'CFG7',
      TYPE_WHY,
      ofType('kubernetes.io/dockercfg', (here, say) => needsJson(here, '.dockercfg', say)),
    ),
    row(
      'CFG8',
      TYPE_WHY,
      ofType('kubernetes.io/basic-auth', (here, say) => {
        const keys = ['username', 'password']
        if (keys.every((key) => secretValue(here, key) === 'absent')) for (const key of keys) missing(here, key, say)
      }),
    ),
    row(
      'CFG8',
      TYPE_WHY,
      ofType('kubernetes.io/ssh-auth', (here, say) => {
        const value = secretValue(here, 'ssh-privatekey')
        if (value === 'absent' || value?.length === 0) missing(here, 'ssh-privatekey', say)
      }),
    ),
    row(
      'CFG9',
      'A token belongs to a ServiceAccount, which an annotation names; the control plane fills in the token itself.',
      ofType('kubernetes.io/service-account-token', (here, say) => {
        const annotations = field(field(here, 'metadata'), 'annotations')
        if (isSet(annotations) && !isObject(annotations)) return
        const found = mapAt(field(here, 'metadata'), 'annotations').find((it) => it.name === ACCOUNT)
        const name = found?.node && textAt(annotations, ACCOUNT)
        if (found?.node ? name === '' : true)
          say.required(found ?? typeOf(here), `a Secret of this type needs the annotation \`${ACCOUNT}\``, {
            path: `metadata.annotations[${ACCOUNT}]`,
          })
      }),
    ),
    row(
      'CFG17',
      'A certificate and its key are written in PEM, from `-----BEGIN` to `-----END`; what is something else no server can use.',
      ofType('kubernetes.io/tls', checkPem),
    ),
  ],
}

const ACCOUNT = 'kubernetes.io/service-account.name'

function ofType(type: string, look: Row['look']): Row['look'] {
  return (here, say) => {
    if (textAt(here, 'type') === type && mapsAreWhole(here)) look(here, say)
  }
}

/** A list or text in their place the decoder refuses. */
function mapsAreWhole(here: Here): boolean {
  return ['data', 'stringData'].every((it) => !isSet(field(here, it)) || isObject(field(here, it)))
}

function typeOf(here: At): At {
  return field(here, 'type')
}

function missing(here: Here, key: string, say: Say): void {
  const wrong = [...mapAt(here, 'stringData'), ...mapAt(here, 'data')].find((it) => it.name === key)
  const what = wrong ? 'a value under' : 'the key'
  say.required(wrong ?? typeOf(here), `a Secret of this type needs ${what} \`${key}\``, { path: `data[${key}]` })
}

function needsJson(here: Here, key: string, say: Say): void {
  const value = secretValue(here, key)
  if (value === undefined) return
  if (value === 'absent') {
    missing(here, key, say)
    return
  }
  if (isJsonObject(value)) return
  const at = [...mapAt(here, 'stringData'), ...mapAt(here, 'data')].find((it) => it.name === key)
  if (at)
    say.invalid(at, `what stands under \`${key}\` is no JSON object, as \`docker login\` writes it`, {
      path: `data[${key}]`,
      mark: markOfKey(at),
    })
}

function markOfKey(at: At): Span {
  return at.key ?? aroundOf(at)
}

/** `null` counts as one. */
function isJsonObject(bytes: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return value === null || (typeof value === 'object' && !Array.isArray(value))
  } catch {
    return false
  }
}

/** The server tries to load both as a pair and says what the first fault is. Whether they belong together it can tell, we cannot. */
function checkPem(here: Here, say: Say): void {
  for (const [key, what] of [
    ['tls.crt', 'certificate'],
    ['tls.key', 'key'],
  ] as const) {
    const value = secretValue(here, key)
    if (value === undefined) return
    if (value === 'absent' || isPem(value)) continue
    const at = [...mapAt(here, 'stringData'), ...mapAt(here, 'data')].find((it) => it.name === key)
    if (at)
      say.warning(at, `there is no ${what} in PEM under \`${key}\``, { path: `data[${key}]`, mark: markOfKey(at) })
    return
  }
}

function isPem(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes).includes('-----BEGIN')
}
