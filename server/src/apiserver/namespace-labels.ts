import { type At, field, mapAt, textAt } from './at.ts'
import { change } from './fixes.ts'
import { type Rows, row, type Say } from './row.ts'

/** https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces */
export const namespaceLabels: Rows = {
  Namespace: [
    row(
      'ADM10',
      'Labels of a namespace say what the Pods in it may do: one of three levels, and the Kubernetes version that the level is taken from.',
      (here, say) => {
        const metadata = field(here, 'metadata')
        for (const it of mapAt(metadata, 'labels')) {
          const mode = /^pod-security\.kubernetes\.io\/(?:enforce|audit|warn)(-version)?$/.exec(it.name)
          if (mode) checkLabel(it, metadata, mode[1] !== undefined, say)
        }
      },
    ),
  ],
}

function checkLabel(at: At & { readonly name: string }, metadata: At, isVersion: boolean, say: Say): void {
  const value = at.node ? textAt(field(metadata, 'labels'), at.name) : ''
  if (value === undefined) return
  if (isVersion) {
    if (value !== 'latest' && !/^v1\.(?:0|[1-9]\d*)$/.test(value))
      say.invalid(at, `\`${value}\` is no version: \`latest\`, or such as \`v1.36\``)
  } else if (!LEVELS.has(value))
    say.invalid(at, `\`${value}\` is no level: privileged, baseline or restricted`, {
      fixes: change(field(metadata, 'labels'), at.name, ...LEVELS),
    })
}

const LEVELS: ReadonlySet<string> = new Set(['privileged', 'baseline', 'restricted'])
