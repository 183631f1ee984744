import { type At, field, isSet, listAt, numberAt, textAt } from './at.ts'
import { removal } from './fixes.ts'
import { readingOf } from './label-selectors.ts'
import { checkText, range } from './looks.ts'
import { dnsLabel } from './names.ts'
import { type Extra, type Here, type Rows, row, type Say } from './row.ts'

const ZERO_WHY = 'Pods are counted from 0 up.'

export const statefulSets: Rows = {
  StatefulSetSpec: [
    row(
      'WRK27',
      'The name of the Service is a part of the host names of the pods, so it is one label of a DNS name.',
      (here, say) => {
        // Servers below 1.33 did not look at it.
        const told = { ...say, invalid: (at: At, message: string) => say.invalid(at, message, SINCE_33) }
        checkText(field(here, 'serviceName'), textAt(here, 'serviceName'), dnsLabel, told)
      },
    ),
    row(
      'WRK26',
      'Each template of a claim becomes a volume of its name in every pod, and volumes are named by one label of a DNS name.',
      claimNames,
    ),
  ],
  StatefulSetOrdinals: [row('WRK22', ZERO_WHY, range('start', 0, Number.POSITIVE_INFINITY))],
  StatefulSetUpdateStrategy: [
    row('WRK19', 'With `OnDelete` you delete the pods yourself: there is nothing to roll.', (here, say) => {
      const at = field(here, 'rollingUpdate')
      if (textAt(here, 'type') === 'OnDelete' && isSet(at))
        say.invalid(at, '`rollingUpdate` has no place beside `type: OnDelete`', {
          fixes: removal(here, 'rollingUpdate'),
        })
    }),
    row('WRK20', ZERO_WHY, (here, say) => {
      const rolling = field(here, 'rollingUpdate')
      const partition = numberAt(rolling, 'partition')
      const type = textAt(here, 'type') ?? ''
      if (partition !== undefined && partition < 0 && (type === '' || type === 'RollingUpdate'))
        say.invalid(field(rolling, 'partition'), `\`partition\` must be at least 0, not ${partition}`)
    }),
  ],
}

const SINCE_33: Extra = { versions: { from: 33 } }
const SINCE_34: Extra = { versions: { from: 34 } }

/** The server puts them before the volumes of the template, each name once. */
function claimNames(here: Here, say: Say): void {
  if (readingOf(field(here, 'selector')) !== 'fine') return
  const seen = new Set<string>()
  for (const claim of listAt(here, 'volumeClaimTemplates')) {
    const metadata = field(claim, 'metadata')
    const at = field(metadata, 'name')
    const name = textAt(metadata, 'name') ?? ''
    if ((name === '' && isSet(at) && textAt(metadata, 'name') === undefined) || seen.has(name)) continue
    const path = `${here.path}.template.spec.volumes[${seen.size}]`
    seen.add(name)
    if (name === '') {
      say.required(at, 'the template of a claim needs a name', { ...SINCE_34, path: `${path}.name` })
      say.required(at, 'without a name there is no claim to mount', {
        ...SINCE_34,
        path: `${path}.persistentVolumeClaim.claimName`,
      })
      continue
    }
    const fault = dnsLabel(name)
    if (fault !== undefined) say.invalid(at, `\`${name}\` ${fault}`, { ...SINCE_34, path: `${path}.name` })
  }
}
