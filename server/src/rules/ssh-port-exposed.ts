import { containersOf, withPods } from '../model/pods.ts'
import { each, get } from '../model/typed.ts'
import { at, type Node, scalar, values } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const sshPortExposed: Rule = {
  id: 'ssh-port-exposed',
  severity: 'info',
  summary: 'Run no SSH server in a container.',
  why: `
Port 22 is that of SSH. A server in a container is a door with keys of its own, which no role and no audit log of the
cluster knows; \`kubectl exec\` and \`kubectl debug\` do the same under both.
`,
  falseAlarms: 'Programs whose business it is, such as a Git or SFTP server.',
  kinds: [...withPods, '/Service'],
  optional: true,
  opinion: true,
  notes: ['container-ports', 'cluster-security'],

  check(resource, report) {
    const ofContainers = containersOf(resource).flatMap(({ node }) =>
      each(get(node, 'ports')).map((it) => get(it, 'containerPort')),
    )
    const ofService =
      resource.group === '' && resource.kind === 'Service'
        ? values(at(resource.node, 'spec', 'ports')).map((it) => at(it, 'targetPort') ?? at(it, 'port'))
        : []
    for (const place of [...ofContainers, ...ofService] as readonly (Node | undefined)[]) {
      if (place && scalar(place) === 22)
        report({ at: place, message: 'port 22 is that of SSH: a door that no role of the cluster knows' })
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: jump
spec:
  containers:
    - name: sshd
      image: sshd:9.9.0
      ports:
        - containerPort: 22
        #                ^^ port 22 is that of SSH: a door that no role of the cluster knows
---
apiVersion: v1
kind: Service
metadata:
  name: jump
spec:
  ports:
    - port: 2222
      targetPort: 22
      #           ^^ port 22 is that of SSH: a door that no role of the cluster knows
`,
    },
    {
      title: 'Another port',
      good: `
apiVersion: v1
kind: Service
metadata:
  name: git
spec:
  ports:
    - port: 22
      targetPort: 2222
`,
    },
  ],
}
