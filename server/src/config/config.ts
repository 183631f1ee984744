import type { Absent, Problem, Severity } from '../problem.ts'
import { codesById } from '../rules/codes.ts'
import type { UserSchema } from '../schema/json-schema.ts'
import { firstLine } from '../schema/place.ts'
import { minorOf, versionOf } from '../schema/version.ts'
import { isProfile, type Policy, type Profile } from '../settings.ts'
import type { File } from '../syntax/file.ts'
import { at, entries, type Node, rootOf, scalar, values } from '../syntax/node.ts'
import { externalTest } from './externals.ts'
import { overrideIn, type PathOverride, textsIn } from './override.ts'

/** What a `.purser.yaml` says. What is wrong in it is left out. */
export interface Config {
  /** The minor of `kubernetes-version`. */
  readonly minor: number | undefined
  readonly profile: Profile | undefined
  readonly severities: Readonly<Record<string, Severity | 'off'>>
  readonly overrides: readonly PathOverride[]
  /** Globs, relative to the folder of the file. */
  readonly ignore: readonly string[]
  readonly root: boolean
  /** Whether something is known to be elsewhere; missing where nothing is. */
  readonly isExternal?: (absent: Absent) => boolean
}

/** The oldest and the newest minor of Kubernetes that we know. */
export interface Versions {
  readonly oldest: number
  readonly newest: number
}

export const NO_CONFIG: Config = {
  minor: undefined,
  profile: undefined,
  severities: {},
  overrides: [],
  ignore: [],
  root: false,
}

/** Reads the first document of a `.purser.yaml`. Nothing makes it fail: see `configProblems`. */
export function parseConfig(file: File, versions: Versions): Config {
  const root = rootIn(file)
  const profile = scalar(at(root, 'profile'))
  const externals = textsIn(at(root, 'externals'))
  return {
    minor: knownMinor(at(root, 'kubernetes-version'), versions),
    profile: isProfile(profile) ? profile : undefined,
    severities: severitiesIn(at(root, 'rules')),
    overrides: values(at(root, 'overrides')).flatMap((it) => overrideIn(it, severitiesIn(at(it, 'rules'))) ?? []),
    ignore: textsIn(at(root, 'ignore')),
    root: scalar(at(root, 'root')) === true,
    ...(externals.length > 0 ? { isExternal: externalTest(externals) } : {}),
  }
}

/** What is wrong with a `.purser.yaml`. Offsets count from the start of the file. `schema` is the compiled `configSchema`. */
export function configProblems(file: File, versions: Versions, schema: UserSchema): readonly Problem[] {
  const [first, ...more] = file.parts
  if (!first) return []
  const { document } = first
  const syntax = document.problems.map(({ severity, ...rest }): Problem => ({ ...rest, severity: severity ?? 'error' }))
  const root = rootOf(document)
  const found = root ? [...syntax, ...schema.validate(root), ...versionProblems(root, versions)] : syntax
  const second = more.find((it) => rootOf(it.document))
  if (!second) return found
  return [...found, { from: second.start, to: second.start + 3, code: 'schema', severity: 'error', message: SECOND }]
}

const SECOND = 'only the first document of this file counts'

/**
 * Settings or flags on top of a configuration, whichever a person chose: the first that says something wins. `path` is that
 * of the file from the folder of the configuration.
 */
export function policyFrom(
  config: Config,
  over: Partial<Policy>,
  under: Partial<Policy>,
  versions: Versions,
  path = '',
): Policy {
  const overrides = config.overrides.filter((it) => it.paths(path))
  return {
    ...(overrides.length > 0 ? { overrides } : {}),
    ...under,
    ...over,
    minor: over.minor ?? config.minor ?? under.minor ?? versions.newest,
    profile: over.profile ?? config.profile ?? under.profile ?? 'recommended',
    severities: { ...under.severities, ...config.severities, ...over.severities },
    ...(config.isExternal ? { isExternal: config.isExternal } : {}),
  }
}

/** Whether a version that a person wrote is one we know; what to say if it is none. */
export function readVersion(
  text: string,
  versions: Versions,
): { readonly minor: number } | { readonly message: string } {
  const range = `${versionOf(versions.oldest)} to ${versionOf(versions.newest)}`
  const minor = minorOf(text)
  if (minor === undefined)
    return { message: `\`${text}\` is no version of Kubernetes; write one such as \`${versionOf(versions.newest)}\`` }
  if (minor < versions.oldest || minor > versions.newest)
    return { message: `Purser knows Kubernetes ${range}, not \`${text}\`` }
  return { minor }
}

function rootIn(file: File): Node | undefined {
  const document = file.parts[0]?.document
  return document && rootOf(document)
}

/** `1.30` without quotes is a number, and as a number it is 1.3: so it is read as it is written. */
function written(node: Node | undefined): string | undefined {
  const value = scalar(node)
  return node?.tree.type === 'scalar' && (typeof value === 'string' || typeof value === 'number')
    ? node.tree.text
    : undefined
}

function knownMinor(node: Node | undefined, versions: Versions): number | undefined {
  const text = written(node)
  const version = text === undefined ? undefined : readVersion(text, versions)
  return version && 'minor' in version ? version.minor : undefined
}

function versionProblems(root: Node, versions: Versions): readonly Problem[] {
  const node = at(root, 'kubernetes-version')
  const text = written(node)
  const version = text === undefined ? undefined : readVersion(text, versions)
  if (!node || !version || 'minor' in version) return []
  return [
    { ...firstLine(node), code: 'schema', severity: 'error', message: version.message, path: 'kubernetes-version' },
  ]
}

function severitiesIn(node: Node | undefined): Config['severities'] {
  return Object.fromEntries(
    entries(node).flatMap(({ name, value }) => {
      const severity = severityOf(value)
      return severity && codesById.has(name) ? [[name, severity] as const] : []
    }),
  )
}

function severityOf(node: Node | undefined): Severity | 'off' | undefined {
  const value = scalar(node)
  if (value === false) return 'off'
  return SEVERITIES.find((it) => it === value)
}

const SEVERITIES = ['off', 'error', 'warning', 'info', 'hint'] as const
