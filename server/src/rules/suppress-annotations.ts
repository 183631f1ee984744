import { podTemplateOf } from '../model/pods.ts'
import { resourcesOf } from '../model/resource.ts'
import { at, entries, type Node, scalar } from '../syntax/node.ts'
import type { Document } from '../syntax/tree.ts'
import { rules } from './index.ts'
import { checkov } from './peers/checkov.ts'
import { datree } from './peers/datree.ts'
import { kubeLinter } from './peers/kube-linter.ts'
import { kubeScore } from './peers/kube-score.ts'
import { codesFor, type Peer } from './peers/peer.ts'
import { polaris } from './peers/polaris.ts'
import type { Code, Suppression } from './suppress.ts'

/**
 * Annotations that hold problems back, of the object or of the pod template that has them:
 *
 *     purser.dev/ignore: image-tag-latest, missing-readiness-probe
 *     ignore-check.kube-linter.io/latest-tag: local cluster only     (for the rules that say what kube-linter says)
 *     kube-linter.io/ignore-all: vendored
 *     kube-score/ignore: container-image-tag,pod-probes
 *     polaris.fairwinds.com/tagNotSpecified-exempt: "true"
 *     checkov.io/skip1: CKV_K8S_14=local cluster only
 *     datree.skip/CONTAINERS_MISSING_IMAGE_VALUE_VERSION: local cluster only
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
  if (!/ignore|exempt|skip/.test(name)) return undefined
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
const OF_POLARIS = 'polaris.fairwinds.com/'
const ONE_OF_DATREE = 'datree.skip/'

/** Only those of rules: a code such as `invalid-value` says much more than the check of another linter. */
function peerIds(name: string, value: unknown): readonly string[] {
  return [...new Set(heldBack(name, value))].filter((it) => ruleIds.has(it))
}

const ruleIds: ReadonlySet<string> = new Set(rules.map((it) => it.id))

function heldBack(name: string, value: unknown): readonly string[] {
  if (name.startsWith(ONE_OF_KUBE_LINTER)) return codesFor(kubeLinter, name.slice(ONE_OF_KUBE_LINTER.length))
  if (name === 'kube-linter.io/ignore-all') return all(kubeLinter)
  if (name.startsWith(ONE_OF_DATREE)) return codesFor(datree, name.slice(ONE_OF_DATREE.length))
  if (name.startsWith(OF_POLARIS))
    return value === true || value === 'true' ? exempt(name.slice(OF_POLARIS.length)) : []
  if (typeof value !== 'string') return []
  if (name === 'kube-score/ignore') return words(value).flatMap((it) => codesFor(kubeScore, it.name))
  return /^checkov\.io\/skip\d*$/.test(name) ? codesFor(checkov, value.split('=')[0]?.trim() ?? '') : []
}

/** `exempt` for all, `runAsRootAllowed-exempt` for one. */
function exempt(name: string): readonly string[] {
  return name === 'exempt' ? all(polaris) : codesFor(polaris, name.replace(/-exempt$/, ''))
}

function all({ checks }: Peer): readonly string[] {
  return Object.values(checks).flat()
}

/** Separated by commas or blanks, in quotes or not. */
function words(text: string): readonly Code[] {
  return [...text.matchAll(/[^\s,"']+/g)].map((it) => ({ name: it[0], from: it.index, to: it.index + it[0].length }))
}
