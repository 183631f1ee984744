import assert from 'node:assert/strict'
import { parseDocument } from '../../../server/src/syntax/parse.ts'
import { outline } from './trees.ts'

/** What is typed, what it is read as, and the problems: what each covers and says. */
interface Fixture {
  readonly text: string
  readonly tree: string
  readonly problems: readonly (readonly [covers: string, says: string])[]
}

const FIXTURES: Record<string, readonly Fixture[]> = {
  'a key without its colon': [
    {
      text: 'spec:\n  name: x\n  ima\n  foo: y\n',
      tree: '{spec: {name: x, ima: _, foo: y}}',
      problems: [['ima', '`ima` needs a colon and a value']],
    },
    {
      text: 'spec:\n  name: x\n  ima',
      tree: '{spec: {name: x, ima: _}}',
      problems: [['ima', '`ima` needs a colon and a value']],
    },
    {
      text: 'metadata:\n  na\n  namespace: x\nspec: 1\n',
      tree: '{metadata: {na: _, namespace: x}, spec: 1}',
      problems: [['na', '`na` needs a colon and a value']],
    },
    {
      text: 'apiVersion: v1\nki\nmetadata:\n  name: x\n',
      tree: '{apiVersion: v1, ki: _, metadata: {name: x}}',
      problems: [['ki', '`ki` needs a colon and a value']],
    },
    {
      text: 'ki\nmetadata:\n  name: x\n',
      tree: '{ki: _, metadata: {name: x}}',
      problems: [['ki', '`ki` needs a colon and a value']],
    },
    {
      text: 'c:\n- name: x\n  ima\n- name: y\n',
      tree: '{c: [{name: x, ima: _}, {name: y}]}',
      problems: [['ima', '`ima` needs a colon and a value']],
    },
    {
      text: 'c:\n- na\n  image: y\n- name: y\n',
      tree: '{c: [{na: _, image: y}, {name: y}]}',
      problems: [['na', '`na` needs a colon and a value']],
    },
    {
      text: 'spec\n  containers:\n  - name: x\n',
      tree: '{spec: {containers: [{name: x}]}}',
      problems: [['spec', '`spec` needs a colon']],
    },
    {
      text: 'a: b\nspec\n  containers:\n  - name: x\nc: d\n',
      tree: '{a: b, spec: {containers: [{name: x}]}, c: d}',
      problems: [['spec', '`spec` needs a colon']],
    },
    {
      text: 'a: "x"\n"ima"\nfoo: y\n',
      tree: '{a: "x", "ima": _, foo: y}',
      problems: [['"ima"', '`"ima"` needs a colon and a value']],
    },
    {
      text: 'containers:\n- name: a\n  ports:\n  - containerPort: 80\n    na\n  image: x\n',
      tree: '{containers: [{name: a, ports: [{containerPort: 80, na: _}], image: x}]}',
      problems: [['na', '`na` needs a colon and a value']],
    },
    {
      text: 'metadata:\n  name foo\n  labels: {}\nspec: x\n',
      tree: '{metadata: {name: foo, labels: {}}, spec: x}',
      problems: [[' ', 'a colon is missing after `name`']],
    },
    {
      text: 'a: b\nimage nginx:1.25\nc: d\n',
      tree: '{a: b, image: nginx:1.25, c: d}',
      problems: [[' ', 'a colon is missing after `image`']],
    },
    {
      text: 'a: b\nhttp://foo\nname: x\n',
      tree: '{a: b, http://foo: _, name: x}',
      problems: [['http://foo', '`http://foo` needs a colon and a value']],
    },
  ],
  'text that could be a key, where nothing is wrong': [
    {
      text: 'spec:\n  template:\n    ima\n  foo: y\n',
      tree: '{spec: {template: ima, foo: y}}',
      problems: [],
    },
    {
      text: 'spec:\n  name: x\n    ima\n  foo: y\n',
      tree: '{spec: {name: x ima, foo: y}}',
      problems: [],
    },
    {
      text: 'a:: b\nc: d\n',
      tree: '{a:: b, c: d}',
      problems: [],
    },
    {
      text: 'a:\n- b: c\n-\n- d: e\n',
      tree: '{a: [{b: c}, _, {d: e}]}',
      problems: [],
    },
    {
      text: 'a: !!str\nb: !x\n',
      tree: '{a: , b: }',
      problems: [],
    },
  ],
  'a missing space': [
    {
      text: 'c:\n- image:nginx\n  name: x\n',
      tree: '{c: [{image: nginx, name: x}]}',
      problems: [[':', 'a space is missing after this colon']],
    },
    {
      text: 'a: b\nimage:nginx\nname: x\n',
      tree: '{a: b, image: nginx, name: x}',
      problems: [[':', 'a space is missing after this colon']],
    },
    {
      text: 'a: b\nimage:"nginx"\nname: x\n',
      tree: '{a: b, image: "nginx", name: x}',
      problems: [[':', 'a space is missing after this colon']],
    },
    {
      text: 'a: b\nargs:[a, b]\nname: x\n',
      tree: '{a: b, args: [a, b], name: x}',
      problems: [[':', 'a space is missing after this colon']],
    },
    {
      text: 'c:\n- name: a\n-name: b\n  x: y\n',
      tree: '{c: [{name: a}, {name: b, x: y}]}',
      problems: [['-', 'a space is missing after this dash']],
    },
  ],
  'an open quote': [
    {
      text: 'a:\n  b: "foo\n  c: d\n  e: "x"\nf: g\n',
      tree: '{a: {b: "foo", c: d, e: "x"}, f: g}',
      problems: [['"foo', 'this quote is never closed: put a " at the end of the text']],
    },
    {
      text: "a:\n  b: 'foo\n  c: d\nf: g\n",
      tree: '{a: {b: "foo", c: d}, f: g}',
      problems: [["'foo", "this quote is never closed: put a ' at the end of the text"]],
    },
    {
      text: 'args:\n- "foo\n- bar\n- "baz"\nx: y\n',
      tree: '{args: ["foo", bar, "baz"], x: y}',
      problems: [['"foo', 'this quote is never closed: put a " at the end of the text']],
    },
    {
      text: 'metadata: "\n  name: x\nspec: y\n',
      tree: '{metadata: "", name: x, spec: y}',
      problems: [['"', 'this quote is never closed: put a " at the end of the text']],
    },
    {
      text: 'a: b\nc: "foo\n',
      tree: '{a: b, c: "foo"}',
      problems: [['"foo', 'this quote is never closed: put a " at the end of the text']],
    },
    {
      text: 'a: "x\nb: "\nc: d\n',
      tree: '{a: "x b: ", c: d}',
      problems: [['b: "', 'accepted here, but by the YAML standard this line must be indented deeper than its key']],
    },
    {
      text: "a: 'it's'\nb: c\n",
      tree: '{a: "it", b: c}',
      problems: [
        ["s'", 'text stands behind the closing quote: put it inside, or put another kind of quotes around all of it'],
      ],
    },
    {
      text: '{\n "a": "x,\n "b": "y"\n}\n',
      tree: '{"a": "x,", "b": "y"}',
      problems: [['"x,', 'this quote is never closed: put a " at the end of the text']],
    },
    {
      text: 'a: b\n"ima\nfoo: bar\n',
      tree: '{a: b, "ima": _, foo: bar}',
      problems: [['"ima', 'this quote is never closed: put a " at the end of the text']],
    },
  ],
  'an open bracket': [
    {
      text: 'spec:\n  args: [a, b\n  name: x\nfoo: {}\n',
      tree: '{spec: {args: [a, b], name: x}, foo: {}}',
      problems: [['[', 'this bracket is never closed: a `]` is missing']],
    },
    {
      text: 'spec:\n  args: [a, {b: c\n  name: x\nfoo: {}\n',
      tree: '{spec: {args: [a, {b: c}], name: x}, foo: {}}',
      problems: [['{', 'this bracket is never closed: a `}` is missing']],
    },
    {
      text: 'spec:\n  - [a, b\n  - [c]\nfoo: {}\n',
      tree: '{spec: [[a, b], [c]], foo: {}}',
      problems: [['[', 'this bracket is never closed: a `]` is missing']],
    },
    {
      text: 'a: [\nb: [x]\nc: {y: z}\nd: 1\n',
      tree: '{a: [], b: [x], c: {y: z}, d: 1}',
      problems: [['[', 'this bracket is never closed: a `]` is missing']],
    },
    {
      text: 'a: {b: c\nd: e\nf: g\n',
      tree: '{a: {b: c}, d: e, f: g}',
      problems: [['{', 'this bracket is never closed: a `}` is missing']],
    },
    {
      text: 'args: ["a", "b]\nfoo: "bar"\nbaz: 1\n',
      tree: '{args: ["a", "b]"], foo: "bar", baz: 1}',
      problems: [['"b]', 'this quote is never closed: put a " at the end of the text']],
    },
    {
      text: 'a: {b: [c, d}\ne: f\n',
      tree: '{a: {b: [c, d]}, e: f}',
      problems: [['[', 'this bracket is never closed: a `]` is missing']],
    },
    {
      text: '{\n  "a": {\n  "b": 2\n}\n',
      tree: '{"a": {"b": 2}}',
      problems: [['{', 'this bracket is never closed: a `}` is missing']],
    },
    {
      text: '{\n  "a": {\n    "b": ["x", \n  },\n  "c": 1\n}\n',
      tree: '{"a": {"b": ["x"]}, "c": 1}',
      problems: [['[', 'this bracket is never closed: a `]` is missing']],
    },
    {
      text: 'labels: {\n  app: x\nspec:\n  a: b\n',
      tree: '{labels: {app: x}, spec: {a: b}}',
      problems: [['{', 'this bracket is never closed: a `}` is missing']],
    },
  ],
  'other faults in brackets': [
    {
      text: 'a: [b c, d\n  e]\nf: {a: b c: d}\ng: 1\n',
      tree: '{a: [b c, d e], f: {a: b c}, g: 1}',
      problems: [[':', 'this colon follows a value: a comma is missing before its key, or the text needs quotes']],
    },
    {
      text: 'a: [b}\nc: {d]\ne: f\n',
      tree: '{a: [b], c: {d: _}, e: f}',
      problems: [
        ['}', '`}` does not close the `[` before: use its own kind'],
        [']', '`]` does not close the `{` before: use its own kind'],
      ],
    },
    {
      text: '{\n  "a": 1\n  "b": 2,\n  "c": {"d": 3}\n}\n',
      tree: '{"a": 1, "b": 2, "c": {"d": 3}}',
      problems: [['"', 'a comma is missing before `"b":`']],
    },
    {
      text: 'a: [b] c\nd: e\n',
      tree: '{a: [b], d: e}',
      problems: [['c', 'text stands behind the end of this value: put all of it in quotes']],
    },
    {
      text: 'a: b\n}\nc: d\n',
      tree: '{a: b, c: d}',
      problems: [['}', 'this bracket closes nothing that is open: remove it, or put the text in quotes']],
    },
  ],
  'wrong indentation': [
    {
      text: 'spec:\n  a: b\n   c: d\n  e: f\n',
      tree: '{spec: {a: b, c: d, e: f}}',
      problems: [['   ', 'wrong indentation: 1 space less would line this up with what is above']],
    },
    {
      text: 'spec:\n  a: b\n    c: d\n    e: f\n    g:\n      h: i\n  j: k\n',
      tree: '{spec: {a: b, c: d, e: f, g: {h: i}, j: k}}',
      problems: [['    ', 'wrong indentation: 2 spaces less would line this up with what is above']],
    },
    {
      text: 'data:\n   a: b\n  c: d\n  e: f\nx: y\n',
      tree: '{data: {a: b, c: d, e: f}, x: y}',
      problems: [['   ', 'wrong indentation: 1 space less would line this up with what is below']],
    },
    {
      text: 'containers:\n  - name: a\n    image: b\n   command: x\n  - name: c\n',
      tree: '{containers: [{name: a, image: b, command: x}, {name: c}]}',
      problems: [['   ', 'wrong indentation: 1 space more would line this up with what is above']],
    },
    {
      text: 'containers:\n  - name: a\n    image: b\n - name: c\nfoo: bar\n',
      tree: '{containers: [{name: a, image: b}, {name: c}], foo: bar}',
      problems: [[' ', 'wrong indentation: 1 space more would line this up with what is above']],
    },
    {
      text: 'spec:\n  containers:\n    - name: a\n  - name: c\n  foo: bar\n',
      tree: '{spec: {containers: [{name: a}, {name: c}], foo: bar}}',
      problems: [['  ', 'wrong indentation: 2 spaces more would line this up with what is above']],
    },
    {
      text: '  apiVersion: v1\nkind: x\nmetadata: y\n',
      tree: '{apiVersion: v1, kind: x, metadata: y}',
      problems: [['  ', 'wrong indentation: 2 spaces less would line this up with what is below']],
    },
    {
      text: 'c:\n- "a"\n   - "b"\n- "c"\n',
      tree: '{c: ["a", "b", "c"]}',
      problems: [['   ', 'wrong indentation: 3 spaces less would line this up with what is above']],
    },
    {
      text: 'containers:\n- name: a\n   image: b\n   foo: c\n- name: d\n',
      tree: '{containers: [{name: a, image: b, foo: c}, {name: d}]}',
      problems: [['   ', 'wrong indentation: 1 space less would line this up with what is above']],
    },
    {
      text: 'c:\n  - a\n  - b\n  foo: bar\nd: e\n',
      tree: '{c: [a, b], foo: bar, d: e}',
      problems: [['  ', 'wrong indentation: 2 spaces less would line this up with what is above']],
    },
    {
      text: 'data:\n  a: |\n      x\n    y\n  b: c\n',
      tree: '{data: {a: "x\\ny\\n", b: c}}',
      problems: [['y', 'this line is indented less than the first line of the text above: indent them alike']],
    },
  ],
  'a tab': [
    {
      text: 'data:\n  a: b\n\tc: d\n  e: f\n',
      tree: '{data: {a: b, c: d, e: f}}',
      problems: [['\t', 'YAML is indented with spaces only; replace this tab']],
    },
    {
      text: 'data:\n    a: b\n\tc: d\n    e: f\n',
      tree: '{data: {a: b, c: d, e: f}}',
      problems: [['\t', 'YAML is indented with spaces only; replace this tab']],
    },
    {
      text: 'data:\n\ta: b\n\tc:\n\t\td: e\n\tf: g\nh: i\n',
      tree: '{data: {a: b, c: {d: e}, f: g}, h: i}',
      problems: [
        ['\t', 'YAML is indented with spaces only; replace this tab'],
        ['\t', 'YAML is indented with spaces only; replace this tab'],
        ['\t', 'YAML is indented with spaces only; replace this tab'],
        ['\t', 'YAML is indented with spaces only; replace this tab'],
      ],
    },
    {
      text: 'c:\n  - name: a\n\timage: b\n    x: y\n',
      tree: '{c: [{name: a, image: b, x: y}]}',
      problems: [['\t', 'YAML is indented with spaces only; replace this tab']],
    },
  ],
  templates: [
    {
      text: 'a: {{ .Values.x }}\nb: {{ .y }}-foo # c\n{{- if .z }}\nc: d\n{{- end }}\n{{ .k }}: v\ne:\n  {{- toYaml .x | nindent 4 }}\nf: "{{ ok }}"\ng: x-{{ .y }}\nh: [{{ .a }}, b]\n- {{ .i }}\n',
      tree: '{a: {{ .Values.x }}, b: {{ .y }}-foo, c: d, {{ .k }}: v, e: _, f: "{{ ok }}", g: x-{{ .y }}, h: [{{ .a }}, b]}',
      problems: [
        [
          '{{ .Values.x }}',
          'templates are not YAML: render this file first, or put the value in quotes if the braces are meant',
        ],
        [
          '{{ .y }}',
          'templates are not YAML: render this file first, or put the value in quotes if the braces are meant',
        ],
        [
          '{{- if .z }}',
          'templates are not YAML: render this file first, or put the value in quotes if the braces are meant',
        ],
        [
          '{{- end }}',
          'templates are not YAML: render this file first, or put the value in quotes if the braces are meant',
        ],
        [
          '{{ .k }}',
          'templates are not YAML: render this file first, or put the value in quotes if the braces are meant',
        ],
        [
          '{{- toYaml .x | nindent 4 }}',
          'templates are not YAML: render this file first, or put the value in quotes if the braces are meant',
        ],
        [
          '{{ .a }}',
          'templates are not YAML: render this file first, or put the value in quotes if the braces are meant',
        ],
        ['-', 'a list item stands where a `key: value` is expected: it belongs to no list'],
      ],
    },
    {
      text: '{{- if .x }}\napiVersion: v1\nspec:\n  {{- range .y }}\n  - name: {{ .name }}\n  {{- end }}\n{{- end }}\n',
      tree: '{apiVersion: v1, spec: [{name: {{ .name }}}]}',
      problems: [
        [
          '{{- if .x }}',
          'templates are not YAML: render this file first, or put the value in quotes if the braces are meant',
        ],
        [
          '{{- range .y }}',
          'templates are not YAML: render this file first, or put the value in quotes if the braces are meant',
        ],
        [
          '{{ .name }}',
          'templates are not YAML: render this file first, or put the value in quotes if the braces are meant',
        ],
        [
          '{{- end }}',
          'templates are not YAML: render this file first, or put the value in quotes if the braces are meant',
        ],
        [
          '{{- end }}',
          'templates are not YAML: render this file first, or put the value in quotes if the braces are meant',
        ],
      ],
    },
    {
      text: '{{/*\n foo: [\n*/}}\na: b\n',
      tree: '{a: b}',
      problems: [
        ['{{/*', 'templates are not YAML: render this file first, or put the value in quotes if the braces are meant'],
      ],
    },
    {
      text: 'a: {{ b\nc: d\n',
      tree: '{a: {{ b, c: d}',
      problems: [
        ['{{ b', 'templates are not YAML: render this file first, or put the value in quotes if the braces are meant'],
      ],
    },
  ],
  conflicts: [
    {
      text: 'spec:\n  a: b\n<<<<<<< HEAD\n  c: 1\n=======\n  c: 2\n>>>>>>> x\n  e: f\n',
      tree: '{spec: {a: b, c: 1, c: 2, e: f}}',
      problems: [
        ['<<<<<<< HEAD', 'this is a conflict that Git left behind; keep one side and remove the marker lines'],
      ],
    },
    {
      text: '<<<<<<< a\nb: c\n||||||| x\nb: e\n=======\nb: d\n>>>>>>> e\nf: g\n>>>>>>> lost\nh: i\n',
      tree: '{b: c, b: e, b: d, f: g, h: i}',
      problems: [
        ['<<<<<<< a', 'this is a conflict that Git left behind; keep one side and remove the marker lines'],
        ['>>>>>>> lost', 'this is a conflict that Git left behind; keep one side and remove the marker lines'],
      ],
    },
    {
      text: 'data:\n  a: |\n    one\n<<<<<<< x\n    two\n=======\n    three\n>>>>>>> y\n    four\n<<<<<<< x\n  b: c\n=======\n  b: d\n>>>>>>> y\ne: f\n',
      tree: '{data: {a: "one\\ntwo\\nthree\\nfour\\n", b: c, b: d}, e: f}',
      problems: [
        ['<<<<<<< x', 'this is a conflict that Git left behind; keep one side and remove the marker lines'],
        ['<<<<<<< x', 'this is a conflict that Git left behind; keep one side and remove the marker lines'],
      ],
    },
  ],
  'list items where none may be': [
    {
      text: 'a: b\n- c\nd: e\n',
      tree: '{a: b, d: e}',
      problems: [['-', 'a list item stands where a `key: value` is expected: it belongs to no list']],
    },
    {
      text: 'spec:\n  a: b\n  - c: 1\n    d: 2\n  e: f\n',
      tree: '{spec: {a: b, e: f}}',
      problems: [['-', 'a list item stands where a `key: value` is expected: it belongs to no list']],
    },
    {
      text: '- a\n- b\nfoo: bar\n',
      tree: '[a, b]',
      problems: [['foo: bar', 'this line fits nothing above it: check its indentation and what stands before']],
    },
    {
      text: 'c: - a\n- b\nd: e\n',
      tree: '{c: [a, b], d: e}',
      problems: [['-', 'a list must not start on the line of its key: start it on the next line']],
    },
    {
      text: 'a: []\n  - b: c\nd: e\n',
      tree: '{a: [], d: e}',
      problems: [['-', 'a list item stands where a `key: value` is expected: it belongs to no list']],
    },
  ],
  'text that needs quotes': [
    {
      text: 'a: b: c\nd: e\n',
      tree: '{a: b: c, d: e}',
      problems: [[':', 'this text holds a colon followed by a space: put the whole text in quotes']],
    },
    {
      text: 'a: b:\n  c: d\ne: f\n',
      tree: '{a: b:, c: d, e: f}',
      problems: [[':', 'this text holds a colon followed by a space: put the whole text in quotes']],
    },
    {
      text: 'selector: matchLabels:\n    app: web\nx: y\n',
      tree: '{selector: matchLabels:, app: web, x: y}',
      problems: [[':', 'this text holds a colon followed by a space: put the whole text in quotes']],
    },
    {
      text: 'a: %x\nb: @y\nc: `z`\nd: *.x\ne: >=1\n',
      tree: '{a: %x, b: @y, c: `z`, d: *.x, e: >=1}',
      problems: [
        ['%x', 'text must not start with `%`: put it in quotes'],
        ['@y', 'text must not start with `@`: put it in quotes'],
        ['`z`', 'text must not start with a back quote: put it in quotes'],
        ['*.x', 'text must not start with `*`: put it in quotes'],
        ['>=1', 'text must not start with `>`: put it in quotes'],
      ],
    },
    {
      text: 'a: "b" c\nd: e\n',
      tree: '{a: "b", d: e}',
      problems: [
        ['c', 'text stands behind the closing quote: put it inside, or put another kind of quotes around all of it'],
      ],
    },
    {
      text: 'description: foo\n  Note that: this is prose\nx: y\n',
      tree: '{description: foo Note that: this is prose, x: y}',
      problems: [[':', 'this text holds a colon followed by a space: put the whole text in quotes']],
    },
    {
      text: 'description:\n  Here stands some prose\n  note: this is\nx: y\n',
      tree: '{description: Here stands some prose note: this is, x: y}',
      problems: [[':', 'this text holds a colon followed by a space: put the whole text in quotes']],
    },
  ],
}

describe('parseDocument, as somebody types', () => {
  for (const [name, fixtures] of Object.entries(FIXTURES)) {
    describe(name, () => {
      for (const { text, tree, problems } of fixtures) {
        it(JSON.stringify(text), () => {
          const document = parseDocument(text)
          assert.equal(outline(document.tree), tree)
          assert.deepEqual(
            document.problems.map((it) => [text.slice(it.from, it.to), it.message]),
            problems,
          )
        })
      }
    })
  }
})
