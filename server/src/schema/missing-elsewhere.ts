import type { Definition } from './definition.ts'

/**
 * Fields whose absence the API server reports at another place than their own, or as another kind of fault, which hangs
 * on what is around the object. Rows in apiserver/ report them.
 */
export function isMissedElsewhere({ id, name }: Definition, field: string): boolean {
  return id !== undefined && FIELDS[name]?.includes(field) === true && !/v1beta1|v1alpha1/.test(id)
}

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  APIServiceSpec: ['groupPriorityMinimum', 'versionPriority'],
  CustomResourceColumnDefinition: ['name', 'type', 'jsonPath'],
  CustomResourceDefinitionVersion: ['name', 'storage'],
  CustomResourceSubresourceScale: ['specReplicasPath', 'statusReplicasPath'],
  SelectableField: ['jsonPath'],
  ServiceReference: ['name', 'namespace'],
  ValidationRule: ['rule'],
  WebhookConversion: ['conversionReviewVersions'],
}
