import { containersOf, withPods } from '../model/pods.ts'
import { get } from '../model/typed.ts'
import { changesTo } from '../schema/change-to.ts'
import { scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const imageRegistryRetired: Rule = {
  id: 'image-registry-retired',
  severity: 'warning',
  summary: 'Pull images of Kubernetes from `registry.k8s.io`.',
  why: `
\`k8s.gcr.io\` and \`gcr.io/google_containers\` are where the images of Kubernetes were until 2023. They are frozen: no new versions, no fixes, and what is
left there goes away in pieces. It works as long as the node has the image; the new node of tonight gets \`ImagePullBackOff\`.

\`registry.k8s.io\` has the same images under the same names, the newer ones too.
`,
  falseAlarms: 'Clusters whose nodes take a mirror for these names.',
  kinds: withPods,
  notes: ['container-image'],

  check(resource, report) {
    for (const { node } of containersOf(resource)) {
      const image = get(node, 'image')
      const name = scalar(image)
      const old = typeof name === 'string' ? RETIRED.find((it) => name.startsWith(it)) : undefined
      if (!image || typeof name !== 'string' || old === undefined) continue
      report({
        at: image,
        message: `\`${old.slice(0, -1)}\` is frozen and goes away; take it from \`registry.k8s.io\``,
        fixes: () => changesTo(image, [`registry.k8s.io/${name.slice(old.length)}`]),
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
    - name: pause
      image: k8s.gcr.io/pause:3.6 # long ago
      #      ^^^^^^^^^^^^^^^^^^^^ \`k8s.gcr.io\` is frozen and goes away; take it from \`registry.k8s.io\`
    - name: agnhost
      image: "gcr.io/google_containers/echoserver:1.10"
      #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`gcr.io/google_containers\` is frozen and goes away; take it from \`registry.k8s.io\`
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: pause
      image: registry.k8s.io/pause:3.6 # long ago
    - name: agnhost
      image: "registry.k8s.io/echoserver:1.10"
`,
    },
    {
      title: 'Registries that are alive, and a mirror with the name in its path',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: pause
      image: registry.k8s.io/pause:3.10
    - name: samples
      image: gcr.io/google-samples/hello-app:2.0
    - name: mirrored
      image: registry.example.com/k8s.gcr.io/pause:3.6
`,
    },
  ],
}

const RETIRED: readonly string[] = [
  'k8s.gcr.io/',
  'us.gcr.io/k8s-artifacts-prod/',
  'eu.gcr.io/k8s-artifacts-prod/',
  'asia.gcr.io/k8s-artifacts-prod/',
  'gcr.io/google_containers/',
  'gcr.io/google-containers/',
]
