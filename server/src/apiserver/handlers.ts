import { changesTo } from '../schema/change-to.ts'
import { scalar } from '../syntax/node.ts'
import { type At, countAt, field, isSet, listAt, textAt } from './at.ts'
import { removal } from './fixes.ts'
import { portName } from './names.ts'
import type { Say } from './row.ts'

/** What a probe or a hook does: it asks over HTTP, opens a connection, runs a command ... */

export const HANDLERS_OF_PROBES: readonly string[] = ['exec', 'httpGet', 'tcpSocket', 'grpc']

/** There must be one, and only one. */
export function checkOneHandler(at: At, what: string, kinds: readonly string[], say: Say): void {
  const [first, ...others] = kinds.filter((it) => isSet(field(at, it)))
  if (first === undefined) say.required(at, `${what} needs one of ${kinds.map((it) => `\`${it}\``).join(', ')}`)
  for (const it of others)
    say.forbidden(field(at, it), `${what} has \`${first}\` already and cannot have \`${it}\` too`, {
      fixes: removal(at, it),
    })
}

/** A port by number or by name, of `httpGet` and `tcpSocket`. The schema tells of a missing one. */
export function checkPort(action: At, say: Say): void {
  const at = field(action, 'port')
  const { node } = at
  const value = node && scalar(node)
  if (typeof value === 'number' && (value < 1 || value > 65535))
    say.invalid(at, `a port is a number from 1 to 65535, not ${value}`)
  if (typeof value !== 'string') return
  const fault = portName(value)
  const number = /^[1-9]\d{0,4}$/.test(value) ? Number(value) : 0
  const fixes = node && number > 0 && number <= 65535 ? () => changesTo(node, [number], true) : undefined
  if (fault !== undefined)
    say.invalid(
      at,
      `\`${value}\` ${number > 0 ? 'in quotes is the name of a port, and' : 'as the name of a port'} ${fault}`,
      {
        ...(fixes ? { fixes } : {}),
      },
    )
}

export function checkHeaders(httpGet: At, say: Say): void {
  const { path } = field(httpGet, 'httpHeaders')
  for (const it of listAt(httpGet, 'httpHeaders')) {
    const { node } = field(it, 'name')
    const name = textAt(it, 'name') ?? ''
    if ((node && typeof scalar(node) !== 'string') || /^[-A-Za-z0-9]+$/.test(name)) continue
    if (name === '') say.invalid(isSet(field(it, 'name')) ? field(it, 'name') : it, 'a header needs a `name`', { path })
    else say.invalid(field(it, 'name'), `\`${name}\` is no name of a header: letters, digits and \`-\` only`, { path })
  }
}

/** The schema tells of a missing one. */
export function checkCommand(exec: At, say: Say): void {
  const command = field(exec, 'command')
  if (isSet(command) && countAt(exec, 'command') === 0) say.required(command, '`command` needs the program to run')
}
