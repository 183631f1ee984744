import { isWhole } from '../model/containers.ts'
import { containersOf, withPods } from '../model/pods.ts'
import { each, get, text } from '../model/typed.ts'
import { replaceScalar } from '../syntax/edits.ts'
import { at, isNull, type Node, scalar, values } from '../syntax/node.ts'
import { nearest } from '../text/nearest.ts'
import type { Rule } from './rule.ts'

export const envReferenceUndefined: Rule = {
  id: 'env-reference-undefined',
  severity: 'info',
  summary: 'Refer to variables that are set before.',
  why: `
In \`command\`, \`args\` and the values of \`env\` Kubernetes puts in the value for \`$(NAME)\`, if the container has
a variable of that name, in \`env\` further up. If not, the text stays as it is: the program is given \`$(HOST)\`,
with dollar and brackets, and no event says so.

\`$$(NAME)\` is the way to write it so that it stays.
`,
  falseAlarms:
    'Scripts for a shell that have a command in `$(…)`, which Purser leaves out where it is no name in capitals.',
  kinds: withPods,
  notes: ['container-env', 'container-args'],

  check(resource, report) {
    for (const container of containersOf(resource)) {
      const { node } = container
      // What comes from elsewhere has names that we do not see; a shell reads such a reference itself.
      if (!isWhole(container) || !isNull(get(node, 'envFrom')) || hasShell(node)) continue
      const env = each(get(node, 'env'))
      const names = env.flatMap((it) => text(it, 'name') ?? [])
      const words = [...values(get(node, 'command')), ...values(get(node, 'args'))]
      for (const it of words) tell(it, names, [])
      for (const [i, it] of env.entries()) {
        const value = get(it, 'value')
        if (value) tell(value, names.slice(0, i), names.slice(i + 1))
      }
    }

    function tell(place: Node, names: readonly string[], later: readonly string[]): void {
      const written = scalar(place)
      if (typeof written !== 'string' || !written.includes('$(')) return
      for (const [whole, name = ''] of written.matchAll(REFERENCE)) {
        if (whole.startsWith('$$') || names.includes(name) || SET_BY_KUBELET.test(name)) continue
        report({
          at: place,
          message: later.includes(name)
            ? `\`${name}\` is set further down: here \`$(${name})\` stays as it is`
            : `no variable \`${name}\` is set: \`$(${name})\` stays as it is`,
          fixes: () =>
            nearest(name, names, 3).map((it) => ({
              title: `Refer to ${it}`,
              safe: false,
              edits: [replaceScalar(place, written.replaceAll(`$(${name})`, `$(${it})`))],
            })),
        })
        return
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
      args: ["--database=$(DATABASE_URI)"]
      #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no variable \`DATABASE_URI\` is set: \`$(DATABASE_URI)\` stays as it is
      env:
        - name: DATABASE_URL
          value: postgres://database/shop
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
      args: ["--database=$(DATABASE_URL)"]
      env:
        - name: DATABASE_URL
          value: postgres://database/shop
`,
    },
    {
      title: 'The order counts among variables',
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      env:
        - name: DATABASE_URL
          value: postgres://$(HOST)/shop
          #      ^^^^^^^^^^^^^^^^^^^^^^^ \`HOST\` is set further down: here \`$(HOST)\` stays as it is
        - name: HOST
          value: database
`,
    },
    {
      title: 'Set before, escaped, from elsewhere, of a Service, or for a shell',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      args: [$(HOST), $$(HOST_NAME), $(DATABASE_SERVICE_HOST)]
      env:
        - {name: HOST, value: database}
    - name: worker
      image: worker:1.0.0
      args: [$(QUEUE)]
      envFrom: [{configMapRef: {name: worker, optional: true}}]
    - name: script
      image: tools:3.1.0
      command: [sh, -c]
      args: ["echo $(DATE)"]
`,
    },
  ],
}

/** As people call variables; what is a command for a shell looks otherwise. */
const REFERENCE = /\$?\$\(([A-Z][A-Z0-9_]*)\)/g

/** Of each Service of the namespace there are some. */
const SET_BY_KUBELET = /_(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT(?:_\w+)?)$|^HOSTNAME$/

function hasShell(container: Node): boolean {
  const words = ['command', 'args'].flatMap((it) => values(at(container, it)))
  return words.some((it) => /(?:^|\/)(?:ba|da|a|z)?sh$/.test(String(scalar(it) ?? '')))
}
