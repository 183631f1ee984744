import type { Fix } from '../problem.ts'
import { removeItem } from '../syntax/edits.ts'
import { at, items, type Node, scalar, stringAt } from '../syntax/node.ts'
import { renaming } from './change-to.ts'
import type { Walk } from './check.ts'
import type { Definition, Field } from './definition.ts'
import { firstLine } from './place.ts'

/**
 * What the API server says to a list whose items repeat a key, found by asking kube-apiserver 1.36: some lists it
 * refuses, at different places; some it takes with a warning; of the rest it keeps all items in silence.
 * Environment variables have a rule of their own, `env-duplicate`, ports and host aliases have rows. `text`: it calls
 * the key invalid, not repeated.
 */
const REFUSED: Readonly<Record<string, 'key' | 'item' | 'text'>> = {
  'PodSpec.containers': 'key',
  'PodSpec.initContainers': 'key',
  'PodSpec.ephemeralContainers': 'key',
  'PodSpec.volumes': 'key',
  'PodSpec.resourceClaims': 'key',
  'PodSpec.schedulingGates': 'item',
  'Container.volumeMounts': 'text',
  'EphemeralContainer.volumeMounts': 'text',
  'Container.volumeDevices': 'text',
  'EphemeralContainer.volumeDevices': 'text',
  'ServiceSpec.ports': 'item',
  'MutatingWebhook.matchConditions': 'key',
  'ValidatingWebhook.matchConditions': 'key',
  'ValidatingAdmissionPolicySpec.matchConditions': 'key',
  'MutatingAdmissionPolicySpec.matchConditions': 'key',
  'MutatingWebhookConfiguration.webhooks': 'key',
  'ValidatingWebhookConfiguration.webhooks': 'key',
  'CSINodeSpec.drivers': 'key',
}
const WARNED: ReadonlySet<string> = new Set(['ObjectMeta.ownerReferences'])

/** Reports items of the list `field` of `owner` that repeat the keys of an earlier one. */
export function repeatedItems(
  walk: Walk,
  list: Node,
  owner: Definition,
  name: string,
  field: Field,
  path: string,
): void {
  const place = walk.builtIn ? REFUSED[`${owner.name}.${name}`] : 'item'
  const warned = WARNED.has(`${owner.name}.${name}`)
  const keys = field.keys
  if (!keys || (!place && !warned)) return
  const type = walk.catalogue.type(field.t)
  const item = type.kind === 'list' && type.items.kind === 'struct' ? type.items.definition : undefined
  const seen = new Map<string, number>()
  for (const { index, value } of items(list)) {
    const parts = keys.map((key) => unlessEmpty(scalar(at(value, key))) ?? absent(item?.fields[key]))
    if (!value || parts[0] === undefined || parts[0] === null) continue
    const identity = JSON.stringify(parts)
    const first = seen.get(identity)
    if (first === undefined) {
      seen.set(identity, index)
      continue
    }
    const key = at(value, keys[0] ?? '')
    const earlier = items(list)[first]?.value
    walk.report({
      ...firstLine(key ?? value),
      code: 'duplicate-list-item',
      severity: place ? 'error' : 'warning',
      message: `${keys.join(' and ')} \`${parts.join('/')}\` ${keys.length > 1 ? 'are' : 'is'} already taken by \`${name}[${first}]\``,
      path: place === 'key' || place === 'text' ? `${path}[${index}].${keys[0]}` : `${path}[${index}]`,
      cause: place === 'text' ? 'invalid' : 'duplicate',
      ...(earlier
        ? { related: [{ ...firstLine(at(earlier, keys[0] ?? '') ?? earlier), message: 'the first one' }] }
        : {}),
      fixes: () => ways(list, index, value, earlier, keys),
    })
  }
}

/** The same again is one too many; of two things that share a name the second gets another. */
function ways(
  list: Node,
  index: number,
  item: Node,
  earlier: Node | undefined,
  keys: readonly string[],
): readonly Fix[] {
  const textOf = ({ document, from, to }: Node) => document.text.slice(from, to).trim()
  if (earlier && textOf(earlier) === textOf(item)) {
    const edit = removeItem(list, index)
    return edit ? [{ title: 'Remove the repetition', safe: false, edits: [edit] }] : []
  }
  const key = keys.length === 1 && keys[0] === 'name' ? at(item, 'name') : undefined
  const taken = new Set(items(list).map((it) => stringAt(it.value, 'name') ?? ''))
  return key ? renaming(key, String(scalar(key)), taken) : []
}

/** What the server puts in the place of what is not there. */
function absent(field: Field | undefined): unknown {
  return field?.default ?? (field?.t === 'int32' ? 0 : undefined)
}

/** Where there is a default, the empty text stands for it. */
function unlessEmpty<T>(value: T): T | undefined {
  return value === '' ? undefined : value
}
