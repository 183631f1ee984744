import { type At, field, isSet, itemsOf, textAt } from './at.ts'
import { schemaAt } from './crd-rule-texts.ts'
import { typeIn } from './crd-schema-tree.ts'
import { hasSchema, partsOf, schemaOf } from './crd-version.ts'
import type { Row, Say } from './row.ts'

/** What a version shows and offers beside the objects themselves. */
export const checkColumns: Row['look'] = (here, say) => {
  const spec = field(here, 'spec')
  for (const { at } of partsOf(spec, 'additionalPrinterColumns', 'additionalPrinterColumns'))
    for (const it of itemsOf(at)) checkColumn(it, say)
  for (const { at } of partsOf(spec, 'subresources', 'subresources'))
    if (isSet(field(at, 'scale'))) checkScale(field(at, 'scale'), say)
  for (const { at, version } of partsOf(spec, 'selectableFields', 'selectableFields')) checkSelectable(at, version, say)
}

function required(owner: At, name: string, say: Say, path = field(owner, name).path): string | undefined {
  const at = field(owner, name)
  const text = textAt(owner, name)
  if (!isSet(at) || text === '') say.required(at, `needs its \`${name}\``, { path })
  return text === '' ? undefined : text
}

function checkColumn(column: At, say: Say): void {
  required(column, 'name', say)
  const type = required(column, 'type', say)
  if (type !== undefined && !TYPES.includes(type))
    say.invalid(field(column, 'type'), `\`${type}\` is no type of a column: ${TYPES.join(', ')}`)
  const format = textAt(column, 'format')
  if (format && !FORMATS.includes(format))
    say.invalid(field(column, 'format'), `\`${format}\` is no format of a column: ${FORMATS.join(', ')}`)
  const path = `${column.path}.JSONPath`
  const text = required(column, 'jsonPath', say, path)
  if (text !== undefined && !text.startsWith('.'))
    say.invalid(field(column, 'jsonPath'), `\`${text}\` must start with a dot, as \`.spec.name\``, { path })
}

const TYPES = ['boolean', 'date', 'integer', 'number', 'string']
const FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password']

function checkScale(scale: At, say: Say): void {
  for (const [name, roots] of [
    ['specReplicasPath', ['.spec.']],
    ['statusReplicasPath', ['.status.']],
    ['labelSelectorPath', ['.spec.', '.status.']],
  ] as const) {
    const text = name === 'labelSelectorPath' ? textAt(scale, name) || undefined : required(scale, name, say)
    if (text === undefined || roots.some((it) => text.startsWith(it))) continue
    const wanted = roots.map((it) => `\`${it.slice(0, -1)}\``).join(' or ')
    say.invalid(field(scale, name), `\`${text}\` must be a path under ${wanted}`)
  }
}

const SINCE_1_31 = { versions: { from: 31 } } as const

function checkSelectable(list: At, version: At, say: Say): void {
  if (!isSet(list)) return
  const items = itemsOf(list)
  if (!hasSchema(version)) {
    say.invalid(list, 'fields can only be selected by where there is a schema', SINCE_1_31)
    return
  }
  const schema = schemaOf(field(version, 'schema'))
  if (items.length > 8) say['too-many'](list, `${items.length} fields; 8 are the most`, SINCE_1_31)
  const seen = new Set<string>()
  for (const it of items) {
    const text = required(it, 'jsonPath', say)
    if (text === undefined) continue
    const at = field(it, 'jsonPath')
    const found = text.startsWith('.metadata') ? undefined : schemaAt(schema, text, false)
    if (!found) say.invalid(at, `\`${text}\` leads to no field of the schema, as \`.spec.name\` would`, SINCE_1_31)
    else if (!['string', 'boolean', 'integer'].includes(typeIn(found)))
      say.invalid(at, `\`${text}\` must be of type string, boolean or integer`, SINCE_1_31)
    if (seen.has(text)) say.duplicate(at, `\`${text}\` is here twice`, SINCE_1_31)
    seen.add(text)
  }
}
