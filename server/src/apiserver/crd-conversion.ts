import { field, isSet, listAt, textAt } from './at.ts'
import type { Row } from './row.ts'
import { checkClient, checkReviewVersions } from './webhook-client.ts'

/** How objects of one version become objects of another. */
export const checkConversion: Row['look'] = (here, say) => {
  const conversion = field(field(here, 'spec'), 'conversion')
  const strategy = textAt(conversion, 'strategy')
  const webhook = field(conversion, 'webhook')
  const client = field(webhook, 'clientConfig')
  const versions = field(webhook, 'conversionReviewVersions')
  const pathOfClient = 'spec.conversion.webhookClientConfig'
  const pathOfVersions = 'spec.conversion.conversionReviewVersions'
  if (strategy === 'Webhook') {
    if (isSet(client)) checkClient(client, say, pathOfClient)
    else say.required(client, '`strategy: Webhook` needs `webhook.clientConfig`', { path: pathOfClient })
    if (isSet(versions)) checkReviewVersions(webhook, 'conversionReviewVersions', say, pathOfVersions)
    else
      say.required(versions, '`strategy: Webhook` needs `webhook.conversionReviewVersions`, such as `[v1]`', {
        path: pathOfVersions,
      })
    return
  }
  const message = 'only `strategy: Webhook` has a webhook'
  if (isSet(client)) say.forbidden(client, message, { path: pathOfClient })
  if (listAt(webhook, 'conversionReviewVersions').length > 0) say.forbidden(versions, message, { path: pathOfVersions })
}
