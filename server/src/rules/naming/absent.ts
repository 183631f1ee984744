import { isAbsent } from '../../model/absent.ts'
import { kindOf, type Reference, referencesOf } from '../../model/references.ts'
import type { Resource } from '../../model/resource.ts'
import type { Seen, View } from '../../model/view.ts'
import type { Fix, Problem, Related } from '../../problem.ts'
import { appendDocument, replaceScalar, scalarText } from '../../syntax/edits.ts'
import { at, type Node, resolved, rootOf, scalar } from '../../syntax/node.ts'
import { nearest } from '../../text/nearest.ts'

/** A place that names something of which nobody has seen any. */
export interface AbsentName {
  readonly reference: Reference
  /** The name. */
  readonly node: Node
  /** ` in the namespace `shop``, or nothing. */
  readonly where: string
  readonly absent: NonNullable<Problem['absent']>
  readonly related: readonly Related[]
}

/** What a resource names and surely is nowhere, each once, where it is named first. */
export function absentNames(
  resource: Resource,
  view: View,
  isWanted: (it: Reference) => boolean,
): readonly AbsentName[] {
  const found = new Map<string, AbsentName>()
  for (const reference of referencesOf(resource)) {
    const { groupKind, name, namespace, optional } = reference
    const key = `${groupKind} ${name}`
    if (optional || found.has(key) || !isWanted(reference) || !isAbsent(view, reference)) continue
    const node = nameNodeOf(resource, reference)
    if (!node) continue
    const where = namespace === undefined ? '' : ` in the namespace \`${namespace}\``
    const absent = { kinds: [kindOf(groupKind)], name, namespace }
    found.set(key, { reference, node, where, absent, related: elsewhere(view, reference) })
  }
  return [...found.values()]
}

/** Where the name itself stands. */
export function nameNodeOf(resource: Resource, { path, name }: Reference): Node | undefined {
  const node = at(resource.node, ...path)
  const inside = [node, ...['name', 'secretName', 'claimName'].map((it) => at(node, it))]
  return inside.find((it) => scalar(it) === name)
}

/** One of that name in another namespace: what was meant, perhaps. */
function elsewhere(view: View, { groupKind, name }: Reference): readonly Related[] {
  return view.named(groupKind, name).map((it) => ({
    ...startOf(it),
    message: `a ${kindOf(groupKind)} of this name is in the namespace \`${it.summary.namespace}\``,
  }))
}

/** The start of a resource's document: the index holds names, not positions. */
export function startOf({ uri, part }: Seen): Pick<Related, 'uri' | 'part' | 'from' | 'to'> {
  return { uri, part, from: 0, to: 0 }
}

/** Names of the kind that come near, in the same namespace. */
export function nearNames(view: View, { node, reference }: Pick<AbsentName, 'node' | 'reference'>): readonly Fix[] {
  const { groupKind, name, namespace } = reference
  const names = view.find(groupKind, namespace).flatMap((it) => it.summary.name ?? [])
  return nearest(name, new Set(names), 4).map((it) => renaming(node, kindOf(groupKind), it))
}

export function renaming(node: Node, kind: string, name: string): Fix {
  return { title: `Use the ${kind} ${name}`, safe: false, edits: [replaceScalar(resolved(node) ?? node, name)] }
}

/** Makes what is missing, in a document behind this one. `body` is what follows the metadata, YAML that ends in a line break. */
export function creating(resource: Resource, { reference }: AbsentName, body: string): readonly Fix[] {
  const { name, namespace } = reference
  const kind = kindOf(reference.groupKind)
  const { document } = resource.node
  const root = rootOf(document)
  if (root?.tree.type !== 'mapping' || root.tree.flow) return []
  const lines = [
    'apiVersion: v1',
    `kind: ${kind}`,
    'metadata:',
    `  name: ${scalarText(name)}`,
    ...(namespace === undefined ? [] : [`  namespace: ${scalarText(namespace)}`]),
  ]
  const edits = [appendDocument(document, `${lines.join('\n')}\n${body}`)]
  return [{ title: `Create the ${kind} ${name}`, safe: false, edits }]
}
