import { type At, field, isSet, numberAt } from './at.ts'
import { change, removal } from './fixes.ts'
import { checkCommand, checkHeaders, checkOneHandler, checkPort, HANDLERS_OF_PROBES } from './handlers.ts'
import { range } from './looks.ts'
import { longRunning } from './pod-spec-containers.ts'
import { type Row, type Rows, row, type Say } from './row.ts'

const port = row(
  'PRB2',
  'A port goes by its number, or by the name that one of the ports of the container has: at most 15 characters with a letter among them.',
  checkPort,
)

/** The server looks at the probes of containers that stay; those of init containers and temporary ones it forbids. */
export const probes: Rows = {
  PodSpec: [
    row(
      'PRB1',
      'A probe asks in one way, or its answer would mean two things.',
      each((probe, name, say) => checkOneHandler(probe, `\`${name}\``, HANDLERS_OF_PROBES, say)),
    ),
    row(
      'PRB6',
      'These are seconds and counts; 0 stands for the default.',
      each((probe, _, say) => {
        for (const it of NUMBERS) {
          const value = numberAt(probe, it)
          if (value !== undefined && value < 0)
            say.invalid(field(probe, it), `\`${it}\` cannot be less than 0`, { fixes: change(probe, it, -value) })
        }
      }),
    ),
    row(
      'PRB7',
      'One success is all it takes for a container to count as alive or started; only readiness can wait for more.',
      each((probe, name, say) => {
        const value = numberAt(probe, 'successThreshold') ?? 1
        if (name === 'readinessProbe' || value < 0 || value === 0 || value === 1) return
        say.invalid(field(probe, 'successThreshold'), `\`successThreshold\` of \`${name}\` can only be 1`, {
          fixes: change(probe, 'successThreshold', 1),
        })
      }),
    ),
    row(
      'PRB8',
      'A container that is not ready is left alone, not ended: there is nothing to give time for.',
      each((probe, name, say) => {
        const at = field(probe, 'terminationGracePeriodSeconds')
        if (name !== 'readinessProbe' || !isSet(at)) return
        say.invalid(at, '`readinessProbe` takes no `terminationGracePeriodSeconds`: it never ends a container', {
          fixes: removal(probe, 'terminationGracePeriodSeconds'),
        })
      }),
    ),
    row(
      'PRB9',
      'It takes the place of the time that the pod gives, and some time there must be.',
      each((probe, name, say) => {
        const value = numberAt(probe, 'terminationGracePeriodSeconds') ?? 1
        if (value < 1 && name !== 'readinessProbe')
          say.invalid(
            field(probe, 'terminationGracePeriodSeconds'),
            `\`terminationGracePeriodSeconds\` of a probe must be at least 1, not ${value}`,
          )
      }),
    ),
  ],
  HTTPGetAction: [
    port,
    row(
      'PRB4',
      'The kubelet sends these as headers of HTTP, whose names are of letters, digits and `-`.',
      checkHeaders,
    ),
  ],
  TCPSocketAction: [port],
  ExecAction: [row('PRB5', 'Without a command there is nothing to run.', checkCommand)],
  GRPCAction: [row('PRB10', 'A gRPC probe knows ports by number only.', range('port', 1, 65535, 'counts'))],
}

const PROBES: readonly string[] = ['livenessProbe', 'readinessProbe', 'startupProbe']
const NUMBERS: readonly string[] = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
]

function each(check: (probe: At, name: string, say: Say) => void): Row['look'] {
  return (spec, say) => {
    for (const container of longRunning(spec)) {
      for (const name of PROBES) {
        const probe = field(container, name)
        if (isSet(probe)) check(probe, name, say)
      }
    }
  }
}
