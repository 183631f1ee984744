import { podSpecOf } from '../model/pods.ts'
import { at, resolved, scalar } from '../syntax/node.ts'
import type { Explainer } from './explainer.ts'
import { follows, inPodSpec } from './values.ts'
import { joined } from './words.ts'

/**
 * What the mode of mounted files allows, and what it is in octal: `644` is not `0644`.
 * https://kubernetes.io/docs/concepts/configuration/secret/#secret-files-permissions
 */
export const volumeMode: Explainer = {
  id: 'volume-mode',
  explain(question) {
    const path = inPodSpec(question)
    if (path?.[0] !== 'volumes' || !PATHS.some((it) => follows(path, it))) return undefined
    if (!path.some((it) => SOURCES.has(it))) return undefined
    const node = at(podSpecOf(question.resource), ...path)
    const tree = node && resolved(node)?.tree
    const mode = scalar(node)
    if (tree?.type !== 'scalar' || typeof mode !== 'number' || !Number.isInteger(mode) || mode < 0) return undefined
    const written = tree.text
    const isOctal = /^0[oO]?[0-7]+$/.test(written)
    if (!isOctal && !/^\d{1,9}$/.test(written)) return undefined
    const octal = mode.toString(8).padStart(4, '0')
    const says = isOctal
      ? `\`${written}\` is octal: ${mode} in decimal`
      : `\`${written}\` is decimal: ${octal} in octal`
    const meant = isOctal || !USUAL.has(written) ? undefined : Number.parseInt(written, 8)
    const guess = meant === undefined ? '' : ` For ${letters(meant)} write \`0${written}\`.`
    if (mode > 0o777) return `${says}, more than the largest mode, 0777: the API server refuses it.${guess}`
    return `${says}, ${letters(mode)}: ${inWords(mode)}.${guess}`
  },
}

const PATHS = ['volumes.*.*.defaultMode', 'volumes.*.*.items.*.mode', 'volumes.*.projected.sources.*.*.items.*.mode']
const SOURCES: ReadonlySet<unknown> = new Set(['configMap', 'secret', 'downwardAPI', 'projected'])

/** Modes that people write; what else has three octal digits is taken for decimal as it is. */
const USUAL: ReadonlySet<string> = new Set([
  '400',
  '440',
  '444',
  '500',
  '550',
  '555',
  '600',
  '640',
  '644',
  '660',
  '664',
  '666',
  '700',
  '750',
  '755',
  '770',
  '775',
  '777',
])

function letters(mode: number): string {
  return `\`${[6, 3, 0].map((shift) => bits(mode >> shift)).join('')}\``
}

function bits(three: number): string {
  return `${three & 4 ? 'r' : '-'}${three & 2 ? 'w' : '-'}${three & 1 ? 'x' : '-'}`
}

function inWords(mode: number): string {
  const [owner, group, others] = [6, 3, 0].map((shift) => allowed((mode >> shift) & 7))
  if (owner === group && group === others) return `everybody ${owner}`
  if (group === others) return `owner ${owner}, group and others ${group}`
  return `owner ${owner}, group ${group}, others ${others}`
}

function allowed(three: number): string {
  const words = [...(three & 4 ? ['read'] : []), ...(three & 2 ? ['write'] : []), ...(three & 1 ? ['execute'] : [])]
  return words.length === 0 ? 'nothing' : joined(words)
}
