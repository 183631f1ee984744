import assert from 'node:assert/strict'
import {
  insertEntries,
  insertFirst,
  insertItem,
  putEntries,
  putItem,
  removeEntry,
  removeItem,
  replaceScalar,
  scalarText,
} from '../../server/src/syntax/edits.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { at, entry, type Node, rootOf } from '../../server/src/syntax/node.ts'
import { applyEdit, type Edit } from '../../server/src/text/edit.ts'

describe('edits', () => {
  describe('putEntries', () => {
    const put = (text: string, ...path: string[]) => edited(text, (root) => putEntries(root, path, [['b', '2']]))

    it('adds to the mapping that is there', () => {
      assert.equal(put('a:\n  x:\n    a: 1 # one\nz: 0\n', 'a', 'x'), 'a:\n  x:\n    a: 1 # one\n    b: 2\nz: 0\n')
    })

    it('makes the keys on the way', () => {
      assert.equal(put('a: 1\n', 'x', 'y'), 'a: 1\nx:\n  y:\n    b: 2\n')
      assert.equal(put('a:\n    k: 1\n', 'x'), 'a:\n    k: 1\nx:\n    b: 2\n')
    })

    it('fills keys that hold nothing, whatever nothing looks like', () => {
      assert.equal(put('x:\nz: 0\n', 'x'), 'x:\n  b: 2\nz: 0\n')
      assert.equal(put('x: # later\nz: 0\n', 'x'), 'x: # later\n  b: 2\nz: 0\n')
      assert.equal(put('x: null\nz: 0\n', 'x'), 'x:\n  b: 2\nz: 0\n')
      assert.equal(put('x: ~', 'x'), 'x:\n  b: 2')
      assert.equal(put('x: {}\n', 'x'), 'x: { b: 2 }\n')
      assert.equal(put('{ x: null, z: 0 }\n', 'x', 'y'), '{ x: { y: { b: 2 } }, z: 0 }\n')
      assert.equal(put('{ x: , z: 0 }\n', 'x', 'y'), '{ x: { y: { b: 2 } } , z: 0 }\n')
    })

    it('keeps to the braces, and to JSON', () => {
      assert.equal(put('a: { x: { k: 1 } }\n', 'a', 'x'), 'a: { x: { k: 1, b: 2 } }\n')
      assert.equal(put('{\n  "k": 1\n}\n', 'x'), '{\n  "k": 1,\n  "x": {"b":2}\n}\n')
      assert.equal(put('{"x": {}}', 'x'), '{"x": { "b": 2 }}')
    })

    it('leaves alone what is no mapping, and what belongs to others too', () => {
      assert.equal(put('x: text\n', 'x'), undefined)
      assert.equal(put('a: &a\n  k: 1\nx: *a\n', 'x'), undefined)
      assert.equal(put('a: &a\n  x:\n    k: 1\nb:\n  <<: *a\n', 'b', 'x'), undefined)
    })

    it('keeps line ends', () => {
      assert.equal(put('a: 1\r\nx:\r\n', 'x'), 'a: 1\r\nx:\r\n  b: 2\r\n')
      assert.equal(put('a: 1\r\n', 'x', 'y'), 'a: 1\r\nx:\r\n  y:\r\n    b: 2\r\n')
    })
  })

  it('inserts several entries at once', () => {
    const pairs = [
      ['b', '2'],
      ['c', 'd: 3\ne: 4'],
    ] as const
    assert.equal(
      edited('a: 1\n', (root) => insertEntries(root, pairs)),
      'a: 1\nb: 2\nc:\n  d: 3\n  e: 4\n',
    )
    assert.equal(
      edited('{}\n', (root) => insertEntries(root, pairs)),
      '{ b: 2, c: { d: 3, e: 4 } }\n',
    )
    assert.equal(
      edited('k: { a: 1 }\n', (root) => insertEntries(at(root, 'k') as Node, [['u', '"x: y"']])),
      'k: { a: 1, u: "x: y" }\n',
    )
  })

  it('knows quoted text from a mapping', () => {
    assert.equal(
      edited('a: 1\n', (root) => insertEntries(root, [['b', scalarText('x: y')]])),
      'a: 1\nb: "x: y"\n',
    )
  })

  it('replaces scalars in the quotes that they had', () => {
    const replace = (text: string, value: string) => edited(text, (root) => replaceScalar(at(root, 'k') as Node, value))
    assert.equal(replace('k: a # why\n', 'b'), 'k: b # why\n')
    assert.equal(replace('k: a\n', 'yes'), 'k: "yes"\n')
    assert.equal(replace("k: 'a'\n", "it's"), "k: 'it''s'\n")
    assert.equal(replace('{"k": "a"}', 'b"'), '{"k": "b\\""}')
    assert.equal(replace('k: |\n  a\n  b\nz: 0\n', 'c'), 'k: c\nz: 0\n')
  })

  it('inserts before the others', () => {
    const first = (text: string) => edited(text, (root) => insertFirst(at(root, 'l', 0) as Node, 'name', 'x'))
    assert.equal(first('l:\n  - port: 1\n    to: 2\n'), 'l:\n  - name: x\n    port: 1\n    to: 2\n')
    assert.equal(first('l: [{ port: 1 }]\n'), 'l: [{ name: x, port: 1 }]\n')
    assert.equal(first('{"l": [{"port": 1}]}'), '{"l": [{"name": "x", "port": 1}]}')
    assert.equal(first('l: [{}]\n'), undefined)
  })

  it('puts items into lists, made where they are missing', () => {
    const put = (text: string) => edited(text, (root) => putItem(root, 'l', 'name: x\nemptyDir: {}'))
    assert.equal(put('l:\n- a\n'), 'l:\n- a\n- name: x\n  emptyDir: {}\n')
    assert.equal(put('k: 1\n'), 'k: 1\nl:\n  - name: x\n    emptyDir: {}\n')
    assert.equal(put('k:\n- 1\n'), 'k:\n- 1\nl:\n- name: x\n  emptyDir: {}\n')
    assert.equal(put('l:\n'), 'l:\n  - name: x\n    emptyDir: {}\n')
    assert.equal(put('l: []\n'), 'l: [{ name: x, emptyDir: {} }]\n')
    assert.equal(put('{"l": [1]}'), '{"l": [1, {"name":"x","emptyDir":{}}]}')
    assert.equal(put('l: text\n'), undefined)
  })

  it('puts nested text into brackets', () => {
    assert.equal(
      edited('l: [1]\n', (root) => insertItem(at(root, 'l') as Node, 'a:\n  b: [1, 2]\n  c: "3"')),
      'l: [1, { a: { b: [ 1, 2 ], c: "3" } }]\n',
    )
  })

  it('removes entries with their lines', () => {
    const remove = (text: string, ...path: string[]) =>
      edited(text, (root) => removeEntry(root, entry(root, path[0] ?? '') as NonNullable<ReturnType<typeof entry>>))
    assert.equal(remove('a: 1\nb: |\n  x\n  y\nc: 3\n', 'b'), 'a: 1\nc: 3\n')
    assert.equal(remove('a: 1\r\nb: 2\r\nc: 3\r\n', 'b'), 'a: 1\r\nc: 3\r\n')
    assert.equal(remove('{ a: 1, b: 2 }', 'a'), '{ b: 2 }')
    assert.equal(remove('{ a: 1, b: 2 }', 'b'), '{ a: 1 }')
  })

  it('removes items with their lines', () => {
    const remove = (text: string, index: number) => edited(text, (root) => removeItem(at(root, 'l') as Node, index))
    const list = 'l:\n  - a: 1\n    b: 2\n  # about c\n  - c: 3\n  - d\nz: 0\n'
    assert.equal(remove(list, 0), 'l:\n  # about c\n  - c: 3\n  - d\nz: 0\n')
    assert.equal(remove(list, 1), 'l:\n  - a: 1\n    b: 2\n  # about c\n  - d\nz: 0\n')
    assert.equal(remove(list, 2), 'l:\n  - a: 1\n    b: 2\n  # about c\n  - c: 3\nz: 0\n')
    assert.equal(remove('l: [1, 2, 3]\n', 0), 'l: [2, 3]\n')
    assert.equal(remove('l: [1, 2, 3]\n', 2), 'l: [1, 2]\n')
    assert.equal(remove(list, 3), undefined)
  })
})

/** The text after the edit; it must still be good YAML. */
function edited(text: string, edit: (root: Node) => Edit | undefined): string | undefined {
  const document = parseFile(text).parts[0]?.document
  const root = document && rootOf(document)
  const made = root && edit(root)
  if (!made) return undefined
  const after = applyEdit(text, made)
  assert.deepEqual(parseFile(after).parts[0]?.document.problems, [], after)
  return after
}
