import { field, isSet, numberAt, textAt } from './at.ts'
import { dnsLabel } from './names.ts'
import { type Here, type Row, type Rows, row, type Say } from './row.ts'

const NAME_WHY =
  'Pods are named after it, and the name of a Pod is its host name: one label of DNS, 63 characters without dots.'
const name: Row = row('WAR18', NAME_WHY, hostName)

/** Workloads that do not turn out as they look. */
export const workloadWarnings: Rows = {
  Pod: [name],
  Deployment: [name],
  ReplicaSet: [name],
  Job: [name],
  CronJob: [name],
  ReplicationController: [name],
  JobSpec: [
    row(
      'WAR17',
      'The indexes that are done are kept in the status of the Job as one text, which gets too long for so many.',
      (here, say) => {
        const completions = numberAt(here, 'completions') ?? 0
        if (textAt(here, 'completionMode') !== 'Indexed' || completions <= 100_000) return
        if ((numberAt(here, 'parallelism') ?? 1) > 10_000)
          say.warning(field(here, 'completions'), 'so many indexes at once may be too many to keep count of', {
            path: here.path,
          })
      },
    ),
  ],
  StatefulSetSpec: [
    row('WAR21', 'A negative number keeps every revision that there ever was.', (here, say) => {
      if ((numberAt(here, 'revisionHistoryLimit') ?? 0) < 0)
        say.warning(field(here, 'revisionHistoryLimit'), 'a negative number keeps all revisions, for ever')
    }),
  ],
}

function hostName(here: Here, say: Say): void {
  const metadata = field(here, 'metadata')
  if (!isSet(metadata) || here.path !== '') return
  const given = textAt(metadata, 'name') ? 'name' : 'generateName'
  const text = textAt(metadata, given) ?? ''
  // What is no name at all is refused, and a prefix is cut so that the name fits.
  if (!/^[a-z0-9.-]+$/.test(text)) return
  const fault = given === 'name' && text.length > 63 ? dnsLabel(text) : text.includes('.') ? 'has dots' : undefined
  if (fault === undefined) return
  say.warning(field(metadata, given), `\`${text}\` ${fault}, and host names are made from it`, {
    path: 'metadata.name',
  })
}
