import { checkChosen, checkRequestRule } from './admission-rules.ts'
import { type At, field, isSet, itemText, listAt, textAt } from './at.ts'
import { admissionScope } from './cel/admission.ts'
import { RESERVED } from './cel/parse.ts'
import type { Type } from './cel/types.ts'
import {
  CONDITION,
  checkExpression,
  checkMatchConditions,
  expressionText,
  requiredExpression,
  TEXT,
  TEXT_OR_NULL,
  type Wanted,
} from './expressions.ts'
import { dns1035Label, dnsSubdomain, qualifiedName } from './names.ts'
import { type Rows, row, type Say } from './row.ts'

const WHY_POLICY =
  'A policy says what it is about (`matchConstraints`) and what it asks, in CEL that is compiled when the policy is made: a misspelt variable, function or field of `request` is refused, one of `object` only shows when it runs.'
const WHY_MUTATION =
  'A policy that changes objects says which (`matchConstraints`), how often (`reinvocationPolicy`), and by what: an expression that gives an `Object` to merge, or a list of `JSONPatch`.'

/** Of the kinds that judge or change objects by CEL. https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/ */
export const admissionPolicies: Rows = {
  ValidatingAdmissionPolicy: [
    row('CRD16', WHY_POLICY, (here, say) => {
      const spec = field(here, 'spec')
      if (!isSet(spec)) return
      const variables = checkCommon(spec, say, 'validation')
      const scope = admissionScope({ params: isSet(field(spec, 'paramKind')), variables })
      const validations = listAt(spec, 'validations')
      const annotations = listAt(spec, 'auditAnnotations')
      if (validations.length + annotations.length === 0)
        for (const it of ['validations', 'auditAnnotations'])
          say.required(field(spec, it), 'needs `validations` or `auditAnnotations`: as it is, it does nothing')
      for (const it of validations) {
        requiredExpression(it, 'expression', scope, CONDITION, say)
        checkMessage(it, say)
        const text = expressionText(it, 'messageExpression')
        const at = field(it, 'messageExpression')
        if (text && text.trim() === '') say.invalid(at, '`messageExpression` is blank: leave it out')
        else if (text) checkExpression(at, text, scope, TEXT, say)
      }
      checkAnnotations(here, annotations, scope, say)
    }),
  ],
  MutatingAdmissionPolicy: [
    row('CRD22', WHY_MUTATION, (here, say) => {
      const spec = field(here, 'spec')
      if (!isSet(spec)) return
      const variables = checkCommon(spec, say, 'mutation')
      const scope = admissionScope({ params: isSet(field(spec, 'paramKind')), variables, isMutation: true })
      const mutations = listAt(spec, 'mutations')
      if (mutations.length === 0) say.required(field(spec, 'mutations'), 'needs at least one of `mutations`')
      if (!isSet(field(spec, 'reinvocationPolicy')))
        say.required(field(spec, 'reinvocationPolicy'), 'needs a `reinvocationPolicy`: `Never` or `IfNeeded`')
      for (const it of mutations) {
        const type = textAt(it, 'patchType')
        for (const { name, of, wanted } of PATCHES) {
          const block = field(it, name)
          if (type !== of && isSet(block) && PATCHES.some((other) => other.of === type))
            say.invalid(block, `\`${name}\` does not go with \`patchType: ${type}\``)
          if (type !== of) continue
          if (isSet(block)) {
            if (expressionText(block, 'expression') === '')
              say.required(field(block, 'expression'), `\`${name}\` needs an \`expression\``)
            requiredExpression(block, 'expression', scope, wanted, say)
          } else say.required(block, `\`patchType: ${of}\` needs \`${name}\``)
        }
      }
    }),
  ],
}

const PATCHES: readonly { readonly name: string; readonly of: string; readonly wanted: Wanted }[] = [
  {
    name: 'applyConfiguration',
    of: 'ApplyConfiguration',
    wanted: { label: 'an `Object{...}`', accepts: (type) => type.is === 'object' && type.name === 'Object' },
  },
  {
    name: 'jsonPatch',
    of: 'JSONPatch',
    wanted: {
      label: 'a list of `JSONPatch{...}`',
      accepts: (type) => type.is === 'list' && (type.of.is === 'dyn' || isPatch(type.of)),
    },
  },
]

function isPatch(type: Type): boolean {
  return type.is === 'object' && type.name === 'JSONPatch'
}

/** What both kinds share; gives the types of the variables. */
function checkCommon(spec: At, say: Say, what: 'validation' | 'mutation'): ReadonlyMap<string, Type> {
  const params = isSet(field(spec, 'paramKind'))
  if (params) checkParamKind(field(spec, 'paramKind'), say)
  const constraints = field(spec, 'matchConstraints')
  if (!isSet(constraints)) say.required(constraints, 'needs `matchConstraints`: what it is about')
  else {
    if (listAt(constraints, 'resourceRules').length === 0)
      say.required(field(constraints, 'resourceRules'), 'needs at least one of `resourceRules`')
    checkMatchResources(constraints, say)
    if (what === 'mutation') checkMutableOperations(constraints, say)
  }
  checkChosen(spec, ['failurePolicy'], say)
  checkMatchConditions(spec, params, say)
  return checkVariables(spec, params, what === 'mutation', say)
}

export function checkMatchResources(match: At, say: Say): void {
  checkChosen(match, ['matchPolicy'], say)
  for (const name of ['resourceRules', 'excludeResourceRules'])
    for (const it of listAt(match, name)) checkRequestRule(it, say)
}

/** Nothing is left to be changed of what is deleted. */
function checkMutableOperations(constraints: At, say: Say): void {
  for (const rule of listAt(constraints, 'resourceRules')) {
    for (const it of listAt(rule, 'operations')) {
      const text = itemText(it)
      if (text === undefined || MUTABLE.has(text)) continue
      const path = `${constraints.path}.resourceRules.operations`
      say.unsupported(it, `\`${text}\` is nothing that can be changed: \`CREATE\`, \`UPDATE\`, \`CONNECT\` or \`*\``, {
        path,
      })
    }
  }
}

const MUTABLE: ReadonlySet<string> = new Set(['*', 'CREATE', 'UPDATE', 'CONNECT'])

function checkParamKind(at: At, say: Say): void {
  const version = textAt(at, 'apiVersion')
  if (version) {
    const parts = version.split('/')
    const [group, name] = parts.length === 1 ? ['', version] : parts
    const faultOfGroup = group ? dnsSubdomain(group) : undefined
    const faultOfName = name ? dns1035Label(name) : 'has no version'
    const where = field(at, 'apiVersion')
    if (parts.length > 2) say.invalid(where, `\`${version}\` is no group and version, such as \`example.com/v1\``)
    else if (faultOfGroup !== undefined) say.invalid(where, `the group \`${group}\` ${faultOfGroup}`)
    if (parts.length <= 2 && faultOfName !== undefined) say.invalid(where, `the version \`${name}\` ${faultOfName}`)
  }
  const kind = textAt(at, 'kind')
  const fault = kind ? dns1035Label(kind.toLowerCase()) : undefined
  if (fault !== undefined) say.invalid(field(at, 'kind'), `\`${kind}\` ${fault}; capitals are fine`)
}

function checkVariables(spec: At, params: boolean, isMutation: boolean, say: Say): ReadonlyMap<string, Type> {
  const types = new Map<string, Type>()
  for (const it of listAt(spec, 'variables')) {
    const name = textAt(it, 'name')
    const isName = name !== undefined && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !NOT_NAMES.has(name)
    if (name && !isName)
      say.invalid(field(it, 'name'), `\`${name}\` is no name in CEL: letters, digits and \`_\`, no digit first`)
    // Each may speak of those before it.
    const scope = admissionScope({ params, variables: types, isMutation })
    const type = requiredExpression(it, 'expression', scope, undefined, say)
    if (name && type) types.set(name, type)
  }
  return types
}

const NOT_NAMES: ReadonlySet<string> = new Set([...RESERVED, 'true', 'false', 'null', 'in'])

function checkMessage(validation: At, say: Say): void {
  const message = textAt(validation, 'message')
  if (!message) return
  const at = field(validation, 'message')
  if (message.trim() === '') say.invalid(at, '`message` is blank: leave it out')
  else if (/[\n\r]/.test(message.trim())) say.invalid(at, '`message` must be one line')
}

function checkAnnotations(
  here: At,
  annotations: readonly At[],
  scope: Parameters<typeof checkExpression>[2],
  say: Say,
) {
  const spec = field(here, 'spec')
  const policy = textAt(field(here, 'metadata'), 'name')
  if (annotations.length > 20)
    say.invalid(field(spec, 'auditAnnotations'), `${annotations.length} annotations; 20 are the most`)
  const seen = new Set<string>()
  for (const it of annotations) {
    const key = textAt(it, 'key') ?? (isSet(field(it, 'key')) ? undefined : '')
    const fault = key === undefined ? undefined : qualifiedName(policy ? `${policy}/${key}` : key)
    // Without a key the schema says so already, as a field that is missing.
    if (fault !== undefined && key !== '') say.invalid(field(it, 'key'), `\`${key}\` ${fault}`)
    if (key && seen.has(key)) say.duplicate(field(it, 'key'), `\`${key}\` is the key of an annotation before it`)
    if (key) seen.add(key)
    requiredExpression(it, 'valueExpression', scope, TEXT_OR_NULL, say)
  }
}
