import { cron } from './cron.ts'
import type { Explainer, Question } from './explainer.ts'
import { hpa } from './hpa.ts'
import { job } from './job.ts'
import { pdb } from './pdb.ts'
import { probe } from './probe.ts'
import { qos } from './qos.ts'
import { quantity } from './quantity.ts'
import { rollout } from './rollout.ts'
import { selector } from './selector.ts'
import { servicePort } from './service-port.ts'
import { termination } from './termination.ts'
import { volumeMode } from './volume-mode.ts'

/** In alphabetical order, which is also the order of what they say. */
export const explainers: readonly Explainer[] = [
  cron,
  hpa,
  job,
  pdb,
  probe,
  qos,
  quantity,
  rollout,
  selector,
  servicePort,
  termination,
  volumeMode,
]

/** All that the values around a place add up to, a piece of Markdown each. Mostly nothing. */
export function explanationsAt(question: Question): readonly string[] {
  return explainers.flatMap((it) => it.explain(question) ?? [])
}
