import { memo } from '../memo.ts'
import { aroundOf } from './around.ts'
import { isInstaller, isStranger } from './strangers.ts'
import type { Index, Said } from './workspace.ts'

/** A file because of which nobody knows all that there will be, and why. */
export interface OpenEnd {
  readonly uri: string
  readonly why: string
}

/**
 * Why a name that no file has may exist all the same, so that rules among files say nothing of it: at most one reason for a file,
 * those first that hold for most.
 */
export const openEnds = memo('openEnds', (index: Index): readonly OpenEnd[] => {
  const { bringing } = aroundOf(index)
  const found = [...index.files].flatMap(([uri, said]) => {
    const why = whyOpen(said, bringing.has(uri))
    return why ? [{ uri, ...why }] : []
  })
  return found.sort((a, b) => a.rank - b.rank).map(({ uri, why }) => ({ uri, why }))
})

function whyOpen(
  { parts, hidden }: Said,
  brings: boolean,
): { readonly why: string; readonly rank: number } | undefined {
  const all = parts.flat()
  const installer = all.find((it) => isInstaller(it.groupKind))
  if (installer) return { why: `\`${installer.kind}\` installs what no file here names`, rank: 0 }
  if (brings) return { why: 'this kustomization takes what is in no file here, or gives it other names', rank: 0 }
  if (hidden.length > 0) return { why: 'what it defines cannot be read as it stands', rank: 1 }
  const stranger = all.find((it) => isStranger(it.groupKind))
  return stranger && { why: `a controller may make other objects of \`${stranger.kind}\``, rank: 2 }
}
