import { memo } from '../memo.ts'
import { at, entries, type Node, scalar, stringAt } from '../syntax/node.ts'
import type { Document } from '../syntax/tree.ts'
import { type Contents, contentsOf } from './contents.ts'
import { podTemplateOf } from './pods.ts'
import { isBroken, type Resource, resourcesOf } from './resource.ts'
import { get } from './typed.ts'

/** What the rest of the workspace can see of one resource. Typing elsewhere in it changes nothing here. No positions. */
export interface Summary extends Contents {
  readonly apiVersion: string
  readonly kind: string
  /** `apps/Deployment`, `/Service`. */
  readonly groupKind: string
  readonly name: string | undefined
  readonly namespace: string | undefined
  readonly labels: Labels
  /** Of the pods it makes; `undefined` for what makes none. */
  readonly podLabels: Labels | undefined
  /** Its `spec.selector`, of a NetworkPolicy `spec.podSelector`: of a Service the labels themselves, of others matchLabels. */
  readonly selector: Labels | undefined
  /** A Service without a cluster IP. */
  readonly headless: boolean
  /** Its document is broken: of what is in it something may be lost, so that `Contents` are left out. */
  readonly broken?: true
}
export type Labels = Readonly<Record<string, string>>

export const summariesOf = memo('summariesOf', (document: Document): readonly Summary[] =>
  resourcesOf(document).map((it) => (isBroken(document) ? brokenSummary(summarize(it)) : summarize(it))),
)

/** What it makes and scales is rather too much than too little. */
function brokenSummary({ ports: _, keys: __, replicas: ___, unrequested: ____, ...rest }: Summary): Summary {
  return { ...rest, broken: true }
}

export function summarize(resource: Resource): Summary {
  const { node, apiVersion, kind, group, name, namespace } = resource
  const template = podTemplateOf(resource)
  const selector = at(node, 'spec', kind === 'NetworkPolicy' ? 'podSelector' : 'selector')
  return {
    apiVersion,
    kind,
    groupKind: `${group}/${kind}`,
    name,
    namespace,
    labels: labelsAt(at(node, 'metadata', 'labels')),
    podLabels: template && labelsAt(get(get(template, 'metadata'), 'labels')),
    selector: selector && labelsAt(at(selector, 'matchLabels') ?? (group === '' ? selector : undefined)),
    headless: group === '' && kind === 'Service' && stringAt(node, 'spec', 'clusterIP') === 'None',
    ...contentsOf(resource),
  }
}

/** The entries of a mapping that have text for a value. */
export function labelsAt(node: Node | undefined): Labels {
  const pairs = entries(node).flatMap(({ name, value }) => {
    const text = scalar(value)
    return typeof text === 'string' ? [[name, text] as const] : []
  })
  return Object.fromEntries(pairs)
}

/** Whether every label of `selector` is among `labels`. An empty selector selects everything. */
export function selects(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value)
}
