import { openEnds } from '../model/open-ends.ts'
import { isManifest, resourcesOf, titleOf } from '../model/resource.ts'
import { isTemplate } from '../model/template.ts'
import { patchFilesOf } from '../model/workspace.ts'
import { minorOf, versionOf } from '../schema/version.ts'
import { entries, rootOf } from '../syntax/node.ts'
import { decoded } from '../text/uri.ts'
import { isConfigFile } from './configuration.ts'
import type { Status } from './protocol.ts'
import { fileOf, policyFor, type Session } from './session.ts'

/** What Purser makes of a file, and why there may be nothing: for the status item and "Why Is There Nothing Here?". */
export function statusOf(session: Session, uri: string): Status {
  const { catalogue } = session.workspace
  const policy = policyFor(session, uri)
  const { state, text, lines } = judge(session, uri)
  const version = versionOf(policy.minor)
  const oldest = minorOf(catalogue.index.oldest) ?? 20
  const newest = minorOf(catalogue.index.kubernetes) ?? 36
  const common = [
    `Kubernetes version: ${version} (${session.configuration.versionSource(uri)})`,
    `Mode: ${session.options.mode === 'full' ? 'full' : 'complement: another YAML extension gives schema problems and completion of keys'}`,
    patchFilesOf(session.workspace.index).has(uri)
      ? 'A kustomization lists this file as a patch: required fields are not asked for.'
      : undefined,
    session.indexed.done
      ? `Files read in this workspace: ${session.indexed.files}`
      : 'The files of the workspace are being read.',
    ...openness(session, state),
  ].filter((it) => it !== undefined)
  return {
    state,
    text,
    detail: [...lines, ...common.map((it) => `- ${it}`)].join('\n'),
    kubernetesVersion: version,
    versions: Array.from({ length: newest - oldest + 1 }, (_, i) => versionOf(newest - i)),
    mode: session.options.mode,
    indexed: session.indexed,
  }
}

/** Why a reference that leads nowhere may go without a word. */
function openness({ workspace }: Session, state: Status['state']): readonly string[] {
  if (state !== 'manifest') return []
  const ends = openEnds(workspace.index)
  if (ends.length === 0) return []
  const some = ends.slice(0, MOST_ENDS).map(({ uri, why }) => `\`${nameOf(uri)}\` (${why})`)
  const more = ends.length > some.length ? ` and ${ends.length - some.length} more` : ''
  return [`That another resource is missing is not always said, because of ${some.join(', ')}${more}`]
}

const MOST_ENDS = 3

/** The last two parts of its path: people know the rest. */
function nameOf(uri: string): string {
  return decoded(uri).split('/').slice(-2).join('/')
}

interface Judged {
  readonly state: Status['state']
  readonly text: string
  readonly lines: readonly string[]
}

function judge(session: Session, uri: string): Judged {
  const { catalogue } = session.workspace
  const file = fileOf(session, uri)
  if (isConfigFile(uri))
    return { state: 'config', text: 'Purser configuration', lines: ['This file configures Purser.', ''] }
  if (!file) return { state: 'not-a-manifest', text: 'Not read', lines: ['Purser has not read this file.', ''] }
  if (file.parts.some((it) => it.document.problems.some((problem) => problem.code === 'yaml-too-large')))
    return { state: 'too-large', text: 'Too large', lines: ['This file is too large to read.', ''] }

  const lines = file.parts.flatMap(({ document }, i) => {
    const name = file.parts.length > 1 ? `Document ${i + 1}: ` : ''
    const resources = resourcesOf(document)
    if (resources.length > 0)
      return resources.map((it) => {
        const kind = catalogue.kind(it.apiVersion, it.kind)
        const schema = kind
          ? `schema of ${kind.from === 'kubernetes' ? `Kubernetes ${catalogue.index.kubernetes}` : `${kind.from} ${catalogue.index.packages[kind.from] ?? ''}`}`
          : 'Purser has no schema for this kind, so it says nothing about its fields'
        return `- ${name}\`${titleOf(it)}\` (\`${it.apiVersion}\`): ${schema}`
      })
    if (isTemplate(document)) return [`- ${name}a template: it is no manifest before it is rendered`]
    if (isManifest(document)) return [`- ${name}a manifest with broken YAML`]
    const root = rootOf(document)
    if (!root) return file.parts.length > 1 ? [] : [`- ${name}empty`]
    const has = entries(root).map((it) => it.name)
    const lacks = ['apiVersion', 'kind'].filter((it) => !has.includes(it))
    return [
      `- ${name}no manifest: it has no ${lacks.map((it) => `\`${it}\``).join(' and no ') || 'text for `apiVersion` and `kind`'}`,
    ]
  })
  const all = file.parts.flatMap((it) => resourcesOf(it.document))
  const unknown = all.filter((it) => !catalogue.kind(it.apiVersion, it.kind))
  const body = [...lines, '']
  if (all.length > 0 && unknown.length === all.length)
    return { state: 'unknown-kind', text: `Unknown kind ${unknown[0]?.kind}`, lines: body }
  if (all.length > 0)
    return {
      state: 'manifest',
      text: all.length === 1 ? titleOf(all[0] as (typeof all)[number]) : `${all.length} resources`,
      lines: body,
    }
  if (file.parts.some((it) => isTemplate(it.document))) return { state: 'template', text: 'Template', lines: body }
  return { state: 'not-a-manifest', text: 'No manifest', lines: body }
}
