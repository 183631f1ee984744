import { memo } from '../memo.ts'
import { at, entries, type Node, scalar, values } from '../syntax/node.ts'
import type { Resource } from './resource.ts'

/** One rule of a Role or ClusterRole. */
export interface PolicyRule {
  readonly node: Node
  readonly apiGroups: readonly Word[]
  readonly resources: readonly Word[]
  readonly verbs: readonly Word[]
  readonly resourceNames: readonly Word[]
  readonly nonResourceURLs: readonly Word[]
}

/** A text in a list, and where it stands. */
export interface Word {
  readonly text: string
  readonly node: Node
}

/** The kinds that have them, as `group/Kind`. */
export const roleKinds: readonly string[] = ['rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/ClusterRole']
export const bindingKinds: readonly string[] = roleKinds.map((it) => `${it}Binding`)

/** A dozen rules ask for them. */
export const policyRulesOf = memo('policyRulesOf', ({ node }: Resource): readonly PolicyRule[] =>
  values(at(node, 'rules')).flatMap((rule) => (entries(rule).length > 0 ? [policyRule(rule)] : [])),
)

/** Whether a list grants one of these words; `*` grants all. */
export function grants(list: readonly Word[], ...words: readonly string[]): boolean {
  return list.some(({ text }) => text === '*' || words.includes(text))
}

/** The word by which a list grants one of these. */
export function granting(list: readonly Word[], ...words: readonly string[]): Word | undefined {
  return list.find(({ text }) => words.includes(text)) ?? list.find(({ text }) => text === '*')
}

/** What Kubernetes itself makes anew at each start. */
export function isOfKubernetes({ node, kind, name }: Resource): boolean {
  if (kind === 'ClusterRole' && (name === 'admin' || name === 'edit' || name === 'view')) return true
  const label = scalar(at(node, 'metadata', 'labels', 'kubernetes.io/bootstrapping'))
  return label === 'rbac-defaults' || name === 'cluster-admin' || name?.startsWith('system:') === true
}

function policyRule(node: Node): PolicyRule {
  const words = (name: string): readonly Word[] =>
    values(at(node, name)).flatMap((it) => {
      const text = scalar(it)
      return typeof text === 'string' ? [{ text, node: it }] : []
    })
  return {
    node,
    apiGroups: words('apiGroups'),
    resources: words('resources'),
    verbs: words('verbs'),
    resourceNames: words('resourceNames'),
    nonResourceURLs: words('nonResourceURLs'),
  }
}
