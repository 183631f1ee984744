import { type At, booleanAt, countAt, field, isSet, listAt, mapAt, numberAt, textAt, textsAt } from './at.ts'
import { checkCapacities } from './device-capacity.ts'
import {
  attributeName,
  checkDriver,
  checkName,
  checkSet,
  deviceName,
  poolName,
  semanticVersion,
} from './device-names.ts'
import { removal } from './fixes.ts'
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from './names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'
import { since } from './since.ts'

/** What drivers tell of their devices. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/resource-slice-v1/ */
export const resourceSlices: Rows = {
  ResourceSliceSpec: [
    row('DRA10', 'A driver is named like a domain; its devices are in pools that it numbers.', (here, say) => {
      checkDriver(here, 'driver', say)
      checkPool(field(here, 'pool'), say)
    }),
    row(
      'DRA11',
      'Devices are on one node, on those of a selector, on all, or each says it for itself: one of the four.',
      checkPlace,
    ),
    row('DRA12', 'Counters that devices share are in a slice of their own.', (here, sayEver) => {
      const say = since(36, sayEver)
      if (isSet(field(here, 'sharedCounters')) && isSet(field(here, 'devices')))
        say.invalid(field(here, 'sharedCounters'), '`sharedCounters` cannot stand beside `devices`: use two slices', {
          path: here.path,
        })
      if (!checkSet(here, 'sharedCounters', 'name', 8, say)) return
      for (const it of listAt(here, 'sharedCounters')) {
        checkName(it, 'name', dnsLabel, say)
        checkCounters(it, say)
      }
    }),
    row(
      'DRA13',
      'A driver tells its devices apart by their names, and tells how much and of what kind each has.',
      (here, say) => {
        const devices = listAt(here, 'devices')
        const isAdvanced = devices.some((it) => ['taints', 'consumesCounters'].some((one) => countAt(inside(it), one)))
        if (!checkSet(here, 'devices', 'name', isAdvanced ? 64 : 128, say)) return
        const eachItsOwn = booleanAt(here, 'perDeviceNodeSelection') === true
        for (const it of devices) checkDevice(it, eachItsOwn, say)
      },
    ),
  ],
  DeviceTaint: [
    row('DRA14', 'A taint is a label with an effect, and its key and value are those of one.', (here, say) => {
      checkName(here, 'key', qualifiedName, say)
      checkName(here, 'value', labelValue, say)
    }),
  ],
  ResourcePoolStatusRequestSpec: [
    row('DRA16', 'The question is about the pools of one driver, or one pool of it.', (here, say) => {
      checkDriver(here, 'driver', say)
      checkName(here, 'poolName', poolName, say)
      const limit = numberAt(here, 'limit')
      if (limit !== undefined && limit < 1)
        say.invalid(field(here, 'limit'), `\`limit\` must be at least 1, not ${limit}`)
    }),
  ],
  DeviceTaintSelector: [
    row('DRA15', 'The rule is for devices by driver, pool and name: leave out what does not matter.', (here, say) => {
      for (const it of ['driver', 'pool'])
        if (textAt(here, it) === '') say.required(field(here, it), `an empty \`${it}\` is none: leave it out`)
      if (textAt(here, 'device') === '') say.invalid(field(here, 'device'), 'an empty `device` is none: leave it out')
      checkDriver(here, 'driver', say)
      checkName(here, 'pool', poolName, say)
      checkName(here, 'device', deviceName, say)
    }),
  ],
}

/** In v1beta1 all but the name is one level down. */
function inside(device: At): At {
  const basic = field(device, 'basic')
  return isSet(basic) ? basic : device
}

function checkPool(pool: At, say: Say): void {
  checkName(pool, 'name', poolName, say)
  const count = numberAt(pool, 'resourceSliceCount')
  // That there is none is said elsewhere.
  if (count !== undefined && count <= 0) say.invalid(field(pool, 'resourceSliceCount'), 'a pool has one slice at least')
  if ((numberAt(pool, 'generation') ?? 0) < 0) say.invalid(field(pool, 'generation'), '`generation` cannot be negative')
}

const PLACES = ['nodeName', 'nodeSelector', 'allNodes', 'perDeviceNodeSelection']

function checkPlace(here: Here, say: Say): void {
  if (textAt(here, 'nodeName') === '') say.invalid(field(here, 'nodeName'), 'an empty `nodeName` is none: leave it out')
  checkName(here, 'nodeName', dnsSubdomain, say)
  const selector = field(here, 'nodeSelector')
  if (
    isSet(selector) &&
    countAt(selector, 'nodeSelectorTerms') !== 1 &&
    countAt(selector, 'nodeSelectorTerms') !== undefined
  )
    say.invalid(field(selector, 'nodeSelectorTerms'), 'the selector of a slice has one term')
  for (const it of ['allNodes', 'perDeviceNodeSelection']) checkTrue(here, it, say)
  if (PLACES.some((it) => isOther(here, it))) return
  const given = PLACES.filter((it) => isGiven(here, it))
  if (given.length === 0) say.required(here, 'a slice says where its devices are: `nodeName`, `allNodes` or another')
  // Servers below 1.36 drop the last of the four.
  const isNew = given.slice(0, 2).includes('perDeviceNodeSelection')
  for (const it of given.slice(1, 2))
    (isNew ? since(36, say) : say).invalid(
      field(here, it),
      `\`${it}\` cannot stand beside \`${given[0]}\`: one of them says where the devices are`,
      {
        path: here.path,
        fixes: removal(here, it),
      },
    )
}

function checkTrue(here: At, name: string, say: Say): void {
  if (booleanAt(here, name) === false)
    say.invalid(field(here, name), `\`${name}\` is true or not there`, { fixes: removal(here, name) })
}

function isGiven(here: At, name: string): boolean {
  return name === 'nodeSelector'
    ? isSet(field(here, name))
    : name === 'nodeName'
      ? (textAt(here, name) ?? '') !== ''
      : booleanAt(here, name) === true
}

/** Of a type that does not decode. */
function isOther(here: At, name: string): boolean {
  if (!isSet(field(here, name)) || name === 'nodeSelector') return false
  return name === 'nodeName' ? textAt(here, name) === undefined : booleanAt(here, name) === undefined
}

function checkCounters(holder: At, say: Say): void {
  for (const it of mapAt(holder, 'counters')) {
    const fault = dnsLabel(it.name)
    if (fault !== undefined)
      say.invalid(it.key ? { ...it, node: it.key } : it, `\`${it.name}\` ${fault}`, { path: `${holder.path}.counters` })
  }
}

function checkDevice(named: At, eachItsOwn: boolean, say: Say): void {
  checkName(named, 'name', deviceName, say)
  const device = inside(named)
  const all = mapAt(device, 'attributes').length + mapAt(device, 'capacity').length
  if (all > 32) say.invalid(named, `a device has 32 attributes and capacities at most, not ${all}`)
  for (const list of ['attributes', 'capacity']) {
    for (const it of mapAt(device, list)) {
      const fault = attributeName(it.name)
      const key = it.key ? { ...it, node: it.key } : it
      if (fault !== undefined) say.invalid(key, `\`${it.name}\` ${fault}`, { path: `${device.path}.${list}` })
    }
  }
  for (const it of mapAt(device, 'attributes')) checkAttribute(it, say)
  checkNewer(named, device, eachItsOwn, since(36, say))
}

/** Servers below 1.36 drop what this is about. */
function checkNewer(named: At, device: At, eachItsOwn: boolean, say: Say): void {
  checkCapacities(device, say)
  if (listAt(device, 'taints').length > 16) say['too-many'](field(device, 'taints'), 'a device has 16 taints at most')
  if (checkSet(device, 'consumesCounters', 'counterSet', 2, say))
    for (const it of listAt(device, 'consumesCounters')) {
      checkName(it, 'counterSet', dnsLabel, say)
      checkCounters(it, say)
    }
  checkOwnPlace(named, device, eachItsOwn, say)
  checkConditions(device, say)
}

/** `ints` and the other lists need a feature that is off. */
const VALUES = ['bool', 'int', 'string', 'version']

function checkAttribute(here: At, say: Say): void {
  const given = VALUES.filter((it) => isSet(field(here, it)))
  if (given.length !== 1)
    say.invalid(
      here,
      `an attribute has one value: \`int\`, \`bool\`, \`string\` or \`version\`, not ${given.length} of them`,
    )
  const version = textAt(here, 'version')
  const fault = version === undefined ? undefined : semanticVersion(version)
  if (fault !== undefined) say.invalid(field(here, 'version'), `\`${version}\` ${fault}`)
  for (const it of ['string', 'version']) {
    const text = textAt(here, it) ?? ''
    if (text.length > 64) say['too-long'](field(here, it), `a value has 64 characters at most, not ${text.length}`)
  }
}

function checkOwnPlace(named: At, device: At, eachItsOwn: boolean, say: Say): void {
  const places = ['nodeName', 'nodeSelector', 'allNodes']
  if (places.some((it) => isOther(device, it))) return
  if (!eachItsOwn) {
    const set = places.find((it) => isSet(field(device, it)))
    if (set !== undefined)
      say.invalid(field(device, set), `\`${set}\` needs \`perDeviceNodeSelection: true\` in the slice`, {
        path: named.path,
        fixes: removal(device, set),
      })
    return
  }
  if (textAt(device, 'nodeName') === '') say.invalid(field(device, 'nodeName'), 'an empty `nodeName` is none')
  checkName(device, 'nodeName', dnsSubdomain, say)
  checkTrue(device, 'allNodes', say)
  const given = places.filter((it) => isGiven(device, it))
  if (given.length === 0)
    say.required(named, 'with `perDeviceNodeSelection` each device says where it is, such as `allNodes: true`')
  for (const it of given.slice(1, 2))
    say.invalid(field(device, it), `\`${it}\` cannot stand beside \`${given[0]}\``, { path: named.path })
}

/** The conditions of a device that binding waits for, or gives up at. */
function checkConditions(device: At, say: Say): void {
  const [ready, failed] = ['bindingConditions', 'bindingFailureConditions'] as const
  for (const it of [ready, failed]) {
    if (!checkSet(device, it, undefined, 4, say)) continue
    for (const one of textsAt(device, it)) {
      const fault = qualifiedName(one.text)
      if (fault !== undefined) say.invalid(one, `\`${one.text}\` ${fault}`)
    }
  }
  const waitsFor = new Set(textsAt(device, ready).map((it) => it.text))
  for (const it of textsAt(device, failed))
    if (waitsFor.has(it.text)) say.invalid(it, `\`${it.text}\` cannot be both: it is one of \`${ready}\` too`)
  for (const [one, other] of [
    [ready, failed],
    [failed, ready],
  ] as const) {
    if (countAt(device, one) && countAt(device, other) === 0)
      say.invalid(field(device, other), `\`${one}\` needs \`${other}\` beside it`)
  }
}
