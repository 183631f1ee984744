import type { Earlier } from '../model/earlier.ts'
import { type File, parseFile } from '../syntax/file.ts'
import type { Configurations } from './configuration.ts'
import { decode } from './decode.ts'
import { findFiles } from './find.ts'
import { type Failure, type Io, isFailure } from './io.ts'
import { folderOf, resolvePath } from './paths.ts'
import { MAX_FILE_BYTES, readSources } from './sources.ts'

/**
 * The manifests that `against` names: those of a folder, or of a git revision of the repository that `path` lies in. A
 * folder wins over a revision of the same name.
 */
export function readEarlier(io: Io, against: string, path: string, configurations: Configurations): Earlier | Failure {
  const folder = resolvePath(io.cwd, against)
  if (io.look(folder).type === 'folder') return folderAsItIs(io, against, configurations)
  const here = resolvePath(io.cwd, path)
  const files = filesAt(io, against, io.look(here).type === 'folder' ? here : folderOf(here))
  return isFailure(files) ? files : { name: against, files }
}

function folderAsItIs(io: Io, against: string, configurations: Configurations): Earlier | Failure {
  const { targets, failures } = findFiles(io, [against], configurations)
  const read = readSources(io, targets)
  const [failure] = [...failures, ...read.failures]
  if (failure !== undefined) return { failure }
  return { name: against, files: new Map(read.sources.map((it) => [it.target.path, it.file])) }
}

/** Two processes, however many files there are. */
function filesAt(io: Io, revision: string, folder: string): ReadonlyMap<string, File> | Failure {
  const inside = io.git(['rev-parse', '--is-inside-work-tree'], folder)
  if (isFailure(inside)) {
    const isMissing = inside.failure.includes('not a git repository')
    return {
      failure: isMissing ? `${folder} is in no git repository, and there is no folder ${revision}` : inside.failure,
    }
  }
  // Whatever the name looks like, it is no option from here on.
  const found = io.git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`], folder)
  if (isFailure(found)) return { failure: `there is no revision and no folder ${revision}` }
  const tree = io.git(['ls-tree', '-r', '-l', '-z', '--full-tree', textOf(found).trim()], folder)
  if (isFailure(tree)) return tree
  const blobs = blobsOf(textOf(tree))
  const contents = io.git(['cat-file', '--batch'], folder, blobs.map((it) => `${it.id}\n`).join(''))
  if (isFailure(contents)) return contents
  return parsed(blobs, contents)
}

interface Blob {
  readonly path: string
  readonly id: string
}

/** `100644 blob 8ab6...  123<tab>path`, with a NUL behind each. Links are left out. */
function blobsOf(tree: string): readonly Blob[] {
  return tree.split('\0').flatMap((line) => {
    const [, id, size, path] = /^100\d+ blob ([0-9a-f]+) +(\d+)\t(.*)$/s.exec(line) ?? []
    if (id === undefined || path === undefined || Number(size) > MAX_FILE_BYTES) return []
    return /\.(?:ya?ml|json)$/i.test(path) && !/(?:^|\/)node_modules\//.test(path) ? [{ path, id }] : []
  })
}

/** `id blob size`, a line break, the content, a line break; or `id missing`. */
function parsed(blobs: readonly Blob[], contents: Uint8Array): ReadonlyMap<string, File> {
  const files = new Map<string, File>()
  let at = 0
  for (const { path } of blobs) {
    const end = contents.indexOf(10, at)
    if (end < 0) break
    const size = / blob (\d+)$/.exec(textOf(contents.subarray(at, end)))?.[1]
    at = end + 1
    if (size === undefined) continue
    const { text } = decode(contents.subarray(at, at + Number(size)))
    at += Number(size) + 1
    if (text.includes('apiVersion') && text.includes('kind')) files.set(path, parseFile(text))
  }
  return files
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
