import assert from 'node:assert/strict'
import { problemsOf } from '../../server/src/features/problems.ts'
import { DEMANDING, type Policy, type Profile } from '../../server/src/settings.ts'
import { policy, uriOf, workspaceOf } from '../workspace.ts'

/** What is advice to most people and a warning to those who asked for more. Each row: the code, in what, what it is there. */
const rows: readonly (readonly [string, string, Partial<Record<Profile, string>>])[] = [
  ['missing-resource-requests', 'Pod', { recommended: 'info', ...everyDemanding('warning') }],
  ['missing-resource-requests', 'Deployment', { recommended: 'info', ...everyDemanding('warning') }],
  ['missing-readiness-probe', 'Deployment', { recommended: 'info', ...everyDemanding('warning') }],
  ['image-tag-latest', 'Pod', { recommended: 'info', ...everyDemanding('warning') }],
  ['image-tag-latest', 'Deployment', { recommended: 'warning', ...everyDemanding('warning') }],
  ['image-tag-latest', 'CronJob', { recommended: 'warning', ...everyDemanding('warning') }],
  ['statefulset-headless-service', 'one pod', { recommended: 'info', strict: 'info' }],
  ['statefulset-headless-service', 'replicas unset', { recommended: 'info' }],
  ['statefulset-headless-service', 'three pods', { recommended: 'warning' }],
]

describe('how severe', () => {
  for (const [code, where, expected] of rows)
    it(`${code} is in ${where}`, () => {
      for (const [profile, severity] of Object.entries(expected))
        assert.deepEqual(severitiesOf(code, where, { profile: profile as Profile }), [severity], profile)
    })

  it('is what the settings say, whatever the profile', () => {
    const severities = { 'image-tag-latest': 'hint' } as const
    for (const profile of ['recommended', ...DEMANDING] as const)
      assert.deepEqual(severitiesOf('image-tag-latest', 'Pod', { profile, severities }), ['hint'], profile)
  })
})

function severitiesOf(code: string, where: string, over: Partial<Policy>): readonly string[] {
  const text = TEXTS[where] ?? assert.fail(where)
  const found = problemsOf(workspaceOf({ 'a.yaml': text }), uriOf('a.yaml'), { ...policy, ...over })
  return [...new Set(found.filter((it) => it.code === code).map((it) => it.severity))]
}

function everyDemanding(severity: string): Partial<Record<Profile, string>> {
  return Object.fromEntries(DEMANDING.map((it) => [it, severity]))
}

const CONTAINERS = 'containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]'

const TEXTS: Readonly<Record<string, string>> = {
  Pod: `{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {${CONTAINERS}}}\n`,
  Deployment: `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {${CONTAINERS}}}
`,
  CronJob: `apiVersion: batch/v1
kind: CronJob
metadata: {name: web}
spec:
  schedule: 0 4 * * *
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, ${CONTAINERS}}}}}
`,
  'one pod': database('replicas: 1'),
  'replicas unset': database(''),
  'three pods': database('replicas: 3'),
}

function database(replicas: string): string {
  return `apiVersion: v1
kind: Service
metadata: {name: database}
spec: {selector: {app: database}, ports: [{port: 5432}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: database}
spec:
  serviceName: database
  ${replicas}
  selector: {matchLabels: {app: database}}
  template: {metadata: {labels: {app: database}}, spec: {${CONTAINERS}}}
`
}
