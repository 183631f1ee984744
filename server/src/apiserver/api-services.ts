import { type At, booleanAt, field, isSet, numberAt, textAt } from './at.ts'
import { dns1035Label, dnsSubdomain } from './names.ts'
import { type Rows, row, type Say } from './row.ts'
import { checkPort } from './webhook-client.ts'

/** https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/ */
export const apiServices: Rows = {
  APIService: [
    row(
      'CRD17',
      'An APIService hands one version of one API group to a Service, is named after both, and says where it ranks among others.',
      (here, say) => {
        if (!here.apiVersion.endsWith('/v1')) return
        const spec = field(here, 'spec')
        if (!isSet(spec)) return
        checkVersion(spec, say)
        for (const [name, most] of [
          ['groupPriorityMinimum', 20000],
          ['versionPriority', 1000],
        ] as const) {
          const at = field(spec, name)
          const value = numberAt(spec, name) ?? (isSet(at) ? undefined : 0)
          if (value !== undefined && (value <= 0 || value > most))
            say.invalid(
              at,
              `\`${name}\` is between 1 and ${most}${isSet(at) ? `, not ${value}` : ' and must be given'}`,
            )
        }
        const skips = booleanAt(spec, 'insecureSkipTLSVerify') === true
        const bundle = textAt(spec, 'caBundle')
        const service = field(spec, 'service')
        const at = field(spec, 'insecureSkipTLSVerify')
        if (!isSet(service)) {
          const message = 'without a `service` the API server itself answers: there is nobody to be verified'
          if (bundle) say.invalid(field(spec, 'caBundle'), message)
          if (skips) say.invalid(at, message)
          return
        }
        for (const name of ['namespace', 'name'] as const)
          if (textAt(service, name) === '' || !isSet(field(service, name)))
            say.required(field(service, name), `the Service needs its \`${name}\``)
        checkPort(service, service.path, say)
        if (skips && bundle) say.invalid(at, 'skips what `caBundle` is there for: give one of them')
      },
    ),
  ],
}

function checkVersion(spec: At, say: Say): void {
  const [group, version] = ['group', 'version'].map((it) => (isSet(field(spec, it)) ? textAt(spec, it) : ''))
  if (group === undefined || version === undefined) return
  const faultOfGroup = group === '' ? undefined : dnsSubdomain(group)
  if (faultOfGroup !== undefined) say.invalid(field(spec, 'group'), `\`${group}\` ${faultOfGroup}`)
  const faultOfVersion = version === '' ? 'is missing: such as `v1`' : dns1035Label(version)
  if (faultOfVersion !== undefined)
    say.invalid(
      field(spec, 'version'),
      version === '' ? `\`version\` ${faultOfVersion}` : `\`${version}\` ${faultOfVersion}`,
    )
}
