import { resourcesOf } from '../../../server/src/model/resource.ts'
import { parseFile } from '../../../server/src/syntax/file.ts'
import type { Oracle, Reply } from './server.ts'

/** What it said, as the recordings keep it; empty lists are left out. */
export interface Answer {
  readonly code: number
  readonly message?: string
  readonly causes?: readonly Cause[]
  readonly warnings?: readonly string[]
}

export interface Cause {
  readonly field: string
  readonly type: string
  readonly message?: string
}

/** Where objects of a kind are, `undefined` for a kind that is not served. Makes namespaces as they are needed. */
export interface Paths {
  readonly of: (kind: string, namespace: string | undefined) => Promise<string | undefined>
}

export async function pathsOf({ call }: Oracle): Promise<Paths> {
  const served = new Map<string, { readonly path: string; readonly namespaced: boolean }>()
  const groups = JSON.parse((await call('GET', '/apis')).body) as Groups
  const versions = groups.groups.flatMap((it) => it.versions.map((one) => one.groupVersion))
  for (const version of ['v1', ...versions]) {
    const root = version === 'v1' ? '/api/v1' : `/apis/${version}`
    const reply = await call('GET', root)
    if (reply.code !== 200) continue
    for (const { name, kind, namespaced } of (JSON.parse(reply.body) as Resources).resources)
      if (!name.includes('/')) served.set(`${version}/${kind}`, { path: `${root}*/${name}`, namespaced })
  }
  const made = new Set<string>()
  return {
    of: async (kind, namespace = 'default') => {
      const found = served.get(kind)
      if (!found) return undefined
      if (found.namespaced && !made.has(namespace)) {
        made.add(namespace)
        const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }
        await call('POST', '/api/v1/namespaces', JSON.stringify(object))
      }
      return found.path.replace('*', found.namespaced ? `/namespaces/${namespace}` : '')
    },
  }
}

interface Groups {
  readonly groups: readonly { readonly versions: readonly { readonly groupVersion: string }[] }[]
}

interface Resources {
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[]
}

export interface Request {
  readonly manifest: string
  readonly namespace?: string
  /** A dry run allocates no ports and addresses. Without it, what was made goes again. */
  readonly dryRun?: boolean
}

/** As `kubectl create` would, but nothing is stored. Strictness hides what else is wrong: then it is asked again without. */
export async function askToCreate(oracle: Oracle, paths: Paths, asked: Request): Promise<Answer> {
  const { manifest, namespace, dryRun = true } = asked
  const document = parseFile(manifest).parts[0]?.document
  const resource = document && resourcesOf(document)[0]
  const kind = `${resource?.apiVersion}/${resource?.kind}`
  const path = await paths.of(kind, namespace ?? (resource?.namespace || undefined))
  if (path === undefined) return { code: 404, message: `${kind} is not served` }
  const ask = (validation: string, run = '&dryRun=All') =>
    oracle.call('POST', `${path}?fieldValidation=${validation}${run}`, manifest)
  const answer = answerOf(await ask('Strict', dryRun ? undefined : ''))
  if (!dryRun && answer.code < 300) await oracle.call('DELETE', `${path}/${resource?.name}`)
  if (!answer.message?.includes('strict decoding error')) return answer
  const { causes = [] } = answerOf(await ask('Ignore'))
  return causes.length > 0 ? { ...answer, causes } : answer
}

export function answerOf({ code, body, warnings: said }: Reply): Answer {
  const warnings = said.length > 0 ? { warnings: said } : {}
  if (code < 300) return { code, ...warnings }
  const { message = body, details } = JSON.parse(body) as Status
  const causes = (details?.causes ?? []).map(({ field = '', reason = '', message = '' }) => ({
    field,
    type: reason,
    message,
  }))
  return { code, message, ...(causes.length > 0 ? { causes } : {}), ...warnings }
}

interface Status {
  readonly message?: string
  readonly details?: {
    readonly causes?: readonly { readonly field?: string; readonly reason?: string; readonly message?: string }[]
  }
}
