import { type At, listAt, textAt } from './at.ts'

/** The containers of a pod spec. */

/** All of them, temporary ones too, in the server's order. */
export function allContainers(spec: At): readonly At[] {
  const all: At[] = []
  for (const list of CONTAINERS) for (const it of listAt(spec, list)) all.push(it)
  return all
}

const CONTAINERS: readonly string[] = ['initContainers', 'containers', 'ephemeralContainers']

/** Those that run beside each other as long as the pod lives: only they have probes. */
export function longRunning(spec: At): readonly At[] {
  return [...listAt(spec, 'initContainers').filter(isSidecar), ...listAt(spec, 'containers')]
}

/** An init container that starts before the others and then stays. */
export function isSidecar(container: At): boolean {
  return textAt(container, 'restartPolicy') === 'Always'
}
