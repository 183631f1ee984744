import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { updateCases } from '../updates.ts'
import { type Answer, askToCreate, type Paths, pathsOf } from './ask.ts'
import type { Oracle } from './server.ts'
import { type Updated, updaterOf } from './update.ts'

/** An answer that is not the recorded one any more. */
export interface Drift {
  readonly file: string
  readonly name: string
  readonly before: string
  readonly after: string
}

export interface Outcome {
  readonly cases: number
  readonly drifts: readonly Drift[]
}

/** Asks about every case of one file. */
type File = (oracle: Oracle, paths: Paths, lines: readonly string[]) => AsyncIterable<Asked>

interface Asked {
  /** Which line of the file. */
  readonly index: number
  readonly name: string
  readonly before: string
  readonly after: string
  /** The line with the new answer in it. */
  readonly line: () => string
}

const SPECIAL: Readonly<Record<string, File>> = { 'pod-security.jsonl': podSecurity, 'updates.jsonl': updates }

/** Asks about all cases; with `write` what has drifted is recorded anew. */
export async function askAll(
  oracle: Oracle,
  folder: string,
  wanted: (name: string) => boolean,
  write: boolean,
): Promise<Outcome> {
  const paths = await pathsOf(oracle)
  const drifts: Drift[] = []
  let cases = 0
  for (const file of readdirSync(folder).filter((it) => it.endsWith('.jsonl') && wanted(it))) {
    const lines = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n')
    const anew = [...lines]
    for await (const it of (SPECIAL[file] ?? plain)(oracle, paths, lines)) {
      cases++
      if (it.before === it.after) continue
      drifts.push({ file, name: it.name, before: it.before, after: it.after })
      anew[it.index] = it.line()
    }
    if (write && anew.some((it, i) => it !== lines[i])) writeFileSync(join(folder, file), `${anew.join('\n')}\n`)
  }
  return { cases, drifts }
}

interface PlainLine {
  readonly id: string
  readonly case: string
  readonly manifest: string
  readonly dryRun?: boolean
  readonly answer: Answer
}

async function* plain(oracle: Oracle, paths: Paths, lines: readonly string[]): AsyncIterable<Asked> {
  for (const [index, line] of lines.entries()) {
    const recorded = JSON.parse(line) as PlainLine
    const answer = await askToCreate(oracle, paths, recorded)
    yield {
      index,
      name: `${recorded.id} ${recorded.case}`,
      before: textOf(recorded.answer),
      after: textOf(answer),
      line: () => JSON.stringify({ ...recorded, answer }),
    }
  }
}

/** In one line. With causes the message only repeats them; their order and that of warnings means nothing. */
function textOf({ code, message, causes, warnings }: Answer): string {
  const faults = (causes ?? []).map((it) => `${it.field} ${it.type}: ${it.message ?? ''}`)
  const strict = /strict decoding error: .*$/s.exec(message ?? '')?.[0]
  const said = faults.length === 0 ? [message ?? ''] : strict === undefined ? [] : [strict]
  const parts = [...said, ...faults.sort(), ...(warnings ?? []).map((it) => `warning: ${it}`).sort()]
  return [code, ...parts.filter((it) => it !== '')].join(' | ').replace(BY_CHANCE, '*')
}

/** Identities and the ends of generated names are others each time. */
const BY_CHANCE = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?<=-)[bcdfghjklmnpqrstvwxz2-9]{5}(?=")/g

interface SecurityLine {
  readonly control: string
  readonly case: string
  readonly manifest: string
  /** By `level:version`, or `level:version:warn`. */
  readonly refused: Readonly<Record<string, boolean>>
}

/** Whether a namespace of that level and version would have it. */
async function* podSecurity(oracle: Oracle, paths: Paths, lines: readonly string[]): AsyncIterable<Asked> {
  const namespaces = new Map<string, string>()
  const namespaceOf = async (asked: string) => {
    const known = namespaces.get(asked)
    if (known !== undefined) return known
    const [level, version, mode = 'enforce'] = asked.split(':')
    const name = asked.replace(/[:.]/g, '-')
    const key = `pod-security.kubernetes.io/${mode}`
    const metadata = { name, labels: { [key]: level, [`${key}-version`]: version } }
    await oracle.call('POST', '/api/v1/namespaces', JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata }))
    namespaces.set(asked, name)
    return name
  }
  for (const [index, line] of lines.entries()) {
    const recorded = JSON.parse(line) as SecurityLine
    const refused: Record<string, boolean> = {}
    for (const asked of Object.keys(recorded.refused)) {
      const answer = await askToCreate(oracle, paths, {
        manifest: recorded.manifest,
        namespace: await namespaceOf(asked),
      })
      refused[asked] = [answer.message ?? '', ...(answer.warnings ?? [])].some((it) => VIOLATION.test(it))
    }
    yield {
      index,
      name: `${recorded.control} ${recorded.case}`,
      before: JSON.stringify(recorded.refused),
      after: JSON.stringify(refused),
      line: () => JSON.stringify({ ...recorded, refused }),
    }
  }
}

const VIOLATION = /(?:violates|would violate) PodSecurity/

/** Objects that are really made, and what would become of updates of them. */
async function* updates(oracle: Oracle, paths: Paths, lines: readonly string[]): AsyncIterable<Asked> {
  const text = lines.join('\n')
  const all = updateCases(text)
  const indexes = [...lines.entries()].flatMap(([index, line]) => ('answer' in JSON.parse(line) ? [index] : []))
  if (all.length !== indexes.length) throw new Error('updates.jsonl: a case without its object')
  const update = updaterOf(oracle, paths)
  for (const [i, index] of indexes.entries()) {
    const recorded = JSON.parse(lines[index] ?? '') as {
      readonly path: string
      readonly change: string
      readonly answer: Updated
    }
    const it = all[i]
    if (!it) continue
    const answer = await update(it)
    yield {
      index,
      name: `${it.kind} ${it.path} ${it.change}`,
      before: updateText(recorded.answer),
      after: updateText(answer),
      line: () => JSON.stringify({ ...recorded, answer }),
    }
  }
}

function updateText({ verdict, causes = [] }: Updated): string {
  return [verdict, ...causes.map((it) => `${it.field} ${it.type}`).sort()].join(' | ')
}
