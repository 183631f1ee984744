import { groupsOf, isKubernetesGroup, pluralOf, resourcesOfGroup } from '../model/api-resources.ts'
import { type PolicyRule, policyRulesOf, roleKinds, type Word } from '../model/policy-rules.ts'
import type { Fix } from '../problem.ts'
import { changesTo } from '../schema/change-to.ts'
import { insertItem } from '../syntax/edits.ts'
import { at } from '../syntax/node.ts'
import { nearest } from '../text/nearest.ts'
import type { Rule } from './rule.ts'

export const rbacUnknownResource: Rule = {
  id: 'rbac-unknown-resource',
  severity: 'warning',
  summary: 'Name resources in a role as the API does, beside the group that they are in.',
  why: `
A role grants words: the API server compares them and never asks whether there is such a resource. \`deployments\` under the group \`""\`,
or \`Pods\` with a capital, are taken and grant nothing. The controller then fails at night with *forbidden*, though the role that
everybody looks at seems to allow it.

Resources are lower-case plurals (\`kubectl api-resources\` lists them with their groups); those of the core are in the group \`""\`.
`,
  falseAlarms: 'Resources that an older Kubernetes, or an API server beside it, has in a group of Kubernetes.',
  kinds: roleKinds,
  notes: ['policyrule-apigroups', 'policyrule-resources', 'rbac'],

  check(resource, report) {
    for (const rule of policyRulesOf(resource)) {
      const groups = rule.apiGroups.map((it) => it.text)
      // What the oldest servers had in `extensions` is not known here, and many roles still grant it beside the rest.
      if (groups.length === 0 || groups.includes('extensions') || !groups.every(isKubernetesGroup)) continue
      for (const word of rule.resources) {
        const [name = '', ...sub] = word.text.split('/')
        if (
          name === '' ||
          name === '*' ||
          VIRTUAL.has(name) ||
          groups.some((it) => resourcesOfGroup(it).includes(name))
        )
          continue
        const told = fault(rule, word, name, sub, groups)
        if (told) report({ at: word.node, ...told })
      }
    }
  },

  examples: [
    {
      bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: deployer
rules:
  - apiGroups: [""]
    resources: [pods, deployments]
    #                 ^^^^^^^^^^^ \`deployments\` is not in the group \`""\` but in \`apps\`; this grants nothing
    verbs: [get, list, watch]
  - apiGroups: ["networking.k8s.io"] # as everywhere
    resources: ["Ingress"]
    #           ^^^^^^^^^ there is no resource \`Ingress\` in the group \`networking.k8s.io\`, so this grants nothing; did you mean \`ingresses\`?
    verbs: ["get"]
`,
      fixed: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: deployer
rules:
  - apiGroups: ["", apps]
    resources: [pods, deployments]
    verbs: [get, list, watch]
  - apiGroups: ["networking.k8s.io"] # as everywhere
    resources: ["ingresses"]
    verbs: ["get"]
`,
    },
    {
      title: 'Misspelt',
      bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: reader
rules:
  - apiGroups:
      - ""
    resources:
      - configmap
      # ^^^^^^^^^ there is no resource \`configmap\` in the group \`""\`, so this grants nothing; did you mean \`configmaps\`?
      - servcies
      # ^^^^^^^^ there is no resource \`servcies\` in the group \`""\`, so this grants nothing; did you mean \`services\`?
      - pods/log
    verbs:
      - get
`,
      fixed: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: reader
rules:
  - apiGroups:
      - ""
    resources:
      - configmaps
      - services
      - pods/log
    verbs:
      - get
`,
    },
    {
      title: 'Several groups and several resources, as the controllers of Kubernetes write it',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: controller
rules:
  - apiGroups: ["", apps, extensions]
    resources: [pods, pods/log, deployments, deployments/scale, ingresses, "*/status"]
    verbs: [get]
`,
    },
    {
      title: 'Groups of others, and what nobody knows',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: controller
rules:
  - apiGroups: [metrics.k8s.io]
    resources: [pods, nodes]
    verbs: [get]
  - apiGroups: ["*"]
    resources: [deployments/scale]
    verbs: [update]
  - apiGroups: [apps, shop.example.com]
    resources: [orders]
    verbs: [get]
  - apiGroups: [policy]
    resources: [evictionqueues]
    verbs: [get]
  - apiGroups: [""]
    resources: [users, groups]
    verbs: [impersonate]
`,
    },
  ],
}

/** What only permissions know: whom somebody may stand in for, and what may be signed. */
const VIRTUAL: ReadonlySet<string> = new Set(['users', 'groups', 'uids', 'userextras', 'signers'])

function fault(
  rule: PolicyRule,
  word: Word,
  name: string,
  sub: readonly string[],
  groups: readonly string[],
): { readonly message: string; readonly fixes: () => readonly Fix[] } | undefined {
  const here = groups.flatMap(resourcesOfGroup)
  const plural = pluralOf(name)
  const written = plural !== undefined && here.includes(plural) ? [plural] : []
  const homes = groupsOf(plural ?? '').filter((it) => it !== 'extensions')
  const which = groups.map((it) => `\`${it || '""'}\``).join(', ')
  if (written.length === 0 && homes.length > 0) {
    const message = `\`${name}\` is not in the group ${which} but in ${homes.map((it) => `\`${it || '""'}\``).join(' or ')}; this grants nothing`
    return { message, fixes: () => homes.flatMap((home) => groupFixes(rule, home)) }
  }
  const meant = written.length > 0 ? written : nearest(name, here)
  if (meant.length === 0) return undefined
  const names = meant.map((it) => `\`${it}\``).join(' or ')
  return {
    message: `there is no resource \`${name}\` in the group ${which}, so this grants nothing; did you mean ${names}?`,
    fixes: () =>
      changesTo(
        word.node,
        meant.map((it) => [it, ...sub].join('/')),
      ),
  }
}

/** In a rule for one resource the group is wrong, else it lacks one. */
function groupFixes(rule: PolicyRule, home: string): readonly Fix[] {
  const [only, ...others] = rule.apiGroups
  if (only && others.length === 0 && rule.resources.length === 1) return changesTo(only.node, [home])
  const list = at(rule.node, 'apiGroups')
  if (list?.tree.type !== 'sequence' || list.tree.anchor !== undefined) return []
  const text = home === '' ? '""' : home
  return [{ title: `Add the group ${text}`, safe: false, edits: [insertItem(list, text)] }]
}
