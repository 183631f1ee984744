/**
 * Descriptions of the alpha and beta types that only `@kubernetes/client-node` has.
 *
 * Its tarball also carries models of APIs long removed: those say another version at their head than `V1Deployment` does.
 *
 * @typedef {{ doc?: string, fields: Map<string, string | undefined> }} Texts
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDeclaration } from './read-types.mjs'

/**
 * @param {string} root the folder of all packages
 * @returns {(id: string, fields: string[]) => Texts | undefined} by OpenAPI name; all of the fields must be there
 */
export function readClientNode(root) {
  const folder = join(root, '@kubernetes/client-node/dist/gen/models')
  const current = versionOf(readFileSync(join(folder, 'V1Deployment.d.ts'), 'utf8'))
  return (id, fields) => {
    for (const name of namesOf(id)) {
      const path = join(folder, `${name}.d.ts`)
      if (!existsSync(path)) continue
      const text = readFileSync(path, 'utf8')
      const texts = versionOf(text) === current ? readTexts(text) : undefined
      if (texts && texts.fields.size === fields.length && fields.every((field) => texts.fields.has(field))) return texts
    }
    return undefined
  }
}

/** @param {string} text */
function versionOf(text) {
  return /OpenAPI spec version: (\S+)/.exec(text)?.[1]
}

/** `io.k8s.api.resource.v1.DeviceClass` is `V1DeviceClass`, or `ResourceV1DeviceClass` where groups share a name. @param {string} id */
function namesOf(id) {
  const [name = '', version = '', group = ''] = id.split('.').reverse()
  const short = capitalise(version) + name
  return [capitalise(group) + short, short]
}

/** @param {string} text @returns {Texts | undefined} */
function readTexts(text) {
  const declaration = readDeclaration(text)
  if (declaration?.type.is !== 'object') return undefined
  // Words that JavaScript keeps for itself get an underscore: `_continue`.
  const fields = declaration.type.members.map(
    ({ name, doc }) => /** @type {const} */ ([name.replace(/^_/, ''), clean(doc)]),
  )
  return { doc: clean(declaration.doc), fields: new Map(fields) }
}

/** The generator escapes quotes, and what would end a comment. @param {string | undefined} doc */
function clean(doc) {
  return doc?.replaceAll('*_/', '*/').replace(/\\(["'`\\])/g, '$1')
}

/** @param {string} word */
function capitalise(word) {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
