import { type At, aroundOf, field, isSet, listAt, numberAt, textAt } from './at.ts'
import { type Here, type Rows, row, type Say } from './row.ts'
import { OF_RUNNING, runsFirst } from './set-aside.ts'

/** When containers start, end and start again. */
export const containerLifecycle: Rows = {
  Container: [
    row(
      'POD43',
      'Rules on exit codes refine the restart policy of the container, so it has to be given; there are 20 rules at most.',
      restartRules,
    ),
    row(
      'POD40',
      'A container that has to end before the others start has no probes or hooks. One with `restartPolicy: Always` goes on beside them and may have both.',
      ofRunning,
    ),
    row(
      'POD38',
      'Servers below 1.34 know the restart policy of the whole pod only, and `Always` for init containers that run on as sidecars.',
      olderPolicies,
    ),
    row('POD43', 'Sidecars and the restart of all containers came to these rules with Kubernetes 1.36.', olderRules),
  ],
  ContainerRestartRule: [
    row('POD43', 'A rule says for which exit codes it is, 255 at most.', (here, say) => {
      if (!isSet(field(here, 'exitCodes'))) say.required(field(here, 'exitCodes'), 'a rule needs `exitCodes`')
      const values = listAt(field(here, 'exitCodes'), 'values')
      if (values.length > 255)
        say['too-many'](field(field(here, 'exitCodes'), 'values'), `255 exit codes are the most, not ${values.length}`)
    }),
  ],
  LifecycleHandler: [row('POD41', 'A hook does exactly one thing.', oneHandler)],
  PodSpec: [
    row(
      'POD41',
      'All of the time that a container has to end is the grace period of its pod, so a pause before that cannot last longer.',
      sleeps,
    ),
  ],
}

/** In the order in which the server looks for them. */
const HOOKS = ['exec', 'httpGet', 'tcpSocket', 'sleep']

function restartRules(here: Here, say: Say): void {
  const rules = listAt(here, 'restartPolicyRules')
  if (rules.length > 0 && !isSet(field(here, 'restartPolicy')))
    say.required(field(here, 'restartPolicy'), '`restartPolicyRules` need a `restartPolicy` that they refine', {
      mark: aroundOf(field(here, 'restartPolicyRules')),
    })
  const isJudged = isSet(field(here, 'restartPolicy')) || !IS_INIT.test(here.path)
  if (rules.length > 20 && isJudged)
    say['too-many'](field(here, 'restartPolicyRules'), `20 rules are the most, not ${rules.length}`)
}

/** What came with 1.36, of what 1.35 has of rules. */
function olderRules(here: Here, say: Say): void {
  const versions = { from: 35, below: 36 }
  const list = field(here, 'restartPolicyRules')
  for (const rule of listAt(here, 'restartPolicyRules'))
    if (textAt(rule, 'action') === 'RestartAllContainers')
      say.unsupported(field(rule, 'action'), '`RestartAllContainers` came with Kubernetes 1.36', { versions })
  const isSidecar = textAt(here, 'restartPolicy') === 'Always' && IS_INIT.test(here.path)
  if (isSidecar && isSet(list)) say.forbidden(list, 'a sidecar has no rules before Kubernetes 1.36', { versions })
}

const IS_INIT = /\.initContainers\[\d+\]$/

function ofRunning(here: Here, say: Say): void {
  for (const name of OF_RUNNING) {
    const at = field(here, name)
    if (isSet(at) && runsFirst(here.node, here.path))
      say.forbidden(at, `\`${name}\` is for containers that run on: this one needs \`restartPolicy: Always\``, {
        ofWhole: true,
      })
  }
}

function olderPolicies(here: Here, say: Say): void {
  const at = field(here, 'restartPolicy')
  const policy = textAt(here, 'restartPolicy')
  if (policy === undefined) return
  const versions = { below: 34 }
  if (!IS_INIT.test(here.path))
    say.forbidden(at, 'a container has no `restartPolicy` of its own before Kubernetes 1.34', { versions })
  else if (policy !== 'Always')
    say.unsupported(at, 'an init container has `restartPolicy: Always` or none before Kubernetes 1.34', { versions })
}

function oneHandler(here: Here, say: Say): void {
  const [first, ...others] = HOOKS.filter((it) => isSet(field(here, it)))
  if (first === undefined) say.required(here, 'a hook needs one of `exec`, `httpGet`, `tcpSocket`, `sleep`')
  for (const it of others)
    say.forbidden(field(here, it), `\`${it}\` cannot stand beside \`${first}\`: a hook does one thing`)
}

/** In a Pod, not in a template, a negative grace period becomes one second. */
function sleeps(here: Here, say: Say): void {
  const written = numberAt(here, 'terminationGracePeriodSeconds') ?? 30
  const grace = here.kind === 'Pod' && written < 0 ? 1 : written
  const sidecars = listAt(here, 'initContainers').filter((it) => textAt(it, 'restartPolicy') === 'Always')
  for (const container of [...listAt(here, 'containers'), ...sidecars])
    for (const hook of ['postStart', 'preStop']) checkSleep(field(field(container, 'lifecycle'), hook), grace, say)
}

function checkSleep(hook: At, grace: number, say: Say): void {
  const sleep = field(hook, 'sleep')
  if (HOOKS.find((it) => isSet(field(hook, it))) !== 'sleep') return
  const seconds = numberAt(sleep, 'seconds') ?? 0
  // In a patch we do not see the grace period.
  const mark = { mark: field(sleep, 'seconds').node ?? aroundOf(sleep), ofWhole: true } as const
  if (seconds < 0 || seconds > grace)
    say.invalid(sleep, `a pause of ${seconds} seconds is not between 0 and the grace period of the pod, ${grace}`, mark)
  else if (seconds === 0)
    say.invalid(sleep, 'a pause has one second at least, before Kubernetes 1.32', { ...mark, versions: { below: 32 } })
}
