import { changesTo } from '../schema/change-to.ts'
import { parseIp } from './addresses.ts'
import type { At } from './at.ts'
import type { Say } from './row.ts'

/**
 * Says so where an address could be written better. What is written so that programs read it differently is refused from
 * `strict` on, if ever; servers speak of addresses since 1.33.
 */
export function sloppyIp(at: At, text: string | undefined, strict: number | undefined, say: Say): void {
  const address = text ? parseIp(text) : undefined
  if (!address || !text) return
  const isSloppy = address.hasZeros || address.isMapped
  if (!isSloppy && (address.family === 4 || text === address.canonical)) return
  const fault = isSloppy ? 'is not read alike everywhere' : 'has a shorter form'
  say.warning(at, `\`${text}\` ${fault}: write \`${address.canonical}\``, {
    versions: isSloppy && strict !== undefined ? { from: 33, below: strict } : { from: 33 },
    fixes: () => (at.node ? changesTo(at.node, [address.canonical]) : []),
  })
}
