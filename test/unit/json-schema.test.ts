import assert from 'node:assert/strict'

import { Ajv } from 'ajv'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { Ajv2020 } from 'ajv/dist/2020.js'

import { type AjvFor, compileSchema } from '../../server/src/schema/json-schema.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { toJson } from '../../server/src/syntax/json.ts'
import { type Node, rootOf } from '../../server/src/syntax/node.ts'
import { applyEdits } from '../../server/src/text/edit.ts'
import { readMarkers } from '../markers.ts'

const ajvFor: AjvFor = (draft) => (draft === '2020-12' ? Ajv2020 : draft === '2019-09' ? Ajv2019 : Ajv)

describe('JSON Schema', () => {
  const values = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    required: ['image'],
    additionalProperties: false,
    properties: {
      image: {
        type: 'object',
        required: ['repository'],
        properties: { repository: { type: 'string', minLength: 2 }, pullPolicy: { enum: ['Always', 'IfNotPresent'] } },
        additionalProperties: false,
      },
      replicas: { type: 'integer', minimum: 1, description: 'How many pods.', default: 2 },
      hosts: { type: 'array', items: { type: 'string', pattern: '^[a-z.]+$' }, uniqueItems: true },
      env: { $ref: '#/definitions/env' },
      debug: { type: 'boolean', deprecated: true },
    },
    definitions: {
      env: { type: 'object', propertyNames: { enum: ['DEBUG', 'LEVEL'] }, additionalProperties: { type: 'string' } },
    },
  }

  const cases: readonly (readonly [title: string, schema: unknown, fixture: string])[] = [
    [
      'says what is wrong where it is written',
      values,
      `
image:
  repository: x
#             ^ \`repository\` needs at least 2 characters
  pullPolicy: always
#             ^^^^^^ \`pullPolicy\` cannot be \`always\`; it takes \`Always\` or \`IfNotPresent\`
  tags: 1
# ^^^^ there is no \`tags\` here; there is \`repository\` or \`pullPolicy\`
replicas: 0
#         ^ \`replicas\` must be at least 1
hosts: [a.b, A, 5, a.b]
#^^^^ items 0 and 3 of \`hosts\` are equal (counted from zero)
#            ^ \`hosts[1]\` must match the pattern \`^[a-z.]+$\`
#               ^ \`hosts[2]\` takes text, not the number \`5\`
env:
  LEVLE: a
# ^^^^^ there is no \`LEVLE\` here; did you mean \`LEVEL\`?
  DEBUG: yes
#        ^^^ \`DEBUG\` takes text, not the boolean \`true\`
debug: "true"
#      ^^^^^^ \`debug\` takes \`true\` or \`false\`, not text
`,
    ],
    [
      'points at the head of an object for what it lacks',
      values,
      `
image: {}
#^^^^ \`image\` needs \`repository\`
`,
    ],
    [
      'points at the first line for what the document lacks',
      values,
      '\nreplicas: 1\n#^^^^^^^^^^ this file needs `image`\n',
    ],
    [
      'names all kinds of value that alternatives take',
      { properties: { port: { anyOf: [{ type: 'integer' }, { enum: ['http', 'https'] }] } } },
      '\nport: [1]\n#^^^ `port` takes a whole number, `http` or `https`, not a list\n',
    ],
    [
      'tells of the alternative that was meant',
      {
        properties: {
          auth: { oneOf: [{ type: 'string' }, { $ref: '#/definitions/token' }, { $ref: '#/definitions/basic' }] },
        },
        definitions: {
          token: {
            type: 'object',
            properties: { type: { const: 'token' }, token: { type: 'string' } },
            required: ['type', 'token'],
          },
          basic: {
            type: 'object',
            properties: { type: { const: 'basic' }, user: { type: 'string' }, password: { type: 'string' } },
            required: ['type', 'user', 'password'],
          },
        },
      },
      '\nauth:\n#^^^ `auth` needs `password`\n  type: basic\n  user: 7\n#       ^ `user` takes text, not the number `7`\n',
    ],
    [
      'knows draft 4',
      {
        $schema: 'http://json-schema.org/draft-04/schema#',
        id: 'https://example.org/x',
        properties: { size: { minimum: 0, exclusiveMinimum: true } },
      },
      '\nsize: 0\n#     ^ `size` must be more than 0\n',
    ],
    [
      'knows 2020-12',
      {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        properties: { pair: { prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false } },
        unevaluatedProperties: false,
      },
      '\npair: [a, b, c]\n#         ^ `pair[1]` takes a whole number, not text\n#^^^ `pair` takes at most 2 items\nother: 1\n#^^^^ there is no `other` here; there is `pair`\n',
    ],
    [
      'knows 2019-09',
      { $schema: 'https://json-schema.org/draft/2019-09/schema', dependentRequired: { user: ['password'] } },
      '\nuser: me\n#^^^ `user` also needs `password`\n',
    ],
    [
      'takes the words of the author',
      { properties: { name: { pattern: '^[a-z]+$', patternErrorMessage: 'lower case, please' } } },
      '\nname: Bob\n#     ^^^ lower case, please\n',
    ],
    [
      'reads YAML as Kubernetes does',
      { properties: { on: { type: 'string' }, true: { type: 'string' } } },
      '\non: 0x10\n#   ^^^^ `true` takes text, not the number `16`\n',
    ],
    [
      'sees through anchors and merges',
      { additionalProperties: { properties: { size: { type: 'string' } } } },
      '\na: &a\n  size: 1\n#       ^ `size` takes text, not the number `1`\nb: *a\nc:\n  <<: *a\n',
    ],
  ]
  for (const [title, schema, fixture] of cases) it(title, () => assertProblems(schema, fixture))

  it('renames a mistyped key', () => {
    const node = nodeOf('imgae: {}\n')
    const [problem] = compileSchema(values, ajvFor)
      .validate(node)
      .filter((it) => it.message.includes('imgae'))
    assert.equal(applyEdits('imgae: {}\n', problem?.fixes?.()[0]?.edits ?? []), 'image: {}\n')
  })

  it('says once that it does not read what is elsewhere, and checks the rest', () => {
    const schema = {
      properties: { a: { $ref: 'https://example.org/a.json' }, b: { type: 'string' }, c: { $ref: './c.json#/x' } },
    }
    const compiled = compileSchema(schema, ajvFor)
    assert.match(compiled.fault ?? '', /refers to `https:\/\/example.org\/a.json` and 1 more/)
    assert.deepEqual(
      compiled.validate(nodeOf('b: 1\na: 1\n')).map((it) => `${it.severity} ${it.message}`),
      [`warning ${compiled.fault}`, 'error `b` takes text, not the number `1`'],
    )
  })

  const wrong: readonly unknown[] = [{ type: 'strin' }, { minimum: 'x' }, { $ref: '#/nowhere' }, { properties: 5 }]
  for (const schema of wrong)
    it(`says what is wrong with the schema ${JSON.stringify(schema)}`, () => {
      const problems = compileSchema(schema, ajvFor).validate(nodeOf('a: 1\n'))
      assert.equal(problems.length, 1)
      assert.match(problems[0]?.message ?? '', /^the JSON Schema of this file is wrong: /)
    })

  for (const schema of [true, {}, 'text', undefined, [], null])
    it(`finds nothing wrong by the schema ${JSON.stringify(schema)}`, () => {
      assert.deepEqual(compileSchema(schema, ajvFor).validate(nodeOf('a: 1\n')), [])
    })

  it('forbids nothing by a pattern of another engine', () => {
    assert.deepEqual(compileSchema({ properties: { a: { pattern: '(?i)x' } } }, ajvFor).validate(nodeOf('a: y\n')), [])
  })

  it('is not led astray by names that every object has', () => {
    const schema = { properties: { a: { type: 'object', required: ['constructor'] } }, additionalProperties: false }
    const problems = compileSchema(schema, ajvFor).validate(nodeOf('a: {toString: 1}\n__proto__: {size: 1}\n'))
    assert.deepEqual(problems.map((it) => it.message).sort(), [
      '`a` needs `constructor`',
      'there is no `__proto__` here; there is `a`',
    ])
  })

  it('survives names that break the comparison of values', () => {
    const schema = compileSchema({ properties: { a: { const: { b: 1 } } } }, ajvFor)
    assert.equal(schema.validate(nodeOf('a: {scalarValue: 1}\n')).length, 1)
  })

  it('stops at a bomb of aliases', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((it, i) => {
        const before = 'abcdefghi'[i]
        return `${it}: &${it} [${Array(10).fill(`*${before}`).join(',')}]`
      }),
    ].join('\n')
    const problems = compileSchema({ type: 'object' }, ajvFor).validate(nodeOf(`${bomb}\n`))
    assert.deepEqual(
      problems.map((it) => it.message),
      ['this document is too large to check'],
    )
  })

  it('describes a place', () => {
    const schema = compileSchema(values, ajvFor)
    assert.deepEqual(schema.describe(['replicas']), {
      title: 'replicas',
      markdown: 'How many pods.\n\nType: `integer`, default: `2`',
    })
    assert.equal(schema.describe(['env', 'LEVEL'])?.markdown, 'Type: `string`')
    assert.equal(schema.describe(['nothing']), undefined)
  })

  it('offers keys and values', () => {
    const schema = compileSchema(values, ajvFor)
    assert.deepEqual(
      schema.complete([]).map((it) => `${it.label} ${it.detail} ${it.holds}${it.required ? ' required' : ''}`),
      [
        'image object object required',
        'replicas integer scalar',
        'hosts array list',
        'env object object',
        'debug boolean scalar',
      ],
    )
    assert.deepEqual(
      schema.complete(['image', 'pullPolicy']).map((it) => it.label),
      ['Always', 'IfNotPresent'],
    )
    assert.deepEqual(
      schema.complete(['debug']).map((it) => it.label),
      ['true', 'false'],
    )
    assert.deepEqual(
      schema.complete(['env']).map((it) => it.label),
      ['DEBUG', 'LEVEL'],
    )
  })

  it('does not follow references in circles', () => {
    const schema = compileSchema(
      { $ref: '#/definitions/a', definitions: { a: { properties: { a: { $ref: '#/definitions/a' } } } } },
      ajvFor,
    )
    assert.deepEqual(
      schema.complete(['a', 'a', 'a']).map((it) => it.label),
      ['a'],
    )
  })
})

describe('toJson', () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ['a: yes\nb: "yes"\nc:\nd: ~\n', { a: true, b: 'yes', c: null, d: null }],
    ['- 0777\n- 1_000\n- .inf\n- 1:30\n-\n', [511, 1000, null, '1:30', null]],
    ['1: a\ntrue: b\n', { '1': 'a', true: 'b' }],
    ['a: &x {l: 1, m: 2}\nb: {<<: *x, l: 3}\n', { a: { l: 1, m: 2 }, b: { l: 3, m: 2 } }],
  ]
  for (const [text, value] of cases)
    it(JSON.stringify(text), () => {
      assert.deepEqual(toJson(nodeOf(text)), value)
    })

  it('gives up over budget', () => {
    assert.equal(toJson(nodeOf('[1, 2, 3]\n'), 3), undefined)
    assert.deepEqual(toJson(nodeOf('[1, 2, 3]\n'), 4), [1, 2, 3])
  })
})

function assertProblems(schema: unknown, fixture: string) {
  const { text, expected } = readMarkers(fixture)
  const problems = compileSchema(schema, ajvFor).validate(nodeOf(text))
  const order = (a: { from: number; message: string }, b: { from: number; message: string }) =>
    a.from - b.from || (a.message < b.message ? -1 : 1)
  assert.deepEqual(
    problems.map(({ from, to, message }) => ({ from, to, message })).sort(order),
    [...expected].sort(order),
  )
}

function nodeOf(text: string): Node {
  const document = parseFile(text).parts[0]?.document
  const node = document && rootOf(document)
  assert.ok(node)
  return node
}
