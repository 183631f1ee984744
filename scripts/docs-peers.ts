import { codesById } from '../server/src/rules/codes.ts'
import type { Peer } from '../server/src/rules/peers/peer.ts'
import { peers } from '../server/src/rules/peers/table.ts'

/** For people who come from another linter: what their checks are called here. */
export function migratingPage(): string {
  return `# Coming from another linter

What the checks of other linters are called here. Several codes: together they say what the check says. \`invalid-value\` and its like hold
many rules of the API server; the check is one of them. *Optional*: off unless you ask for it, by a profile (\`purser lint --profile reliability\`)
or by name in \`.purser.yaml\`:

\`\`\`yaml
profile: recommended
rules:
  missing-liveness-probe: warning
\`\`\`

Annotations by which people leave checks of kube-linter, kube-score, Polaris, Checkov and Datree out are honoured, on the object or on its pod
template:

\`\`\`yaml
metadata:
  annotations:
    ignore-check.kube-linter.io/latest-tag: local cluster only
    kube-score/ignore: container-image-tag,pod-probes
    polaris.fairwinds.com/tagNotSpecified-exempt: "true"
    checkov.io/skip1: CKV_K8S_14=local cluster only
    datree.skip/CONTAINERS_MISSING_IMAGE_VALUE_VERSION: local cluster only
\`\`\`

${peers.map((it) => `- [${it.name}](#${it.name.toLowerCase()}): ${covered(it)}`).join('\n')}

${peers.map(section).join('\n\n')}
`
}

function covered({ checks }: Peer): string {
  const all = Object.values(checks)
  return `${all.filter((it) => it.length > 0).length} of ${all.length} checks`
}

function section({ name, url, checks }: Peer): string {
  const ids = Object.keys(checks)
  const rows = ids.flatMap((id) => {
    const codes = checks[id] ?? []
    return codes.length > 0 ? [`| \`${id}\` | ${codes.map(link).join(', ')} |`] : []
  })
  const without = ids.filter((it) => !checks[it]?.length).map((it) => `\`${it}\``)
  const rest = without.length > 0 ? `\n\nNothing here says the same as ${without.join(', ')}.` : ''
  return `## ${name}\n\n[Its checks](${url})\n\n| check | here |\n|---|---|\n${rows.join('\n')}${rest}`
}

function link(code: string): string {
  return `[${code}](rules/${code}.md)${codesById.get(code)?.optional ? ' (optional)' : ''}`
}
