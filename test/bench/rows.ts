/**
 * What the rows of server/src/apiserver/ cost on top of the walk over schemas, and the rules beside parsing and validating: CPU of
 * this process, in turn over the same texts, each parsed afresh so that nothing is remembered; and of one key in a small Deployment.
 *
 *     npx tsx test/bench/rows.ts [--corpus FOLDER] [--rounds 7] [--by-row]
 *
 * Without a folder the manifests recorded in test/apiserver/. `--by-row` tells which rows cost most: the clock around each
 * call costs more than most rows, so read it as an order, not as a sum.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { looksAt, rows } from '../../server/src/apiserver/index.ts'
import { isSetAside, setsAside } from '../../server/src/apiserver/set-aside.ts'
import { resourcesOf } from '../../server/src/model/resource.ts'
import { validate } from '../../server/src/model/validate.ts'
import { EVERY, USUAL } from '../../server/src/rules/choice.ts'
import { lint } from '../../server/src/rules/lint.ts'
import { check, type Subject } from '../../server/src/schema/check.ts'
import { editFile, type File, parseFile, textOf } from '../../server/src/syntax/file.ts'
import type { Document } from '../../server/src/syntax/tree.ts'
import { catalogue } from '../corpus/service.ts'

const { values } = parseArgs({
  options: { corpus: { type: 'string' }, rounds: { type: 'string', default: '7' }, 'by-row': { type: 'boolean' } },
})
const rounds = Number(values.rounds)
const texts = values.corpus === undefined ? recorded() : textsIn(values.corpus)

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: web
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: nginx:1.27
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: LEVEL
              value: info
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi
          readinessProbe:
            httpGet:
              path: /ready
              port: http
          volumeMounts:
            - name: data
              mountPath: /data
      volumes:
        - name: data
          emptyDir: {}
`

type Judging = Pick<Subject, 'looksAt' | 'isSetAside' | 'setsAside'>
const PLAIN: Judging = { looksAt: () => [], isSetAside: () => false, setsAside: () => false }
const WITH_ROWS: Judging = { looksAt, isSetAside, setsAside }

if (values['by-row']) byRow()
else {
  overAll()
  perKey()
}

function overAll(): void {
  let files: readonly File[] = []
  const parse = () => {
    files = texts.map((it) => parseFile(it))
  }
  const overDocuments = (look: (document: Document) => void) => {
    for (const { documents } of files) for (const it of documents) look(it)
  }
  const validateAll = () => overDocuments((it) => validate(it, catalogue))
  const nothing = () => {}
  /** What comes before does not count. */
  const steps: Readonly<Record<string, { readonly before: () => void; readonly step: () => void }>> = {
    parse: { before: nothing, step: parse },
    schema: { before: parse, step: () => checkAll(files, PLAIN) },
    both: { before: parse, step: () => checkAll(files, WITH_ROWS) },
    validate: { before: parse, step: validateAll },
    usual: { before: () => [parse(), validateAll()], step: () => overDocuments((it) => lint(it, USUAL)) },
    every: { before: () => [parse(), validateAll()], step: () => overDocuments((it) => lint(it, EVERY)) },
  }
  const spent = new Map(Object.keys(steps).map((it): [string, number[]] => [it, []]))
  for (let round = -2; round < rounds; round++) {
    for (const [name, { before, step }] of Object.entries(steps)) {
      before()
      const took = cpu(step)
      if (round >= 0) spent.get(name)?.push(took)
    }
  }
  const least = (name: string) => Math.min(...(spent.get(name) ?? []))
  const rows = least('both') - least('schema')
  const documents = files.reduce((sum, it) => sum + it.documents.length, 0)
  print(`${texts.length} files, ${documents} documents, CPU in ms, the least of ${rounds}`, [
    ['parse', least('parse')],
    ['schema', least('schema')],
    ['rows', rows],
    ['parse and validate', least('parse') + least('validate')],
    ['rules by default', least('usual')],
    ['all rules', least('every')],
  ])
  const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(0)} %`
  const whole = least('parse') + least('validate')
  console.log(`rows on top of the schema: ${share(rows, least('schema'))}`)
  console.log(`rules: ${share(least('usual'), whole)} of parsing and validating, all ${share(least('every'), whole)}\n`)
}

/** Somebody types and deletes a digit of an image tag. */
function perKey(): void {
  const keys = 2000
  const spend = (judging: Judging | undefined) => {
    let file = parseFile(DEPLOYMENT)
    const at = DEPLOYMENT.indexOf('nginx:1.27') + 'nginx:1.27'.length
    return () => {
      for (let i = 0; i < keys; i++) {
        file = editFile(file, i % 2 === 0 ? { from: at, to: at, insert: '1' } : { from: at, to: at + 1, insert: '' })
        if (judging) checkAll([file], judging)
      }
      if (textOf(file) !== DEPLOYMENT) throw new Error('the text is another one')
    }
  }
  const steps = { parse: spend(undefined), schema: spend(PLAIN), rows: spend(WITH_ROWS) }
  const least = { parse: Number.POSITIVE_INFINITY, schema: Number.POSITIVE_INFINITY, rows: Number.POSITIVE_INFINITY }
  for (let round = -1; round < rounds; round++)
    for (const name of ['parse', 'schema', 'rows'] as const) {
      const took = (cpu(steps[name]) * 1000) / keys
      if (round >= 0) least[name] = Math.min(least[name], took)
    }
  print('one key in a small Deployment, CPU in µs', [
    ['parse', least.parse],
    ['schema', least.schema - least.parse],
    ['rows', least.rows - least.schema],
  ])
}

function checkAll(files: readonly File[], judging: Judging): void {
  for (const { parts } of files)
    for (const { document } of parts)
      for (const { kind, apiVersion, node } of resourcesOf(document)) {
        const known = catalogue.kind(apiVersion, kind)
        const type = known && catalogue.typeOf(known)
        if (type) check({ catalogue, node, type, kind, apiVersion, builtIn: known.from === 'kubernetes', ...judging })
      }
}

/** Clocks around each row, by its name and place in the table. */
function byRow(): void {
  const spent = new Map<string, { time: number; calls: number }>()
  for (const it of rows) {
    const own = it.look
    const tally = spent.get(it.id) ?? { time: 0, calls: 0 }
    spent.set(it.id, tally)
    Object.assign(it, {
      look: (...args: Parameters<typeof own>) => {
        const start = process.hrtime.bigint()
        own(...args)
        tally.time += Number(process.hrtime.bigint() - start) / 1e6
        tally.calls++
      },
    })
  }
  for (let round = 0; round <= rounds; round++) {
    if (round === 1) for (const it of spent.values()) Object.assign(it, { time: 0, calls: 0 })
    const files = texts.map((it) => parseFile(it))
    checkAll(files, PLAIN)
    checkAll(files, WITH_ROWS)
  }
  const most = [...spent].sort(([, a], [, b]) => b.time - a.time).slice(0, 40)
  for (const [id, { time, calls }] of most)
    console.log(
      `${id.padEnd(8)} ${(time / rounds).toFixed(2).padStart(8)} ms ${String(calls / rounds).padStart(8)} calls`,
    )
}

function cpu(step: () => void): number {
  const start = process.cpuUsage()
  step()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

function print(title: string, lines: readonly (readonly [string, number | undefined])[]): void {
  console.log(title)
  for (const [name, value = 0] of lines) console.log(`  ${name.padEnd(18)} ${value.toFixed(1).padStart(8)}`)
}

function textsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((it) => /\.ya?ml$/.test(it))
    .map((it) => readFileSync(join(folder, it), 'utf8'))
}

function recorded(): readonly string[] {
  const folder = join(import.meta.dirname, '..', 'apiserver')
  const lines = readdirSync(folder).flatMap((it) =>
    it.endsWith('.jsonl') ? readFileSync(join(folder, it), 'utf8').trimEnd().split('\n') : [],
  )
  return lines.flatMap((it) => (JSON.parse(it) as { readonly manifest?: string }).manifest ?? [])
}
