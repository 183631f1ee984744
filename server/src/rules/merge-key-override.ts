import { entries, mergedInto, type Node, values } from '../syntax/node.ts'
import type { Report, Rule } from './rule.ts'

export const mergeKeyOverride: Rule = {
  id: 'merge-key-override',
  severity: 'info',
  summary: 'Do not write a key beside a `<<` that brings it in too.',
  why: `
\`kubectl\` reads a mapping from top to bottom, and what comes later wins. So a key below \`<<\` does what is meant: it
replaces the one that the anchor brings. A key above \`<<\` is lost, although YAML knows a rule to the contrary.

The API server itself is stricter: a manifest that reaches it as YAML, not as the JSON that \`kubectl\` makes of it, is
refused either way, because the key is there twice.
`,
  falseAlarms: 'Manifests that always pass through `kubectl`, as long as the key stands below `<<`.',
  kinds: 'any',

  check(resource, report) {
    // The items of a list are resources of their own.
    const { document, from, to } = resource.node
    if (resource.kind.endsWith('List') || !document.text.slice(from, to).includes('<<')) return
    visit(resource.node, report)
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  labels: &labels
    app: web
    tier: frontend
  annotations:
    <<: *labels
    tier: backend
    #^^^ \`<<\` above brings in \`tier\` too: kubectl takes this value, but the API server refuses the manifest when it comes as YAML
`,
    },
    {
      title: 'Above `<<` the key is lost',
      bad: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  labels: &labels
    app: web
    tier: frontend
  annotations:
    tier: backend
    #^^^ \`<<\` below brings in \`tier\` too and wins: this value is lost
    <<: [*labels]
`,
    },
    {
      title: 'Each key once; and text that looks alike',
      good: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  labels: &labels
    app: web
  annotations:
    <<: *labels
    note: the anchor has no such key
data:
  text: |
    << app
  app: web
`,
    },
  ],
}

/** Without a way through aliases: what they stand for is seen where it stands. */
function visit(node: Node, report: Report): void {
  const own = node.tree.type === 'mapping' ? entries(node).filter((it) => !it.merged) : []
  const merged = mergedInto(node)
  const brought = new Set(merged.flatMap((it) => entries(it).map(({ name }) => name)))
  for (const { name, key, value } of own) {
    const [first] = merged
    if (first && brought.has(name)) report(key.from < first.from ? lost(key, name) : kept(key, name))
    if (value) visit(value, report)
  }
  if (node.tree.type === 'sequence') for (const it of values(node)) visit(it, report)
}

function lost(at: Node, name: string) {
  const message = `\`<<\` below brings in \`${name}\` too and wins: this value is lost`
  return { at, message, severity: 'warning' as const }
}

function kept(at: Node, name: string) {
  const message = `\`<<\` above brings in \`${name}\` too: kubectl takes this value, but the API server refuses the manifest when it comes as YAML`
  return { at, message }
}
