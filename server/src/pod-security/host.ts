import { type At, field, isSet, listAt, numberAt, textAt } from '../apiserver/at.ts'
import { change } from '../apiserver/fixes.ts'
import { type Control, containersOf, contextOf, contextsOf, type Fault, isTrue, type Pod } from './fault.ts'
import { removing } from './fixes.ts'
import { isRuntimeSocket, worthOf } from './host-paths.ts'

/** What leads out of a pod to the node that it runs on. */
export const HOST: readonly Control[] = [
  {
    rule: 'windows-host-process',
    find: (pod) =>
      contextsOf(pod).flatMap((context): readonly Fault[] => {
        const options = field(context, 'windowsOptions')
        const at = field(options, 'hostProcess')
        const message = '`hostProcess` runs the container on the Windows node itself, with access to all of it'
        return isTrue(at) ? [{ at, message, fixes: change(options, 'hostProcess', false) }] : []
      }),
  },
  namespaceOfHost(
    'host-network',
    'hostNetwork',
    '`hostNetwork` gives the pod the network of the node: its ports, and all that listens on its localhost',
  ),
  namespaceOfHost('host-pid', 'hostPID', '`hostPID` shows the pod all processes of the node, with their environment'),
  namespaceOfHost('host-ipc', 'hostIPC', '`hostIPC` gives the pod the shared memory of the processes on the node'),
  {
    rule: 'privileged-container',
    find: (pod) =>
      containersOf(pod).flatMap((it): readonly Fault[] => {
        const context = contextOf(it)
        const at = field(context, 'privileged')
        const message = 'a privileged container can do all that root can do on the node'
        return isTrue(at) ? [{ at, message, fixes: change(context, 'privileged', false) }] : []
      }),
  },
  {
    rule: 'host-path-volume',
    find: (pod) =>
      hostPaths(pod)
        .filter(({ path }) => worthOf(path) === undefined && !isRuntimeSocket(path))
        .map(({ at }) => ({
          at,
          message: '`hostPath` opens the files of the node, and each node has others',
        })),
  },
  {
    rule: 'host-path-sensitive',
    find: (pod) =>
      hostPaths(pod).flatMap(({ mark, path }) => {
        const what = isRuntimeSocket(path) ? undefined : worthOf(path)
        return what === undefined ? [] : [{ at: mark, message: `\`${path}\` of the node is ${what}` }]
      }),
  },
  {
    rule: 'runtime-socket-mount',
    find: (pod) =>
      hostPaths(pod)
        .filter(({ path }) => isRuntimeSocket(path))
        .map(({ mark }) => ({
          at: mark,
          message: 'with the socket of the container runtime the pod can start any container on the node, as root',
        })),
  },
  {
    rule: 'host-port',
    find: (pod) =>
      containersOf(pod)
        .flatMap((it) => listAt(it, 'ports'))
        .filter((it) => (numberAt(it, 'hostPort') ?? 0) !== 0)
        .map((it) => ({
          at: field(it, 'hostPort'),
          message: '`hostPort` takes a port of the node: no two such pods fit on one; let a Service bring the traffic',
          fixes: removing(it, 'hostPort'),
        })),
  },
  {
    rule: 'probe-host-set',
    find: (pod) =>
      containersOf(pod).flatMap((container) =>
        handlersOf(container).flatMap((handler) =>
          ['httpGet', 'tcpSocket'].flatMap((name): readonly Fault[] => {
            const action = field(handler, name)
            const at = field(action, 'host')
            if (!isSet(at) || textAt(action, 'host') === '') return []
            const message = '`host` makes the kubelet ask somebody else than this pod; leave it out'
            return [{ at, message, versions: { from: 34 }, fixes: removing(action, 'host') }]
          }),
        ),
      ),
  },
]

function namespaceOfHost(rule: string, name: string, message: string): Control {
  const find = ({ spec }: Pod): readonly Fault[] => {
    const at = field(spec, name)
    return isTrue(at) ? [{ at, message, fixes: removing(spec, name) }] : []
  }
  return { rule, find }
}

/** The volumes from the node: the source, its path, and where the path stands. */
function hostPaths({ spec }: Pod): readonly { readonly at: At; readonly mark: At; readonly path: string }[] {
  return listAt(spec, 'volumes').flatMap((volume) => {
    const at = field(volume, 'hostPath')
    if (!isSet(at)) return []
    const path = textAt(at, 'path') ?? ''
    return [{ at, mark: path === '' ? at : field(at, 'path'), path }]
  })
}

function handlersOf(container: At): readonly At[] {
  const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'].map((it) => field(container, it))
  const hooks = ['postStart', 'preStop'].map((it) => field(field(container, 'lifecycle'), it))
  return [...probes, ...hooks].filter(isSet)
}
