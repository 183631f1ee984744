import { countAt, field, isSet } from './at.ts'
import { removal } from './fixes.ts'
import { type Here, type Rows, row } from './row.ts'

/** What roles allow. https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export const roles: Rows = {
  PolicyRule: [
    row('RBA1', 'A rule allows verbs; one without any allows nothing.', (here, say) => {
      if (!isOfRole(here)) return
      const verbs = field(here, 'verbs')
      if (isSet(verbs) && countAt(here, 'verbs') === 0) say.required(verbs, 'a rule needs a verb, such as `get`')
    }),
    row(
      'RBA2',
      'A rule is about resources of API groups, so it names both; the core group is the empty text `""`.',
      (here, say) => {
        if (!isOfRole(here) || countAt(here, 'nonResourceURLs') !== 0) return
        if (countAt(here, 'apiGroups') === 0)
          say.required(field(here, 'apiGroups'), 'a rule needs `apiGroups`; `""` is the core group')
        if (countAt(here, 'resources') === 0) say.required(field(here, 'resources'), 'a rule needs `resources`')
      },
    ),
    row(
      'RBA3',
      'URLs such as `/healthz` are of the whole server: they belong to a ClusterRole, and to a rule of their own.',
      (here, say) => {
        const urls = field(here, 'nonResourceURLs')
        if (!isOfRole(here) || !countAt(here, 'nonResourceURLs')) return
        const others = ['apiGroups', 'resources', 'resourceNames'].filter((it) => (countAt(here, it) ?? 0) > 0)
        const fixes = removal(here, 'nonResourceURLs')
        if (here.kind === 'Role') say.invalid(urls, 'a Role cannot allow URLs, only a ClusterRole can', { fixes })
        else if (others.length > 0)
          say.invalid(urls, `URLs cannot stand beside \`${others[0]}\`: give them a rule of their own`, { fixes })
      },
    ),
  ],
  AggregationRule: [
    row('RBA4', 'An aggregated role is made of those that its selectors choose.', (here, say) => {
      const list = field(here, 'clusterRoleSelectors')
      if (isSet(list) && countAt(here, 'clusterRoleSelectors') === 0)
        say.required(list, 'an aggregated role needs a selector, or `aggregationRule` is of no use')
    }),
  ],
}

/** Others embed rules as well, and only tell of them. */
function isOfRole({ kind, path }: Here): boolean {
  return (kind === 'Role' || kind === 'ClusterRole') && path.startsWith('rules[')
}
