import { type At, aroundOf, field, mapAt, textAt } from './at.ts'
import { type Rows, row, type Say } from './row.ts'
import { sourcesIn } from './unjudged.ts'

const GONE_WHY =
  'The driver has been taken out of Kubernetes. The API still takes the field, but no kubelet can mount such a volume.'
const ANNOTATION_WHY = 'What used to be an annotation is a field since long.'

/** Storage that the API server takes and warns of. */
export const storageWarnings: Rows = {
  Volume: [row('WAR4', GONE_WHY, (here, say) => gone('Volume', here, say))],
  PersistentVolumeSpec: [
    row('WAR16', GONE_WHY, (here, say) => {
      if (here.kind === 'PersistentVolume') gone('PersistentVolumeSpec', here, say)
    }),
    row(
      'WAR16',
      'Recycling empties the volume with `rm -rf` in a pod; it works for NFS and hostPath only and will not be developed further.',
      (here, say) => {
        if (here.kind === 'PersistentVolume' && textAt(here, 'persistentVolumeReclaimPolicy') === 'Recycle')
          say.warning(
            field(here, 'persistentVolumeReclaimPolicy'),
            '`Recycle` is deprecated: provision volumes dynamically, with `Delete`, or `Retain` them',
          )
      },
    ),
  ],
  PersistentVolume: [
    row('WAR16', ANNOTATION_WHY, (here, say) => {
      oldAnnotation(here, 'volume.beta.kubernetes.io/storage-class', 'storageClassName', say)
      oldAnnotation(here, 'volume.beta.kubernetes.io/mount-options', 'mountOptions', say)
    }),
  ],
  PersistentVolumeClaim: [
    row('WAR16', ANNOTATION_WHY, (here, say) => {
      // Of the templates of a StatefulSet the server does not say it.
      if (here.path === '') oldAnnotation(here, 'volume.beta.kubernetes.io/storage-class', 'storageClassName', say)
    }),
  ],
}

/** The minor in which the driver went; the server warns of some of them in pods only. */
const GONE: Readonly<Record<string, { readonly since: string; readonly spelt?: string; readonly onlyIn?: string }>> = {
  photonPersistentDisk: { since: '1.16' },
  scaleIO: { since: '1.22' },
  flocker: { since: '1.25', onlyIn: 'Volume' },
  quobyte: { since: '1.25', onlyIn: 'Volume' },
  storageos: { since: '1.25', spelt: 'storageOS' },
  glusterfs: { since: '1.26' },
  cephfs: { since: '1.31' },
  rbd: { since: '1.31' },
  gitRepo: { since: '1.33', onlyIn: 'Volume' },
}

function gone(type: string, here: At, say: Say): void {
  for (const source of sourcesIn(type, here.node)) {
    const driver = Object.hasOwn(GONE, source) ? GONE[source] : undefined
    if (!driver || (driver.onlyIn !== undefined && driver.onlyIn !== type)) continue
    const at = field(here, source)
    const what = source === 'gitRepo' ? 'is disabled by default' : 'does not work any more'
    say.warning(at, `\`${source}\` ${what} since ${driver.since}`, {
      ...(driver.spelt === undefined ? {} : { path: `${here.path}.${driver.spelt}` }),
    })
  }
}

function oldAnnotation(here: At, name: string, instead: string, say: Say): void {
  const found = mapAt(field(here, 'metadata'), 'annotations').find((it) => it.name === name)
  if (found)
    say.warning(found, `\`${name}\` is deprecated: \`spec.${instead}\` says the same`, {
      mark: found.key ?? aroundOf(found),
    })
}
