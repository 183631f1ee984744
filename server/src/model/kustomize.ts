import { at, entries, type Node, rootOf, scalar, stringAt, values } from '../syntax/node.ts'
import type { Document } from '../syntax/tree.ts'
import { uriBelow } from '../text/uri.ts'

/** What a `kustomization.yaml` does with the manifests around it, as far as others have to know. */
export interface Kustomization {
  /** The files that it patches with, as URIs: fragments, not whole objects. */
  readonly patches: readonly string[]
  /** The files and folders whose objects it takes, as URIs. */
  readonly takes: readonly string[]
  /** ConfigMaps and Secrets that it makes: `/ConfigMap settings`; images to which it gives a tag: `image nginx`. */
  readonly generates: readonly string[]
  /** The files whose content it puts into ConfigMaps and Secrets, as URIs. */
  readonly inputs: readonly string[]
  /** What it takes does not stay as it is written: patches, another namespace. */
  readonly changes: boolean
  /** What it takes gets labels, and its selectors ask for them. */
  readonly labels: boolean
  /** Objects come out of it that no file names: from charts, from other repositories, under other names. */
  readonly brings: boolean
}

export function isKustomization(uri: string): boolean {
  return /\/(?:kustomization\.ya?ml|Kustomization)$/.test(uri)
}

/** The files by which a folder is one. */
export const KUSTOMIZATION_FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const

/** `undefined` for every other file. */
export function kustomizationOf(uri: string, documents: readonly Document[]): Kustomization | undefined {
  if (!isKustomization(uri)) return undefined
  const roots = documents.flatMap((document) => rootOf(document) ?? [])
  const has = (keys: readonly string[]) => roots.some((root) => keys.some((it) => says(at(root, it))))
  const texts = (keys: readonly string[]) =>
    roots.flatMap((root) => keys.flatMap((key) => values(at(root, key)).flatMap((it) => stringAt(it) ?? [])))
  const takes = texts(['resources', 'bases', 'components'])
  return {
    patches: [...patchPaths(roots)].flatMap((it) => resolvePath(uri, it) ?? []),
    takes: takes.flatMap((it) => resolvePath(uri, it) ?? []),
    generates: roots.flatMap((root) => [
      ...generated(root, 'configMapGenerator', '/ConfigMap'),
      ...generated(root, 'secretGenerator', '/Secret'),
      ...tagged(root),
    ]),
    changes: has(CHANGES),
    labels: has(['commonLabels']) || roots.some(labelsSelectors),
    inputs: roots.flatMap((root) => inputs(root).flatMap((it) => resolvePath(uri, it) ?? [])),
    brings: has(BRINGS) || takes.some((it) => resolvePath(uri, it) === undefined),
  }
}

const CHANGES = [
  'namespace',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'replacements',
  'transformers',
  'vars',
  'configurations',
]

/** Those of `labels` are put on selectors only where it says so. */
function labelsSelectors(root: Node): boolean {
  return values(at(root, 'labels')).some((it) => scalar(at(it, 'includeSelectors')) === true)
}

/** `a.yaml`, or `key=a.yaml`. */
function inputs(root: Node): readonly string[] {
  const generators = ['configMapGenerator', 'secretGenerator'].flatMap((it) => values(at(root, it)))
  return generators.flatMap((it) =>
    values(at(it, 'files')).flatMap((file) => stringAt(file)?.replace(/^[^=/]*=/, '') ?? []),
  )
}

const BRINGS = ['namePrefix', 'nameSuffix', 'generators', 'transformers', 'helmCharts', 'helmChartInflationGenerator']

function* patchPaths(roots: readonly Node[]): Generator<string> {
  for (const root of roots) {
    for (const it of [...values(at(root, 'patches')), ...values(at(root, 'patchesJson6902'))]) {
      const path = stringAt(it, 'path')
      if (path !== undefined) yield path
    }
    for (const it of values(at(root, 'patchesStrategicMerge'))) {
      const path = stringAt(it)
      if (path !== undefined && !path.includes('\n')) yield path
    }
  }
}

function generated(root: Node, field: string, groupKind: string): readonly string[] {
  return values(at(root, field)).flatMap((it) => {
    const name = stringAt(it, 'name')
    return name === undefined ? [] : [`${groupKind} ${name}`]
  })
}

function tagged(root: Node): readonly string[] {
  return values(at(root, 'images')).flatMap((it) => {
    const name = stringAt(it, 'name')
    return name !== undefined && (says(at(it, 'newTag')) || says(at(it, 'digest'))) ? [`image ${name}`] : []
  })
}

/** Whether there is something: neither nothing nor an empty list or mapping. */
function says(node: Node | undefined): boolean {
  const value = scalar(node)
  if (value !== undefined) return value !== null && value !== ''
  return values(node).length > 0 || entries(node).length > 0
}

/** What stands behind a scheme or an address of another host is on no disk here. */
function resolvePath(uri: string, path: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^[^/]+@|[?]ref=|\/\//i.test(path)) return undefined
  return uriBelow(uri.slice(0, uri.lastIndexOf('/') + 1), path)
}
