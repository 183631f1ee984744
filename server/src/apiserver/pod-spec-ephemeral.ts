import { entries, isNull } from '../syntax/node.ts'
import { type At, countAt, field, isSet, listAt, textAt } from './at.ts'
import { removal } from './fixes.ts'
import { type Rows, row, type Say } from './row.ts'

/** Containers for debugging, which `kubectl debug` puts into a running pod. */
export const podSpecEphemeral: Rows = {
  Pod: [
    row('PSP28', 'They are added to a Pod that runs, with `kubectl debug`; none can be born with them.', (here, say) =>
      checkNone(field(here, 'spec'), 'a new Pod', say),
    ),
  ],
  PodTemplateSpec: [
    row('PSP28', 'They are added to a Pod that runs, with `kubectl debug`; templates have none.', (here, say) =>
      checkNone(field(here, 'spec'), 'a template', say),
    ),
  ],
  PodSpec: [
    row('PSP28', 'It looks into another container of the pod, so that one must be there.', (here, say) => {
      const names = new Set(
        ['initContainers', 'containers'].flatMap((it) => listAt(here, it).map((one) => textAt(one, 'name'))),
      )
      for (const it of listAt(here, 'ephemeralContainers')) {
        const target = textAt(it, 'targetContainerName')
        if (target && !names.has(target))
          say['not-found'](field(it, 'targetContainerName'), `there is no container \`${target}\` in this pod`)
      }
    }),
  ],
  EphemeralContainer: [
    row(
      'PSP28',
      'It stays until somebody has looked into the pod: nothing may rely on it, so it has no ports, probes or resources of its own.',
      (here, say) => {
        for (const [it, from] of Object.entries(FORBIDDEN)) {
          const at = field(here, it)
          if (isWritten(at, it))
            say.forbidden(at, `an ephemeral container cannot have \`${it}\``, {
              fixes: removal(here, it),
              ...(from === undefined ? {} : { versions: { from } }),
            })
        }
        for (const mount of listAt(here, 'volumeMounts'))
          for (const it of ['subPath', 'subPathExpr'])
            if (textAt(mount, it))
              say.forbidden(field(mount, it), `an ephemeral container cannot have \`${it}\``, {
                fixes: removal(mount, it),
              })
      },
    ),
  ],
}

/** What it cannot have, and since when servers say so: those before drop the newer fields. */
const FORBIDDEN: Readonly<Record<string, number | undefined>> = {
  lifecycle: undefined,
  livenessProbe: undefined,
  ports: undefined,
  readinessProbe: undefined,
  resizePolicy: 33,
  resources: undefined,
  restartPolicy: 35,
  restartPolicyRules: 35,
  startupProbe: undefined,
}

/** Resources without anything in them count as none, and so do hooks once the signal is dropped that is all of them. */
function isWritten(at: At, name: string): boolean {
  const names = entries(at.node).flatMap((it) => (isNull(it.value) ? [] : it.name))
  if (name === 'resources') return names.length > 0
  return isSet(at) && !(name === 'lifecycle' && names.length === 1 && names[0] === 'stopSignal')
}

function checkNone(spec: At, where: string, say: Say): void {
  if (countAt(spec, 'ephemeralContainers'))
    say.forbidden(field(spec, 'ephemeralContainers'), `${where} cannot have \`ephemeralContainers\``, {
      fixes: removal(spec, 'ephemeralContainers'),
    })
}
