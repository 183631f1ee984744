import { type At, field, listAt, textAt } from './at.ts'
import { removal } from './fixes.ts'
import { text } from './looks.ts'
import { dnsLabel, dnsSubdomain } from './names.ts'
import { type Rows, row, type Say } from './row.ts'
import { isFlexOfVolume, sourcesIn } from './unjudged.ts'

/** Volumes of pods as wholes. https://kubernetes.io/docs/concepts/storage/volumes/ */
export const volumes: Rows = {
  Volume: [
    row(
      'VOL1',
      'Mounts refer to a volume by its name: lower-case letters, digits and `-`, at most 63. Dots have no place in it.',
      text('name', dnsLabel),
    ),
    row(
      'VOL2',
      'A volume comes from one place. Of several the server takes the first in an order of its own and refuses the rest.',
      (here, say) => oneSource('Volume', here, say),
    ),
    row(
      'VOL16',
      'A volume that shows the files of an image needs to know which. Only a Pod is asked for it; in a template something may still fill it in.',
      (here, say) => {
        const image = field(here, 'image')
        const isJudged = sourcesIn('Volume', here.node)[0] === 'image' && here.kind === 'Pod'
        const hasReference = field(image, 'reference').node !== undefined && textAt(image, 'reference') !== ''
        if (!isJudged || hasReference) return
        const extra = { versions: { from: 35 } }
        say.required(
          field(image, 'reference'),
          'a volume of an image needs its `reference`, such as `registry/name:tag`',
          extra,
        )
      },
    ),
  ],
  PersistentVolumeSpec: [
    row(
      'PVC11',
      'A PersistentVolume is one piece of storage, so it has one source: `csi`, `nfs`, `local`, `hostPath` and so on.',
      (here, say) => {
        if (here.kind !== 'PersistentVolume' && !isWritten(here)) return
        oneSource('PersistentVolumeSpec', here, say)
        if (sourcesIn('PersistentVolumeSpec', here.node).length === 0)
          say.required(here, 'a PersistentVolume needs a source, such as `csi`, `nfs`, `local` or `hostPath`')
      },
    ),
  ],
  Pod: [
    row(
      'VOL15',
      'The claim of an ephemeral volume is called like the pod and the volume together, and must be a name for a claim.',
      (here, say) => {
        const pod = textAt(field(here, 'metadata'), 'name')
        if (!pod) return
        const all = listAt(field(here, 'spec'), 'volumes')
        const made = new Set<string>()
        for (const it of all) {
          if (!field(it, 'ephemeral').node) continue
          const name = textAt(it, 'name') ?? ''
          made.add(`${pod}-${name}`)
          if (name === '' || sourcesIn('Volume', it.node)[0] !== 'ephemeral') continue
          const fault = dnsSubdomain(`${pod}-${name}`)
          if (fault !== undefined)
            say.invalid(field(it, 'name'), `its claim would be called \`${pod}-${name}\`, which ${fault}`)
        }
        for (const it of all) {
          const claim = field(it, 'persistentVolumeClaim')
          const name = textAt(claim, 'claimName')
          if (name !== undefined && made.has(name))
            say.invalid(
              field(claim, 'claimName'),
              `\`${name}\` is made for an ephemeral volume of this pod and belongs to that alone`,
            )
        }
      },
    ),
  ],
}

/** What the server prints where a source is one too many. */
const SPELT: Readonly<Record<string, string>> = { downwardAPI: 'downwarAPI', cephfs: 'cephFS' }

function oneSource(type: string, here: At, say: Say): void {
  const [first, ...others] = sourcesIn(type, here.node)
  for (const it of others) {
    if (isFlexOfVolume(type, it)) continue
    const spelt = SPELT[it]
    say.forbidden(field(here, it), `\`${it}\` cannot stand beside \`${first}\`: a volume has one source`, {
      fixes: removal(here, it),
      ...(spelt === undefined ? {} : { path: `${here.path}.${spelt}` }),
    })
  }
}

function isWritten(here: At): boolean {
  return here.node !== undefined
}
