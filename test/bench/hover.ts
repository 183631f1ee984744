/* Prints the time of a hover with a note, once warm, at every place that a note names. Run: npx tsx <this file> */
import { hover } from '../../server/src/features/hover.ts'
import type { Workspace } from '../../server/src/model/workspace.ts'
import { manifestsFor } from '../notes/manifest-for.ts'
import { catalogue, notes, uriOf, workspaceOf } from '../workspace.ts'

const URI = uriOf('a.yaml')
const ROUNDS = 20

const places = notes.all.flatMap(({ surfaces }) =>
  surfaces.flatMap((surface): readonly { surface: string; workspace: Workspace; offset: number }[] => {
    const [first] = manifestsFor(catalogue, surface)
    return first ? [{ surface, workspace: workspaceOf({ 'a.yaml': first.manifest }), offset: first.offset }] : []
  }),
)
const options = { link: (id: string) => `note:${id}`, complement: false, minor: 36 }
const best = new Map<string, number>()
for (let round = 0; round < ROUNDS; round++) {
  for (const { surface, workspace, offset } of places) {
    const start = performance.now()
    hover(workspace, URI, offset, options)
    best.set(surface, Math.min(best.get(surface) ?? Number.POSITIVE_INFINITY, performance.now() - start))
  }
}
const times = [...best].sort((a, b) => a[1] - b[1])
const at = (share: number) => times[Math.floor((times.length - 1) * share)] ?? ['', 0]
const [slowest, most] = at(1)
console.log(
  `${notes.all.length} notes, a hover at each of ${times.length} places: median ${ms(at(0.5)[1])}, p95 ${ms(at(0.95)[1])}, most ${ms(most)} (${slowest})`,
)
if (most > 1) process.exitCode = 1

function ms(time: number): string {
  return `${time.toFixed(3)} ms`
}
