import { type At, field, isSet, numberAt, textAt } from './at.ts'
import { type Rows, row } from './row.ts'

const FORM =
  /^(0|[1-9]\d{0,15})\.(0|[1-9]\d{0,15})\.(0|[1-9]\d{0,15})(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/

/** Who leads, and who would. https://kubernetes.io/docs/concepts/architecture/leases/ */
export const leases: Rows = {
  LeaseSpec: [
    row('LEA1', 'A lease is for some seconds, and has changed hands so many times.', (here, say) => {
      const seconds = numberAt(here, 'leaseDurationSeconds')
      if (seconds !== undefined && seconds <= 0)
        say.invalid(field(here, 'leaseDurationSeconds'), `a lease lasts one second at least, not ${seconds}`)
      if ((numberAt(here, 'leaseTransitions') ?? 0) < 0)
        say.invalid(field(here, 'leaseTransitions'), '`leaseTransitions` cannot be negative')
    }),
  ],
  LeaseCandidateSpec: [
    row(
      'LEA2',
      'The candidate of the oldest version leads, so each says which version it is and which it acts as.',
      (here, say) => {
        const binary = versionAt(here, 'binaryVersion')
        const acted = versionAt(here, 'emulationVersion')
        for (const [name, version] of [
          ['binaryVersion', binary],
          ['emulationVersion', acted],
        ] as const)
          if (version === 'faulty')
            say.invalid(field(here, name), `\`${textAt(here, name)}\` is no version such as \`1.36.0\``)
        if (Array.isArray(binary) && Array.isArray(acted) && isLess(binary, acted))
          say.invalid(field(here, 'binaryVersion'), '`binaryVersion` cannot be older than `emulationVersion`')
        const emulation = field(here, 'emulationVersion')
        const isMissing = textAt(here, 'emulationVersion') === '' || !isSet(emulation)
        if (textAt(here, 'strategy') === OLDEST && isMissing)
          say.required(emulation, `\`${OLDEST}\` compares \`emulationVersion\`, so there must be one`)
      },
    ),
    row('LEA3', 'There is one strategy; others are called with the domain of whoever made them.', (here, say) => {
      const strategy = textAt(here, 'strategy')
      if (strategy && strategy !== OLDEST && !strategy.includes('/'))
        say.unsupported(field(here, 'strategy'), `there is no strategy \`${strategy}\`, but \`${OLDEST}\``, {
          path: `${here.path}.strategy.strategy`,
        })
    }),
  ],
}

const OLDEST = 'OldestEmulationVersion'

function versionAt(here: At, name: string): readonly number[] | 'faulty' | undefined {
  const text = textAt(here, name)
  if (!text) return undefined
  const found = text.length > 256 ? undefined : FORM.exec(text)
  return found ? found.slice(1, 4).map(Number) : 'faulty'
}

/** What comes behind the three numbers is left out: the server says nothing of equal ones that we could know. */
function isLess(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((it, i) => it !== other[i])
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0)
}
