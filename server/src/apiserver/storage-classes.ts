import { bytesOf } from '../text/bytes.ts'
import { type At, field, isEmptyList, listAt, mapAt, textAt, textsAt } from './at.ts'
import { qualifiedName } from './names.ts'
import { type Rows, row, type Say } from './row.ts'

const PARAMETERS_WHY = 'Parameters go to the driver as they are; there may be 512 of them, with 256 KiB of text in all.'

/** https://kubernetes.io/docs/concepts/storage/storage-classes/ */
export const storageClasses: Rows = {
  StorageClass: [
    row(
      'PVC15',
      'The provisioner is the name of the driver: a name, with a domain and `/` before it if need be. Upper case does not count.',
      (here, say) => checkProvisioner(here, 'provisioner', say),
    ),
    row('PVC16', PARAMETERS_WHY, checkParameters),
    row(
      'PVC24',
      'Volumes are made only where all expressions of one of the terms hold, so a term that is there twice says nothing new.',
      (here, say) => {
        const seen = new Set<string>()
        for (const it of listAt(here, 'allowedTopologies')) {
          const meaning = meaningOf(it)
          if (seen.has(meaning)) say.duplicate(field(it, 'matchLabelExpressions'), 'this term is there already')
          seen.add(meaning)
        }
      },
    ),
  ],
  VolumeAttributesClass: [
    row(
      'PVC20',
      'The driver is called by a name, with a domain and `/` before it if need be. Upper case does not count.',
      (here, say) => checkProvisioner(here, 'driverName', say),
    ),
    row('PVC20', PARAMETERS_WHY, checkParameters),
    row(
      'PVC20',
      'The parameters are all that a VolumeAttributesClass has to say, so one of them is needed at least.',
      (here, say) => {
        const at = field(here, 'parameters')
        if (mapAt(here, 'parameters').length > 0 || (at.node && at.node.tree.type !== 'mapping')) return
        say.required(at, 'a VolumeAttributesClass needs a parameter at least')
      },
    ),
  ],
  TopologySelectorTerm: [
    row('PVC24', 'All expressions of a term must hold; two of the same key could be one.', (here, say) => {
      const seen = new Set<string>()
      for (const it of listAt(here, 'matchLabelExpressions')) {
        const key = textAt(it, 'key') ?? ''
        if (seen.has(key)) say.duplicate(field(it, 'key'), `another expression of this term has the key \`${key}\``)
        seen.add(key)
      }
    }),
  ],
  TopologySelectorLabelRequirement: [
    row(
      'PVC24',
      'An expression names a label of nodes and the values that it may have, each of them once.',
      (here, say) => {
        const key = textAt(here, 'key')
        const fault = key ? qualifiedName(key) : undefined
        if (fault !== undefined) say.invalid(field(here, 'key'), `\`${key}\` ${fault}`)
        if (isEmptyList(field(here, 'values')))
          say.required(field(here, 'values'), 'an expression needs a value at least')
        const seen = new Set<string>()
        for (const it of textsAt(here, 'values')) {
          if (seen.has(it.text)) say.duplicate(it, `\`${it.text}\` is in this list already`)
          seen.add(it.text)
        }
      },
    ),
  ],
}

function checkProvisioner(here: At, name: string, say: Say): void {
  const text = textAt(here, name)
  const fault = text ? qualifiedName(text.toLowerCase()) : undefined
  if (fault !== undefined) say.invalid(field(here, name), `\`${text}\` ${fault}`)
}

function checkParameters(here: At, say: Say): void {
  const at = field(here, 'parameters')
  const all = mapAt(here, 'parameters')
  if (all.length > MOST_PARAMETERS) {
    say['too-long'](at, `${all.length} parameters are too many; ${MOST_PARAMETERS} are the most`)
    return
  }
  let size = 0
  for (const it of all) {
    if (it.name === '') say.invalid(it, 'a parameter needs a name', { path: at.path })
    size += bytesOf(it.name) + bytesOf(textAt(at, it.name) ?? '')
  }
  if (size > MOST_BYTES) say['too-long'](at, `the parameters have ${size} bytes; ${MOST_BYTES} are the most`)
}

const MOST_PARAMETERS = 512
const MOST_BYTES = 256 * 1024

/** Terms mean the same if they allow the same values of the same keys, in whichever order. */
function meaningOf(term: At): string {
  const values = new Map<string, readonly string[]>()
  for (const it of listAt(term, 'matchLabelExpressions'))
    values.set(textAt(it, 'key') ?? '', [...new Set(textsAt(it, 'values').map(({ text }) => text))].sort())
  return JSON.stringify([...values].sort(([a], [b]) => (a < b ? -1 : 1)))
}
