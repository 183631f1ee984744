import { type At, booleanAt, field, isSet, listAt, numberAt } from '../apiserver/at.ts'
import { change, either } from '../apiserver/fixes.ts'
import { entries } from '../syntax/node.ts'
import { addedCapabilities, isOfDefault } from './baseline.ts'
import {
  type Control,
  containersOf,
  contextOf,
  type Fault,
  hasOwnUsers,
  isForWindows,
  type Pod,
  textOf,
  wholeContainersOf,
} from './fault.ts'
import { removing, removingItem } from './fixes.ts'

/** What the level "restricted" forbids beyond "baseline". */
export const RESTRICTED: readonly Control[] = [
  {
    rule: 'volume-type-restricted',
    find: ({ spec }) =>
      listAt(spec, 'volumes').flatMap((volume): readonly Fault[] => {
        const source = entries(volume.node).find((it) => it.name !== 'name' && isSet(field(volume, it.name)))
        // That is told by those of "baseline".
        if (!source || source.name === 'hostPath' || VOLUMES.has(source.name)) return []
        const at = field(volume, source.name)
        return [
          { at, message: `\`${source.name}\` is none of the volumes that any pod may have: let a claim bring it` },
        ]
      }),
  },
  {
    rule: 'allow-privilege-escalation',
    find: (pod) => {
      const versions = isForWindows(pod) ? { from: 8, below: 25 } : { from: 8 }
      return wholeContainersOf(pod).flatMap((it): readonly Fault[] => {
        const context = contextOf(it)
        if (booleanAt(context, 'allowPrivilegeEscalation') === false) return []
        const at = field(context, 'allowPrivilegeEscalation')
        const right = { of: it, path: ['securityContext'], key: 'allowPrivilegeEscalation', value: 'false' }
        const message = 'a program can gain more rights than it was started with; set `allowPrivilegeEscalation: false`'
        return [{ at, message, versions, right }]
      })
    },
  },
  {
    rule: 'run-as-non-root-unset',
    find: (pod) => {
      const versions = hasOwnUsers(pod) ? { versions: { below: 35 } } : {}
      const ofPod = field(contextOf(pod.spec), 'runAsNonRoot')
      const said = booleanAt(contextOf(pod.spec), 'runAsNonRoot')
      const message =
        'nothing keeps the program from running as root; set `runAsNonRoot: true`, for the pod or for each container'
      const ofWhole = { of: pod.spec, path: ['securityContext'], key: 'runAsNonRoot', value: 'true' }
      const faults: Fault[] = said === false ? [{ at: ofPod, message, ...versions, right: ofWhole }] : []
      for (const it of wholeContainersOf(pod)) {
        const own = booleanAt(contextOf(it), 'runAsNonRoot')
        // A pod that allows root was told of already.
        if (own === true || (own === undefined && said !== undefined)) continue
        const right = own === false ? { ...ofWhole, of: it } : ofWhole
        faults.push({ at: field(contextOf(it), 'runAsNonRoot'), message, ...versions, right })
      }
      return faults
    },
  },
  {
    rule: 'run-as-root-uid',
    find: (pod) => {
      const versions = hasOwnUsers(pod) ? { from: 23, below: 35 } : { from: 23 }
      const init = new Set(listAt(pod.spec, 'initContainers').map((it) => it.path))
      return [pod.spec, ...containersOf(pod)].flatMap((it): readonly Fault[] => {
        const context = contextOf(it)
        if (numberAt(context, 'runAsUser') !== 0) return []
        const fixes = either(change(context, 'runAsUser', 10001), removing(context, 'runAsUser'))
        // Preparing a volume for another user is what root is needed for.
        const severity = init.has(it.path) ? { severity: 'info' as const } : {}
        const message = 'user 0 is root: who breaks out of the container is root on the node'
        return [{ at: field(context, 'runAsUser'), message, versions, fixes, ...severity }]
      })
    },
  },
  { rule: 'seccomp-unset', find: seccompUnset },
  {
    rule: 'capabilities-not-dropped',
    find: (pod) => {
      const versions = isForWindows(pod) ? { from: 22, below: 25 } : { from: 22 }
      const undropped = wholeContainersOf(pod).flatMap((it): readonly Fault[] => {
        const capabilities = field(contextOf(it), 'capabilities')
        if (listAt(capabilities, 'drop').some((one) => textOf(one) === 'ALL')) return []
        const message = 'the container keeps rights of root that few programs need; drop them: `drop: [ALL]`'
        const drop = field(capabilities, 'drop')
        const right = { of: it, path: ['securityContext', 'capabilities'], key: 'drop', value: '[ALL]' }
        return [{ at: drop, message, versions, right }]
      })
      const added = addedCapabilities(pod)
        .filter(({ name }) => name !== 'NET_BIND_SERVICE' && isOfDefault(name))
        .map(({ at, name, holder }) => ({
          at,
          message: `\`${name}\` is a right of root that few programs need; of all only \`NET_BIND_SERVICE\` is harmless`,
          versions,
          fixes: removingItem(holder, 'add', at),
        }))
      return [...undropped, ...added]
    },
  },
]

/** Those that turn it off are told of by "baseline". */
function seccompUnset(pod: Pod): readonly Fault[] {
  const versions = isForWindows(pod) ? { from: 19, below: 25 } : { from: 19 }
  const typeOf = (it: At) => field(field(contextOf(it), 'seccompProfile'), 'type')
  const ofPod = typeOf(pod.spec)
  return wholeContainersOf(pod).flatMap((it): readonly Fault[] => {
    const own = typeOf(it)
    if (isSet(own) || isSet(ofPod)) return []
    const message =
      'no seccomp profile narrows what the program asks of the kernel; set `seccompProfile: {type: RuntimeDefault}`, for the pod or for each container'
    const path = ['securityContext', 'seccompProfile']
    return [{ at: own, message, versions, right: { of: pod.spec, path, key: 'type', value: 'RuntimeDefault' } }]
  })
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
