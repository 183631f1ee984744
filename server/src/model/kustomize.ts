import type { File } from '../syntax/file.ts'
import { at, rootOf, scalar, stringAt, values } from '../syntax/node.ts'
import { uriBelow } from '../text/uri.ts'

/**
 * The files, as URIs, that a `kustomization.yaml` patches with: fragments, not whole objects. `undefined` for every
 * other file.
 */
export function patchesOf(uri: string, file: Pick<File, 'parts'>): readonly string[] | undefined {
  if (!/\/(?:kustomization\.ya?ml|Kustomization)$/.test(uri)) return undefined
  const paths = file.parts.flatMap(({ document }) => {
    const root = rootOf(document)
    const listed = [...values(at(root, 'patches')), ...values(at(root, 'patchesJson6902'))]
    const merges = values(at(root, 'patchesStrategicMerge')).flatMap((it) => {
      const path = scalar(it)
      return typeof path === 'string' && !path.includes('\n') ? [path] : []
    })
    return [...listed.flatMap((it) => stringAt(it, 'path') ?? []), ...merges]
  })
  return paths.flatMap((it) => resolvePath(uri, it) ?? [])
}

/** What stands behind a scheme is on no disk. */
function resolvePath(uri: string, path: string): string | undefined {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(path) ? undefined : uriBelow(uri.slice(0, uri.lastIndexOf('/') + 1), path)
}
