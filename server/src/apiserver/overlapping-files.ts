import { type At, field, isSet, listAt, textAt } from './at.ts'
import { type Rows, row, type Say } from './row.ts'

const WHY =
  'Two files of one volume at the same path, or one where another needs a folder, cannot both be there: one hides the other.'

/** Files of a volume that get into each other's way, which the API server takes with a warning. */
export const overlappingFiles: Rows = {
  ConfigMapVolumeSource: [row('WAR5', WHY, (here, say) => overlaps(listAt(here, 'items'), say))],
  SecretVolumeSource: [row('WAR5', WHY, (here, say) => overlaps(listAt(here, 'items'), say))],
  DownwardAPIVolumeSource: [row('WAR5', WHY, (here, say) => overlaps(listAt(here, 'items'), say))],
  ProjectedVolumeSource: [
    row('WAR5', WHY, (here, say) => overlaps(listAt(here, 'sources').flatMap(filesOf), say, 'refused')),
  ],
}

/** Of a source that is several at once the server looks at the first here. */
function filesOf(source: At): readonly At[] {
  for (const kind of ['configMap', 'secret', 'downwardAPI']) {
    const at = field(source, kind)
    if (isSet(field(at, 'items'))) return listAt(at, 'items')
  }
  const token = field(source, 'serviceAccountToken')
  return isSet(token) ? [token] : []
}

/** The same path in two sources is refused, but for tokens. */
function isToken(at: At | undefined): boolean {
  return at?.path.endsWith('.serviceAccountToken') === true
}

/** A path is in the way of those below it, whichever of them comes first. */
function overlaps(files: readonly At[], say: Say, same?: 'refused'): void {
  const taken = new Map<string, At>()
  const folders = new Set<string>()
  for (const it of files) {
    const path = withoutSlashes(textAt(it, 'path') ?? '')
    if (path === '') continue
    const above = foldersOf(path)
    const inTheWay = taken.has(path) ? path : above.find((folder) => taken.has(folder))
    const isRefused = same && taken.has(path) && !isToken(it) && !isToken(taken.get(path))
    if (isRefused) continue
    if (inTheWay !== undefined)
      say.warning(field(it, 'path'), `\`${path}\` gets into the way of \`${inTheWay}\` in this volume`)
    else if (folders.has(path))
      say.warning(field(it, 'path'), `other files of this volume need \`${path}\` as a folder`)
    taken.set(path, it)
    for (const folder of above) folders.add(folder)
  }
}

function withoutSlashes(path: string): string {
  let end = path.length
  while (end > 0 && path[end - 1] === '/') end--
  return path.slice(0, end)
}

/** `etc` and `etc/nginx` of `etc/nginx/nginx.conf`. A path of thousands of folders is no path. */
function foldersOf(path: string): readonly string[] {
  const folders: string[] = []
  for (let slash = path.indexOf('/'); slash >= 0 && folders.length < 64; slash = path.indexOf('/', slash + 1))
    folders.push(path.slice(0, slash))
  return folders
}
