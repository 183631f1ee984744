import type { Versions } from '../config/config.ts'
import { versionOf } from '../schema/version.ts'

export function helpText({ oldest, newest }: Versions): string {
  return `Purser explains and checks Kubernetes manifests. It asks no network and no cluster.

  purser lint PATH...       check files, folders (.yaml, .yml, .json) or - for the standard input
  purser explain            list all that can be explained
  purser explain NAME       explain a note (headless-service), a kind or field
                            (deployment.spec.strategy), or a rule (image-tag-latest)
  purser explain --file PATH
                            explain a manifest: what each resource is, what it needs, what is wrong;
                            all that lies in its folder and below is known to it
  purser lsp --stdio        start the language server for an editor

Options of lint
  --format text|json        text for people (the default), or a JSON array with an object for each problem
  --profile recommended|all which rules run; recommended is the default
  --only RULE,...           report these rules only
  --kubernetes-version 1.N  the version the manifests are for, ${versionOf(oldest)} to ${versionOf(newest)} (the default)
  --fix                     apply the fixes that keep the meaning, and write the files
  --max-severity S          error, warning, info or hint: problems up to and including S are shown but do not
                            fail. The default is info: errors and warnings fail, infos and hints do not
  --no-color                no colours; so does the environment variable NO_COLOR

  -h, --help                this text
  -V, --version             the version of Purser

A .purser.yaml in the folder of a file or above it sets kubernetes-version, profile, rules and ignore; the
nearest one alone counts, and options win over it. In folders, node_modules, .git and what \`ignore\` names are
left out; a file that is named is always checked. Lines and columns count from 1, columns in UTF-16 units.

Exit codes: 0 no problems that fail, 1 problems, 2 wrong arguments, nothing to lint, or a file that could
not be checked.
`
}
