import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { fieldOf, type Type, typeLabel } from '../../server/src/schema/catalogue.ts'
import type { Definition } from '../../server/src/schema/definition.ts'
import { typeAt } from '../../server/src/schema/type-at.ts'
import { catalogue } from '../corpus/service.ts'

const { index } = catalogue

describe('generated schemas', () => {
  it('are whole: every served kind, every fact, every reference', async function () {
    this.timeout(20_000)
    const { counts, faults } = (await generator()).checkSchemas(
      fileURLToPath(new URL('../../schemas/', import.meta.url)),
    )
    assert.deepEqual(faults, [])
    assert.ok((counts.kubernetes ?? 0) > 100, JSON.stringify(counts))
  })

  it('have an index that says how far they reach', () => {
    assert.equal(index.kubernetes, '1.36')
    assert.match(index.oldest, /^1\.\d+$/)
    assert.ok(Object.keys(index.packages).length > 5)
    for (const [name, version] of Object.entries(index.packages)) assert.match(version, /^\d+\.\d+\.\d+/, name)
  })

  it('say of every kind where it comes from', () => {
    for (const [gvk, { from }] of Object.entries(index.kinds)) {
      assert.match(gvk, /^(?:[a-z0-9.-]+\/)?v\d\w*\/[A-Z]\w+$/, gvk)
      assert.ok(from === 'kubernetes' || index.packages[from] !== undefined, `${gvk}: ${from}`)
    }
  })

  it('name the successor of what was removed', () => {
    const successors = {
      'extensions/v1beta1/Deployment': 'apps/v1/Deployment',
      'extensions/v1beta1/Ingress': 'networking.k8s.io/v1/Ingress',
      'networking.k8s.io/v1beta1/Ingress': 'networking.k8s.io/v1/Ingress',
      'batch/v1beta1/CronJob': 'batch/v1/CronJob',
      'policy/v1beta1/PodDisruptionBudget': 'policy/v1/PodDisruptionBudget',
      'autoscaling/v2beta2/HorizontalPodAutoscaler': 'autoscaling/v2/HorizontalPodAutoscaler',
      'rbac.authorization.k8s.io/v1beta1/Role': 'rbac.authorization.k8s.io/v1/Role',
    }
    for (const [gvk, replacement] of Object.entries(successors)) {
      assert.equal(index.kinds[gvk]?.replacement, replacement, gvk)
      assert.match(index.kinds[gvk]?.removed ?? '', /^1\.\d+$/, gvk)
    }
    assert.equal(index.kinds['policy/v1beta1/PodSecurityPolicy']?.removed, '1.25')
    assert.equal(index.kinds['policy/v1beta1/PodSecurityPolicy']?.replacement, undefined, 'it has none')
  })

  it('know what is namespaced, and short names', () => {
    assert.equal(index.kinds['v1/Namespace']?.namespaced ?? false, false)
    assert.equal(index.kinds['rbac.authorization.k8s.io/v1/ClusterRole']?.namespaced ?? false, false)
    assert.equal(index.kinds['apps/v1/Deployment']?.namespaced, true)
    assert.deepEqual(index.kinds['apps/v1/Deployment']?.short, ['deploy'])
    assert.equal(index.kinds['networking.k8s.io/v1/Ingress']?.plural, 'ingresses')
  })

  it('need of a Deployment what the server needs', () => {
    const spec = structAt('apps/v1/Deployment', 'spec')
    assert.deepEqual(neededBy(spec), ['selector'], 'the template is taken for {} when it is absent')
    assert.deepEqual(neededBy(structAt('v1/Pod', 'spec')), ['containers'])
    assert.deepEqual(neededBy(structAt('v1/Pod', 'spec', 'containers', 0)), ['image', 'name'])
    assert.deepEqual(neededBy(structAt('batch/v1/CronJob', 'spec')), ['schedule'])
  })

  it('have closed sets, defaults and types', () => {
    const policy = fieldOf(structAt('v1/Pod', 'spec'), 'restartPolicy')
    assert.deepEqual([...(policy?.enum ?? [])].sort(), ['Always', 'Never', 'OnFailure'])
    assert.equal(fieldOf(structAt('apps/v1/Deployment', 'spec'), 'replicas')?.t, 'int32')
    assert.equal(label('v1/Service', 'spec', 'ports', 0, 'targetPort'), 'int-or-string')
    assert.equal(label('v1/Pod', 'spec', 'containers', 0, 'resources', 'limits', 'memory'), 'quantity')
    assert.equal(label('v1/ConfigMap', 'data'), 'map[string]string')
  })

  it('describe every field of a container in words', () => {
    for (const [name, { doc }] of Object.entries(structAt('v1/Pod', 'spec', 'containers', 0).fields)) {
      assert.ok((catalogue.description(doc)?.length ?? 0) > 15, name)
    }
  })

  it('carry custom resources that people meet', () => {
    for (const gvk of [
      'argoproj.io/v1alpha1/Application',
      'cert-manager.io/v1/Certificate',
      'gateway.networking.k8s.io/v1/HTTPRoute',
      'monitoring.coreos.com/v1/ServiceMonitor',
    ]) {
      const kind = index.kinds[gvk]
      assert.ok(kind && catalogue.typeOf(kind), gvk)
    }
  })
})

interface Generator {
  readonly checkSchemas: (folder: string) => {
    readonly counts: { readonly kubernetes?: number }
    readonly faults: readonly string[]
  }
}

/** By its address, because the generator is JavaScript without declarations. */
async function generator(): Promise<Generator> {
  return (await import(new URL('../../schemas/check.mjs', import.meta.url).href)) as Generator
}

function rootOf(gvk: string): Type {
  const kind = index.kinds[gvk]
  const type = kind && catalogue.typeOf(kind)
  assert.ok(type, gvk)
  return type
}

function structAt(gvk: string, ...path: readonly (string | number)[]): Definition {
  const type = typeAt(catalogue, rootOf(gvk), path)?.type
  assert.ok(type?.kind === 'struct', `${gvk} ${path.join('.')}`)
  return type.definition
}

function label(gvk: string, ...path: readonly (string | number)[]): string {
  const found = typeAt(catalogue, rootOf(gvk), path)
  assert.ok(found, `${gvk} ${path.join('.')}`)
  return typeLabel(found.type)
}

function neededBy({ fields }: Definition): readonly string[] {
  return Object.keys(fields)
    .filter((name) => ((fields[name]?.req && !fields[name].lax) || fields[name]?.need) && !fields[name].zero)
    .sort()
}
