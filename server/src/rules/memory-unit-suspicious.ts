import { type AmountAt, amountsOf, withAmounts } from '../model/amounts.ts'
import { changesTo } from '../schema/change-to.ts'
import { type Amount, amountOf, NANO } from '../schema/quantity.ts'
import type { Rule } from './rule.ts'

export const memoryUnitSuspicious: Rule = {
  id: 'memory-unit-suspicious',
  severity: 'warning',
  summary: 'Write amounts of memory and storage with the unit that you mean.',
  why: `
Memory and storage count in bytes. \`512\` is 512 bytes, not megabytes, and \`512m\`, written as one writes CPU, is half a byte: \`m\`
stands for thousandths. The API server takes both. A limit like that kills the container as it starts, with \`OOMKilled\` and no
word in its log; a request like that promises nothing, so the node fills up.

\`Mi\` and \`Gi\` are powers of two, \`M\` and \`G\` powers of ten.
`,
  falseAlarms: 'Tests that want to be refused, or killed.',
  kinds: withAmounts,
  notes: ['resource-management', 'resourcerequirements-limits-memory'],

  check(resource, report) {
    for (const it of amountsOf(resource)) {
      const amount = BYTES.has(it.of) ? amountOf(it.node) : undefined
      if (!amount || amount.nano <= 0n || isToldByServer(it, amount)) continue
      const least = isLimitOfContainer(it) ? 1024n * 1024n : 1024n
      if (amount.nano >= least * NANO) continue
      report({
        at: it.node,
        message: `\`${amount.text}\` is ${size(amount)} of ${it.of}, hardly what is meant${advice(amount)}`,
        fixes: () => changesTo(it.node, meant(it, amount)),
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      resources:
        requests:
          cpu: 100m
          memory: 128m # like the CPU
          #       ^^^^ \`128m\` is less than a byte of memory, hardly what is meant: \`m\` stands for thousandths, \`Mi\` and \`M\` for millions
        limits:
          memory: "512"
          #       ^^^^^ \`512\` is 512 bytes of memory, hardly what is meant: without a unit it counts bytes
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      resources:
        requests:
          cpu: 100m
          memory: 128Mi # like the CPU
        limits:
          memory: "512Mi"
`,
    },
    {
      title: 'Storage',
      bad: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 10
      #        ^^ \`10\` is 10 bytes of storage, hardly what is meant: without a unit it counts bytes
`,
      fixed: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 10Gi
`,
    },
    {
      title: 'Bytes that are many enough, and small amounts of other things',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      resources:
        requests:
          cpu: 5m
          memory: 134217728
        limits:
          memory: 1e9
          nvidia.com/gpu: 1
  volumes:
    - name: tiny
      emptyDir:
        sizeLimit: 64Ki
`,
    },
    {
      title: 'A quota of nothing, and a least amount',
      good: `
apiVersion: v1
kind: ResourceQuota
metadata:
  name: none
spec:
  hard:
    requests.storage: "0"
    pods: "4"
    requests.cpu: 500m
    limits.memory: 1Ki
`,
    },
  ],
}

const BYTES: ReadonlySet<string> = new Set(['memory', 'storage', 'ephemeral-storage'])

/** Of the fractions of a byte in claims the API server itself warns. */
function isToldByServer({ of, list }: AmountAt, { nano }: Amount): boolean {
  return of === 'storage' && list === 'requests' && nano % NANO !== 0n
}

/** No program starts in less than a megabyte. */
function isLimitOfContainer({ of, list, ofContainer }: AmountAt): boolean {
  return of === 'memory' && list === 'limits' && ofContainer
}

function size({ nano }: Amount): string {
  if (nano < NANO) return 'less than a byte'
  const bytes = nano / NANO
  if (bytes === 1n) return 'one byte'
  return bytes < 1024n ? `${bytes} bytes` : `${bytes / 1024n} KiB`
}

function advice({ suffix }: Amount): string {
  if (suffix === 'm') return ': `m` stands for thousandths, `Mi` and `M` for millions'
  return suffix === '' ? ': without a unit it counts bytes' : ''
}

function meant({ of }: AmountAt, { digits }: Amount): readonly string[] {
  const units = of === 'storage' ? ['Gi', 'Mi', 'G', 'M'] : ['Mi', 'M', 'Gi', 'G']
  return units.map((it) => digits + it)
}
