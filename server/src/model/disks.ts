import { entry, values } from '../syntax/node.ts'
import { podSpecOf } from './pods.ts'
import type { Resource } from './resource.ts'
import { get } from './typed.ts'

/** Whether its pods keep something that not every node and every pod can have: a claim, or a folder of the node. */
export function hasOwnDisk(resource: Resource): boolean {
  return values(get(podSpecOf(resource), 'volumes')).some(
    (it) => entry(it, 'persistentVolumeClaim') !== undefined || entry(it, 'hostPath') !== undefined,
  )
}
