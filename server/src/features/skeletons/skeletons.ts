import { access } from './access.ts'
import { jobs } from './jobs.ts'
import { network } from './network.ts'
import { packaged } from './packaged.ts'
import { scaling } from './scaling.ts'
import type { Skeleton } from './skeleton.ts'
import { storage } from './storage.ts'
import { workloads } from './workloads.ts'

/** All skeletons, in the order in which they are offered. */
export const skeletons: readonly Skeleton[] = [
  ...workloads,
  ...network,
  ...storage,
  ...jobs,
  ...scaling,
  ...access,
  ...packaged,
]
