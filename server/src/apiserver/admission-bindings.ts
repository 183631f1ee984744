import { checkMatchResources } from './admission-policies.ts'
import { type At, field, isSet, itemText, listAt, markOf, textAt } from './at.ts'
import { change } from './fixes.ts'
import { dnsSubdomain } from './names.ts'
import { type Row, type Rows, row, type Say } from './row.ts'

const WHY =
  'A binding puts one policy into force: it names the policy, what happens to a request that fails it, and the parameters, either by name or by label.'

const look: Row['look'] = (here, say) => {
  const spec = field(here, 'spec')
  const policy = textAt(spec, 'policyName')
  if (!policy && here.kind === 'MutatingAdmissionPolicyBinding' && !isOther(field(spec, 'policyName')))
    say.required(field(spec, 'policyName'), 'needs `policyName`: the policy that it puts into force')
  const fault = policy ? dnsSubdomain(policy) : undefined
  if (fault !== undefined) say.invalid(field(spec, 'policyName'), `\`${policy}\` ${fault}`)
  if (isSet(field(spec, 'paramRef'))) checkParamRef(field(spec, 'paramRef'), here.apiVersion.endsWith('alpha1'), say)
  if (isSet(field(spec, 'matchResources'))) checkMatchResources(field(spec, 'matchResources'), say)
  checkActions(spec, say)
}

/** https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#parameter-resources */
export const admissionBindings: Rows = {
  ValidatingAdmissionPolicyBinding: [row('CRD16', WHY, look)],
  MutatingAdmissionPolicyBinding: [row('CRD22', WHY, look)],
}

function isOther(at: At): boolean {
  return isSet(at) && itemText(at) === undefined
}

function checkParamRef(ref: At, hasDefault: boolean, say: Say): void {
  const name = textAt(ref, 'name')
  const selector = field(ref, 'selector')
  if (isOther(field(ref, 'name'))) return
  if (name && (name === '.' || name === '..' || /[/%]/.test(name)))
    say.invalid(
      field(ref, 'name'),
      `\`${name}\` is no name of an object: it may not be \`.\` or \`..\` nor hold \`/\` or \`%\``,
    )
  if (name && isSet(selector)) {
    const message = 'give either `name` or `selector`, not both'
    say.forbidden(field(ref, 'name'), message)
    say.forbidden(selector, message)
  } else if (!name && !isSet(selector))
    say.required(ref, 'needs `name` or `selector`: which objects hold the parameters')
  const action = field(ref, 'parameterNotFoundAction')
  const text = textAt(ref, 'parameterNotFoundAction')
  if (!isSet(action) && hasDefault) return
  if (!isSet(action) || text === '')
    say.required(action, 'needs `parameterNotFoundAction`: `Deny` or `Allow` when there are no parameters')
  else if (text !== undefined && text !== 'Deny' && text !== 'Allow')
    say.unsupported(action, `\`${text}\` is not one of \`Deny\` and \`Allow\``, {
      fixes: change(ref, 'parameterNotFoundAction', 'Deny', 'Allow'),
    })
}

function checkActions(spec: At, say: Say): void {
  const actions = listAt(spec, 'validationActions')
  const list = field(spec, 'validationActions')
  if (isSet(list) && actions.length === 0)
    say.required(list, '`validationActions` needs at least one of `Deny`, `Warn` and `Audit`')
  const seen = new Set<string>()
  for (const it of actions) {
    const text = itemText(it)
    if (text === undefined) continue
    if (seen.has(text)) say.duplicate(it, `\`${text}\` is here twice`)
    seen.add(text)
  }
  const warn = actions.find((it) => itemText(it) === 'Warn')
  if (warn && seen.has('Deny'))
    say.invalid(list, 'with `Deny` the request fails anyway: leave out `Warn`', { mark: markOf(warn) })
}
