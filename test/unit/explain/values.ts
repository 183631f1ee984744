import { type Case, type Row, table } from './case.ts'

const REFUSED = ', more than the largest mode, 0777: the API server refuses it.'

export const valueCases: readonly Case[] = [
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
