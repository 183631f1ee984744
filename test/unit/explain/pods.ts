import { type Case, manifest, type Row, table } from './case.ts'

const REFUSED = ', more than the largest mode, 0777: the API server refuses it.'
const RANGE = manifest('v1', 'LimitRange', 'defaults', '{}')

export const podCases: readonly Case[] = [
  ...table('qos', 'v1', 'Pod', [
    [
      'guaranteed',
      '{containers: [{name: web, resources: {limits: {cpu: 1, memory: 1Gi}}}]}',
      'containers',
      'The pod is in QoS class Guaranteed, as every container has limits for CPU and memory and requests just as much: among the last to be evicted when a node runs short.',
    ],
    [
      'guaranteed, spelt differently',
      '{containers: [{name: web, resources: {requests: {cpu: 0.5, memory: 1Gi}, limits: {cpu: 500m, memory: 1024Mi}}}]}',
      'containers',
      'The pod is in QoS class Guaranteed, as every container has limits for CPU and memory and requests just as much: among the last to be evicted when a node runs short.',
    ],
    [
      'a limit is missing',
      '{containers: [{name: web, resources: {limits: {memory: 1Gi}}}]}',
      'containers',
      'The pod is in QoS class Burstable, not Guaranteed, as `web` has no CPU limit.',
    ],
    [
      'an init container counts',
      '{initContainers: [{name: init}], containers: [{name: web, resources: {limits: {cpu: 1, memory: 1Gi}}}]}',
      'containers',
      'The pod is in QoS class Burstable, not Guaranteed, as `init` has no CPU or memory limit.',
    ],
    [
      'a request is lower',
      '{containers: [{name: web, resources: {requests: {cpu: 100m}, limits: {cpu: 1, memory: 1Gi}}}]}',
      'containers',
      'The pod is in QoS class Burstable, not Guaranteed, as `web` requests less CPU than its limit.',
    ],
    [
      'best effort',
      '{containers: [{name: web}]}',
      'containers',
      'The pod is in QoS class BestEffort, as no container asks for CPU or memory: among the first to be evicted when a node runs short.',
    ],
    [
      'a LimitRange',
      '{containers: [{name: web}]}',
      'containers',
      'The pod is in QoS class BestEffort, as no container asks for CPU or memory: among the first to be evicted when a node runs short. A LimitRange in its namespace may fill in what is missing.',
      RANGE,
    ],
    [
      'everything about one',
      '{containers: [{name: web, resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {cpu: 500m, memory: 256Mi}}}]}',
      'containers.0.resources',
      'Reserves a tenth of a core and 128 MiB of memory on a node; the pod waits until one has that free. The container is slowed down when it wants more than half a core and killed (OOMKilled) when it uses more than 256 MiB. The pod is in QoS class Burstable, not Guaranteed, as `web` requests less CPU and memory than its limit.',
    ],
    [
      'limits',
      '{containers: [{resources: {limits: {cpu: 2, memory: 500M}}}]}',
      'containers.0.resources.limits',
      'The container is slowed down when it wants more than 2 cores and killed (OOMKilled) when it uses more than 500 MB. It has no request for CPU and memory, so it requests as much as the limit.',
    ],
    [
      'requests',
      '{containers: [{resources: {requests: {cpu: 2, memory: 1.5Gi}}}]}',
      'containers.0.resources.requests',
      'Reserves 2 cores of CPU and 1.5 GiB of memory on a node; the pod waits until one has that free.',
    ],
    [
      'one limit',
      '{containers: [{resources: {requests: {memory: 64Mi}, limits: {memory: 64Mi}}}]}',
      'containers.0.resources.limits.memory',
      'The container is killed (OOMKilled) when it uses more than 64 MiB.',
    ],
    [
      'amounts for the pod decide',
      '{resources: {limits: {cpu: 1, memory: 1Gi}}, containers: [{name: web}]}',
      'containers',
      undefined,
    ],
    ['an amount that is none', '{containers: [{resources: {limits: {cpu: a lot}}}]}', 'containers', undefined],
    ['negative', '{containers: [{resources: {limits: {cpu: -1}}}]}', 'containers.0.resources.limits', undefined],
    [
      'neither CPU nor memory',
      '{containers: [{resources: {limits: {nvidia.com/gpu: 1}}}]}',
      'containers.0.resources.limits',
      undefined,
    ],
    ['no containers', '{containers: []}', 'containers', undefined],
  ]),
  ...table('qos', 'apps/v1', 'Deployment', [
    [
      'its pods',
      '{template: {spec: {containers: [{}]}}}',
      'template.spec.containers',
      'Its pods are in QoS class BestEffort, as no container asks for CPU or memory: among the first to be evicted when a node runs short.',
    ],
  ]),
  ...table('quantity', 'v1', 'Pod', [
    ...limit('cpu', [
      ['100m', '`100m` of CPU is a tenth of a core; `0.1` says the same.'],
      ['0.1', '`0.1` of CPU is a tenth of a core; `100m` says the same.'],
      ['"0.35"', '`0.35` of CPU is 0.35 of a core; `350m` says the same.'],
      ['1', '`1` of CPU is one core.'],
      ['1500m', '`1500m` of CPU is 1.5 cores; `1.5` says the same.'],
      ['500', '`500` of CPU is 500 cores; `500m` would be half a core.'],
      ['512Mi', '`512Mi` of CPU is 536,870,912 cores: `Mi` makes sense for bytes, not for cores.'],
      ['0.0005', '`0.0005` of CPU is 0.0005 of a core; parts of `1m` are rounded up.'],
      ['-1', undefined],
      ['two', undefined],
      ['', undefined],
    ]),
    ...limit('memory', [
      ['128Mi', '`128Mi` is 134,217,728 bytes; `128M` would be 128,000,000 bytes.'],
      ['128M', '`128M` is 128,000,000 bytes; `128Mi` would be 134,217,728 bytes.'],
      ['1.1Gi', '`1.1Gi` is 1,181,116,007 bytes; `1.1G` would be 1,100,000,000 bytes.'],
      ['1Ei', '`1Ei` is 1,152,921,504,606,846,976 bytes; `1E` would be 1,000,000,000,000,000,000 bytes.'],
      ['134217728', '`134217728` is 134,217,728 bytes, which is 128 MiB.'],
      ['512', '`512` is 512 bytes: there is no unit. `512Mi` would be 512 MiB.'],
      [
        '100m',
        '`100m` is 0.1 bytes, less than one: `m` stands for thousandths. `100Mi` or `100M` is more likely meant.',
      ],
      ['128974848000m', '`128974848000m` is 128,974,848 bytes: `m` stands for thousandths.'],
      ['128MB', undefined],
      ['1e999999999', undefined],
      ['9Ei', undefined],
    ]),
    ...limit('nvidia.com/gpu', [
      ['1k', '`1k` is 1,000.'],
      ['2', undefined],
    ]),
    [
      'volume in memory',
      '{volumes: [{emptyDir: {sizeLimit: 1Gi}}]}',
      'volumes.0.emptyDir.sizeLimit',
      '`1Gi` is 1,073,741,824 bytes; `1G` would be 1,000,000,000 bytes.',
    ],
  ]),
  ...table('quantity', 'v1', 'ResourceQuota', [
    ['CPU', '{hard: {requests.cpu: 1500m}}', 'hard.requests~cpu', '`1500m` of CPU is 1.5 cores; `1.5` says the same.'],
    ['all of them', '{hard: {requests.cpu: 1500m}}', 'hard', undefined],
  ]),
  ...table('quantity', 'autoscaling/v2', 'HorizontalPodAutoscaler', [
    [
      'a metric of its own',
      '{metrics: [{pods: {metric: {name: queue}, target: {averageValue: 500m}}}]}',
      'metrics.0.pods.target.averageValue',
      '`500m` is 0.5.',
    ],
    [
      'CPU',
      '{metrics: [{resource: {name: cpu, target: {averageValue: 500m}}}]}',
      'metrics.0.resource.target.averageValue',
      '`500m` of CPU is half a core; `0.5` says the same.',
    ],
  ]),
  ...table('quantity', 'v1', 'PersistentVolumeClaim', [
    [
      'storage',
      '{resources: {requests: {storage: 10G}}}',
      'resources.requests.storage',
      '`10G` is 10,000,000,000 bytes; `10Gi` would be 10,737,418,240 bytes.',
    ],
  ]),
  ...table('probe', 'v1', 'Pod', [
    [
      'liveness with defaults',
      '{containers: [{livenessProbe: {tcpSocket: {port: 80}}}]}',
      'containers.0.livenessProbe',
      'A container that stops answering is restarted after 3 failed checks in a row: within 31 seconds. Without a startupProbe, one that takes longer than about 30 seconds to start is restarted before it is up.',
    ],
    [
      'liveness with a delay',
      '{containers: [{livenessProbe: {initialDelaySeconds: 60, failureThreshold: 1, timeoutSeconds: 5}}]}',
      'containers.0.livenessProbe.initialDelaySeconds',
      'A container that stops answering is restarted after one failed check: within 15 seconds. Without a startupProbe, one that takes longer than about 70 seconds to start is restarted before it is up.',
    ],
    [
      'liveness after startup',
      '{containers: [{startupProbe: {periodSeconds: 5}, livenessProbe: {periodSeconds: 5}}]}',
      'containers.0.livenessProbe',
      'A container that stops answering is restarted after 3 failed checks in a row: within 16 seconds. The checks begin when the startupProbe has succeeded.',
    ],
    [
      'never restarted',
      '{restartPolicy: Never, containers: [{livenessProbe: {periodSeconds: 5}}]}',
      'containers.0.livenessProbe',
      'A container that stops answering is stopped for good after 3 failed checks in a row: within 16 seconds. Without a startupProbe, one that takes longer than about 15 seconds to start is stopped for good before it is up.',
    ],
    [
      'readiness',
      '{containers: [{readinessProbe: {initialDelaySeconds: 5, periodSeconds: 2, successThreshold: 3}}]}',
      'containers.0.readinessProbe',
      'A pod that stops answering gets no more connections from Services after 3 failed checks in a row, within 7 seconds; 3 successes in a row bring it back. It is checked every 2 seconds, first 5 seconds after the start.',
    ],
    [
      'startup',
      '{containers: [{startupProbe: {initialDelaySeconds: 10, failureThreshold: 30}}]}',
      'containers.0.startupProbe.failureThreshold',
      'The program has about 5 minutes 10 seconds to start (10 + 30 × 10 seconds), then the container is restarted. Until this probe succeeds once, the other probes wait.',
    ],
    [
      '0 means the default',
      '{containers: [{startupProbe: {periodSeconds: 0}}]}',
      'containers.0.startupProbe',
      'The program has about 30 seconds to start (3 × 10 seconds), then the container is restarted. Until this probe succeeds once, the other probes wait.',
    ],
    [
      'sidecar',
      '{initContainers: [{restartPolicy: Always, startupProbe: {}}]}',
      'initContainers.0.startupProbe',
      'The program has about 30 seconds to start (3 × 10 seconds), then the container is restarted. Until this probe succeeds once, the other probes wait.',
    ],
    [
      'an init container has none',
      '{initContainers: [{startupProbe: {}}]}',
      'initContainers.0.startupProbe',
      undefined,
    ],
    ['negative', '{containers: [{livenessProbe: {periodSeconds: -1}}]}', 'containers.0.livenessProbe', undefined],
    [
      'text',
      '{containers: [{livenessProbe: {periodSeconds: 10s}}]}',
      'containers.0.livenessProbe.periodSeconds',
      undefined,
    ],
    ['half typed', '{containers: [{livenessProbe: }]}', 'containers.0.livenessProbe', undefined],
    ['the check itself', '{containers: [{livenessProbe: {exec: {}}}]}', 'containers.0.livenessProbe.exec', undefined],
  ]),
  ...table('termination', 'v1', 'Pod', [
    [
      'time to end',
      '{terminationGracePeriodSeconds: 45, containers: [{}]}',
      'terminationGracePeriodSeconds',
      'A container that is told to stop has 45 seconds to end by itself; then it is killed.',
    ],
    [
      'none at all',
      '{terminationGracePeriodSeconds: 0, containers: [{}]}',
      'terminationGracePeriodSeconds',
      'With 0 seconds the containers are killed at once, without a chance to end by themselves.',
    ],
    [
      'the longest sleep',
      '{terminationGracePeriodSeconds: 60, containers: [{name: a, lifecycle: {preStop: {sleep: {seconds: 5}}}}, {name: b, lifecycle: {preStop: {sleep: {seconds: 10}}}}]}',
      'terminationGracePeriodSeconds',
      'Of 1 minute the preStop hook of `b` takes 10 seconds: 50 seconds remain between the stop signal and being killed.',
    ],
    [
      'a sleep',
      '{containers: [{lifecycle: {preStop: {sleep: {seconds: 10}}}}]}',
      'containers.0.lifecycle.preStop',
      'Of 30 seconds the preStop hook takes 10 seconds: 20 seconds remain between the stop signal and being killed.',
    ],
    [
      'a command that sleeps',
      '{containers: [{lifecycle: {preStop: {exec: {command: [/bin/sh, -c, sleep 15]}}}}]}',
      'containers.0.lifecycle.preStop.exec',
      'Of 30 seconds the preStop hook takes 15 seconds: 15 seconds remain between the stop signal and being killed.',
    ],
    [
      'all of it',
      '{containers: [{lifecycle: {preStop: {sleep: {seconds: 30}}}}]}',
      'containers.0.lifecycle',
      'Of 30 seconds the preStop hook takes all: the program has no time left to end by itself before it is killed.',
    ],
    [
      'more than all',
      '{containers: [{lifecycle: {preStop: {exec: {command: [sleep, "40"]}}}}]}',
      'containers.0.lifecycle',
      'Of 30 seconds the preStop hook takes 40 seconds, more than there is: the program has no time left to end by itself before it is killed.',
    ],
    [
      'another command',
      '{containers: [{lifecycle: {preStop: {exec: {command: [nginx, -s, quit]}}}}]}',
      'containers.0.lifecycle.preStop',
      undefined,
    ],
    ['negative', '{terminationGracePeriodSeconds: -1}', 'terminationGracePeriodSeconds', undefined],
    ['text', '{terminationGracePeriodSeconds: 30s}', 'terminationGracePeriodSeconds', undefined],
  ]),
  ...table('volume-mode', 'v1', 'Pod', [
    ...modes([
      ['0644', '`0644` is octal: 420 in decimal, `rw-r--r--`: owner read and write, group and others read.'],
      ['420', '`420` is decimal: 0644 in octal, `rw-r--r--`: owner read and write, group and others read.'],
      ['0o600', '`0o600` is octal: 384 in decimal, `rw-------`: owner read and write, group and others nothing.'],
      [
        '400',
        '`400` is decimal: 0620 in octal, `rw--w----`: owner read and write, group write, others nothing. For `r--------` write `0400`.',
      ],
      ['644', `\`644\` is decimal: 1204 in octal${REFUSED} For \`rw-r--r--\` write \`0644\`.`],
      ['512', `\`512\` is decimal: 1000 in octal${REFUSED}`],
      ['0777', '`0777` is octal: 511 in decimal, `rwxrwxrwx`: everybody read, write and execute.'],
      [
        '0750',
        '`0750` is octal: 488 in decimal, `rwxr-x---`: owner read, write and execute, group read and execute, others nothing.',
      ],
      ['"0644"', undefined],
      ['rw-r--r--', undefined],
      ['-1', undefined],
      ['', undefined],
    ]),
    [
      'of a file',
      '{volumes: [{projected: {sources: [{configMap: {items: [{mode: 0400}]}}]}}]}',
      'volumes.0.projected.sources.0.configMap.items.0.mode',
      '`0400` is octal: 256 in decimal, `r--------`: owner read, group and others nothing.',
    ],
    ['of something else', '{volumes: [{hostPath: {defaultMode: 0400}}]}', 'volumes.0.hostPath.defaultMode', undefined],
  ]),
]

function limit(resource: string, list: readonly (readonly [string, string | undefined])[]): readonly Row[] {
  return list.map(([amount, says]) => [
    `${resource} of ${amount}`,
    `{containers: [{resources: {limits: {${resource}: ${amount}}}}]}`,
    `containers.0.resources.limits.${resource.replaceAll('.', '~')}`,
    says,
  ])
}

function modes(list: readonly (readonly [string, string | undefined])[]): readonly Row[] {
  return list.map(([mode, says]) => [
    mode,
    `{volumes: [{secret: {defaultMode: ${mode}}}]}`,
    'volumes.0.secret.defaultMode',
    says,
  ])
}
