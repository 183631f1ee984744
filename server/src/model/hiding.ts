import { isOfCluster } from './strangers.ts'
import type { Index } from './workspace.ts'

/** Whether something that nobody could read may define one of a kind (`ConfigMap`), as far as a file is concerned. */
export type Hides = (uri: string | undefined, kind: string, namespace: string | undefined) => boolean

/**
 * Gathers what the files hide. A broken manifest hides what it names from all others: it may be applied with any of them. A chart is installed
 * as one, and beside it at most what lies around it; so it hides from the files in the nearest folder around it that
 * has manifests of its own.
 */
export function hidingOf(files: Index['files']): Hides {
  const byFolder = new Map<string, Set<string>>()
  const folderOf = folders(files)
  for (const [uri, { hidden }] of files) {
    for (const it of hidden) {
      const folder = folderOf(uri)
      const keys = byFolder.get(folder) ?? new Set()
      byFolder.set(folder, keys)
      for (const kind of it.kinds === 'any' ? [ANY] : it.kinds)
        for (const place of [it.namespace ?? ANY, SOMEWHERE]) keys.add(keyOf(kind, place))
    }
  }
  if (byFolder.size === 0) return () => false
  const has = (keys: ReadonlySet<string> | undefined, kind: string, namespace: string | undefined) => {
    const places = namespace === undefined ? [SOMEWHERE] : [namespace, ANY]
    return keys !== undefined && places.some((it) => keys.has(keyOf(kind, it)) || keys.has(keyOf(ANY, it)))
  }
  return (uri, kind, namespace) => {
    if (uri === undefined) return [...byFolder.values()].some((it) => has(it, kind, namespace))
    if (has(byFolder.get(''), kind, namespace)) return true
    return (
      (byFolder.size > 1 || !byFolder.has('')) &&
      foldersAround(uri).some((it) => has(byFolder.get(it), kind, namespace))
    )
  }
}

/** No name of a kind or of a namespace. */
const ANY = '*'
const SOMEWHERE = '?'

function keyOf(kind: string, place: string): string {
  return `${kind} ${place}`
}

/** From which folder on a file hides something; the empty one is all there is. */
function folders(files: Index['files']): (uri: string) => string {
  const charts = new Set([...files.keys()].flatMap((it) => (it.endsWith(CHART) ? it.slice(0, -CHART.length) : [])))
  if (charts.size === 0) return () => ''
  const withManifests = new Set<string>()
  for (const [uri, { parts }] of files) {
    const around = foldersAround(uri)
    if (around.some((it) => charts.has(it))) continue
    if (parts.some((part) => part.some((it) => isOfCluster(it.groupKind))))
      for (const it of around) withManifests.add(it)
  }
  return (uri) => {
    const around = foldersAround(uri)
    // A chart within a chart is installed with it.
    const chart = around.find((it) => charts.has(it))
    if (chart === undefined) return ''
    return around.slice(0, around.indexOf(chart)).findLast((it) => withManifests.has(it)) ?? ''
  }
}

const CHART = '/Chart.yaml'

/** The folders that a file is in, the outermost first. */
function foldersAround(uri: string): readonly string[] {
  const found: string[] = []
  for (let at = uri.indexOf('/', uri.indexOf('://') + 3); at >= 0; at = uri.indexOf('/', at + 1))
    found.push(uri.slice(0, at))
  return found
}
