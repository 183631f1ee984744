import { containersOf, withPods } from '../model/pods.ts'
import type { Resource } from '../model/resource.ts'
import { get } from '../model/typed.ts'
import { DEMANDING } from '../settings.ts'
import { scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const imageTagLatest: Rule = {
  id: 'image-tag-latest',
  severity: 'warning',
  summary: 'Give every container image a version other than `latest`.',
  why: `
\`latest\`, and no tag at all, which means the same, names whatever was pushed last. Two nodes that pull on different
days then run different programs, a restart can change the program, and a rollback has nothing to roll back to.
Write the version (\`nginx:1.29.3\`), or the digest where it must never change.

Leave it as it is in throw-away manifests for a cluster on your own machine. In a Pod that nothing makes anew there is no rollout and
no rollback: there it is only noted, unless a profile asks for more.
`,
  falseAlarms:
    'Images whose tag a pipeline puts in later. What a kustomization or a `skaffold.yaml` of the workspace puts in is known.',
  kinds: withPods,
  profiles: DEMANDING,
  notes: ['container-image'],

  checkAmong(resource, view, report) {
    const mild = isBarePod(resource) ? { severity: 'info' as const } : {}
    for (const { node } of containersOf(resource)) {
      const image = get(node, 'image')
      const name = scalar(image)
      if (!image || typeof name !== 'string' || name === '' || isPlaceholder(name) || isPinned(name)) continue
      const tagged = name.endsWith(':latest')
      if (view.makes('image', tagged ? name.slice(0, -':latest'.length) : name)) continue
      report({
        ...mild,
        at: image,
        message: tagged
          ? `\`${name}\` can change without notice; name a version`
          : `\`${name}\` has no tag, which means \`latest\`: it can change without notice; name a version`,
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
      image: nginx:latest
      #      ^^^^^^^^^^^^ \`nginx:latest\` can change without notice; name a version
    - name: sidecar
      image: registry.local:5000/sidecar
      #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`registry.local:5000/sidecar\` has no tag, which means \`latest\`: it can change without notice; name a version
`,
    },
    {
      title: 'A port in the address of the registry is no tag, a digest is as good as one',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.local:5000/nginx:1.29.3
    - name: sidecar
      image: sidecar@sha256:0d17b565c37bcbd895e9d92315a05c1c3c9a29f762b011a10c54a66cd53c9b31
`,
    },
    {
      title: 'Put in later by a tool',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: ko://example.com/shop/web
    - name: sidecar
      image: \${SIDECAR_IMAGE}
`,
    },
    {
      title: 'Put in later by Skaffold',
      good: `
apiVersion: skaffold/v4beta11
kind: Config
build:
  artifacts:
    - image: registry.example.com/web
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web
`,
    },
    {
      title: 'Half typed',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image:
`,
    },
  ],
}

/** A Pod of its own: made once, and gone when its node is. */
function isBarePod({ group, kind }: Resource): boolean {
  return group === '' && kind === 'Pod'
}

/** What a tool will replace: `${IMAGE}`, `<image>`, the `ko://` paths of ko. No reference to an image looks like that. */
function isPlaceholder(image: string): boolean {
  return /[${}<>\s]|:\/\//.test(image)
}

/** A digest, or a tag other than `latest`. https://github.com/distribution/reference */
function isPinned(image: string): boolean {
  if (image.includes('@')) return true
  const tag = /:([^:/]+)$/.exec(image)?.[1]
  return tag !== undefined && tag !== 'latest'
}
