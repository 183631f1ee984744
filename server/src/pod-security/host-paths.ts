/** What a path of a node holds that is worth more than other files; `undefined` for all others. */
export function worthOf(path: string): string | undefined {
  const clean = cleaned(path)
  if (Object.hasOwn(WHOLE, clean)) return WHOLE[clean]
  return BELOW.find(([pattern]) => pattern.test(clean))?.[1]
}

/** The socket by which the kubelet, or a person, tells the node to start containers. */
export function isRuntimeSocket(path: string): boolean {
  return /\/(?:docker|dockershim|containerd|crio|cri-dockerd|podman|buildkitd)\.sock$/.test(cleaned(path))
}

/** With one slash between the parts and none behind; `/var/run` is a link to `/run` on every node. */
function cleaned(path: string): string {
  const parts = path.split('/').filter((it) => it !== '' && it !== '.')
  return `/${parts.join('/')}`.replace(/^\/var\/run(?=\/|$)/, '/run')
}

const SYSTEM = 'what its system is made of: who can write there takes the node over'
const SOCKETS = 'where its services listen: who can speak to them takes the node over'
const SECRETS = 'where the Secrets of all its pods are'
const KEYS = 'where keys of the cluster are'
const CLOUD = 'where credentials of the cloud are'

/** These folders as a whole. What agents read below them, as `/etc/ssl/certs`, `/lib/modules` or `/dev/dri`, is worth less. */
const WHOLE: Readonly<Record<string, string>> = {
  '/': 'all that it has: who can write there takes the node over',
  '/bin': SYSTEM,
  '/boot': SYSTEM,
  '/dev': 'all its disks and devices',
  '/etc': SYSTEM,
  '/lib': SYSTEM,
  '/lib64': SYSTEM,
  '/opt': SYSTEM,
  '/proc': 'all its processes, with their environment and settings of the kernel',
  '/run': SOCKETS,
  '/sbin': SYSTEM,
  '/sys': 'the settings of its kernel and devices',
  '/usr': SYSTEM,
  '/usr/bin': SYSTEM,
  '/usr/sbin': SYSTEM,
  '/usr/local/bin': SYSTEM,
  '/var': SYSTEM,
  '/var/lib': SYSTEM,
  '/var/lib/containerd': 'the files of all its containers',
  '/var/lib/docker': 'the files of all its containers',
  '/var/lib/kubelet': SECRETS,
  '/home': 'where people keep their keys',
}

/** And these with all that is below them. */
const BELOW: readonly (readonly [RegExp, string])[] = [
  [/^\/etc\/kubernetes\/(?:azure|cloud-config|gce)[^/]*$|\/\.(?:aws|azure|config\/gcloud)(?:\/|$)/, CLOUD],
  [/^\/etc\/kubernetes(?:\/|$)|^\/var\/lib\/etcd(?:\/|$)|^\/var\/lib\/kubelet\/(?:pki(?:\/|$)|kubeconfig$)/, KEYS],
  [/^\/var\/lib\/kubelet\/pods(?:\/|$)/, SECRETS],
  [/^\/root(?:\/|$)|\/\.(?:ssh|kube)(?:\/|$)/, 'where people keep their keys'],
  [/^\/etc\/(?:shadow|passwd|group|sudoers(?:\.d)?|cron[^/]*|systemd|ssh|ld\.so\.preload|profile)(?:\/|$)/, SYSTEM],
]
