import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { problemsOf } from '../../../server/src/features/problems.ts'
import { withFile } from '../../../server/src/model/workspace.ts'
import { BASELINE } from '../../../server/src/pod-security/baseline.ts'
import { RESTRICTED } from '../../../server/src/pod-security/restricted.ts'
import type { Problem } from '../../../server/src/problem.ts'
import { rules } from '../../../server/src/rules/index.ts'
import type { Profile } from '../../../server/src/settings.ts'
import { parseFile } from '../../../server/src/syntax/file.ts'
import { EMPTY } from '../../corpus/service.ts'

const URI = 'file:///pod.yaml'

/** A manifest, and by `level:version` whether Pod Security admission of kube-apiserver 1.36 refused it, or with `:warn` warned of it. */
interface Case {
  readonly control: string
  readonly case: string
  readonly manifest: string
  readonly refused: Readonly<Record<string, boolean>>
}

const cases = readFileSync(new URL('../../apiserver/pod-security.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Case)

describe('Pod Security Standards', () => {
  it('are judged as the API server judges them, at every version', () => {
    const wrong: string[] = []
    let judged = 0
    for (const { control, case: name, manifest, refused } of cases) {
      for (const [asked, expected] of Object.entries(refused)) {
        const [level, version] = asked.split(':')
        const minor = version === 'latest' ? 36 : Number(version?.slice('v1.'.length))
        judged++
        if (isRefused(manifest, `security-${level}` as Profile, minor) !== expected)
          wrong.push(`${control}, ${name}, ${asked}: the server ${expected ? 'refuses' : 'takes'} it`)
      }
    }
    assert.deepEqual(wrong, [])
    assert.ok(judged > 750, `${judged} judgements`)
  })

  it('have one rule for each control', () => {
    const controls = [...BASELINE, ...RESTRICTED].map((it) => it.rule)
    assert.equal(new Set(controls).size, controls.length)
    for (const id of controls) {
      const { profiles } = rules.find((it) => it.id === id) ?? assert.fail(`there is no rule ${id}`)
      const isOfBaseline = BASELINE.some((it) => it.rule === id)
      assert.deepEqual(profiles, isOfBaseline ? ['security-baseline', 'security-restricted'] : ['security-restricted'])
    }
  })

  it('tell of a fault once, whatever the profile and the namespace', () => {
    const namespace = (level: string) =>
      `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels: {pod-security.kubernetes.io/enforce: ${level}}\n---\n`
    const controls = new Set(['namespace-psa-violation', ...[...BASELINE, ...RESTRICTED].map((it) => it.rule)])
    const twice: string[] = []
    for (const { control, case: name, manifest } of cases) {
      const inShop = manifest.replace(/^metadata:$/m, 'metadata:\n  namespace: shop')
      for (const text of [manifest, namespace('restricted') + inShop]) {
        const workspace = withFile(EMPTY, URI, parseFile(text))
        for (const profile of ['recommended', 'security-restricted', 'all'] as const) {
          const problems = problemsOf(workspace, URI, { minor: 36, profile, severities: {} })
          const paths = problems.flatMap((it) => (controls.has(it.code) ? [it.path] : []))
          if (new Set(paths).size < paths.length) twice.push(`${control}, ${name}, ${profile}: ${paths.join(' ')}`)
        }
      }
    }
    assert.deepEqual(twice, [])
  })

  it('say by the namespace what is known of it, and nothing less beside that', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec:\n  hostPID: true\n  containers: [{name: web, image: "web:1"}]\n'
    const namespace = `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels: {pod-security.kubernetes.io/enforce: baseline}\n---\n`
    const ofHost = (text: string) =>
      told(text, 'recommended').flatMap((it) => (it.path === 'spec.hostPID' ? [`${it.severity} ${it.code}`] : []))
    assert.deepEqual(ofHost(pod), ['warning host-pid'])
    assert.deepEqual(ofHost(namespace + pod), ['error namespace-psa-violation'])
    assert.deepEqual(
      ofHost(namespace + pod.replace('true', 'true # purser:ignore namespace-psa-violation -- later')),
      [],
    )
  })

  it('only note what those do who look after nodes, unless a level is asked for', () => {
    const set = (kind: string, namespace: string) =>
      `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: agent, namespace: ${namespace}}\nspec:\n  selector: {matchLabels: {app: agent}}\n  template:\n    metadata: {labels: {app: agent}}\n    spec:\n      hostNetwork: true\n      containers: [{name: agent, image: "agent:1"}]\n`
    const severity = (text: string, profile: Profile) =>
      told(text, profile).find((it) => it.code === 'host-network')?.severity
    assert.equal(severity(set('DaemonSet', 'shop'), 'recommended'), 'info')
    assert.equal(severity(set('Deployment', 'kube-system'), 'recommended'), 'info')
    assert.equal(severity(set('Deployment', 'shop'), 'recommended'), 'warning')
    assert.equal(severity(set('DaemonSet', 'shop'), 'security-baseline'), 'warning')
  })

  it('are those of the version that a namespace names, whatever the target is', () => {
    const pod = (sysctl: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec:\n  securityContext: {sysctls: [{name: ${sysctl}, value: "1"}]}\n  containers: [{name: web, image: "web:1"}]\n`
    const namespace = (labels: string) =>
      `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels: {${labels}}\n---\n`
    const enforce = 'pod-security.kubernetes.io/enforce: baseline'
    const pinned = `${enforce}, pod-security.kubernetes.io/enforce-version: v1.28`
    const found = (text: string) =>
      problemsOf(withFile(EMPTY, URI, parseFile(text)), URI, {
        minor: 36,
        profile: 'recommended',
        severities: {},
      }).flatMap((it) => (it.code === 'namespace-psa-violation' ? [`${it.severity} ${it.path}`] : []))
    assert.deepEqual(found(namespace(enforce) + pod('net.ipv4.tcp_fin_timeout')), [])
    assert.deepEqual(found(namespace(pinned) + pod('net.ipv4.tcp_fin_timeout')), [
      'error spec.securityContext.sysctls[0].name',
    ])
    assert.deepEqual(found(pod('kernel.msgmax')), [])
  })
})

/** By the rules of the level, of which each says what it finds as a warning at least. */
function isRefused(manifest: string, profile: Profile, minor: number): boolean {
  const level = profile === 'security-baseline' ? BASELINE : [...BASELINE, ...RESTRICTED]
  const rules = new Set(level.map((it) => it.rule))
  const found = told(manifest, profile, minor).filter((it) => rules.has(it.code))
  for (const it of found) assert.equal(it.severity, 'warning', `${it.code} in ${profile}`)
  return found.length > 0
}

function told(manifest: string, profile: Profile, minor = 36): readonly Problem[] {
  return problemsOf(withFile(EMPTY, URI, parseFile(manifest)), URI, { minor, profile, severities: OTHERS })
}

/** What the kubelet will not start, whatever Pod Security says of it, is told in the place of the control. */
const OTHERS = { 'non-root-contradiction': 'off' } as const
