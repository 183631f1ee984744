import { apiChange } from '../model/api-changes.ts'
import { entry } from '../syntax/node.ts'
import { advice, migrations } from './api-removed.ts'
import type { Rule } from './rule.ts'

export const apiDeprecated: Rule = {
  id: 'api-deprecated',
  severity: 'warning',
  ofServer: true,
  summary: 'Leave deprecated API versions before they are removed.',
  why: `
The API server still serves this version, and answers with a warning. A later release will not: then the manifest cannot
be applied any more, and the upgrade of the cluster is the wrong day to find out.

The successor works already, and both versions show the same objects, so nothing in the cluster has to move.
`,
  falseAlarms: 'Manifests that must also work on clusters too old for the successor.',
  kinds: 'any',

  check(resource, report) {
    const { apiVersion, kind } = resource
    const { deprecated, removed, successor } = apiChange(apiVersion, kind) ?? {}
    const place = entry(resource.node, 'apiVersion')?.value
    if (deprecated === undefined || !place || (removed !== undefined && removed <= deprecated)) return
    const until = removed === undefined ? '' : `, and gone from 1.${removed} on`
    report({
      at: place,
      cause: 'warning',
      message: `${kind} in \`${apiVersion}\` is deprecated since Kubernetes 1.${deprecated}${until}; ${advice(resource, successor)}`,
      versions: removed === undefined ? { from: deprecated } : { from: deprecated, below: removed },
      tag: 'deprecated',
      fixes: () => migrations(resource, successor),
    })
  },

  examples: [
    {
      bad: `
apiVersion: storage.k8s.io/v1beta1
#           ^^^^^^^^^^^^^^^^^^^^^^ VolumeAttributesClass in \`storage.k8s.io/v1beta1\` is deprecated since Kubernetes 1.34, and gone from 1.37 on; write \`storage.k8s.io/v1\`
kind: VolumeAttributesClass
metadata:
  name: fast
driverName: disk.example.com
parameters:
  iops: "4000"
`,
      fixed: `
apiVersion: storage.k8s.io/v1
kind: VolumeAttributesClass
metadata:
  name: fast
driverName: disk.example.com
parameters:
  iops: "4000"
`,
    },
    {
      title: 'Deprecated for good, and never to be removed',
      bad: `
apiVersion: v1
#           ^^ Endpoints in \`v1\` is deprecated since Kubernetes 1.33; write \`discovery.k8s.io/v1/EndpointSlice\`, where addresses and ports are written in another way
kind: Endpoints
metadata:
  name: database
`,
    },
    {
      title: 'The versions of today',
      good: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
---
apiVersion: v1
kind: Service
metadata:
  name: web
`,
    },
  ],
}
