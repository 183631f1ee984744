import type { Known } from '../model/place.ts'
import { validate } from '../model/validate.ts'
import type { Workspace } from '../model/workspace.ts'
import { holdsFor } from '../problem.ts'
import { at } from '../syntax/node.ts'

/** The rules of the API server that a place breaks, for those who ask why. `minor` is the version of Kubernetes that counts. */
export function serverRules(workspace: Workspace, known: Known, minor: number): string | undefined {
  const { pointed, resource, path } = known
  const { document, from } = pointed.node
  const value = at(resource.node, ...path)
  const to = value?.tree.type === 'scalar' && value.document === document ? value.to : pointed.node.to
  const broken = validate(document, workspace.catalogue).flatMap((it) =>
    it.server && it.from < to && from < it.to && holdsFor(it, minor) ? [it.server.why] : [],
  )
  return broken.length === 0 ? undefined : [...new Set(broken)].map((it) => `**The API server:** ${it}`).join('\n\n')
}
