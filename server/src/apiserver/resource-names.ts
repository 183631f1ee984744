import { qualifiedName } from './names.ts'

/** The names of what can be asked for, counted and limited. https://kubernetes.io/docs/concepts/policy/resource-quotas/ */

const COMPUTE: readonly string[] = ['cpu', 'memory', 'ephemeral-storage']
const COUNTED: ReadonlySet<string> = new Set([
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
])
const OF_QUOTA: ReadonlySet<string> = new Set([
  ...COMPUTE,
  ...COMPUTE.flatMap((it) => [`requests.${it}`, `limits.${it}`]),
  'requests.storage',
  ...COUNTED,
])

/** What is wrong with the name of anything that can be counted, as the end of a sentence. */
export function resourceFault(name: string): string | undefined {
  if (name === '') return 'is empty'
  const fault = qualifiedName(name)
  if (fault !== undefined || name.includes('/')) return fault
  return OF_QUOTA.has(name) || name === 'storage' || isHugePagesOfQuota(name)
    ? undefined
    : `${UNKNOWN} of Kubernetes, and has no domain before a \`/\``
}

const UNKNOWN = 'is no resource'

/** What a quota can limit is not all of it. */
export function quotaFault(name: string): string | undefined {
  return (
    resourceFault(name) ?? (name.includes('/') || isOfQuota(name) ? undefined : `${UNKNOWN} that a quota can limit`)
  )
}

export function isOfQuota(name: string): boolean {
  return OF_QUOTA.has(name) || isHugePagesOfQuota(name)
}

/** What a container can ask for. */
export function containerFault(name: string): string | undefined {
  const fault = resourceFault(name)
  if (fault !== undefined) return fault
  if (!name.includes('/'))
    return COMPUTE.includes(name) || isHugePages(name) ? undefined : `${UNKNOWN} that a container can ask for`
  return isNative(name) || isExtended(name) ? undefined : 'is no name of an extended resource'
}

export function isCounted(name: string): boolean {
  return COUNTED.has(name) || isExtended(name)
}

/** Whether more of it may be promised than there is. Of all else requests and limits are the same. */
export function canBeOvercommitted(name: string): boolean {
  return isNative(name) && !isHugePages(name)
}

export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-')
}

function isHugePagesOfQuota(name: string): boolean {
  return isHugePages(name) || name.startsWith('requests.hugepages-')
}

/** Of Kubernetes itself, not of a vendor. */
export function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/')
}

/** What a device plugin offers, under a name with its domain. */
export function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`) === undefined
}
