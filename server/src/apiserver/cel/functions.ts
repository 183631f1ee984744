import { memo } from '../../memo.ts'
import { DYN, listOf, mapOf, type Type } from './types.ts'

/** One way to call a function. */
export interface Overload {
  /** Of a call `a.f(b)` the first is `a`. */
  readonly args: readonly Type[]
  readonly isMember: boolean
  readonly result: Type
}

/** By name; none of a name that there is not. */
export function overloadsOf(name: string): readonly Overload[] | undefined {
  return table(KEY).get(name)
}

/** Read when the first expression is met. */
const table = memo('celFunctions', (_key: object): ReadonlyMap<string, readonly Overload[]> => read())
const KEY = {}

/**
 * The functions of CEL and those that Kubernetes adds to it, `A.f(B): C` being called as `a.f(b)`.
 * https://github.com/google/cel-spec/blob/master/doc/langdef.md#list-of-standard-definitions
 * https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-cel-libraries
 */
const DECLARATIONS = `
_?_:_(bool,A,A): A
_||_(bool,bool): bool
_&&_(bool,bool): bool
!_(bool): bool
-_(int): int; -_(double): double
_==_(A,A): bool
_!=_(A,A): bool
_in_(A,list(A)): bool; _in_(A,map(A,B)): bool
_[_](list(A),int): A; _[_](map(A,B),A): B; _[_](optional(list(A)),int): optional(A); _[_](optional(map(A,B)),A): optional(B)
_[?_](list(A),int): optional(A); _[?_](map(A,B),A): optional(B); _[?_](optional(list(A)),int): optional(A); _[?_](optional(map(A,B)),A): optional(B)
_+_(int,int): int; _+_(uint,uint): uint; _+_(double,double): double; _+_(string,string): string; _+_(bytes,bytes): bytes; _+_(list(A),list(A)): list(A); _+_(timestamp,duration): timestamp; _+_(duration,timestamp): timestamp; _+_(duration,duration): duration
_-_(int,int): int; _-_(uint,uint): uint; _-_(double,double): double; _-_(timestamp,timestamp): duration; _-_(timestamp,duration): timestamp; _-_(duration,duration): duration
_*_(int,int): int; _*_(uint,uint): uint; _*_(double,double): double
_/_(int,int): int; _/_(uint,uint): uint; _/_(double,double): double
_%_(int,int): int; _%_(uint,uint): uint
size(string): int; size(bytes): int; size(list(A)): int; size(map(A,B)): int
string.size(): int; bytes.size(): int; list(A).size(): int; map(A,B).size(): int
int(int): int; int(uint): int; int(double): int; int(string): int; int(timestamp): int; int(duration): int
uint(uint): uint; uint(int): uint; uint(double): uint; uint(string): uint
double(double): double; double(int): double; double(uint): double; double(string): double
bool(bool): bool; bool(string): bool
string(string): string; string(bool): string; string(int): string; string(uint): string; string(double): string; string(bytes): string; string(timestamp): string; string(duration): string
bytes(bytes): bytes; bytes(string): bytes
timestamp(timestamp): timestamp; timestamp(string): timestamp; timestamp(int): timestamp
duration(duration): duration; duration(string): duration; duration(int): duration
dyn(A): dyn
type(A): type
matches(string,string): bool; string.matches(string): bool
string.startsWith(string): bool
string.endsWith(string): bool
string.contains(string): bool
timestamp.getFullYear(): int; timestamp.getFullYear(string): int
timestamp.getMonth(): int; timestamp.getMonth(string): int
timestamp.getDayOfYear(): int; timestamp.getDayOfYear(string): int
timestamp.getDayOfMonth(): int; timestamp.getDayOfMonth(string): int
timestamp.getDate(): int; timestamp.getDate(string): int
timestamp.getDayOfWeek(): int; timestamp.getDayOfWeek(string): int
timestamp.getHours(): int; timestamp.getHours(string): int; duration.getHours(): int
timestamp.getMinutes(): int; timestamp.getMinutes(string): int; duration.getMinutes(): int
timestamp.getSeconds(): int; timestamp.getSeconds(string): int; duration.getSeconds(): int
timestamp.getMilliseconds(): int; timestamp.getMilliseconds(string): int; duration.getMilliseconds(): int
string.charAt(int): string
string.indexOf(string): int; string.indexOf(string,int): int; list(A).indexOf(A): int
string.lastIndexOf(string): int; string.lastIndexOf(string,int): int; list(A).lastIndexOf(A): int
string.lowerAscii(): string
string.upperAscii(): string
string.replace(string,string): string; string.replace(string,string,int): string
string.split(string): list(string); string.split(string,int): list(string)
list(string).join(): string; list(string).join(string): string
string.substring(int): string; string.substring(int,int): string
string.trim(): string
string.format(list(dyn)): string
list(A).reverse(): list(A)
strings.quote(string): string
string.find(string): string
string.findAll(string): list(string); string.findAll(string,int): list(string)
list(int).sum(): int; list(uint).sum(): uint; list(double).sum(): double; list(duration).sum(): duration
list(A).slice(int,int): list(A)
list(A).sort(): list(A)
list(A).distinct(): list(A)
list(dyn).flatten(): list(dyn); list(dyn).flatten(int): list(dyn)
lists.range(int): list(int)
list(A).first(): optional(A)
list(A).last(): optional(A)
sets.contains(list(A),list(A)): bool
sets.equivalent(list(A),list(A)): bool
sets.intersects(list(A),list(A)): bool
optional.of(A): optional(A)
optional.ofNonZeroValue(A): optional(A)
optional.none(): optional(A)
optional(A).hasValue(): bool
optional(A).value(): A
optional(A).or(optional(A)): optional(A)
optional(A).orValue(A): A
optional.unwrap(list(optional(A))): list(A)
list(optional(A)).unwrapOpt(): list(A)
url(string): URL
isURL(string): bool
URL.getScheme(): string
URL.getHost(): string
URL.getHostname(): string
URL.getPort(): string
URL.getEscapedPath(): string
URL.getQuery(): map(string,list(string))
quantity(string): Quantity
isQuantity(string): bool
Quantity.sign(): int
Quantity.isInteger(): bool
Quantity.asInteger(): int
Quantity.asApproximateFloat(): double
Quantity.add(Quantity): Quantity; Quantity.add(int): Quantity
Quantity.sub(Quantity): Quantity; Quantity.sub(int): Quantity
Quantity.isLessThan(Quantity): bool; Semver.isLessThan(Semver): bool
Quantity.isGreaterThan(Quantity): bool; Semver.isGreaterThan(Semver): bool
Quantity.compareTo(Quantity): int; Semver.compareTo(Semver): int
semver(string): Semver; semver(string,bool): Semver
isSemver(string): bool; isSemver(string,bool): bool
Semver.major(): int
Semver.minor(): int
Semver.patch(): int
ip(string): IP
CIDR.ip(): IP
isIP(string): bool
ip.isCanonical(string): bool
IP.family(): int
IP.isUnspecified(): bool
IP.isLoopback(): bool
IP.isLinkLocalMulticast(): bool
IP.isLinkLocalUnicast(): bool
IP.isGlobalUnicast(): bool
cidr(string): CIDR
isCIDR(string): bool
CIDR.containsIP(IP): bool; CIDR.containsIP(string): bool
CIDR.containsCIDR(CIDR): bool; CIDR.containsCIDR(string): bool
CIDR.masked(): CIDR
CIDR.prefixLength(): int
format.named(string): optional(Format)
format.dns1123Label(): Format
format.dns1123Subdomain(): Format
format.dns1035Label(): Format
format.qualifiedName(): Format
format.dns1123LabelPrefix(): Format
format.dns1123SubdomainPrefix(): Format
format.dns1035LabelPrefix(): Format
format.labelValue(): Format
format.uri(): Format
format.uuid(): Format
format.byte(): Format
format.date(): Format
format.datetime(): Format
Format.validate(string): optional(list(string))
Authorizer.path(string): PathCheck
Authorizer.group(string): GroupCheck
Authorizer.serviceAccount(string,string): Authorizer
GroupCheck.resource(string): ResourceCheck
ResourceCheck.subresource(string): ResourceCheck
ResourceCheck.namespace(string): ResourceCheck
ResourceCheck.name(string): ResourceCheck
ResourceCheck.fieldSelector(string): ResourceCheck
ResourceCheck.labelSelector(string): ResourceCheck
PathCheck.check(string): Decision; ResourceCheck.check(string): Decision
Decision.allowed(): bool
Decision.reason(): string
Decision.errored(): bool
Decision.error(): string
jsonpatch.escapeKey(string): string
`

const ORDERED = ['bool', 'int', 'uint', 'double', 'string', 'bytes', 'timestamp', 'duration']
const NUMBERS = ['int', 'uint', 'double']

function read(): ReadonlyMap<string, readonly Overload[]> {
  const found = new Map<string, Overload[]>()
  const add = (name: string, overload: Overload) => {
    const others = found.get(name)
    if (others) others.push(overload)
    else found.set(name, [overload])
  }
  for (const it of DECLARATIONS.split(/[\n;]/)) {
    const [head, result] = it.trim().split(': ')
    if (head === undefined || result === undefined) continue
    const open = head.endsWith('()') ? head.length - 2 : openOf(head)
    const name = head.slice(0, open)
    const args = split(head.slice(open + 1, -1)).map(typeOf)
    const dot = /^(?:list|map|optional)\(/.test(name) ? name.lastIndexOf('.') : name.indexOf('.')
    const receiver = dot < 0 ? undefined : name.slice(0, dot)
    // A name in lower case that is no type is a part of the function's own: `sets.contains`.
    const isMember = receiver !== undefined && !NAMESPACES.has(receiver)
    if (isMember)
      add(name.slice(dot + 1), { args: [typeOf(receiver), ...args], isMember: true, result: typeOf(result) })
    else add(name, { args, isMember: false, result: typeOf(result) })
  }
  for (const it of ORDERED) {
    const args = [listOf(typeOf(it))]
    add('isSorted', { args, isMember: true, result: typeOf('bool') })
    for (const name of ['min', 'max']) add(name, { args, isMember: true, result: typeOf(it) })
  }
  for (const sign of ['<', '<=', '>', '>=']) {
    for (const one of ORDERED)
      for (const other of NUMBERS.includes(one) ? NUMBERS : [one])
        add(`_${sign}_`, { args: [typeOf(one), typeOf(other)], isMember: false, result: typeOf('bool') })
  }
  return found
}

const NAMESPACES: ReadonlySet<string> = new Set(['strings', 'lists', 'sets', 'optional', 'ip', 'format', 'jsonpatch'])

/** Where the arguments begin: at the bracket that the last one closes. */
function openOf(head: string): number {
  let depth = 0
  for (let at = head.length - 1; at >= 0; at--) {
    if (head[at] === ')') depth++
    if (head[at] === '(' && --depth === 0) return at
  }
  return head.length
}

function typeOf(text: string): Type {
  const inside = /^(\w+)\((.*)\)$/.exec(text)
  if (!inside) {
    if (/^[A-Z]$/.test(text)) return { is: 'any', name: text }
    if (text === 'dyn') return DYN
    return /^[A-Z]/.test(text) ? { is: 'opaque', name: text } : ({ is: text } as Type)
  }
  const [first = DYN, second = DYN] = split(inside[2] ?? '').map(typeOf)
  if (inside[1] === 'list') return listOf(first)
  return inside[1] === 'map' ? mapOf(second, first) : { is: 'optional', of: first }
}

/** At commas outside of brackets. */
function split(text: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at <= text.length; at++) {
    const char = text[at]
    if (char === '(') depth++
    if (char === ')') depth--
    if ((char === ',' && depth === 0) || at === text.length) {
      if (at > from) parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return parts
}
