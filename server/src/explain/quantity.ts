import { type Amount, amountOf, NANO, toBytes, toNumber } from '../schema/quantity.ts'
import { at, type Node, stringAt } from '../syntax/node.ts'
import { bytesInWords, coresInWords } from './amount.ts'
import type { Explainer, Question } from './explainer.ts'
import { grouped } from './words.ts'

/**
 * What an amount of CPU, memory or storage is in cores or bytes, and what the same digits with another suffix would be.
 * https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-units-in-kubernetes
 */
export const quantity: Explainer = {
  id: 'quantity',
  explain(question) {
    const measure = measureOf(question)
    const amount = measure && amountOf(question.node)
    if (!measure || !amount || amount.nano <= 0n || amount.nano > LARGEST) return undefined
    if (measure === 'cores') return cores(amount)
    return measure === 'bytes' ? bytes(amount) : plain(amount)
  },
}

/** Larger ones are cut off at 2⁶³ - 1. */
const LARGEST = (2n ** 63n - 1n) * NANO

type Measure = 'cores' | 'bytes' | 'number'

/** Maps from the name of a resource to an amount of it, which any kind may have, and those that only some have. */
const MAPS: ReadonlySet<unknown> = new Set(['requests', 'limits'])
const MAPS_OF_KIND: Readonly<Record<string, readonly string[]>> = {
  '/ResourceQuota': ['hard'],
  '/PersistentVolume': ['capacity'],
  '/LimitRange': ['max', 'min', 'default', 'defaultRequest'],
  'node.k8s.io/RuntimeClass': ['podFixed'],
}

function measureOf({ resource, path }: Question): Measure | undefined {
  const name = path.at(-1)
  const parent = path.at(-2)
  const kind = `${resource.group}/${resource.kind}`
  if (typeof name !== 'string') return undefined
  if (parent === 'overhead' || MAPS.has(parent) || MAPS_OF_KIND[kind]?.some((it) => it === parent)) return measure(name)
  if (name === 'sizeLimit' && parent === 'emptyDir') return 'bytes'
  if (
    kind === 'autoscaling/HorizontalPodAutoscaler' &&
    parent === 'target' &&
    (name === 'averageValue' || name === 'value')
  ) {
    const source: Node | undefined = at(resource.node, ...path.slice(0, -2))
    return measure(stringAt(source, 'name') ?? '')
  }
  return undefined
}

function measure(resource: string): Measure {
  const name = resource.replace(/^(?:requests|limits)\./, '')
  if (name === 'cpu') return 'cores'
  const isBytes =
    /^(?:memory|storage|ephemeral-storage|hugepages-.*)$/.test(name) || /\/requests\.storage$/.test(resource)
  return isBytes ? 'bytes' : 'number'
}

function cores(amount: Amount): string {
  const { text, suffix, nano } = amount
  const says = `\`${text}\` of CPU is ${coresInWords(amount)}`
  if (nano % MILLI !== 0n) return `${says}; parts of \`1m\` are rounded up.`
  if (suffix === 'm') return `${says}; \`${toNumber(amount)}\` says the same.`
  if (/^[kKMGTPE]i?$/.test(suffix)) return `${says}: \`${suffix}\` makes sense for bytes, not for cores.`
  if (nano < NANO) return `${says}; \`${nano / MILLI}m\` says the same.`
  if (suffix !== '' || nano < 100n * NANO) return `${says}.`
  return `${says}; \`${text}m\` would be ${coresInWords({ ...amount, nano: nano / 1000n })}.`
}

const MILLI = NANO / 1000n

function bytes(amount: Amount): string {
  const { text, suffix, digits } = amount
  const exact = `\`${text}\` is ${inBytes(amount)}`
  if (suffix === 'm' || suffix === 'u' || suffix === 'n') {
    const part = toNumber(amount) >= 1 ? '' : ', less than one'
    const meant =
      suffix === 'm' && toBytes(amount) < 1024n ? ` \`${digits}Mi\` or \`${digits}M\` is more likely meant.` : ''
    return `\`${text}\` is ${grouped(toNumber(amount))} bytes${part}: \`${suffix}\` stands for ${SMALL[suffix]}.${meant}`
  }
  const other = suffix.endsWith('i') ? twin(digits, DECIMAL_TWIN[suffix]) : twin(digits, `${suffix.toUpperCase()}i`)
  if (suffix === '' || /^[eE][+-]?\d/.test(suffix)) {
    if (toBytes(amount) >= 1024n) return `${exact}, which is ${bytesInWords(amount)}.`
    return suffix === ''
      ? `${exact}: there is no unit. \`${text}Mi\` would be ${bytesInWords(mebi(amount))}.`
      : `${exact}.`
  }
  return other ? `${exact}; \`${other.text}\` would be ${inBytes(other)}.` : `${exact}.`
}

const SMALL = { m: 'thousandths', u: 'millionths', n: 'billionths' } as const

const DECIMAL_TWIN: Readonly<Record<string, string>> = { Ki: 'k', Mi: 'M', Gi: 'G', Ti: 'T', Pi: 'P', Ei: 'E' }

/** The same digits with the suffix that people mistake for this one. */
function twin(digits: string, suffix: string | undefined): Amount | undefined {
  const power = suffix === undefined ? -1 : 'kMGTPE'.indexOf(suffix[0] === 'K' ? 'k' : (suffix[0] ?? ''))
  if (suffix === undefined || power < 0) return undefined
  const base = suffix.endsWith('i') ? 1024n : 1000n
  const fraction = digits.split('.')[1] ?? ''
  const nano =
    (BigInt(digits.replace(/[.+]/g, '') || '0') * base ** BigInt(power + 1) * NANO) / 10n ** BigInt(fraction.length)
  return { nano, text: `${digits}${suffix}`, digits, suffix }
}

function mebi(amount: Amount): Amount {
  return { ...amount, nano: amount.nano * 1024n * 1024n }
}

function inBytes(amount: Amount): string {
  const whole = toBytes(amount)
  return `${grouped(whole)} ${whole === 1n ? 'byte' : 'bytes'}`
}

function plain(amount: Amount): string | undefined {
  return amount.suffix === '' ? undefined : `\`${amount.text}\` is ${grouped(toNumber(amount))}.`
}
