/** A place in manifests as a note names it. */
export type Surface =
  /** `kind Service`; with a group where several have such a kind: `kind Gateway (networking.istio.io)`. */
  | { readonly of: 'kind'; readonly kind: string; readonly group?: string }
  /** `Container.image`, `Service.spec.clusterIP=None`, `metadata.labels["app.kubernetes.io/name"]`, `apiVersion`. */
  | {
      readonly of: 'field'
      /** A kind, a struct type, or `metadata` for that of any object; `undefined` for `apiVersion` and `kind`. */
      readonly owner: string | undefined
      /** Field names, and `["key"]` for keys of maps. List positions are left out. */
      readonly path: readonly string[]
      readonly value?: string
    }

/** `undefined` for what names no place. */
export function parseSurface(text: string): Surface | undefined {
  const [, kind, group] = /^kind ([A-Z]\w*)(?: \(([a-z\d.-]+)\))?$/.exec(text) ?? []
  if (kind !== undefined) return { of: 'kind', kind, ...(group === undefined ? {} : { group }) }
  if (text === 'apiVersion' || text === 'kind') return { of: 'field', owner: undefined, path: [text] }
  const [, owner, steps = '', value] = /^(\w+)((?:\.[\w$-]+|\["[^"]+"\])+)(?:=(.*))?$/.exec(text) ?? []
  if (owner === undefined) return undefined
  const path = [...steps.matchAll(/\.([\w$-]+)|(\["[^"]+"\])/g)].map((it) => it[1] ?? it[2] ?? '')
  return { of: 'field', owner, path, ...(value === undefined ? {} : { value: value === '""' ? '' : value }) }
}

/** One spelling for each place, which is how it is looked up. */
export function surfaceText(surface: Surface): string {
  if (surface.of === 'kind') return kindText(surface.kind, surface.group)
  const { owner, path, value } = surface
  return pathText(owner === undefined ? path : [owner, ...path]) + (value === undefined ? '' : `=${value}`)
}

/** A place in a manifest, as notes are looked up by it. */
export interface Place {
  /** Of the resource. */
  readonly kind: string
  /** Of the resource; empty for the core of Kubernetes. */
  readonly group?: string
  /** Field names and `["key"]` of maps from the resource down, list positions left out: `spec.ports.nodePort`. */
  readonly path: readonly string[]
  /** The chain of struct types passed on the way, the innermost first, each with the rest of the path below it. */
  readonly types: readonly { readonly name: string; readonly path: readonly string[] }[]
  /** The scalar at the place, if the question is about a value. */
  readonly value?: string
}

/** How notes may name a place, the most specific first: in this kind, in the nearest type, in any object. */
export function surfacesOf({ kind, group, path, types, value }: Place): readonly string[] {
  const meta = types.find((it) => it.name === 'ObjectMeta')
  const fields = [
    pathText([kind, ...path]),
    ...types.map((it) => pathText([it.name, ...it.path])),
    ...(meta ? [pathText(['metadata', ...meta.path])] : []),
    ...(path.length === 1 ? path : []),
  ]
  if (value === undefined) return fields
  const ofValue = fields.map((it) => `${it}=${value}`)
  return path.length === 1 && path[0] === 'kind' ? [...kindSurfaces(value, group), ...ofValue] : ofValue
}

/** How notes may name a kind. */
export function kindSurfaces(kind: string, group: string | undefined): readonly string[] {
  return group ? [kindText(kind, group), kindText(kind, undefined)] : [kindText(kind, undefined)]
}

function kindText(kind: string, group: string | undefined): string {
  return group === undefined ? `kind ${kind}` : `kind ${kind} (${group})`
}

/** `a.b["c"]` */
function pathText(path: readonly string[]): string {
  return path.reduce((text, step) => (text === '' || step.startsWith('[') ? text + step : `${text}.${step}`), '')
}
