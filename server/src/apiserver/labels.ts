import { scalar } from '../syntax/node.ts'
import { bytesOf } from '../text/bytes.ts'
import { type At, field, mapAt } from './at.ts'
import { respelt } from './fixes.ts'
import { labelValue, qualifiedName } from './names.ts'
import type { Say } from './row.ts'

/** Labels and annotations, of whatever: the server names the whole map where one of its entries is at fault. */

export function checkLabels(metadata: At, path: string, say: Say): void {
  checkLabelMap(metadata, 'labels', path, say)
}

/** A map of labels: of an object, or those that a selector asks for. */
export function checkLabelMap(holder: At, name: string, path: string, say: Say): void {
  for (const it of mapAt(holder, name)) {
    const key = it.key ? { ...it, node: it.key } : it
    const fault = qualifiedName(it.name)
    if (fault !== undefined)
      say.invalid(key, `the key \`${it.name}\` of a label ${fault}`, {
        path,
        fixes: respelt(it.key, it.name, qualifiedName),
      })
    const value = it.node ? scalar(it.node) : ''
    const wrong = typeof value === 'string' ? labelValue(value) : undefined
    if (wrong !== undefined)
      say.invalid(it, `\`${value}\` ${wrong}`, { path, fixes: respelt(it.node, String(value), labelValue) })
  }
}

const MOST = 256 * 1024

export function checkAnnotations(metadata: At, path: string, say: Say): void {
  let size = 0
  for (const it of mapAt(metadata, 'annotations')) {
    const fault = qualifiedName(it.name.toLowerCase())
    if (fault !== undefined) {
      const key = it.key ? { ...it, node: it.key } : it
      const fixes = respelt(it.key, it.name, (text) => qualifiedName(text.toLowerCase()))
      say.invalid(key, `the key \`${it.name}\` of an annotation ${fault}`, { path, fixes })
    }
    const value = it.node ? scalar(it.node) : ''
    size += bytesOf(it.name) + (typeof value === 'string' ? bytesOf(value) : 0)
  }
  if (size > MOST)
    say['too-long'](field(metadata, 'annotations'), `the annotations have ${size} bytes; ${MOST} are the most`, {
      path,
    })
}
