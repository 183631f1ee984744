import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { problemsOf } from '../../server/src/features/problems.ts'
import { withFiles } from '../../server/src/model/workspace.ts'
import { rules } from '../../server/src/rules/index.ts'
import { type File, parseFile } from '../../server/src/syntax/file.ts'
import { groupBy, readIndex } from './manifests.ts'
import { EMPTY, POLICY } from './service.ts'
import { createLists, type Result } from './table.ts'

/** What rules that look at other resources say when a whole repository is the workspace, as it is in an editor. */
export function compareWorkspaces(corpus: string): Result {
  const { lists, add } = createLists()
  const among = new Set(rules.filter((it) => it.checkAmong && !OF_ONE.has(it.id)).map((it) => it.id))
  const hits = new Map<string, Set<string>>()
  const index = readIndex(corpus).filter(({ file }) => existsSync(join(corpus, file)))
  for (const [repo, ofRepo] of groupBy(index, (it) => it.repo)) {
    const files = new Map<string, File>()
    for (const { path, file } of ofRepo)
      files.set(`file:///${repo}/${path}`, parseFile(readFileSync(join(corpus, file), 'utf8')))
    const workspace = withFiles(EMPTY, files, true)
    for (const uri of files.keys())
      for (const { code, severity, path, message } of problemsOf(workspace, uri, POLICY)) {
        if (!among.has(code)) continue
        const place = `${uri} ${path}`
        add('among', `${severity} ${code} ${place}: ${message}`)
        hits.set(code, (hits.get(code) ?? new Set()).add(place))
      }
  }
  const rows = [...hits].map(([code, places]): readonly [string, number] => [code, places.size])
  return {
    title: 'Rules that look at others, each repository as one workspace',
    rows: [['rule', 'hits'], ...rows.sort(([, a], [, b]) => b - a)],
    lists,
    faults: [],
  }
}

/** What they find is in one resource; others only excuse it. */
const OF_ONE: ReadonlySet<string> = new Set(['image-tag-latest'])
