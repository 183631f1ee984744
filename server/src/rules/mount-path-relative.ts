import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import { each, get, text } from '../model/typed.ts'
import { replaceScalar } from '../syntax/edits.ts'
import { at, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const mountPathRelative: Rule = {
  id: 'mount-path-relative',
  severity: 'warning',
  summary: 'Mount volumes at paths from the root on.',
  why: `
A path that does not start with \`/\` is not taken from the working directory of the image, as one may think: the
kubelet puts the \`/\` in front. The volume is then there, elsewhere than the program looks, and what it writes goes
into the image and is lost.
`,
  falseAlarms:
    'Windows containers, whose paths start with a drive; where the pod says `os`, or the path looks so, Purser knows.',
  kinds: withPods,
  notes: ['volume'],

  check(resource, report) {
    if (scalar(at(podSpecOf(resource), 'os', 'name')) === 'windows') return
    for (const { node } of containersOf(resource)) {
      for (const mount of each(get(node, 'volumeMounts'))) {
        const path = get(mount, 'mountPath')
        const written = text(mount, 'mountPath')
        if (!path || !written || !/^[\w.][^:\\$`{}<>]*$/.test(written)) continue
        const absolute = `/${written.replace(/^\.\//, '')}`
        report({
          at: path,
          message: `\`${written}\` is mounted at \`${absolute}\`, wherever the image works; write it from the root on`,
          fixes: () => [{ title: `Change to ${absolute}`, safe: false, edits: [replaceScalar(path, absolute)] }],
        })
      }
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
      image: web:1.4.0
      volumeMounts:
        - name: cache
          mountPath: var/cache # below the home of the user
          #          ^^^^^^^^^ \`var/cache\` is mounted at \`/var/cache\`, wherever the image works; write it from the root on
  volumes:
    - name: cache
      emptyDir: {}
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      volumeMounts:
        - name: cache
          mountPath: /var/cache # below the home of the user
  volumes:
    - name: cache
      emptyDir: {}
`,
    },
    {
      title: 'From the root on; a drive of Windows; a variable that a tool fills in',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      volumeMounts:
        - {name: cache, mountPath: /var/cache}
        - {name: logs, mountPath: 'C:\\\\logs'}
        - {name: home, mountPath: '\${HOME}/data'}
  volumes:
    - name: cache
      emptyDir: {}
    - name: logs
      emptyDir: {}
    - name: home
      emptyDir: {}
`,
    },
  ],
}
