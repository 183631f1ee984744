import { containerPlace, isWhole } from '../model/containers.ts'
import { fieldPath } from '../model/field-path.ts'
import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import { get } from '../model/typed.ts'
import { DEMANDING } from '../settings.ts'
import { putEntries } from '../syntax/edits.ts'
import { at, isNull, type Node } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

/** A modest start, to be corrected by what the program really takes. */
const START = { cpu: '100m', memory: '128Mi' } as const

export const missingResourceRequests: Rule = {
  id: 'missing-resource-requests',
  severity: 'info',
  summary: 'Request CPU and memory for every container.',
  why: `
The scheduler places a pod by what it requests, not by what it uses. A container that requests nothing fits on every
node, however full: it starves when the node is busy, and it is the first to be thrown off when memory runs out. A
HorizontalPodAutoscaler that aims at a share of the CPU has nothing to take a share of.

Request what the container usually needs; \`kubectl top pod\` and your monitoring know. The values of the quick fix are a
start, no more. A memory limit is wise. A CPU limit mostly slows a program down while the node idles: Purser does not
ask for one.

Leave them out on a cluster of your own, where nothing competes. Most workloads that people publish request nothing, and run well on a
node with room: so it is only noted, unless a profile asks for more.
`,
  falseAlarms: 'A LimitRange in the namespace fills in requests when the pod is made.',
  kinds: withPods,
  profiles: DEMANDING,
  notes: ['resource-management'],

  check(resource, report) {
    const ofPod = at(podSpecOf(resource), 'resources')
    for (const container of containersOf(resource)) {
      const { node, role, title } = container
      if ((role !== 'main' && role !== 'sidecar') || !isWhole(container)) continue
      const resources = get(node, 'resources')
      const missing = (['cpu', 'memory'] as const).filter((it) => !states(resources, it) && !states(ofPod, it))
      if (missing.length === 0) continue
      report({
        at: containerPlace(container),
        message: `\`${title}\` requests no ${missing.join(' and no ')}: the scheduler places it as if it needed none`,
        path: `${fieldPath(node, resource)}.resources.requests`,
        fixes: () => {
          const edit = putEntries(
            node,
            ['resources', 'requests'],
            missing.map((it) => [it, START[it]]),
          )
          const what = missing.map((it) => `${it} ${START[it]}`).join(', ')
          return edit ? [{ title: `Request ${what}`, safe: false, edits: [edit] }] : []
        },
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      #     ^^^ \`web\` requests no cpu and no memory: the scheduler places it as if it needed none
      image: nginx:1.29.3
    - name: sidecar
      #     ^^^^^^^ \`sidecar\` requests no cpu: the scheduler places it as if it needed none
      image: sidecar:2.0
      resources:
        limits:
          memory: 64Mi
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      resources:
        requests:
          cpu: 100m
          memory: 128Mi
    - name: sidecar
      image: sidecar:2.0
      resources:
        limits:
          memory: 64Mi
        requests:
          cpu: 100m
`,
    },
    {
      title: 'Nothing said, in several ways',
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: a
      #     ^ \`a\` requests no cpu and no memory: the scheduler places it as if it needed none
      image: nginx:1.29.3
      resources: {}
    - name: b
      #     ^ \`b\` requests no cpu and no memory: the scheduler places it as if it needed none
      image: nginx:1.29.3
      resources: # later
    - { name: c, image: "nginx:1.29.3" }
    #         ^ \`c\` requests no cpu and no memory: the scheduler places it as if it needed none
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: a
      image: nginx:1.29.3
      resources: { requests: { cpu: 100m, memory: 128Mi } }
    - name: b
      image: nginx:1.29.3
      resources: # later
        requests:
          cpu: 100m
          memory: 128Mi
    - { name: c, image: "nginx:1.29.3", resources: { requests: { cpu: 100m, memory: 128Mi } } }
`,
    },
    {
      title: 'The API server takes requests that are missing from the limits',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: migrate
      image: migrate:2.0
  containers:
    - name: web
      image: nginx:1.29.3
      resources:
        limits:
          cpu: "1"
          memory: 128Mi
`,
    },
    {
      title: 'Requests for the pod as a whole',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  resources:
    requests:
      cpu: 200m
      memory: 256Mi
  containers:
    - name: web
      image: nginx:1.29.3
`,
    },
  ],
}

/** A request, or a limit, from which the API server makes the request. */
function states(resources: Node | undefined, name: 'cpu' | 'memory'): boolean {
  return !isNull(at(resources, 'requests', name)) || !isNull(at(resources, 'limits', name))
}
