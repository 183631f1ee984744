import { type At, field, isSet, numberAt, textAt } from './at.ts'
import { removal } from './fixes.ts'
import { dnsLabel, dnsSubdomain, portName } from './names.ts'
import { oldServiceName, pathSegment } from './net-names.ts'
import type { Say } from './row.ts'

/** Where an Ingress leads to. */
export function checkBackend(at: At, say: Say): void {
  const service = field(at, 'service')
  const resource = field(at, 'resource')
  if (isSet(service) && isSet(resource))
    say.invalid(at, 'a backend is a `service` or a `resource`, not both', { fixes: removal(at, 'resource') })
  else if (isSet(resource)) checkResource(resource, say)
  else if (isSet(service)) checkService(at, service, say)
  else say.invalid(at, 'a backend needs `service` or `resource`')
}

function checkResource(at: At, say: Say): void {
  const group = textAt(at, 'apiGroup')
  const fault = group === undefined ? undefined : dnsSubdomain(group)
  if (fault !== undefined) say.invalid(field(at, 'apiGroup'), `\`${group}\` ${fault}`)
  for (const name of ['kind', 'name']) {
    const text = textAt(at, name)
    const fault = text ? pathSegment(text) : undefined
    if (fault !== undefined) say.invalid(field(at, name), `\`${text}\` ${fault}`)
  }
}

function checkService(backend: At, at: At, say: Say): void {
  const name = textAt(at, 'name')
  const fault = name ? dnsLabel(name) : undefined
  const before = name ? oldServiceName(name) : undefined
  if (fault !== undefined) say.invalid(field(at, 'name'), `\`${name}\` ${fault}`)
  if (before !== undefined) say.invalid(field(at, 'name'), `\`${name}\` ${before}`, { versions: { below: 36 } })
  checkPort(backend, field(at, 'port'), say)
}

function checkPort(backend: At, at: At, say: Say): void {
  const name = textAt(at, 'name')
  const number = numberAt(at, 'number')
  // What is of another type is said already.
  if (isSet(field(at, 'name')) && name === undefined) return
  if (isSet(field(at, 'number')) && number === undefined) return
  if (name && number) {
    const { path } = backend
    say.invalid(at, 'the port is given twice: by `name` and by `number`', { path, fixes: removal(at, 'name') })
  } else if (name) {
    const fault = portName(name)
    if (fault !== undefined) say.invalid(field(at, 'name'), `\`${name}\` ${fault}`)
  } else if (number) {
    if (number < 1 || number > 65535)
      say.invalid(field(at, 'number'), `\`number\` must be between 1 and 65535, not ${number}`)
  } else say.required(backend, 'the backend needs a port of the Service: `port.number` or `port.name`')
}
