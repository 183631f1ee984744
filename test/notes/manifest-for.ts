import { stringify } from 'yaml'
import { bestKinds } from '../../server/src/features/explain/find-kind.ts'
import { kindsIn, type NamedKind } from '../../server/src/features/kinds.ts'
import { parseSurface, type Surface } from '../../server/src/notes/surface.ts'
import { type Catalogue, fieldOf, type Type } from '../../server/src/schema/catalogue.ts'
import type { Definition } from '../../server/src/schema/definition.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { at, entry, type Node, rootOf } from '../../server/src/syntax/node.ts'

export interface Placed {
  readonly manifest: string
  /** On the key, or on the value if the surface names one. */
  readonly offset: number
}

/** The least manifests that have the place which a surface names, in one kind each: none where there is no such place. */
export function manifestsFor(catalogue: Catalogue, text: string): readonly Placed[] {
  const surface = parseSurface(text)
  if (!surface) return []
  if (surface.of === 'kind') return [kindManifest(catalogue, surface)]
  const { owner, path, value } = surface
  if (owner === undefined) return [placedIn({ apiVersion: 'v1', kind: 'Pod' }, path, value !== undefined)]
  const names = path.map((it) => it.replace(/^\["|"\]$/g, ''))
  return ownersOf(catalogue, owner === 'metadata' ? 'ObjectMeta' : owner).flatMap(({ kind, type, steps: way }) => {
    const found = stepsTo(catalogue, type, names)
    if (!found) return []
    const { steps, leaf } = found
    const item = leaf.kind === 'list' && value !== undefined
    const whole = [...way, ...steps, ...(item ? [0] : [])]
    const inside = nested(whole, value === undefined ? null : typed(value, leaf)) as object
    return [placedIn({ apiVersion: kind.apiVersion, kind: kind.name, ...inside }, whole, value !== undefined)]
  })
}

function kindManifest(catalogue: Catalogue, { kind, group }: Surface & { of: 'kind' }): Placed {
  const known = kindsIn(catalogue).find((it) => it.name === kind && group !== undefined && groupOf(it) === group)
  const best = known ?? bestKinds(catalogue).find((it) => it.name === kind && group === undefined)
  return placedIn({ apiVersion: best?.apiVersion ?? `${group}/v1`, kind }, ['kind'], true)
}

function groupOf({ apiVersion }: NamedKind): string {
  return apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')))
}

interface Owner {
  readonly kind: NamedKind
  readonly type: Type
  /** From the resource to the owner. */
  readonly steps: readonly (string | number)[]
}

/** Kinds of that name, and the nearest ways to a struct type from those of Kubernetes. */
function ownersOf(catalogue: Catalogue, owner: string): readonly Owner[] {
  const named = kindsIn(catalogue).filter((it) => it.name === owner && it.kind.definition !== undefined)
  const ways = bestKinds(catalogue)
    .filter((it) => it.kind.from === 'kubernetes')
    .flatMap((kind) => {
      const way = wayTo(catalogue, rootType(catalogue, kind), owner)
      return way ? [{ kind, ...way }] : []
    })
  return [...named.map((kind) => ({ kind, type: rootType(catalogue, kind), steps: [] })), ...ways]
}

function rootType(catalogue: Catalogue, { kind }: NamedKind): Type {
  const type = catalogue.typeOf(kind)
  if (!type) throw new Error('a kind without a definition')
  return type
}

function wayTo(catalogue: Catalogue, root: Type, owner: string): Omit<Owner, 'kind'> | undefined {
  const queue: { readonly type: Type; readonly steps: readonly (string | number)[] }[] = [{ type: root, steps: [] }]
  const seen = new Set<Definition>()
  for (const { type, steps } of queue) {
    if (type.kind === 'list') queue.push({ type: type.items, steps: [...steps, 0] })
    if (type.kind === 'map') queue.push({ type: type.values, steps: [...steps, 'key'] })
    if ((type.kind !== 'struct' && type.kind !== 'either') || seen.has(type.definition)) continue
    const { definition } = type
    seen.add(definition)
    if (definition.name === owner) return { type, steps }
    for (const [name, field] of Object.entries(definition.fields))
      if (name !== 'status') queue.push({ type: catalogue.type(field.t), steps: [...steps, name] })
  }
  return undefined
}

/** The names with the list positions between them, and the type at the end. */
function stepsTo(catalogue: Catalogue, start: Type, names: readonly string[]) {
  let type = start
  const steps: (string | number)[] = []
  for (const name of names) {
    while (type.kind === 'list') {
      steps.push(0)
      type = type.items
    }
    steps.push(name)
    const field = type.kind === 'struct' || type.kind === 'either' ? fieldOf(type.definition, name) : undefined
    if (!field && type.kind !== 'map') return undefined
    type = field ? catalogue.type(field.t) : type.kind === 'map' ? type.values : type
  }
  return { steps, leaf: type }
}

function typed(value: string, type: Type): unknown {
  const scalar = type.kind === 'list' ? type.items : type
  if (scalar.kind !== 'scalar') return value
  if (scalar.scalar === 'boolean') return value === 'true'
  return /^(?:int|double|number)/.test(scalar.scalar) && /^\d+$/.test(value) ? Number(value) : value
}

function nested(steps: readonly (string | number)[], value: unknown): unknown {
  return steps.reduceRight((inner, it) => (typeof it === 'number' ? [inner] : { [it]: inner }), value)
}

function placedIn(object: object, path: readonly (string | number)[], onValue: boolean): Placed {
  const manifest = stringify(object)
  const root = rootOf(parseFile(manifest).parts[0]?.document as never)
  const last = path.at(-1)
  const parent = at(root, ...path.slice(0, -1))
  const node: Node | undefined = onValue || typeof last !== 'string' ? at(root, ...path) : entry(parent, last)?.key
  if (!node) throw new Error(`nothing stands at ${path.join('.')} of\n${manifest}`)
  return { manifest, offset: Math.floor((node.from + node.to) / 2) }
}
