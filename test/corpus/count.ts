import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { resourcesOf } from '../../server/src/model/resource.ts'
import type { Type } from '../../server/src/schema/catalogue.ts'
import { fieldOf } from '../../server/src/schema/catalogue.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { entries, items, type Node, resolved, scalar } from '../../server/src/syntax/node.ts'
import { catalogue } from './service.ts'

/**
 * What people write: how many resources of a folder of manifests (with its `INDEX.tsv`) use each kind, field and allowed
 * value. It tells for what a note pays most. `npx tsx test/corpus/count.ts --corpus DIR kinds|fields|values`
 */
const { values: options, positionals } = parseArgs({
  options: { corpus: { type: 'string', default: '.' } },
  allowPositionals: true,
})
const counts = {
  kinds: new Map<string, number>(),
  fields: new Map<string, number>(),
  values: new Map<string, number>(),
}
const wanted = counts[(positionals[0] ?? 'fields') as keyof typeof counts]

for (const path of filesOf(options.corpus).filter((it) => existsSync(join(options.corpus, it)))) {
  const text = readFileSync(join(options.corpus, path), 'utf8')
  for (const { document } of parseFile(text).parts)
    for (const { node, apiVersion, kind } of resourcesOf(document)) {
      const gvk = catalogue.index.kinds[`${apiVersion}/${kind}`]
      if (!gvk) continue
      const seen: Seen = { kinds: new Set([`${apiVersion}/${kind}`]), fields: new Set(), values: new Set() }
      const type = catalogue.typeOf(gvk)
      if (type) visit(node, type, seen)
      for (const name of ['kinds', 'fields', 'values'] as const)
        for (const it of seen[name]) counts[name].set(it, (counts[name].get(it) ?? 0) + 1)
    }
}
for (const [name, count] of [...wanted].sort((a, b) => b[1] - a[1])) console.log(`${count}\t${name}`)

type Seen = Readonly<Record<keyof typeof counts, Set<string>>>

function visit(node: Node, type: Type, seen: Seen): void {
  const target = resolved(node)
  if (!target) return
  if (type.kind === 'list') for (const { value } of items(target)) if (value) visit(value, type.items, seen)
  if (type.kind === 'map') for (const { value } of entries(target)) if (value) visit(value, type.values, seen)
  if (type.kind !== 'struct' && type.kind !== 'either') return
  for (const { name, value } of entries(target)) {
    const field = fieldOf(type.definition, name)
    if (!field) continue
    const surface = `${type.definition.name}.${name}`
    seen.fields.add(surface)
    if (!value) continue
    const text = scalar(value)
    if ((field.enum ?? field.values) && text !== undefined) seen.values.add(`${surface}=${text}`)
    visit(value, catalogue.type(field.t), seen)
  }
}

/** Real manifests: no copies, no fixtures of linters, no lists of all fields there are. */
function filesOf(corpus: string): readonly string[] {
  const [head = '', ...rows] = readFileSync(join(corpus, 'INDEX.tsv'), 'utf8').trimEnd().split('\n')
  const names = head.split('\t')
  return rows.flatMap((row) => {
    const cells = row.split('\t')
    const of = (name: string) => cells[names.indexOf(name)] ?? ''
    const isWanted = of('use') === 'core' && of('dup_of') === '' && of('kinds') !== ''
    return isWanted ? [`${of('class')}/${of('repo').replace('/', '__')}/${of('path')}`] : []
  })
}
