import type { Versions } from '../config/config.ts'
import { versionOf } from '../schema/version.ts'

export function helpText({ oldest, newest }: Versions): string {
  return `Purser explains and checks Kubernetes manifests. It asks no network and no cluster.

  purser lint PATH...       check files, folders (.yaml, .yml, .json) or - for the standard input
  purser explain            list all that can be explained
  purser explain NAME       explain a note (headless-service), a kind or field (svc, deployment.spec.strategy,
                            Service.spec.clusterIP=None), or a rule (image-tag-latest)
  purser explain --file PATH
                            explain a manifest: what each resource is, what it needs, what is wrong;
                            all that lies in its folder and below is known to it
  purser notes --list       list the notes
  purser notes --search WORDS
                            find notes that have all the words, the best first
  purser lsp --stdio        start the language server for an editor

Options of lint
  --format F                text for people (the default); json, an array with an object for each problem;
                            sarif (2.1.0); github, annotations for GitHub Actions; junit, its XML
  --profile P               which rules run: recommended (the default), apiserver (what the API server itself
                            refuses or warns of), reliability, security-baseline, security-restricted, strict
                            (all but matters of opinion), or all
  --only RULE,...           report these rules only
  --kubernetes-version 1.N  the version the manifests are for, ${versionOf(oldest)} to ${versionOf(newest)} (the default)
  --against REVISION|FOLDER compare with the manifests at a git revision or in a folder: say also what the
                            API server would refuse to change in existing objects, or pass over
  --fix                     apply the fixes that keep the meaning, and write the files
  --write-baseline[=FILE]   record the problems of today (in .purser-baseline.json) instead of failing
  --baseline FILE           hold back the problems that a baseline has; .purser-baseline.json in the folder
                            you are in does so by itself, unless --no-baseline is said
  --threads N               how many threads work on large trees; by itself as many as there are processors
  --no-cache                check all files; without it a run over many files skips those that are what they
                            were in the last run, and says of them what it found then
  --stats                   say what the run cost, on the standard error
  --max-severity S          error, warning, info or hint: problems up to and including S are shown but do not
                            fail. The default is info: errors and warnings fail, infos and hints do not

Options of notes
  --json                    a JSON array with an object for each note: id, title, area, surfaces, aliases,
                            sources, and team, the file of a note of your own

Options of all
  --color, --no-color       colours, or none; so do the environment variables FORCE_COLOR and NO_COLOR

  -h, --help                this text
  -V, --version             the version of Purser

A .purser.yaml in the folder of a file or above it sets kubernetes-version, profile, rules, overrides,
ignore and externals; the nearest one alone counts, and options win over it. In folders, node_modules, .git,
vendor, the charts folder of a Helm chart and what \`ignore\` names are left out; a file that is named is
always checked.
Lines and columns count from 1, columns in UTF-16 units.

Notes of your own, .purser/notes/*.md in the folder you are in or the nearest above it that has some, add to
ours or stand in their place. \`explain\` writes for people to a terminal and plain Markdown to a pipe.

Exit codes: 0 no problems that fail, 1 problems, 2 wrong arguments, nothing to lint, or a file that could
not be checked.
`
}
