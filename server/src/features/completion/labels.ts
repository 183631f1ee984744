import { containersOf, podTemplateOf } from '../../model/pods.ts'
import type { Resource } from '../../model/resource.ts'
import { type Labels, labelsAt, type Summary } from '../../model/summary.ts'
import type { Workspace } from '../../model/workspace.ts'
import type { TypeAt } from '../../schema/type-at.ts'
import { at, type Node, stringAt } from '../../syntax/node.ts'
import type { Cursor } from './cursor.ts'
import { type Completion, type DocumentationRef, escaped, sortText } from './item.ts'
import { MARK } from './mark.ts'
import { summaries } from './names.ts'
import { quoted, valueEdit, valueFilter } from './text.ts'

export interface LabelPlace {
  readonly workspace: Workspace
  readonly uri: string
  readonly cursor: Cursor
  readonly resource: Resource | undefined
  readonly use: LabelUse
  readonly documentation: (key: string) => DocumentationRef | undefined
}

/** Labels of an object, of the pods that it makes, or a selector: its own pods' or somebody else's. */
export type LabelUse = 'labels' | 'template' | 'own selector' | 'selector'

export function labelUse({ owner, name }: TypeAt, path: readonly (string | number)[]): LabelUse | undefined {
  const key = `${owner?.name}.${name}`
  if (key === 'ObjectMeta.labels') return path.includes('template') ? 'template' : 'labels'
  if (key === 'ServiceSpec.selector') return 'selector'
  if (key === 'ReplicationControllerSpec.selector') return 'own selector'
  if (key !== 'LabelSelector.matchLabels') return undefined
  return path.length === 3 || path.includes('topologySpreadConstraints') ? 'own selector' : 'selector'
}

/** Whole labels, keys with values as this manifest suggests them. */
export function labelCompletions(place: LabelPlace, present: ReadonlySet<string>): readonly Completion[] {
  const { cursor } = place
  const offers = offersFor(place).filter((it) => !present.has(it.key) && it.key !== MARK && it.value !== MARK)
  const first = new Map<string, Offer>()
  for (const it of offers) if (!first.has(it.key)) first.set(it.key, it)
  return [...first.values()].map(({ key, value, rank, detail }, index): Completion => {
    const more = place.documentation(key)
    const written = quoted({ ...cursor, flow: false }, key, true)
    // In a block, the quote that the key starts with says nothing of its value.
    const text = value === undefined ? '' : quoted({ ...cursor, quote: cursor.flow ? cursor.quote : '' }, value, true)
    const isProposal = value !== undefined && !cursor.renames && rank === 1
    const insert = cursor.renames
      ? written
      : isProposal
        ? `${escaped(written)}: \${1:${escaped(text)}}`
        : `${written}: ${text}`
    return {
      label: key,
      kind: 'label',
      detail: value === undefined ? detail : `${value} (${detail})`,
      sortText: sortText(rank, index),
      ...(cursor.quote ? { filterText: written } : {}),
      snippet: isProposal,
      edit: { ...cursor.span, insert: cursor.before + insert },
      ...(more ? { more } : {}),
      ...(value === undefined && !cursor.renames ? { suggest: true } : {}),
    }
  })
}

/** For the value of a label. */
export function labelValueCompletions(place: LabelPlace, key: string): readonly Completion[] {
  const offers = offersFor(place).filter((it) => it.key === key && it.value !== undefined && !it.value.includes(MARK))
  const distinct = new Map<string, Offer>()
  for (const it of offers) if (!distinct.has(it.value ?? '')) distinct.set(it.value ?? '', it)
  return [...distinct].map(
    ([value, { detail, rank }], index): Completion => ({
      label: value,
      kind: 'label',
      detail,
      sortText: sortText(rank, index),
      ...valueFilter(place.cursor, value),
      snippet: false,
      edit: valueEdit(place.cursor, value, true),
    }),
  )
}

interface Offer {
  readonly key: string
  readonly value: string | undefined
  readonly detail: string
  /** 0: the manifest asks for it; 1: recommended; 2: others in this file; 3: elsewhere. */
  readonly rank: number
}

function offersFor({ workspace, uri, resource, use }: LabelPlace): readonly Offer[] {
  const template = resource && finished(at(podTemplateOf(resource), 'metadata', 'labels'))
  const selector = resource && finished(at(resource.node, 'spec', 'selector', 'matchLabels'))
  const own = resource && finished(at(resource.node, 'metadata', 'labels'))
  const all = summaries(workspace)
  const others = (rank: number, pick: (it: (typeof all)[number]) => Labels | undefined) =>
    all.flatMap((it) => offers(pick(it), it.uri === uri ? 'in this file' : 'elsewhere', it.uri === uri ? rank : 3))
  const stable = [...recommended(resource, own, undefined), ...offers(own, 'of this resource', 2)]
  switch (use) {
    case 'labels':
      return [
        ...recommended(resource, own, template),
        ...offers(template, 'of the pods', 2),
        ...others(2, (it) => it.summary.labels),
      ]
    case 'template':
      return [
        ...offers(selector, 'the selector asks for it', 0),
        ...recommended(resource, own, template),
        ...offers(own, 'of this resource', 2),
        ...others(2, (it) => it.summary.podLabels),
      ]
    case 'own selector':
      return [
        ...(Object.keys(template ?? {}).length > 0 ? offers(template, 'of the pods', 0) : others(0, podLabelsOf)),
        ...stable,
      ].filter(isLasting)
    case 'selector':
      return others(0, podLabelsOf).filter(isLasting)
  }
}

function podLabelsOf({ summary }: { readonly summary: Summary }): Labels | undefined {
  return summary.podLabels ?? (summary.kind === 'Namespace' ? summary.labels : undefined)
}

/** Selectors cannot change, versions must. */
function isLasting({ key }: Offer): boolean {
  return key !== VERSION && key !== MANAGED_BY
}

/** Labels without the one being typed. */
function finished(node: Node | undefined): Labels {
  const all = Object.entries(labelsAt(node))
  return Object.fromEntries(all.filter(([key, value]) => key !== MARK && !value.includes(MARK)))
}

function offers(labels: Labels | undefined, detail: string, rank: number): readonly Offer[] {
  return Object.entries(labels ?? {}).map(([key, value]) => ({ key, value, detail, rank }))
}

const PREFIX = 'app.kubernetes.io/'
const VERSION = `${PREFIX}version`
const MANAGED_BY = `${PREFIX}managed-by`

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ with what the manifest says already. */
function recommended(
  resource: Resource | undefined,
  own: Labels | undefined,
  template: Labels | undefined,
): readonly Offer[] {
  const name = own?.app ?? own?.[`${PREFIX}name`] ?? resource?.name
  const image = resource && containersOf(resource).find((it) => it.role === 'main')?.node
  const values: Readonly<Record<string, string | undefined>> = {
    name,
    instance: resource?.name,
    version: versionOf(stringAt(image, 'image')),
    component: undefined,
    'part-of': resource?.namespace,
    'managed-by': undefined,
  }
  return Object.entries(values).map(([short, value]) => {
    const key = PREFIX + short
    return { key, value: own?.[key] ?? template?.[key] ?? value, detail: 'recommended', rank: 1 }
  })
}

/** The tag of an image, where it is one that a label can hold. */
function versionOf(image: string | undefined): string | undefined {
  const [withoutDigest = ''] = image?.split('@', 1) ?? []
  const tag = /:([\w][\w.-]{0,62})$/.exec(withoutDigest)?.[1]
  return tag === 'latest' ? undefined : tag
}
