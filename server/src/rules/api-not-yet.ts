import { apiChange } from '../model/api-changes.ts'
import { entry } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const apiNotYet: Rule = {
  id: 'api-not-yet',
  severity: 'error',
  summary: 'Use an apiVersion that the cluster has already.',
  why: `
The version of the kind came with a later Kubernetes than the one that your manifests are for. That API server does not
know it, and applying the manifest fails.

Choose an older version of the kind, or upgrade the cluster first. If the cluster is newer than Purser thinks, set
\`purser.kubernetesVersion\`, or \`kubernetes-version\` in \`.purser.yaml\`.
`,
  falseAlarms: 'Clusters newer than the chosen Kubernetes version.',
  kinds: 'any',

  check(resource, report) {
    const { apiVersion, kind } = resource
    const introduced = apiChange(apiVersion, kind)?.introduced
    const place = entry(resource.node, 'apiVersion')?.value
    if (introduced === undefined || !place) return
    report({
      at: place,
      message: `${kind} is in \`${apiVersion}\` only since Kubernetes 1.${introduced}`,
      versions: { below: introduced },
    })
  },

  examples: [
    {
      title: 'For a cluster of Kubernetes 1.22, which has autoscaling/v2beta2',
      bad: `
apiVersion: autoscaling/v2
#           ^^^^^^^^^^^^^^ HorizontalPodAutoscaler is in \`autoscaling/v2\` only since Kubernetes 1.23
kind: HorizontalPodAutoscaler
metadata:
  name: web
`,
    },
    {
      title: 'Older than any cluster of today',
      good: `
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata:
  name: web
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
`,
    },
  ],
}
