import { isBase64 } from '../schema/formats.ts'
import { scalar } from '../syntax/node.ts'
import { bytesOf } from '../text/bytes.ts'
import { type At, aroundOf, field, isObject, isSet, mapAt, textAt } from './at.ts'
import { respelt } from './fixes.ts'
import type { Syntax } from './looks.ts'
import { type Here, type Rows, row, type Say } from './row.ts'

const KEY_WHY =
  'Keys become names of files and variables: letters, digits, `-`, `_` and `.`, at most 253, and nothing that means another folder.'
const SIZE_WHY =
  'ConfigMaps and Secrets are held in the memory of the API server and of etcd, which takes 1 MiB of values for each.'

/** https://kubernetes.io/docs/concepts/configuration/configmap/ */
export const configData: Rows = {
  ConfigMap: [
    row('CFG1', KEY_WHY, (here, say) => {
      for (const name of ['data', 'binaryData']) for (const it of mapAt(here, name)) checkKey(it, it.path, say)
    }),
    row('CFG2', 'Both maps become files of one folder, so no key may be in both.', (here, say) => {
      const binary = new Set(mapAt(here, 'binaryData').map((it) => it.name))
      for (const it of mapAt(here, 'data'))
        if (binary.has(it.name))
          say.invalid(it, `\`${it.name}\` is a key of \`binaryData\` too`, { mark: it.key ?? aroundOf(it) })
    }),
    row('CFG3', SIZE_WHY, (here, say) => {
      const size = sizeOf(here, { data: bytesOf, binaryData: sizeOfBase64 })
      const largest = isSet(field(here, 'data')) ? field(here, 'data') : field(here, 'binaryData')
      if (size > MOST_BYTES) say['too-long'](largest, tooMuch(size), { path: '[]' })
    }),
  ],
  Secret: [
    row('CFG1', KEY_WHY, (here, say) => {
      // What stands under stringData becomes data first.
      const strings = mapAt(here, 'stringData')
      const later = new Set(strings.map((it) => it.name))
      for (const it of mapAt(here, 'data')) if (!later.has(it.name)) checkKey(it, it.path, say)
      for (const it of strings) checkKey(it, `data[${it.name}]`, say)
    }),
    row('CFG3', SIZE_WHY, (here, say) => {
      const size = sizeOf(here, { data: sizeOfBase64, stringData: bytesOf })
      const largest = isSet(field(here, 'data')) ? field(here, 'data') : field(here, 'stringData')
      if (size > MOST_BYTES) say['too-long'](largest, tooMuch(size), { path: 'data' })
    }),
  ],
}

const keyOfData: Syntax = (key) => {
  if (key.length > 253) return `has ${key.length} characters; 253 are the most`
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) return 'is no key: letters, digits, `-`, `_` and `.` only'
  if (key === '.' || key === '..') return 'means a folder'
  return key.startsWith('..') ? 'may not start with `..`' : undefined
}

function checkKey(at: At & { readonly name: string }, path: string, say: Say): void {
  const fault = keyOfData(at.name)
  if (fault !== undefined)
    say.invalid(at, `\`${at.name}\` ${fault}`, {
      path,
      mark: at.key ?? aroundOf(at),
      fixes: respelt(at.key, at.name, keyOfData),
    })
}

const MOST_BYTES = 1024 * 1024

function tooMuch(size: number): string {
  return `the values have ${size} bytes; ${MOST_BYTES} are the most`
}

/** Of the values in several maps, where those of a later one replace those of the same key before. */
function sizeOf(here: Here, maps: Readonly<Record<string, (text: string) => number>>): number {
  // Less than this many characters are no more bytes than allowed.
  if (here.node === undefined || !isObject(here) || here.node.to - here.node.from < MOST_BYTES / 4) return 0
  const sizes = new Map<string, number>()
  for (const [name, size] of Object.entries(maps))
    for (const it of mapAt(here, name)) {
      const value = it.node && scalar(it.node)
      sizes.set(here.kind === 'Secret' ? it.name : `${name}/${it.name}`, typeof value === 'string' ? size(value) : 0)
    }
  return [...sizes.values()].reduce((sum, it) => sum + it, 0)
}

export function sizeOfBase64(text: string): number {
  if (!isBase64(text)) return 0
  const plain = text.replace(/[\r\n]/g, '')
  return (plain.length / 4) * 3 - (plain.endsWith('==') ? 2 : plain.endsWith('=') ? 1 : 0)
}

/** What a Secret holds under a key once its `stringData` is merged in; `undefined` where that cannot be told. */
export function secretValue(here: At, key: string): Uint8Array | 'absent' | undefined {
  const strings = field(here, 'stringData')
  const inStrings = mapAt(here, 'stringData').find((it) => it.name === key)
  if (inStrings) {
    const text = inStrings.node ? textAt(strings, key) : ''
    return text === undefined ? undefined : new TextEncoder().encode(text)
  }
  const inData = mapAt(here, 'data').find((it) => it.name === key)
  if (!inData) return 'absent'
  const text = inData.node ? textAt(field(here, 'data'), key) : ''
  return text === undefined || !isBase64(text) ? undefined : decoded(text)
}

function decoded(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text.replace(/[\r\n]/g, '')), (it) => it.charCodeAt(0))
  } catch {
    return undefined
  }
}
