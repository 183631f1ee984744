/**
 * Fields that may be left out in these custom resources, many of them in types of Kubernetes, which itself needs them: their definitions say so,
 * and the packages, which come from Go's types, do not.
 * https://github.com/argoproj/argo-workflows/blob/main/hack/manifests/crds.go
 * https://github.com/knative/serving/blob/main/config/core/300-resources/service.yaml
 */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  'argoproj.io': ['Container.name', 'ScriptTemplate.name', 'CronWorkflowSpec.schedules'],
  'serving.knative.dev': ['Container.name', 'HTTPGetAction.port', 'TCPSocketAction.port'],
}

/** Whether a field of a type may be left out in resources of a group. */
export function mayBeLeftOut(apiVersion: string, type: string, field: string): boolean {
  const [group = ''] = apiVersion.split('/')
  return Object.hasOwn(LEFT_OUT, group) && LEFT_OUT[group]?.includes(`${type}.${field}`) === true
}
