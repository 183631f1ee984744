import { field, isSet, listAt, textAt } from './at.ts'
import { change, removal } from './fixes.ts'
import { sloppyIp } from './ip-warnings.ts'
import { type Rows, row } from './row.ts'

/** Fields of Services that do nothing beside others, or will soon do nothing. */
export const serviceWarnings: Rows = {
  ServiceSpec: [
    row(
      'WAR12',
      'A headless Service is an entry in DNS that leads to the pods: nothing is in between that could balance or stick.',
      (here, say) => {
        if (textAt(here, 'clusterIP') !== 'None') return
        const unheard = (name: string, path: string) =>
          say.warning(field(here, name), `a headless Service has no use for \`${name}\``, {
            path,
            fixes: removal(here, name),
          })
        if (textAt(here, 'loadBalancerIP')) unheard('loadBalancerIP', `${here.path}.loadBalancerIP`)
        if (listAt(here, 'externalIPs').length > 0) unheard('externalIPs', `${here.path}.externalIPs`)
        if (textAt(here, 'sessionAffinity') === 'ClientIP') unheard('sessionAffinity', `${here.path}.SessionAffinity`)
      },
    ),
    row(
      'WAR12',
      '`externalName` is the alias that a Service of type ExternalName is; every other type is none.',
      (here, say) => {
        if (textAt(here, 'type') !== 'ExternalName' && textAt(here, 'externalName'))
          say.warning(field(here, 'externalName'), '`externalName` does nothing unless `type` is `ExternalName`', {
            fixes: removal(here, 'externalName'),
          })
      },
    ),
    row('WAR12', 'A Service of type ExternalName is an alias in DNS: traffic never comes past it.', (here, say) => {
      if (textAt(here, 'type') === 'ExternalName' && listAt(here, 'externalIPs').length > 0)
        say.warning(field(here, 'externalIPs'), '`externalIPs` do nothing if `type` is `ExternalName`', {
          fixes: removal(here, 'externalIPs'),
        })
    }),
    row('WAR13', 'The value has got a name that says what it does.', (here, say) => {
      if (textAt(here, 'trafficDistribution') === 'PreferClose')
        say.warning(
          field(here, 'trafficDistribution'),
          '`PreferClose` is deprecated: `PreferSameZone` means the same',
          {
            versions: { from: 34 },
            fixes: change(here, 'trafficDistribution', 'PreferSameZone'),
          },
        )
    }),
    row(
      'WAR14',
      'The server does not check this address, but balancers read it, and some of them read zeros as octal.',
      (here, say) => sloppyIp(field(here, 'loadBalancerIP'), textAt(here, 'loadBalancerIP'), undefined, say),
    ),
    row(
      'WAR23',
      'With `externalIPs` anybody who may make Services can catch traffic to any address; some clusters will not follow it any more.',
      (here, say) => {
        if (textAt(here, 'clusterIP') === 'None' || textAt(here, 'type') === 'ExternalName') return
        if (listAt(here, 'externalIPs').length > 0)
          say.warning(field(here, 'externalIPs'), '`externalIPs` are deprecated since 1.36', { versions: { from: 36 } })
      },
    ),
  ],
  EndpointSlice: [
    row('WAR14', 'No part of Kubernetes does anything with names in an EndpointSlice.', (here, say) => {
      if (textAt(here, 'addressType') === 'FQDN')
        say.warning(field(here, 'addressType'), 'names (`FQDN`) in an EndpointSlice are deprecated', {
          path: 'spec.addressType',
        })
    }),
  ],
  NodeSpec: [
    row('WAR25', 'The field is older than the API of clouds and has no reader.', (here, say) => {
      if (isSet(field(here, 'externalID')) && textAt(here, 'externalID'))
        say.warning(field(here, 'externalID'), '`externalID` is deprecated, and nothing uses it', {
          fixes: removal(here, 'externalID'),
        })
    }),
  ],
}
