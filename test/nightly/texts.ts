import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const LONGEST = 60_000

/** Every YAML or JSON file below a folder but the very long ones, whose fresh parses would take the night. */
export function textsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((it) => /\.(?:ya?ml|json)$/.test(it) && !it.includes('node_modules'))
    .sort()
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .filter((it) => it.length <= LONGEST)
}

/** What the repository itself holds: the examples and the manifests of the fixtures. */
export function ownTexts(): readonly string[] {
  return ['../../examples/', '../fixtures/'].flatMap((it) => textsIn(fileURLToPath(new URL(it, import.meta.url))))
}
