import type { Problem } from '../problem.ts'
import { span } from '../schema/place.ts'
import { withArticle } from '../schema/wording.ts'
import { insertEntry } from '../syntax/edits.ts'
import { at, entries, entry, isNull, type Node, scalar, values } from '../syntax/node.ts'
import { fieldPath } from './field-path.ts'
import { podSpecOf, podTemplateOf } from './pods.ts'
import type { Resource } from './resource.ts'

/** Fields that the schema calls optional and that the API server needs all the same, depending on their siblings. */
interface Condition {
  readonly kinds: readonly string[]
  /** The objects that need `field`, as they stand in the resource. */
  readonly where: (resource: Resource) => readonly Node[]
  readonly field: string
  readonly why: string
  /** What to fill in. */
  readonly values: readonly string[]
}

/** Found in the recorded answers of kube-apiserver 1.36. */
const CONDITIONS: readonly Condition[] = [
  {
    kinds: ['batch/Job', 'batch/CronJob'],
    where: (resource) => [podSpecOf(resource)].filter((it) => it !== undefined),
    field: 'restartPolicy',
    why: 'the default, Always, would never let a Job finish',
    values: ['OnFailure', 'Never'],
  },
  {
    kinds: ['rbac.authorization.k8s.io/ClusterRoleBinding'],
    where: ({ node }) => values(at(node, 'subjects')).filter((it) => scalar(at(it, 'kind')) === 'ServiceAccount'),
    field: 'namespace',
    why: 'a ServiceAccount lives in one',
    values: ['default'],
  },
  {
    kinds: ['/ReplicationController'],
    where: (resource) => {
      const labels = at(podTemplateOf(resource), 'metadata', 'labels')
      const spec = at(resource.node, 'spec')
      return spec && entries(labels).length === 0 && entries(at(spec, 'selector')).length === 0 ? [spec] : []
    },
    field: 'selector',
    why: 'its pod template has no labels to take one from',
    values: [],
  },
]

export function missingByCondition(resource: Resource): readonly Problem[] {
  const groupKind = `${resource.group}/${resource.kind}`
  return CONDITIONS.filter((it) => it.kinds.includes(groupKind)).flatMap((condition) =>
    condition.where(resource).flatMap((parent) => missing(resource, condition, parent)),
  )
}

function missing(resource: Resource, { field, why, values: choices }: Condition, parent: Node): readonly Problem[] {
  const present = entry(parent, field)
  if (present && !isEmpty(present.value)) return []
  const place = present?.key ?? entries(parent)[0]?.key ?? parent
  return [
    {
      ...span(place),
      code: 'missing-required',
      severity: 'error',
      message: `${withArticle(resource.kind)} needs \`${field}\` here: ${why}`,
      path: `${fieldPath(parent, resource)}.${field}`,
      cause: 'required',
      ...(present
        ? {}
        : {
            fixes: () =>
              choices.map((it) => ({
                title: `Add ${field}: ${it}`,
                safe: false,
                edits: [insertEntry(parent, field, it)],
              })),
          }),
    },
  ]
}

/** To the server an empty text or map is not there. */
function isEmpty(value: Node | undefined): boolean {
  return isNull(value) || scalar(value) === '' || (value?.tree.type === 'mapping' && entries(value).length === 0)
}
