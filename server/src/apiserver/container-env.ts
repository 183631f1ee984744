import { type At, field, isSet, textAt } from './at.ts'
import { either, removal } from './fixes.ts'
import { checkText, text } from './looks.ts'
import { configKey, dnsLabel, dnsSubdomain, envName, noBacksteps, strictEnvName } from './names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'

const ofKey = [
  row(
    'POD21',
    'A value is taken from one key of a ConfigMap or Secret, so both their names are needed, spelt as such names can be.',
    (here, say) => {
      const name = textAt(here, 'name') ?? ''
      if (name === '')
        say.invalid(field(here, 'name'), '`name` is needed: of the object that has the key', { ofWhole: true })
      else checkText(field(here, 'name'), name, dnsSubdomain, say)
      checkText(field(here, 'key'), textAt(here, 'key'), configKey, say)
    },
  ),
]

const ofSource = [
  row(
    'POD22',
    'All keys of a ConfigMap or a Secret become variables, so the name must be one that such an object can have.',
    text('name', dnsSubdomain),
  ),
]

export const containerEnv: Rows = {
  EnvVar: [
    row(
      'POD15',
      'The name of a variable may hold any printable ASCII character but `=`, which ends it. Servers below 1.32 took letters, digits, `-`, `_` and `.` only.',
      (here, say) => checkEnvName(field(here, 'name'), textAt(here, 'name'), say),
    ),
    row('POD16', 'A variable has a value of its own or takes it from elsewhere; not both.', ownOrOther),
  ],
  EnvVarSource: [row('POD17', 'A variable takes its value from exactly one source.', oneSource)],
  ConfigMapKeySelector: ofKey,
  SecretKeySelector: ofKey,
  ConfigMapEnvSource: ofSource,
  SecretEnvSource: ofSource,
  EnvFromSource: [
    row('POD22', 'The prefix becomes part of the names of variables, so it may hold what they may.', (here, say) =>
      checkEnvName(field(here, 'prefix'), textAt(here, 'prefix'), say),
    ),
    row('POD22', 'Each item takes its variables from one ConfigMap or one Secret.', oneObject),
  ],
  FileKeySelector: [
    row(
      'POD44',
      'The file stands in a volume of the pod, and names of volumes are labels.',
      text('volumeName', dnsLabel),
    ),
    row('POD44', 'The file must stay within its volume.', text('path', noBacksteps)),
    row('POD44', 'The key is a variable in that file, so it is spelt like one.', text('key', envName)),
  ],
}

/** A name that only servers before the relaxation refuse is said for those. */
function checkEnvName(at: At, name: string | undefined, say: Say): void {
  checkText(at, name, envName, say)
  const older = name === undefined || name === '' || envName(name) !== undefined ? undefined : strictEnvName(name)
  if (older !== undefined) say.invalid(at, `\`${name}\` ${older}, before Kubernetes 1.32`, { versions: { below: 32 } })
}

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'] as const

function sourcesOf(source: At): readonly string[] {
  return SOURCES.filter((it) => isSet(field(source, it)))
}

function ownOrOther(here: Here, say: Say): void {
  const source = field(here, 'valueFrom')
  if (!textAt(here, 'value') || !isSet(source) || sourcesOf(source).length === 0) return
  say.invalid(source, 'give `value` or `valueFrom`, not both', {
    fixes: either(removal(here, 'value'), removal(here, 'valueFrom')),
  })
}

/** Two sources beside a `value` are POD16's business. Servers below 1.35 drop `fileKeyRef`. */
function oneSource(here: Here, say: Say): void {
  const sources = sourcesOf(here)
  const [first, second] = sources
  const choice = SOURCES.map((it) => `\`${it}\``).join(', ')
  if (first === undefined) say.invalid(here, `\`valueFrom\` needs one of ${choice}`, { ofWhole: true })
  else if (first === 'fileKeyRef')
    say.invalid(here, '`valueFrom` needs another source before Kubernetes 1.35', { versions: { below: 35 } })
  else if (second !== undefined)
    say.invalid(field(here, second), `\`${second}\` cannot stand beside \`${first}\`: a value has one source`, {
      path: here.path,
      ...(second === 'fileKeyRef' ? { versions: { from: 35 } } : {}),
    })
}

/** The server points at the list. */
function oneObject(here: Here, say: Say): void {
  const path = here.path.replace(/\[\d+\]$/, '')
  const hasMap = isSet(field(here, 'configMapRef'))
  const hasSecret = isSet(field(here, 'secretRef'))
  if (!hasMap && !hasSecret)
    say.invalid(here, 'an item of `envFrom` needs `configMapRef` or `secretRef`', { path, ofWhole: true })
  if (hasMap && hasSecret)
    say.invalid(field(here, 'secretRef'), '`secretRef` cannot stand beside `configMapRef`: make them two items', {
      path,
    })
}
