import assert from 'node:assert/strict'
import { parseFile } from '../../../server/src/syntax/file.ts'
import { type Json, toJson } from '../../../server/src/syntax/json.ts'
import { rootOf } from '../../../server/src/syntax/node.ts'
import { lineStarts } from '../../../server/src/text/lines.ts'

const MANIFESTS = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - name: http
      port: 80
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: app
          image: app:1
          args: [run, fast]
        - name: side
          image: side:1
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: conf
data:
  a: one
  b: two
`

/** Before which line something is typed, how deep, and where that puts it. */
const PLACES = {
  'at the start': { before: 'apiVersion: v1\nkind: Service', indent: '', path: '0' },
  'behind a key': { before: '  ports:', indent: '  ', path: '0.spec' },
  'as the first key of a mapping': { before: '  replicas', indent: '  ', path: '1.spec' },
  'in an item': { before: '          image: app', indent: '          ', path: '1.spec.template.spec.containers.0' },
  'before an item': { before: '        - name: side', indent: '          ', path: '1.spec.template.spec.containers.0' },
  'before a marker': { before: '---\napiVersion: v1', indent: '          ', path: '1.spec.template.spec.containers.1' },
  'behind a marker': { before: 'apiVersion: v1\nkind: ConfigMap', indent: '', path: '2' },
  'at the end': { before: '', indent: '  ', path: '2.data' },
} as const

type Place = keyof typeof PLACES

/**
 * What is typed, with `»` where the indentation goes; what the one problem covers and says, and on which of the lines; what
 * stands in the tree then beside all that stood there before.
 */
interface Typed {
  readonly text: string
  readonly covers: string
  readonly says: string
  readonly line?: number
  readonly adds?: Readonly<Record<string, Json>>
  /** Where it is read otherwise, and rightly so. */
  readonly but?: Partial<Record<Place, Partial<Typed>>>
}

const TYPED: Readonly<Record<string, Typed>> = {
  'a key without colon and value': {
    text: '»foo\n',
    covers: 'foo',
    says: '`foo` needs a colon and a value',
    adds: { foo: null },
  },
  'a key without its colon': {
    text: '»foo bar\n',
    covers: ' ',
    says: 'a colon is missing after `foo`',
    adds: { foo: 'bar' },
  },
  'a key without a space': {
    text: '»foo:bar\n',
    covers: ':',
    says: 'a space is missing after this colon',
    adds: { foo: 'bar' },
  },
  'an open double quote': {
    text: '»foo: "bar\n',
    covers: '"bar',
    says: 'this quote is never closed: put a " at the end of the text',
    adds: { foo: 'bar' },
  },
  'an open single quote': {
    text: "»foo: 'bar\n",
    covers: "'bar",
    says: "this quote is never closed: put a ' at the end of the text",
    adds: { foo: 'bar' },
  },
  'an open quote around a key': {
    text: '»"foo\n',
    covers: '"foo',
    says: 'this quote is never closed: put a " at the end of the text',
    adds: { foo: null },
  },
  'an open bracket': {
    text: '»foo: [bar, baz\n',
    covers: '[',
    says: 'this bracket is never closed: a `]` is missing',
    adds: { foo: ['bar', 'baz'] },
  },
  'an open bracket alone': {
    text: '»foo: [\n',
    covers: '[',
    says: 'this bracket is never closed: a `]` is missing',
    adds: { foo: [] },
  },
  'an open brace': {
    text: '»foo: {bar: baz\n',
    covers: '{',
    says: 'this bracket is never closed: a `}` is missing',
    adds: { foo: { bar: 'baz' } },
  },
  'a closing bracket too many': {
    text: '»foo: [bar]]\n',
    covers: ']',
    says: 'this bracket closes nothing that is open: remove it, or put the text in quotes',
    adds: { foo: ['bar'] },
  },
  'a closing brace alone': {
    text: '»}\n',
    covers: '}',
    says: 'this bracket closes nothing that is open: remove it, or put the text in quotes',
  },
  'a line that is one space too deep': {
    text: '» foo: bar\n',
    covers: '» ',
    says: 'wrong indentation: 1 space less would line this up with what is above',
    adds: { foo: 'bar' },
    but: {
      // Nothing stands above, or what does is of another column: only what is below can tell.
      'at the start': { says: 'wrong indentation: 1 space less would line this up with what is below' },
      'as the first key of a mapping': {
        says: 'wrong indentation: 1 space less would line this up with what is below',
      },
      'behind a marker': { says: 'wrong indentation: 1 space less would line this up with what is below' },
      'behind a key': { says: 'wrong indentation: 1 space less would line this up with what is below' },
    },
  },
  'a tab instead of spaces': {
    text: '\tfoo: bar\n',
    covers: '\t',
    says: 'YAML is indented with spaces only; replace this tab',
    adds: { foo: 'bar' },
  },
  'a tab behind spaces': {
    text: '»\tfoo: bar\n',
    covers: '\t',
    says: 'YAML is indented with spaces only; replace this tab',
    adds: { foo: 'bar' },
  },
  'a template line': {
    text: '»{{- if .x }}\n',
    covers: '{{- if .x }}',
    says: 'templates are not YAML: render this file first, or put the value in quotes if the braces are meant',
  },
  'a template as a value': {
    text: '»foo: {{ .x }}\n',
    covers: '{{ .x }}',
    says: 'templates are not YAML: render this file first, or put the value in quotes if the braces are meant',
    adds: { foo: '{{ .x }}' },
  },
  'a conflict': {
    text: '<<<<<<< HEAD\n»foo: 1\n=======\n»foo: 2\n>>>>>>> other\n',
    covers: '<<<<<<< HEAD',
    says: 'this is a conflict that Git left behind; keep one side and remove the marker lines',
    adds: { foo: 2 },
  },
  'a lone dash': {
    text: '»-\n',
    covers: '-',
    says: 'a list item stands where a `key: value` is expected: it belongs to no list',
  },
  'a key that is there twice': {
    text: '»foo: 1\n»foo: 2\n',
    covers: 'foo',
    line: 1,
    says: '`foo` is here twice; kubectl keeps the last one in silence, the API server refuses the manifest',
    adds: { foo: 2 },
  },
  'a colon alone': {
    text: '»:\n',
    covers: ':',
    says: 'the API server takes no null as a key: write the key, or put it in quotes',
    adds: { '': null },
  },
  'text with a colon': {
    text: '»foo: bar: baz\n',
    covers: ':',
    says: 'this text holds a colon followed by a space: put the whole text in quotes',
    adds: { foo: 'bar: baz' },
  },
  'text that needs quotes': {
    text: '»foo: @bar\n',
    covers: '@bar',
    says: 'text must not start with `@`: put it in quotes',
    adds: { foo: '@bar' },
  },
  'a block that is none': {
    text: '»foo: |bar\n',
    covers: '|bar',
    says: 'text must not start with `|`: put it in quotes',
    adds: { foo: '|bar' },
  },
  'text behind a closing quote': {
    text: '»foo: "bar" baz\n',
    covers: 'baz',
    says: 'text stands behind the closing quote: put it inside, or put another kind of quotes around all of it',
    adds: { foo: 'bar' },
  },
}

describe('half-typed text, among manifests', () => {
  const before = flat(MANIFESTS)
  for (const [name, typed] of Object.entries(TYPED)) {
    describe(name, () => {
      for (const [place, { before: line, indent, path }] of Object.entries(PLACES)) {
        it(place, () => {
          const expected = { ...typed, ...typed.but?.[place as Place] }
          const at = line === '' ? MANIFESTS.length : MANIFESTS.indexOf(line)
          const text = MANIFESTS.slice(0, at) + expected.text.replaceAll('»', indent) + MANIFESTS.slice(at)
          const first = lineStarts(MANIFESTS.slice(0, at)).length - 1
          assert.deepEqual(problems(text), [
            {
              line: first + (expected.line ?? 0),
              covers: expected.covers.replaceAll('»', indent),
              says: expected.says,
            },
          ])
          const added = Object.entries(expected.adds ?? {}).flatMap(([key, value]) => leaves(value, `${path}.${key}`))
          assert.deepEqual([...flat(text)].sort(), [...before, ...added].sort())
        })
      }
    })
  }
})

function problems(text: string) {
  const starts = lineStarts(text)
  return parseFile(text).parts.flatMap(({ start, document }) =>
    document.problems.map(({ from, to, message }) => ({
      line: starts.findLastIndex((it) => it <= start + from),
      covers: document.text.slice(from, to),
      says: message,
    })),
  )
}

/** Every value by its path, the number of its document first. */
function flat(text: string): ReadonlyMap<string, string> {
  const all = parseFile(text).parts.map((it) => toJson(rootOf(it.document)) ?? null)
  return new Map(all.flatMap((it, i) => leaves(it, String(i))))
}

function leaves(value: Json, path: string): readonly (readonly [string, string])[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return inner.length === 0
    ? [[path, JSON.stringify(value)]]
    : inner.flatMap(([key, it]) => leaves(it, `${path}.${key}`))
}
