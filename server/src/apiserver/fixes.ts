import type { Fix } from '../problem.ts'
import { changesTo } from '../schema/change-to.ts'
import { removeEntry } from '../syntax/edits.ts'
import { entry, type Node } from '../syntax/node.ts'
import { type At, field } from './at.ts'

/** Ways to put things right that rows share: each is asked for only when a person wants it. */

/** Takes a field out of the object that holds it. */
export function removal(holder: At, name: string): () => readonly Fix[] {
  return () => {
    const { node } = holder
    const found = node && entry(node, name)
    if (!found || found.merged || node.tree.type !== 'mapping') return []
    return [{ title: `Remove ${name}`, safe: false, edits: [removeEntry(node, found)] }]
  }
}

/** Puts one of some values in the place of that of a field. */
export function change(
  holder: At,
  name: string,
  ...values: readonly (string | number | boolean)[]
): () => readonly Fix[] {
  return () => {
    const { node } = field(holder, name)
    return node ? changesTo(node, values) : []
  }
}

/** Several ways, in order. */
export function either(...ways: readonly (() => readonly Fix[])[]): () => readonly Fix[] {
  return () => ways.flatMap((it) => it())
}

/** What a person most likely meant by a text that is not of the form that is wanted; of a value of it, or of a key. */
export function respelt(
  node: Node | undefined,
  text: string,
  faultOf: (text: string) => string | undefined,
): () => readonly Fix[] {
  return () => (node ? changesTo(node, meant(text, faultOf)) : [])
}

/** The nearest text that will do: without spaces or with dashes for them, in lower case, and so on. */
export function meant(text: string, faultOf: (text: string) => string | undefined): readonly string[] {
  // Nothing that long would do, and to look for more in it takes its time.
  if (text.length > MOST) return []
  const own = text.trim()
  const found = [own, own.replace(/^\/+/, ''), ...(isPath(own) || !ASCII.test(own) ? [] : otherNames(own))]
  return found.filter((it) => it !== '' && it !== text && faultOf(it) === undefined).slice(0, 1)
}

const MOST = 400

/** Of other letters nobody can tell how they are spelt with these. */
const ASCII = /^[ -~]*$/

/** A folder by another name is another folder. */
function isPath(text: string): boolean {
  return text.startsWith('/') || /(?:^|\/)\.\.?(?:\/|$)/.test(text)
}

function otherNames(own: string): readonly string[] {
  const lower = own.toLowerCase().replaceAll(/[\s_]+/g, '-')
  const [prefix = '', ...rest] = own.split('/')
  const names = [
    own.replaceAll(/\s+/g, '-'),
    `${prefix.toLowerCase()}/${rest.join('-').replaceAll(/\s+/g, '-')}`,
    lower,
    lower.replaceAll(/[./]+/g, '-'),
    own.replaceAll(/[^\w.-]+/g, '_'),
  ]
  return [...names, ...names.map((it) => it.replaceAll(/^[^a-z\d]+|[^a-z\d]+$/gi, ''))]
}
