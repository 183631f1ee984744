import { kindNode, resourcesOf } from '../model/resource.ts'
import type { Workspace } from '../model/workspace.ts'
import type { Definition } from '../schema/definition.ts'
import type { Span } from '../text/edit.ts'

export interface Link extends Span {
  readonly url: string
  readonly tooltip: string
}

/** Links from each `kind` to its place in the Kubernetes reference. Offsets count from the start of the file. */
export function referenceLinks(workspace: Workspace, uri: string): readonly Link[] {
  const { catalogue, files } = workspace
  return (files.get(uri)?.parts ?? []).flatMap(({ start, document }) =>
    resourcesOf(document).flatMap((resource) => {
      const kind = catalogue.kind(resource.apiVersion, resource.kind)
      const type = kind && catalogue.typeOf(kind)
      const url = type?.kind === 'struct' ? referenceUrl(type.definition, catalogue.index.kubernetes) : undefined
      const { from, to } = kindNode(resource)
      return url
        ? [{ from: from + start, to: to + start, url, tooltip: `${resource.kind} in the Kubernetes reference` }]
        : []
    }),
  )
}

/**
 * The place of a type of Kubernetes in its one-page API reference, which names every type
 * (`#container-v1-core`); `undefined` for other types.
 */
export function referenceUrl(definition: Definition, kubernetes: string): string | undefined {
  const [, group, version, name] =
    /^io\.k8s\.(?:api|apimachinery\.pkg\.apis|apiextensions-apiserver\.pkg\.apis|kube-aggregator\.pkg\.apis)\.(\w+)\.(\w+)\.(\w+)$/.exec(
      definition.id ?? '',
    ) ?? []
  if (!group || !version || !name) return undefined
  const page = `https://kubernetes.io/docs/reference/generated/kubernetes-api/v${kubernetes}/`
  return `${page}#${name.toLowerCase()}-${version}-${GROUPS[group] ?? `${group}-k8s-io`}`
}

/** Groups whose name in the address is not their first part with `-k8s-io`. */
const GROUPS: Readonly<Record<string, string>> = {
  core: 'core',
  meta: 'meta',
  apps: 'apps',
  batch: 'batch',
  autoscaling: 'autoscaling',
  policy: 'policy',
  rbac: 'rbac-authorization-k8s-io',
  flowcontrol: 'flowcontrol-apiserver-k8s-io',
}
