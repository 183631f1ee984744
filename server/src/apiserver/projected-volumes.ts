import { type At, field, isSet, listAt, numberAt, textAt } from './at.ts'
import { checkFile } from './file-paths.ts'
import { type Rows, row, type Say } from './row.ts'

/** https://kubernetes.io/docs/concepts/storage/projected-volumes/ */
export const projectedVolumes: Rows = {
  ProjectedVolumeSource: [
    row(
      'VOL10',
      'All sources of a projected volume share one folder, so no two of them may put a file at the same path.',
      oneFileAPath,
    ),
    row(
      'VOL10',
      'Each item of `sources` is one ConfigMap, Secret, token and so on; what a second one beside it would be for nobody can tell.',
      (here, say) => {
        for (const it of listAt(here, 'sources')) {
          const [first, second] = KINDS.filter((kind) => isSet(field(it, kind)))
          if (first !== undefined && second !== undefined)
            say.forbidden(it, `\`${first}\` and \`${second}\` are two sources: make an item of each`)
        }
      },
    ),
    row(
      'VOL12',
      'A source that names nothing adds nothing. Trust bundles and pod certificates count as nothing while their feature gates are off, as they are by default.',
      (here, say) => {
        for (const it of listAt(here, 'sources')) {
          if (KINDS.some((kind) => isSet(field(it, kind)))) continue
          const gated = GATED.find((kind) => isSet(field(it, kind)))
          const message =
            gated === undefined
              ? 'this source is empty and adds nothing to the volume'
              : `\`${gated}\` needs a feature gate that is off by default: this source then adds nothing`
          say.warning(it, message)
        }
      },
    ),
  ],
  ServiceAccountTokenProjection: [
    row(
      'VOL11',
      'The kubelet renews a token long before it ends; the server makes none for less than ten minutes or more than 2^32 seconds.',
      (here, say) => {
        const seconds = numberAt(here, 'expirationSeconds')
        const at = field(here, 'expirationSeconds')
        if (seconds === undefined) return
        if (seconds < 600) say.invalid(at, `a token is good for 600 seconds at least, not ${seconds}`)
        if (seconds > 2 ** 32) say.invalid(at, `a token is good for ${2 ** 32} seconds at most, not ${seconds}`)
      },
    ),
    row(
      'VOL11',
      'The token is a file below the folder where the volume is mounted: a relative path that does not leave it.',
      (here, say) => checkFile(here, 'path', say),
    ),
  ],
}

const KINDS: readonly string[] = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken']
const GATED: readonly string[] = ['clusterTrustBundle', 'podCertificate']

/** Tokens are left out: the server takes them twice, with a warning. */
function oneFileAPath(here: At, say: Say): void {
  const taken = new Set<string>()
  for (const source of listAt(here, 'sources')) {
    for (const kind of ['secret', 'configMap', 'downwardAPI']) {
      for (const item of listAt(field(source, kind), 'items')) {
        const path = textAt(item, 'path')
        if (!path) continue
        if (taken.has(path))
          say.invalid(field(item, 'path'), `another source puts a file at \`${path}\` already`, { path: here.path })
        taken.add(path)
      }
    }
  }
}
