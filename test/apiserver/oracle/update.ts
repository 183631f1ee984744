import type { UpdateCase } from '../updates.ts'
import { answerOf, type Paths } from './ask.ts'
import type { Oracle } from './server.ts'

/** What became of an update, as the recordings keep it. */
export interface Updated {
  readonly verdict: string
  readonly causes?: readonly { readonly field: string; readonly type: string }[]
}

interface Json {
  readonly [name: string]: unknown
}

interface Live {
  readonly path: string
  readonly object: Json
  readonly fault?: string
}

/** Makes an object as it was read when the cases were recorded, and asks what an update of it would come to. */
export function updaterOf(oracle: Oracle, paths: Paths): (it: UpdateCase) => Promise<Updated> {
  let last: { readonly recorded: string; readonly live: Live } | undefined
  return async ({ kind, old, now }) => {
    const recorded = old as Json
    const text = JSON.stringify(recorded)
    // Several of the recorded objects bear the same name, so only the one made last is sure to be there.
    if (last?.recorded !== text) last = { recorded: text, live: await make(oracle, paths, kind, recorded) }
    const { path, object, fault } = last.live
    if (fault !== undefined) return { verdict: `cannot be made: ${fault}` }
    const body = asOf(now as Json, recorded, object)
    const { code, causes = [] } = answerOf(await oracle.call('PUT', `${path}?dryRun=All&fieldValidation=Strict`, body))
    const fields = causes.map(({ field, type }) => ({ field, type }))
    return { verdict: code < 300 ? 'accepted' : 'refused', ...(fields.length > 0 ? { causes: fields } : {}) }
  }
}

async function make(oracle: Oracle, paths: Paths, kind: string, recorded: Json): Promise<Live> {
  const { name, namespace, uid } = metadataOf(recorded)
  const collection = await paths.of(kind, namespace)
  if (collection === undefined || name === undefined) return { path: '', object: {}, fault: 'it is not served' }
  const path = `${collection}/${encodeURIComponent(name)}`
  await remove(oracle, path)
  const reply = await oracle.call('POST', collection, JSON.stringify(without(recorded, uid)))
  if (reply.code >= 300) return { path, object: {}, fault: answerOf(reply).message ?? '' }
  const first = JSON.parse(reply.body) as Json
  // Controllers wrote it, or somebody by hand.
  const status = recorded.status === undefined ? undefined : { ...first, status: recorded.status }
  if (status) await oracle.call('PUT', `${path}/status`, JSON.stringify(status))
  if (metadataOf(recorded).deletionTimestamp !== undefined) await oracle.call('DELETE', path)
  const read = await oracle.call('GET', path)
  return { path, object: read.code === 200 ? (JSON.parse(read.body) as Json) : first }
}

/** What has the name goes, whatever holds it. */
async function remove(oracle: Oracle, path: string): Promise<void> {
  const reply = await oracle.call('GET', path)
  if (reply.code !== 200) return
  const object = JSON.parse(reply.body) as Json
  const metadata = { ...metadataOf(object), finalizers: [] }
  await oracle.call('PUT', path, JSON.stringify({ ...object, metadata }))
  await oracle.call('DELETE', `${path}?gracePeriodSeconds=0&propagationPolicy=Background`)
}

interface Metadata {
  readonly name?: string
  readonly namespace?: string
  readonly uid?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly [name: string]: unknown
}

function metadataOf(object: Json): Metadata {
  return (object.metadata ?? {}) as Metadata
}

/** Less what the server writes, and will write anew: of a Job also the labels and the selector that hold its uid. */
function without(object: Json, uid = ''): Json {
  const text = JSON.stringify({ ...object, status: undefined }, (key, value) => {
    if (SERVERS.has(key)) return undefined
    if (value === uid && uid !== '') return undefined
    return key === 'selector' && uid !== '' && JSON.stringify(value).includes(uid) ? undefined : value
  })
  return JSON.parse(text) as Json
}

const SERVERS = new Set([
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
])

/** The new object with the identity of the one that is there now. */
function asOf(now: Json, recorded: Json, live: Json): string {
  const [before, after] = [metadataOf(recorded), metadataOf(live)]
  const changed = Object.entries(metadataOf(now)).map(([key, value]) =>
    SERVERS.has(key) && value === before[key] ? [key, after[key]] : [key, value],
  )
  const text = JSON.stringify({ ...now, metadata: Object.fromEntries(changed) })
  return before.uid && after.uid ? text.replaceAll(before.uid, after.uid) : text
}
