import { booleanAt, field, isSet, listAt, numberAt } from '../apiserver/at.ts'
import { entries } from '../syntax/node.ts'
import { addedCapabilities } from './baseline.ts'
import { type Control, containersOf, type Fault, hasOwnUsers, isForWindows, textOf } from './fault.ts'

/** What the level "restricted" forbids beyond "baseline". */
export const RESTRICTED: readonly Control[] = [
  function volumeTypes({ spec }) {
    return listAt(spec, 'volumes').flatMap((volume): readonly Fault[] => {
      const source = entries(volume.node).find((it) => it.name !== 'name' && isSet(field(volume, it.name)))
      if (!source || VOLUMES.has(source.name)) return []
      const at = field(volume, source.name)
      return [{ at, message: `the level "restricted" forbids volumes of the type \`${source.name}\`` }]
    })
  },
  function privilegeEscalation(pod) {
    const versions = isForWindows(pod) ? { from: 8, below: 25 } : { from: 8 }
    return containersOf(pod).flatMap((it): readonly Fault[] => {
      const context = field(it, 'securityContext')
      if (booleanAt(context, 'allowPrivilegeEscalation') === false) return []
      const at = field(context, 'allowPrivilegeEscalation')
      return [
        {
          at,
          message: 'the level "restricted" asks for `allowPrivilegeEscalation: false` in each container',
          versions,
          right: { of: it, path: ['securityContext'], key: 'allowPrivilegeEscalation', value: 'false' },
        },
      ]
    })
  },
  function nonRoot(pod) {
    const versions = hasOwnUsers(pod) ? { versions: { below: 35 } } : {}
    const ofPod = field(field(pod.spec, 'securityContext'), 'runAsNonRoot')
    const said = booleanAt(field(pod.spec, 'securityContext'), 'runAsNonRoot')
    const message = 'the level "restricted" asks for `runAsNonRoot: true`, of the pod or of each container'
    const faults: Fault[] = said === false ? [{ at: ofPod, message, ...versions }] : []
    for (const it of containersOf(pod)) {
      const own = booleanAt(field(it, 'securityContext'), 'runAsNonRoot')
      if (own === true || (own === undefined && said === true)) continue
      const right = { of: own === false ? it : pod.spec, path: ['securityContext'], key: 'runAsNonRoot', value: 'true' }
      faults.push({ at: field(field(it, 'securityContext'), 'runAsNonRoot'), message, ...versions, right })
    }
    return faults
  },
  function rootUser(pod) {
    const versions = hasOwnUsers(pod) ? { from: 23, below: 35 } : { from: 23 }
    return [pod.spec, ...containersOf(pod)]
      .map((it) => field(it, 'securityContext'))
      .filter((it) => numberAt(it, 'runAsUser') === 0)
      .map((it) => ({
        at: field(it, 'runAsUser'),
        message: 'the level "restricted" forbids user 0: that is root',
        versions,
      }))
  },
  function seccomp(pod) {
    const versions = isForWindows(pod) ? { from: 19, below: 25 } : { from: 19 }
    const typeOf = (it: Parameters<typeof field>[0]) =>
      field(field(field(it, 'securityContext'), 'seccompProfile'), 'type')
    const ofPod = typeOf(pod.spec)
    const message =
      'the level "restricted" asks for a `seccompProfile` of the type `RuntimeDefault` or `Localhost`, of the pod or of each container'
    const faults: Fault[] = isSet(ofPod) && !isProfile(textOf(ofPod)) ? [{ at: ofPod, message, versions }] : []
    for (const it of containersOf(pod)) {
      const own = typeOf(it)
      if (isProfile(textOf(isSet(own) ? own : ofPod))) continue
      const right = {
        of: isSet(own) ? it : pod.spec,
        path: ['securityContext', 'seccompProfile'],
        key: 'type',
        value: 'RuntimeDefault',
      }
      faults.push({ at: own, message, versions, right })
    }
    return faults
  },
  function capabilities(pod) {
    const versions = isForWindows(pod) ? { from: 22, below: 25 } : { from: 22 }
    const undropped = containersOf(pod).flatMap((it): readonly Fault[] => {
      const drop = field(field(it, 'securityContext'), 'capabilities')
      if (listAt(drop, 'drop').some((one) => textOf(one) === 'ALL')) return []
      const message = 'the level "restricted" asks each container to drop all capabilities: `drop: [ALL]`'
      const right = { of: it, path: ['securityContext', 'capabilities'], key: 'drop', value: '[ALL]' }
      return [{ at: field(drop, 'drop'), message, versions, right }]
    })
    const added = addedCapabilities(pod)
      .filter(({ name }) => name !== 'NET_BIND_SERVICE')
      .map(({ at, name }) => {
        const message = `the level "restricted" forbids the capability \`${name}\`: only \`NET_BIND_SERVICE\` may be added`
        return { at, message, versions }
      })
    return [...undropped, ...added]
  },
]

function isProfile(type: string | undefined): boolean {
  return type === 'RuntimeDefault' || type === 'Localhost'
}

const VOLUMES: ReadonlySet<string> = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
])
