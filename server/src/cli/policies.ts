import { policyFrom, type Versions } from '../config/config.ts'
import type { Policy } from '../settings.ts'
import type { Configurations, Settled } from './configuration.ts'
import type { Target } from './find.ts'
import type { LintOptions } from './options.ts'
import { folderOf, within } from './paths.ts'
import { STDIN } from './sources.ts'

/** What the options and the configuration of a file say of it: the same object for all of which they say the same, as caches go by it. */
export function policiesFor(
  { minor, profile, only }: LintOptions,
  configurations: Configurations,
  versions: Versions,
): (target: Target) => Policy {
  const over = {
    ...(minor === undefined ? {} : { minor }),
    ...(profile === undefined ? {} : { profile }),
    ...(only === undefined ? {} : { only }),
  }
  const known = new Map<Settled, Policy>()
  return (target) => {
    const settled = configurations.at(target.config)
    const hit = known.get(settled)
    if (hit) return hit
    const { config, path } = settled
    const below = path === undefined || target.path === STDIN ? undefined : within(folderOf(path), target.path)
    const policy = policyFrom(config, over, {}, versions, below)
    // Overrides may be for some paths only.
    if (config.overrides.length === 0) known.set(settled, policy)
    return policy
  }
}
