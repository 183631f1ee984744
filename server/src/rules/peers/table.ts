import { checkov } from './checkov.ts'
import { datree } from './datree.ts'
import { kubeLinter } from './kube-linter.ts'
import { kubeScore } from './kube-score.ts'
import { kubescape } from './kubescape.ts'
import { kubesec } from './kubesec.ts'
import { monokle } from './monokle.ts'
import type { Peer } from './peer.ts'
import { polaris } from './polaris.ts'
import { trivy } from './trivy.ts'

/** The other linters whose users may come here, in the order of the pages. */
export const peers: readonly Peer[] = [
  kubeLinter,
  kubeScore,
  polaris,
  checkov,
  trivy,
  kubescape,
  kubesec,
  datree,
  monokle,
]

/** What says the same as a code in other linters: their names with the ids of their checks. */
export function peersOf(code: string): readonly { readonly name: string; readonly ids: readonly string[] }[] {
  return peers.flatMap(({ name, checks }) => {
    const ids = Object.keys(checks).filter((it) => checks[it]?.includes(code))
    return ids.length > 0 ? [{ name, ids }] : []
  })
}
