import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { problemsOf } from '../../../server/src/features/problems.ts'
import { withFile } from '../../../server/src/model/workspace.ts'
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

function isRefused(manifest: string, profile: Profile, minor: number): boolean {
  return problemsOf(withFile(EMPTY, URI, parseFile(manifest)), URI, { minor, profile, severities: {} }).some((it) =>
    it.code.startsWith('pod-security-'),
  )
}
