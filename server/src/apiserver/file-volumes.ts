import type { Fix } from '../problem.ts'
import { isBare } from '../schema/change-to.ts'
import { replaceNode } from '../syntax/edits.ts'
import { resolved } from '../syntax/node.ts'
import { type At, aroundOf, field, isSet, numberAt } from './at.ts'
import { checkFile } from './file-paths.ts'
import { type Row, type Rows, row, type Say } from './row.ts'

const MODE_WHY =
  'A mode is three octal digits, 0000 to 0777. YAML reads a number as octal only if it starts with 0: `644` is another mode than `0644`, and too large.'

const PATH_WHY =
  "Files appear below the folder where the volume is mounted, so their paths are relative and do not leave it; what starts with `..` is the kubelet's own."

/** Volumes made of files that the API server holds. https://kubernetes.io/docs/concepts/storage/projected-volumes/ */
export const fileVolumes: Rows = {
  ConfigMapVolumeSource: [row('VOL5', MODE_WHY, mode('defaultMode'))],
  SecretVolumeSource: [row('VOL5', MODE_WHY, mode('defaultMode'))],
  DownwardAPIVolumeSource: [row('VOL5', MODE_WHY, mode('defaultMode'))],
  ProjectedVolumeSource: [row('VOL5', MODE_WHY, mode('defaultMode'))],
  KeyToPath: [row('VOL5', MODE_WHY, mode('mode')), row('VOL6', PATH_WHY, (here, say) => checkFile(here, 'path', say))],
  DownwardAPIVolumeFile: [
    row('VOL5', MODE_WHY, mode('mode')),
    row('VOL6', PATH_WHY, (here, say) => checkFile(here, 'path', say)),
    row(
      'VOL13',
      'Each file of a downwardAPI volume holds one fact: a field of the pod, or a request or limit of a named container.',
      checkSource,
    ),
  ],
}

function mode(name: string): Row['look'] {
  return (here, say) => {
    const at = field(here, name)
    const value = numberAt(here, name)
    if (value === undefined || (value >= 0 && value <= 0o777)) return
    const meant = octalMeant(at)
    const hint = meant === undefined ? '' : `; \`${meant}\` is octal`
    const fixes = meant === undefined ? undefined : { fixes: () => octalFix(at, meant) }
    say.invalid(at, `a mode goes from 0 to 0777 (511 in decimal), not \`${value}\`${hint}`, fixes)
  }
}

/** Digits of a mode without the zero that makes them octal. */
function octalMeant({ node }: At): string | undefined {
  const tree = node && resolved(node)?.tree
  return tree?.type === 'scalar' && /^[1-7][0-7]{2}$/.test(tree.text) ? `0${tree.text}` : undefined
}

function octalFix({ node }: At, meant: string): readonly Fix[] {
  if (!node || !isBare(node)) return []
  // JSON knows no octal numbers.
  const isJson = /^\s*\{/.test(node.document.text)
  const text = isJson ? String(Number.parseInt(meant, 8)) : meant
  return [{ title: `Change to ${text}`, safe: false, edits: [replaceNode(node, text)] }]
}

/** What each of the two may be is in field-refs.ts. */
function checkSource(here: At, say: Say): void {
  const fieldRef = field(here, 'fieldRef')
  const resourceRef = field(here, 'resourceFieldRef')
  const mark = resourceRef.key ?? aroundOf(resourceRef)
  if (!isSet(fieldRef) && !isSet(resourceRef))
    say.required(here, 'the file needs its content: `fieldRef` or `resourceFieldRef`')
  if (isSet(fieldRef) && isSet(resourceRef))
    say.invalid(here, 'a file takes `fieldRef` or `resourceFieldRef`, not both', { mark })
}
