import type { Notes } from '../notes/notes.ts'
import type { Severity } from '../problem.ts'
import { type CodeInfo, codesById } from '../rules/codes.ts'
import { hashOf } from '../text/hash.ts'
import { uriBelow } from '../text/uri.ts'
import type { Checked, Replacement, Row } from './checked.ts'
import { fingerprintKey, fingerprintOf } from './fingerprint.ts'

/** What a run is told by: the version of Purser, its notes, and what could not be checked. */
interface Run {
  readonly version: string
  readonly notes: Notes
  readonly failures: readonly string[]
}

/**
 * A log in SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). Fingerprints stay the same when lines move, so
 * that who collects logs can tell old problems from new ones.
 */
export function sarifReport(checked: readonly Checked[], { version, notes, failures }: Run): string {
  const found = checked.flatMap((it) => it.problems)
  const ids = [...new Set(found.map(({ row }) => row.rule))].sort()
  const seen = new Map<string, number>()
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Purser', semanticVersion: version, rules: ids.map((id) => ruleOf(id, notes)) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: failures.length === 0,
            toolExecutionNotifications: failures.map((text) => ({ level: 'error', message: { text } })),
          },
        ],
        results: found.map(({ row, fix }) => {
          const key = fingerprintKey(fingerprintOf(row))
          const count = (seen.get(key) ?? 0) + 1
          seen.set(key, count)
          return resultOf({ row, fix, ruleIndex: ids.indexOf(row.rule), fingerprint: `${hashOf(key)}:${count}` })
        }),
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

function ruleOf(id: string, notes: Notes) {
  const info: CodeInfo | undefined = codesById.get(id)
  if (!info) return { id }
  const why = info.why.trim()
  // What a note names as its source is the page to read on; our own pages have no address.
  const sources = (info.notes ?? []).flatMap((it) => notes.byId.get(it)?.sources ?? [])
  const [helpUri] = sources.flatMap((it) => /^https:\S+/.exec(it) ?? [])
  const links =
    sources.length > 0 ? `\n\n${sources.map((it) => `- ${it.replace(/^(https:\S+)/, '<$1>')}`).join('\n')}` : ''
  return {
    id,
    shortDescription: { text: info.summary },
    fullDescription: { text: why },
    help: { text: `${info.summary}\n\n${why}\n\npurser explain ${id}`, markdown: `${info.summary}\n\n${why}${links}` },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: LEVELS[info.severity], ...(info.optional ? { enabled: false } : {}) },
  }
}

interface Result {
  readonly row: Row
  readonly fix: Replacement | undefined
  readonly ruleIndex: number
  readonly fingerprint: string
}

function resultOf({ row, fix, ruleIndex, fingerprint }: Result) {
  const artifactLocation = artifact(row.file)
  const object = [row.apiVersion, row.kind, row.namespace, row.name].filter((it) => it !== null)
  const logical = { name: row.name ?? row.kind ?? '', fullyQualifiedName: object.join('/'), kind: 'resource' }
  const { line: startLine, column: startColumn, endLine, endColumn } = row
  return {
    ruleId: row.rule,
    ruleIndex,
    level: LEVELS[row.severity],
    message: { text: row.message },
    locations: [
      {
        physicalLocation: { artifactLocation, region: { startLine, startColumn, endLine, endColumn } },
        ...(object.length > 0 ? { logicalLocations: [logical] } : {}),
      },
    ],
    partialFingerprints: { 'purser/v1': fingerprint },
    ...(fix ? { fixes: [sarifFix(fix, artifactLocation)] } : {}),
    ...(row.path === null ? {} : { properties: { path: row.path } }),
  }
}

function sarifFix({ title, edits }: Replacement, artifactLocation: object) {
  return {
    description: { text: title },
    artifactChanges: [
      {
        artifactLocation,
        replacements: edits.map(({ line, column, endLine, endColumn, insert }) => ({
          deletedRegion: { startLine: line, startColumn: column, endLine, endColumn },
          insertedContent: { text: insert },
        })),
      },
    ],
  }
}

/** Relative to where the command ran, which in pipelines is the root of the repository; else by its whole address. */
function artifact(shown: string) {
  if (shown.startsWith('/') || /^[A-Za-z]:\//.test(shown)) return { uri: uriBelow('file:///', shown) }
  return { uri: uriBelow('file:///', shown).slice('file:///'.length), uriBaseId: '%SRCROOT%' }
}

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
}
