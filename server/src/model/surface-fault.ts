import { memo } from '../memo.ts'
import { parseSurface, type Surface } from '../notes/surface.ts'
import { type Catalogue, fieldOf, type Type } from '../schema/catalogue.ts'
import type { Definition, Field } from '../schema/definition.ts'
import { nearest } from '../text/nearest.ts'

/** What is wrong with a surface of a note: the API has no such place. `undefined` for one that is right. */
export function surfaceFault(catalogue: Catalogue, text: string): string | undefined {
  const surface = parseSurface(text)
  if (!surface) return 'names no place'
  if (surface.of === 'kind') return kindFault(catalogue, surface.kind, surface.group)
  const fields = fieldsAt(catalogue, surface)
  if (typeof fields === 'string') return fields
  const { value } = surface
  const closed = fields.map((it) => it.enum).filter((it) => it !== undefined)
  if (value === undefined || closed.length < fields.length) return undefined
  const allowed = closed.flat().map(String)
  return allowed.includes(value) ? undefined : `has no value \`${value}\`${meant(value, allowed)}`
}

/** Kinds that no package carries are named with their group, so that a typing error is told from them. */
function kindFault(catalogue: Catalogue, kind: string, group: string | undefined): string | undefined {
  const { kinds, groups } = namesIn(catalogue)
  if (group !== undefined && !groups.has(group)) return undefined
  const known = kinds.get(kind)
  if (known && (group === undefined || known.has(group))) return undefined
  return group === undefined
    ? `names no known kind${meant(kind, kinds.keys())}; a custom one has its group behind it: \`kind ${kind} (example.com)\``
    : `names no kind of ${group}`
}

/** The fields that the surface may mean: types of one name are several where there are several versions. */
function fieldsAt(catalogue: Catalogue, { owner, path }: Surface & { of: 'field' }): readonly Field[] | string {
  if (owner === undefined) return [{ t: 'string' }]
  const roots = rootsNamed(catalogue, owner)
  if (roots.length === 0) return `names no known type \`${owner}\`${meant(owner, structsByName(catalogue).keys())}`
  const found = roots.flatMap((it) => follow(catalogue, { kind: 'struct', definition: it }, path) ?? [])
  if (found.length > 0) return found
  const [first = ''] = path
  return `names no field of \`${owner}\`${meant(first, Object.keys(roots[0]?.fields ?? {}))}`
}

/** The definitions that a surface may start at: `metadata` is that of any object. */
function rootsNamed(catalogue: Catalogue, owner: string): readonly Definition[] {
  const kinds = namesIn(catalogue).kinds.get(owner)
  const ofKinds = kinds ? [...kinds.values()].flat() : []
  return [...ofKinds, ...(structsByName(catalogue).get(owner === 'metadata' ? 'ObjectMeta' : owner) ?? [])]
}

/** The field at the end of the names; lists and maps are passed through without marks, keys of maps are `["key"]`. */
function follow(
  catalogue: Catalogue,
  type: Type,
  path: readonly string[],
  field: Field = { t: 'any' },
): Field | undefined {
  if (type.kind === 'list') return follow(catalogue, type.items, path, field)
  const [step, ...rest] = path
  if (step === undefined) return field
  if (type.kind === 'map') return step.startsWith('[') ? follow(catalogue, type.values, rest) : undefined
  const next = type.kind === 'struct' || type.kind === 'either' ? fieldOf(type.definition, step) : undefined
  return next && follow(catalogue, catalogue.type(next.t), rest, next)
}

interface Names {
  /** By name, then by group: the definitions of its versions. */
  readonly kinds: ReadonlyMap<string, ReadonlyMap<string, readonly Definition[]>>
  readonly groups: ReadonlySet<string>
}

const namesIn = memo('namesIn', (catalogue: Catalogue): Names => {
  const kinds = new Map<string, Map<string, Definition[]>>()
  const groups = new Set<string>()
  for (const [gvk, kind] of Object.entries(catalogue.index.kinds)) {
    const [name = '', version = '', group = ''] = gvk.split('/').reverse()
    const type = catalogue.typeOf(kind)
    const groupsOfKind = kinds.get(name) ?? new Map<string, Definition[]>()
    const definitions = type?.kind === 'struct' ? [type.definition] : []
    kinds.set(name, groupsOfKind.set(group, [...(groupsOfKind.get(group) ?? []), ...definitions]))
    groups.add(group || version)
  }
  return { kinds, groups }
})

/** Struct types of Kubernetes itself by their short names; two versions of one type have the same. */
export const structsByName = memo(
  'structsByName',
  (catalogue: Catalogue): ReadonlyMap<string, readonly Definition[]> => {
    const found = new Map<string, Definition[]>()
    const seen = new Set<Definition>()
    const visit = (it: Type): void => {
      if (it.kind === 'list') visit(it.items)
      if (it.kind === 'map') visit(it.values)
      if ((it.kind !== 'struct' && it.kind !== 'either') || seen.has(it.definition)) return
      seen.add(it.definition)
      found.set(it.definition.name, [...(found.get(it.definition.name) ?? []), it.definition])
      for (const { t } of Object.values(it.definition.fields)) visit(catalogue.type(t))
    }
    for (const kind of Object.values(catalogue.index.kinds)) {
      const type = kind.from === 'kubernetes' ? catalogue.typeOf(kind) : undefined
      if (type) visit(type)
    }
    return found
  },
)

function meant(word: string, names: Iterable<string>): string {
  const [similar] = nearest(word, names)
  return similar === undefined ? '' : `; did you mean \`${similar}\`?`
}
