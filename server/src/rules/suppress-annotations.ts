import { podTemplateOf } from '../model/pods.ts'
import { resourcesOf } from '../model/resource.ts'
import { at, entries, type Node, scalar } from '../syntax/node.ts'
import type { Document } from '../syntax/tree.ts'
import { KUBE_LINTER, KUBE_SCORE } from './peers.ts'
import type { Code, Suppression } from './suppress.ts'

/**
 * Annotations that hold problems back, of the object or of the pod template that has them:
 *
 *     purser.dev/ignore: image-tag-latest, missing-readiness-probe
 *     ignore-check.kube-linter.io/latest-tag: local cluster only     (for the rules that say what kube-linter says)
 *     kube-linter.io/ignore-all: vendored
 *     kube-score/ignore: container-image-tag,pod-probes
 */
export function annotationSuppressions(document: Document): readonly Suppression[] {
  return resourcesOf(document).flatMap((resource) => {
    const template = podTemplateOf(resource)
    // A Pod is its own template.
    const nodes = template && template.from !== resource.node.from ? [resource.node, template] : [resource.node]
    return nodes.flatMap((node) =>
      entries(at(node, 'metadata', 'annotations')).flatMap((it) => suppression(document, node, it) ?? []),
    )
  })
}

function suppression(
  { text }: Document,
  { from, to }: Node,
  { name, key, value }: { readonly name: string; readonly key: Node; readonly value: Node | undefined },
): Suppression | undefined {
  if (!name.includes('ignore')) return undefined
  const covers = { from, to }
  const said = scalar(value)
  if (name === OWN && value) {
    const written = text.slice(value.from, value.to)
    return {
      scope: 'block',
      origin: 'annotation',
      codes: words(written).map((it) => ({ ...it, from: value.from + it.from, to: value.from + it.to })),
      reason: undefined,
      covers,
      comment: { from: key.from, to: value.to },
    }
  }
  const ids = peerIds(name, said)
  if (ids.length === 0) return undefined
  const comment = { from: key.from, to: key.to }
  const codes = ids.map((it): Code => ({ name: it, ...comment }))
  return { scope: 'block', origin: 'peer', codes, reason: undefined, covers, comment }
}

const OWN = 'purser.dev/ignore'
const ONE_OF_KUBE_LINTER = 'ignore-check.kube-linter.io/'

function peerIds(name: string, value: unknown): readonly string[] {
  if (name.startsWith(ONE_OF_KUBE_LINTER)) return ofCheck(KUBE_LINTER, name.slice(ONE_OF_KUBE_LINTER.length))
  if (name === 'kube-linter.io/ignore-all') return [...new Set(Object.values(KUBE_LINTER).flat())]
  if (name !== 'kube-score/ignore' || typeof value !== 'string') return []
  return [...new Set(words(value).flatMap((it) => ofCheck(KUBE_SCORE, it.name)))]
}

function ofCheck(checks: Readonly<Record<string, readonly string[]>>, check: string): readonly string[] {
  return Object.hasOwn(checks, check) ? (checks[check] ?? []) : []
}

/** Separated by commas or blanks, in quotes or not. */
function words(text: string): readonly Code[] {
  return [...text.matchAll(/[^\s,"']+/g)].map((it) => ({ name: it[0], from: it.index, to: it.index + it[0].length }))
}
