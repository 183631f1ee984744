import { listed } from '../text/nearest.ts'
import { type At, field, listAt, textAt } from './at.ts'
import { change, removal } from './fixes.ts'
import { dnsSubdomain, pathSegment } from './names.ts'
import { type Here, type Row, type Rows, row, type Say } from './row.ts'

const GROUP = 'rbac.authorization.k8s.io'

const binding: readonly Row[] = [
  row(
    'RBA5',
    'Roles are in the group `rbac.authorization.k8s.io`, and without a version here: it is the group alone.',
    (here, say) => {
      const ref = field(here, 'roleRef')
      checkGroup(ref, 'a role', say)
    },
  ),
  row(
    'RBA6',
    'A binding in a namespace gives a Role or a ClusterRole to somebody there; one of the whole cluster can only give a ClusterRole.',
    checkRoleKind,
  ),
  row('RBA7', 'It is the name of a role, which is a part of the URL of it.', (here, say) => {
    const ref = field(here, 'roleRef')
    const name = textAt(ref, 'name')
    const fault = name ? pathSegment(name) : undefined
    if (fault !== undefined) say.invalid(field(ref, 'name'), `\`${name}\` ${fault}`)
  }),
  row('RBA9', 'A role is given to service accounts, users and groups.', (here, say) => {
    for (const it of listAt(here, 'subjects')) checkKind(it, 'kind', KINDS, say)
  }),
  row(
    'RBA10',
    'A ServiceAccount is an object of the core group, whose name is the empty text, and is in a namespace.',
    (here, say) => {
      for (const it of listAt(here, 'subjects')) if (textAt(it, 'kind') === 'ServiceAccount') checkAccount(it, say)
    },
  ),
  row(
    'RBA11',
    'Users and groups are none of the objects of the API, but names; RBAC counts them to its own group.',
    (here, say) => {
      for (const it of listAt(here, 'subjects')) {
        const kind = textAt(it, 'kind')
        if (kind === 'User' || kind === 'Group') checkGroup(it, `a ${kind}`, say)
      }
    },
  ),
]

/** Who gets which role. https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding */
export const roleBindings: Rows = { RoleBinding: binding, ClusterRoleBinding: binding }

const KINDS = ['ServiceAccount', 'User', 'Group']

function checkGroup(holder: At, what: string, say: Say): void {
  const group = textAt(holder, 'apiGroup')
  if (group && group !== GROUP)
    say.unsupported(field(holder, 'apiGroup'), `${what} is in the group \`${GROUP}\`, not in \`${group}\``, {
      fixes: change(holder, 'apiGroup', GROUP),
    })
}

function checkRoleKind(here: Here, say: Say): void {
  const isOfCluster = here.kind === 'ClusterRoleBinding'
  checkKind(field(here, 'roleRef'), 'kind', isOfCluster ? ['ClusterRole'] : ['Role', 'ClusterRole'], say)
}

/** What is missing is said elsewhere. */
function checkKind(holder: At, name: string, allowed: readonly string[], say: Say): void {
  const kind = textAt(holder, name)
  if (!kind || allowed.includes(kind)) return
  const same = allowed.filter((it) => it.toLowerCase() === kind.toLowerCase())
  say.unsupported(field(holder, name), `\`${kind}\` cannot be bound here; there is ${listed(allowed)}`, {
    fixes: change(holder, name, ...(same.length > 0 ? same : allowed)),
  })
}

function checkAccount(account: At, say: Say): void {
  const name = textAt(account, 'name')
  const fault = name ? dnsSubdomain(name) : undefined
  if (fault !== undefined) say.invalid(field(account, 'name'), `\`${name}\` ${fault}`)
  const group = textAt(account, 'apiGroup')
  if (group)
    say.unsupported(field(account, 'apiGroup'), `a ServiceAccount is in the core group, not in \`${group}\``, {
      fixes: removal(account, 'apiGroup'),
    })
}
