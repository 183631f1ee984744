import assert from 'node:assert/strict'
import type { Document } from '../../../server/src/syntax/tree.ts'
import { placed } from './trees.ts'

/** Spans nest, in the order of the text. */
export function checkGeometry(document: Document): void {
  const { text, tree } = document
  assert(document.offset >= 0 && (!tree || document.offset + tree.length <= text.length))
  for (const { tree, from, to, parent } of placed(document)) {
    assert(from <= to && to <= text.length)
    if (parent) assert(parent.from <= from && to <= parent.to, `${text.slice(from, to)} is not within its parent`)
    let end = 0
    if (tree.type === 'mapping')
      for (const { offset, key, valueOffset, value } of tree.pairs) {
        assert(offset >= end && valueOffset >= offset + key.length, 'a pair overlaps the one before')
        end = valueOffset + (value?.length ?? 0)
      }
    if (tree.type === 'sequence')
      for (const { offset, valueOffset, value } of tree.items) {
        assert(offset >= end && valueOffset >= offset, 'an item overlaps the one before')
        end = valueOffset + (value?.length ?? 0)
      }
    assert(end <= tree.length)
  }
  let end = 0
  for (const comment of document.comments) {
    assert(comment.from >= end && comment.to > comment.from && text[comment.from] === '#')
    end = comment.to
  }
}

/** Spans of the text, one error a line, a hundred at most. */
export function checkProblems({ text, problems }: Document): void {
  assert(problems.length <= 100)
  const lines = new Set<number>()
  let before = 0
  for (const { from, to, message, code } of problems) {
    assert(from >= before && to <= text.length && (to > from || from === text.length), `${from} to ${to}`)
    assert(message.length > 0)
    before = from
    if (code === 'yaml-duplicate-key') continue
    const line = text.slice(0, from).split(/\r\n|\r|\n/).length
    assert(!lines.has(line), `two problems on line ${line}`)
    lines.add(line)
  }
}

/** Scalars, aliases and comments, and between them nothing but indicators, blanks, anchors and tags: nothing is lost. */
export function checkSpelling(document: Document): void {
  const { text } = document
  const covered = document.comments.map((it) => ({ ...it }))
  for (const { tree, from, to } of placed(document)) {
    if (tree.type !== 'scalar' && tree.type !== 'alias') continue
    covered.push({ from, to })
    // Between an anchor or a tag and its scalar there may be comments.
    const source = text.slice(from, to).replace(/^(?:[&!]\S*\s*(?:#[^\r\n]*\s*)*)*/, '')
    if (tree.type === 'alias') assert.equal(source, `*${tree.name}`)
    else if (tree.style === 'plain') assert.equal(squeezed(source), squeezed(tree.text))
    else if (tree.style === 'single')
      assert.equal(squeezed(source.slice(1, -1).replaceAll("''", "'")), squeezed(tree.text))
    else if (tree.style === 'double') assert.match(source, /^".*"$/s)
    else assert.equal(squeezed(source.replace(/^.*(?:\r\n?|\n|$)/, '')), squeezed(tree.text))
  }
  let at = 0
  let rest = ''
  for (const { from, to } of covered.sort((a, b) => a.from - b.from)) {
    rest += `${text.slice(at, from)} `
    at = Math.max(at, to)
  }
  rest = (rest + text.slice(at)).replace(/^\ufeff/, '').replace(/^(?:---|\.\.\.)|[&!]\S*/gm, '')
  assert.match(rest, /^[\s\-?:,[\]{}]*$/)
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
