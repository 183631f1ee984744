import type { Index } from '../server/src/schema/definition.ts'
import { minorOf, versionOf } from '../server/src/schema/version.ts'

/** docs/kinds.md: what there are schemas of, from the index of the schemas. */
export function kindsPage({ kinds, packages, kubernetes, oldest }: Index): string {
  const families = Object.keys(packages).filter((it) => Object.values(kinds).some(({ from }) => from === it))
  const sections = families
    .sort()
    .map((it) => `## ${it}\n\nFrom \`@kubernetes-models/${it}\` ${packages[it]}.\n\n${kindTable(kinds, it)}\n`)
  return `# Kinds

What Purser has schemas of. Of all other kinds the YAML is checked, the fields are not.

## Kubernetes

The fields are those of Kubernetes ${kubernetes}. With an older target, down to ${oldest}, Purser says which kinds, fields and values it
does not have yet or has no more. *to 1.21* means that 1.21 was the last to serve it.

${kindTable(kinds, 'kubernetes', minorOf(kubernetes))}

${sections.join('\n')}`
}

function kindTable(kinds: Index['kinds'], from: string, newest = 0): string {
  const versions = new Map<string, string[]>()
  for (const [gvk, kind] of Object.entries(kinds)) {
    // Lists have no plural, and nobody writes what is transient.
    if (kind.from !== from || kind.transient || kind.definition === undefined || kind.plural === undefined) continue
    const slash = gvk.lastIndexOf('/')
    const name = gvk.slice(slash + 1)
    // Kubernetes plans ahead; what has not happened yet is not said.
    const gone = minorOf(kind.removed)
    const until = gone !== undefined && gone <= newest ? ` (to ${versionOf(gone - 1)})` : ''
    versions.set(name, [...(versions.get(name) ?? []), `\`${gvk.slice(0, slash)}\`${until}`])
  }
  const lines = [...versions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, all]) => `| ${name} | ${all.join(', ')} |`)
  return ['| kind | apiVersion |', '|---|---|', ...lines].join('\n')
}
