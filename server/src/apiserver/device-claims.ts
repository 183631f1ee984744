import { type At, countAt, field, isObject, isSet, listAt, numberAt, textAt, textsAt } from './at.ts'
import { checkDriver, checkName, checkSet, qualifiedAttribute } from './device-names.ts'
import { checkSelectors } from './device-selectors.ts'
import { removal } from './fixes.ts'
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from './names.ts'
import { isExtended } from './resource-names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'
import { since } from './since.ts'

/** Which devices a pod asks for. https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/ */
export const deviceClaims: Rows = {
  DeviceClaim: [
    row('DRA1', 'Constraints and settings speak of requests by name, so each has one of its own.', (here, say) => {
      checkSet(here, 'requests', 'name', 32, say)
    }),
    row(
      'DRA2',
      'A constraint or a setting is for requests of this claim: `request`, or `request/alternative` for one of `firstAvailable`.',
      (here, say) => {
        const names = requestsOf(here)
        for (const list of ['constraints', 'config']) {
          if (listAt(here, list).length > 32) say['too-many'](field(here, list), `there are more than 32 \`${list}\``)
          else for (const it of listAt(here, list)) checkReferences(it, names, say)
        }
      },
    ),
  ],
  DeviceRequest: [
    row(
      'DRA3',
      'A request is for one kind of device exactly, or for the first of several that can be had.',
      checkRequest,
    ),
    row('DRA4', 'Requests are named by one label of DNS.', (here, say) => checkName(here, 'name', dnsLabel, say)),
  ],
  DeviceConstraint: [
    row('DRA5', 'A constraint is about one attribute of the devices, with the domain of its driver.', (here, say) => {
      const match = field(here, 'matchAttribute')
      const distinct = field(here, 'distinctAttribute')
      if (!isSet(match) && !isSet(distinct))
        since(36, say).required(here, 'a constraint needs `matchAttribute` or `distinctAttribute`')
      if (!isSet(match)) say.required(match, 'a constraint needs `matchAttribute`', { versions: { below: 36 } })
      const name = isSet(match) ? 'matchAttribute' : 'distinctAttribute'
      const text = textAt(here, name)
      const fault = text === undefined ? undefined : qualifiedAttribute(text)
      if (fault !== undefined) (isSet(match) ? say : since(36, say)).invalid(field(here, name), `\`${text}\` ${fault}`)
    }),
  ],
  DeviceClassConfiguration: [
    row('DRA6', 'Settings are for the driver alone to read; there is no other kind of them.', (here, say) => {
      if (!isSet(field(here, 'opaque')))
        say.required(field(here, 'opaque'), 'the settings for a driver go below `opaque`')
    }),
  ],
  OpaqueDeviceConfiguration: [
    row('DRA6', 'A driver is named like a domain.', (here, say) => checkDriver(here, 'driver', say)),
    row('DRA6', 'What the driver is to read is an object, whatever is in it.', (here, say) => {
      const at = field(here, 'parameters')
      if (isSet(at) && !isObject(at)) say.invalid(at, '`parameters` must be an object')
    }),
  ],
  DeviceClassSpec: [
    row('DRA7', 'Pods ask for it as for any other resource, so it is called like one of a vendor.', (here, say) => {
      const name = textAt(here, 'extendedResourceName')
      if (name !== undefined && !isExtended(name))
        since(36, say).invalid(
          field(here, 'extendedResourceName'),
          `\`${name}\` is no resource of a vendor, such as \`example.com/gpu\``,
        )
    }),
    row(
      'DRA8',
      'Every selector costs time whenever a device is chosen, and is compiled beforehand: it says `true` or `false` of `device`.',
      (here, say) => {
        checkSelectors(here, say)
        if (listAt(here, 'config').length > 32)
          say['too-many'](field(here, 'config'), 'there are more than 32 `config`')
      },
    ),
  ],
}

/** The names of requests, and of the alternatives in them. */
function requestsOf(claim: At): ReadonlySet<string> {
  return new Set(
    listAt(claim, 'requests').flatMap((it) => {
      const name = textAt(it, 'name') ?? ''
      return [name, ...listAt(it, 'firstAvailable').map((one) => `${name}/${textAt(one, 'name') ?? ''}`)]
    }),
  )
}

function checkReferences(holder: At, names: ReadonlySet<string>, say: Say): void {
  if (!checkSet(holder, 'requests', undefined, 32, say)) return
  for (const it of textsAt(holder, 'requests')) {
    const fault = it.text.split('/').map(dnsLabel).find(Boolean)
    if (it.text === '') say.invalid(it, 'the name of a request is missing')
    else if (!names.has(it.text)) say.invalid(it, `there is no request \`${it.text}\` in this claim`)
    else if (fault !== undefined) say.invalid(it, `\`${it.text}\` ${fault}`)
  }
}

/** In v1beta1 the fields of `exactly` stand in the request itself. */
const EXACTLY = ['selectors', 'adminAccess', 'tolerations', 'capacity']

function checkRequest(here: Here, say: Say): void {
  const isFlat = here.apiVersion.endsWith('/v1beta1')
  const alternatives = listAt(here, 'firstAvailable')
  const hasExactly = isFlat ? hasFlat(here) : isSet(field(here, 'exactly'))
  const list = field(here, 'firstAvailable')
  if (isSet(list) && countAt(here, 'firstAvailable') === undefined) return
  if (alternatives.length > 0 && !hasExactly)
    say.required(here, 'before Kubernetes 1.34 a request cannot be for the `firstAvailable`', {
      versions: { below: 34 },
    })
  if (alternatives.length === 0 && !hasExactly)
    say.required(here, isFlat ? 'a request needs `deviceClassName`' : 'a request needs `exactly` or `firstAvailable`')
  else if (alternatives.length > 0 && hasExactly)
    say.invalid(list, '`firstAvailable` cannot stand beside a request for exactly one kind of device', {
      path: here.path,
      versions: { from: 34 },
      fixes: removal(here, 'firstAvailable'),
    })
  else if (alternatives.length > 0) {
    if (!checkSet(here, 'firstAvailable', 'name', 8, say)) return
    for (const it of alternatives) {
      checkName(it, 'name', dnsLabel, say)
      checkOne(it, say)
    }
  } else {
    const one = isFlat ? here : field(here, 'exactly')
    if (isFlat && !textAt(here, 'deviceClassName')) {
      say.required(field(here, 'deviceClassName'), 'a request needs `deviceClassName`')
      if (!textAt(here, 'allocationMode'))
        say.unsupported(
          field(here, 'allocationMode'),
          'without `deviceClassName` there is no default for `allocationMode`',
        )
    }
    checkOne(one, say)
  }
}

function hasFlat(request: At): boolean {
  return (
    EXACTLY.some((it) => isSet(field(request, it))) ||
    ['deviceClassName', 'allocationMode'].some((it) => textAt(request, it)) ||
    (numberAt(request, 'count') ?? 0) !== 0
  )
}

/** A request for one kind of device. */
function checkOne(here: At, say: Say): void {
  checkName(here, 'deviceClassName', dnsSubdomain, say)
  checkSelectors(here, say)
  const count = numberAt(here, 'count') ?? 0
  const mode = textAt(here, 'allocationMode') || 'ExactCount'
  if (mode === 'All' && count !== 0)
    say.invalid(field(here, 'count'), '`count` has no meaning if all devices are wanted', {
      fixes: removal(here, 'count'),
    })
  if (mode === 'ExactCount' && count < 0) say.invalid(field(here, 'count'), `there cannot be ${count} devices`)
  for (const it of listAt(here, 'tolerations')) checkToleration(it, say)
}

function checkToleration(here: At, say: Say): void {
  checkName(here, 'key', qualifiedName, say)
  const operator = textAt(here, 'operator') || 'Equal'
  const value = textAt(here, 'value') ?? ''
  if (operator === 'Exists' && value !== '')
    say.invalid(field(here, 'value'), '`Exists` is for any value: leave `value` out', { fixes: removal(here, 'value') })
  else if (operator === 'Equal') checkName(here, 'value', labelValue, say)
}
