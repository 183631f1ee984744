import { removeEntry } from '../syntax/edits.ts'
import { at, entry, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const revisionHistoryZero: Rule = {
  id: 'revision-history-zero',
  severity: 'info',
  summary: 'Keep an older version to go back to.',
  why: `
\`kubectl rollout undo\` takes the version before from the history. With \`revisionHistoryLimit: 0\` there is none:
whoever needs the old version at night has to find its manifest and apply it. Ten are kept unless you say otherwise,
and an old ReplicaSet without pods costs next to nothing.
`,
  falseAlarms: 'Teams that go back by reverting a commit, and by nothing else.',
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'argoproj.io/Rollout'],
  optional: true,
  profiles: ['reliability'],
  notes: ['rollout-rollback', 'statefulsetspec-revisionhistorylimit'],

  check({ node }, report) {
    const spec = at(node, 'spec')
    const found = entry(spec, 'revisionHistoryLimit')
    if (!spec || !found?.value || scalar(found.value) !== 0) return
    report({
      at: found.value,
      message: 'no older version is kept: `kubectl rollout undo` has nothing to go back to',
      fixes: () =>
        found.merged ? [] : [{ title: 'Keep ten, the default', safe: false, edits: [removeEntry(spec, found)] }],
    })
  },

  examples: [
    {
      bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  revisionHistoryLimit: 0
  #                     ^ no older version is kept: \`kubectl rollout undo\` has nothing to go back to
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: web:1.4.0
`,
      fixed: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: web:1.4.0
`,
    },
    {
      title: 'One is enough',
      good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  revisionHistoryLimit: 1
`,
    },
  ],
}
