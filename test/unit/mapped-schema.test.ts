import assert from 'node:assert/strict'
import { Ajv } from 'ajv'
import { schemaCompletion, schemaHover } from '../../server/src/features/mapped-schema.ts'
import { compileSchema } from '../../server/src/schema/json-schema.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { applyEdit } from '../../server/src/text/edit.ts'
import { readMarkers } from '../markers.ts'

const schema = compileSchema(
  {
    properties: {
      mode: { description: 'How it runs.', enum: ['fast', 'safe'] },
      on: { type: 'boolean' },
      hosts: { type: 'array', items: { type: 'string' } },
      store: { type: 'object', properties: { path: { type: 'string' } } },
      old: { type: 'string', deprecated: true },
    },
    additionalProperties: { description: 'Anything else.' },
    required: ['store'],
  },
  () => Ajv,
)

describe('completion by a JSON Schema of one’s own', () => {
  const offers = (marked: string) => {
    const { text, cursor = 0 } = readMarkers(marked)
    return schemaCompletion(parseFile(text), cursor, schema).map((it) => ({ ...it, result: applyEdit(text, it.edit) }))
  }
  const result = (marked: string, label: string) => offers(marked).find((it) => it.label === label)?.result

  it('offers the keys that are not there yet, required ones first', () => {
    const labels = offers('mode: fast\n$0')
      .sort((a, b) => (a.sortText < b.sortText ? -1 : 1))
      .map((it) => it.label)
    assert.deepEqual(labels, ['store', 'on', 'hosts', 'old'])
  })

  it('starts what a key holds', () => {
    assert.equal(result('mo$0', 'mode'), 'mode: ')
    assert.equal(result('ho$0', 'hosts'), 'hosts:\n  - ')
    assert.equal(result('$0', 'store'), 'store:\n  ')
    assert.equal(result('mo$0: safe', 'mode'), 'mode: safe')
  })

  it('writes no block into braces', () => assert.equal(result('{ ho$0 }', 'hosts'), '{ hosts:  }'))

  it('quotes a key that would read as something else', () => assert.equal(result('o$0', 'on'), '"on": '))

  it('keeps the quotes that are typed, and is found by them', () => {
    assert.equal(result('mode: "f$0"', 'fast'), 'mode: "fast"')
    assert.equal(offers('mode: "f$0"').find((it) => it.label === 'fast')?.filterText, '"fast"')
  })

  it('offers values where a value stands', () => {
    assert.deepEqual(
      offers('mode: $0').map((it) => it.label),
      ['fast', 'safe'],
    )
  })

  it('marks what is deprecated', () => assert.equal(offers('$0').find((it) => it.label === 'old')?.deprecated, true))
})

describe('hover by a JSON Schema of one’s own', () => {
  it('says what the schema says', () => {
    assert.equal(schemaHover(parseFile('mode: fast'), 1, schema)?.markdown.startsWith('**mode**\n\nHow it runs.'), true)
  })

  it('shows a key as it is', () => {
    const text = '"![x](https://example.com/x.png)": 1'
    assert.doesNotMatch(schemaHover(parseFile(text), 3, schema)?.markdown ?? '![', /(?<!\\)\[/)
  })
})
