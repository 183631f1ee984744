import { containersOf, withPods } from '../model/pods.ts'
import { get } from '../model/typed.ts'
import { scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const imageDigestMissing: Rule = {
  id: 'image-digest-missing',
  severity: 'info',
  summary: 'Name images by their digest where they must never change.',
  why: `
A tag can be moved: whoever can push to the registry decides what \`shop:1.4.0\` is tomorrow, and two nodes may run two things by that name. A digest
(\`shop:1.4.0@sha256:…\`) is the content itself. Signatures and scans speak of digests too.

It is worth it where something writes the digests for you, a pipeline or a bot. By hand nobody keeps them up to date.
`,
  falseAlarms: 'Images whose digest a pipeline puts in later.',
  kinds: withPods,
  optional: true,
  notes: ['container-image'],

  check(resource, report) {
    for (const { node } of containersOf(resource)) {
      const image = get(node, 'image')
      const name = scalar(image)
      if (!image || typeof name !== 'string' || name === '' || /@sha\d+:|[${}<>\s]|:\/\//.test(name)) continue
      // That one is told by image-tag-latest.
      if (!/:[^:/]+$/.test(name) || name.endsWith(':latest')) continue
      report({ at: image, message: `\`${name}\` can be another image tomorrow; name its digest` })
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
      image: registry.example.com:5000/web:1.4.0
      #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`registry.example.com:5000/web:1.4.0\` can be another image tomorrow; name its digest
`,
    },
    {
      title: 'The content itself, and what is put in later',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0@sha256:0d17b565c37bcbd895e9d92315a05c1c3c9a29f762b011a10c54a66cd53c9b31
    - name: proxy
      image: \${PROXY_IMAGE}
`,
    },
  ],
}
