import { type Checked, checkedOf, type Row } from '../server/src/cli/checked.ts'
import { githubReport } from '../server/src/cli/github.ts'
import { helpText } from '../server/src/cli/help.ts'
import { junitReport } from '../server/src/cli/junit.ts'
import type { NoteRow } from '../server/src/cli/notes.ts'
import { rows, summary, textReport } from '../server/src/cli/report.ts'
import { sarifReport } from '../server/src/cli/sarif.ts'
import { stylesFor } from '../server/src/cli/terminal.ts'
import { problemsOf } from '../server/src/features/problems.ts'
import { emptyWorkspace, withFile } from '../server/src/model/workspace.ts'
import { createNotes } from '../server/src/notes/notes.ts'
import type { Catalogue } from '../server/src/schema/catalogue.ts'
import { minorOf } from '../server/src/schema/version.ts'
import { parseFile } from '../server/src/syntax/file.ts'

/** docs/cli.md: the help text, and what the command line really says of an example. */
export function cliPage(catalogue: Catalogue): string {
  const { index } = catalogue
  const newest = minorOf(index.kubernetes) ?? 0
  const found = [checked(catalogue, newest)]
  const fields = Object.entries(FIELDS).map(([name, { type, means }]) => `| \`${name}\` | ${type} | ${means} |`)
  const notes = Object.entries(NOTE_FIELDS).map(([name, { type, means }]) => `| \`${name}\` | ${type} | ${means} |`)
  return `# Command line

${fence('', helpText({ oldest: minorOf(index.oldest) ?? newest, newest }))}

## What it says

Of this manifest:

${fence('yaml', EXAMPLE)}

it says:

${fence('', textReport(found, stylesFor(false)) + summary(found, false))}

\`--fix\` applies the fixes that surely keep the meaning and writes the files. Where there is a choice, or where a fix changes what the manifest means,
it applies none: the report names them below the problem (\`not applied, for there is a choice\`), and the editor offers them at its
light bulb. A second run changes nothing more.

With \`--format json\`, the output is one array with an object for each problem, \`[]\` if there is none. Everything else (what was
fixed, what could not be read) goes to the standard error.

${fence('json', JSON.stringify(rows(found), undefined, 2))}

| field | type | |
|---|---|---|
${fields.join('\n')}

All fields are always there. The codes are listed in [rules](rules/README.md).

## For other programs

\`--format sarif\` writes a log in SARIF 2.1.0, for code scanning and for viewers: each rule that spoke with its help and a page to read
on, each problem with its place, its object, its fix where there is one to choose, and a fingerprint that stays the same when lines
move. Of the example above:

${fence(
  'json',
  sarifReport(
    found.map((it) => ({ ...it, problems: it.problems.slice(0, 1) })),
    { version: '…', notes: createNotes([]), failures: [] },
  ),
)}

\`--format github\` writes commands that GitHub Actions shows at the lines of a pull request. It shows ten errors and ten warnings of a
step at most; the log has all.

${fence('', githubReport(rows(found)))}

\`--format junit\` writes a suite for each file and a case for each problem. What does not fail the run is a case that passes.

${fence(
  'xml',
  junitReport(found, [], (severity) => severity === 'error' || severity === 'warning'),
)}

## Only what is new

\`purser lint --write-baseline .\` records today's problems in \`.purser-baseline.json\`. As long as that file is there, later runs
in the same folder report others only, and say how many they hold back. A problem is known by its file, rule, object, field and
message, and by how often it is there, not by its line. The file has a line for each, in a stable order: commit it. Runs also say
how many of its problems are gone; write it anew then. \`--baseline FILE\` names another, \`--no-baseline\` looks at none.

## Notes

\`purser notes --list\` lists them by area; \`purser notes --search WORDS\` finds those that have all the words in their title, aliases,
places, first paragraph or text, the best first. Small typing errors are forgiven where nothing else is found. With \`--json\` the
output is one array:

| field | type | |
|---|---|---|
${notes.join('\n')}

\`purser explain ID\` shows one: for a terminal wrapped and in colours, for another program as Markdown. Notes of your own are
[described with the code \`note-format\`](rules/note-format.md).

## Exit codes

| code | means |
|---|---|
| 0 | no problem above \`--max-severity\` |
| 1 | such problems; of \`notes --search\`: nothing was found |
| 2 | wrong arguments, nothing to lint, or a file that could not be read or written; what could be checked was checked |

## Compared with what is there

\`purser lint --against main .\` also says what the API server would refuse to change: a selector, the template of a Job, the size of
a claim that gets smaller. Objects are found by group, kind, namespace and name, whatever file they were in; new ones and those that are gone say
nothing. A folder does as well as a revision: \`kubectl get deploy,svc -o yaml > live/all.yaml\`, then
\`purser lint --against live .\` compares with what runs, and leaves alone what the server added to it. Where only the live object could
tell whether a change is allowed, nothing is said.

## In a pipeline

\`purser lint .\` fails on errors and warnings; \`purser lint --max-severity warning .\` shows both and fails on errors alone. Templates
are skipped, and so are \`node_modules\`, \`vendor\` and the charts in a chart: lint what they render, \`helm template ./chart | purser lint -\`. Everything that is piped in counts as one file.
`
}

const EXAMPLE = `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  namespace: shop
data:
  workers: 4
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
  labels: {app.kubernetes.io/name: web, app.kubernetes.io/instance: shop-web}
spec:
  type: Loadbalancer
  ports:
    - port: 80
`

/** A field that is added to the report does not compile until it is described. */
const FIELDS: { readonly [name in keyof Row]: { readonly type: string; readonly means: string } } = {
  file: { type: 'text', means: 'the path as it was reached from the arguments; `stdin` for the standard input' },
  line: { type: 'number', means: 'from 1' },
  column: { type: 'number', means: 'from 1, in UTF-16 units' },
  endLine: { type: 'number', means: 'from 1' },
  endColumn: { type: 'number', means: 'of the first unit behind it' },
  rule: { type: 'text', means: 'the code' },
  severity: { type: 'text', means: '`error`, `warning`, `info` or `hint`' },
  message: { type: 'text', means: 'one sentence; names and values are in backticks' },
  path: { type: 'text or null', means: 'the field, as the API server writes it' },
  cause: {
    type: 'text or null',
    means: 'of what the API server refuses or warns of: its type of error, such as `required` or `invalid`',
  },
  serverRule: { type: 'text or null', means: 'the name of its rule in Purser, such as `POD11`' },
  apiVersion: { type: 'text or null', means: 'of the object that the problem is in' },
  kind: { type: 'text or null', means: 'of the object' },
  namespace: { type: 'text or null', means: 'of the object, if the manifest names one' },
  name: { type: 'text or null', means: 'of the object' },
  fixable: { type: 'boolean', means: '`--fix` puts it right' },
}

/** The same for notes. */
const NOTE_FIELDS: { readonly [name in keyof NoteRow]: { readonly type: string; readonly means: string } } = {
  id: { type: 'text', means: 'what `purser explain` takes' },
  title: { type: 'text', means: '' },
  area: { type: 'text', means: 'the subject' },
  surfaces: { type: 'list of text', means: 'the places in manifests that it explains' },
  aliases: { type: 'list of text', means: 'other words for it' },
  sources: { type: 'list of text', means: 'where its facts are from' },
  team: { type: 'text or null', means: 'the file of a note of your own' },
}

function checked(catalogue: Catalogue, minor: number): Checked {
  const file = parseFile(EXAMPLE)
  const workspace = withFile(emptyWorkspace(catalogue, createNotes([])), URI, file)
  const problems = problemsOf(workspace, URI, { minor, profile: 'recommended', severities: {} })
  return checkedOf('web.yaml', file, problems, { excerpts: true, fixes: true, choices: false })
}

const URI = 'file:///web.yaml'

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``
}
