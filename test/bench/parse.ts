/* Prints how many MB of manifests a second each parser reads. Run: PURSER_CORPUS=<folder> npx tsx <this file> */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument as parseWithYaml } from 'yaml'
import { parseDocument } from '../../server/src/syntax/parse.ts'

const corpus = process.env.PURSER_CORPUS
if (!corpus) throw new Error('PURSER_CORPUS must name a folder of manifests')
const LIMIT = 5_000_000
const documents: string[] = []
let size = 0
for (const path of readdirSync(corpus, { recursive: true, encoding: 'utf8' }).sort()) {
  if (size >= LIMIT || !/\.ya?ml$/.test(path)) continue
  for (const document of readFileSync(join(corpus, path), 'utf8').split(/^(?=---(?:\s|$))/m)) {
    documents.push(document)
    size += document.length
  }
}

const rivals: Record<string, (text: string) => unknown> = {
  purser: parseDocument,
  yaml: (text) => parseWithYaml(text, { logLevel: 'silent', uniqueKeys: false }),
}
const jsYaml = await import(process.env.JS_YAML ?? 'js-yaml').catch(() => undefined)
if (jsYaml) rivals['js-yaml'] = (text) => attempt(() => jsYaml.load(text))

console.log(`${documents.length} documents, ${(size / 1e6).toFixed(1)} MB`)
for (const [name, parse] of Object.entries(rivals)) {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < (name === 'purser' ? 12 : 3); round++) {
    const start = performance.now()
    for (const document of documents) parse(document)
    best = Math.min(best, performance.now() - start)
  }
  console.log(`${name.padEnd(10)} ${(size / 1e3 / best).toFixed(1)} MB/s`)
}

function attempt(f: () => unknown): unknown {
  try {
    return f()
  } catch {
    return undefined
  }
}
