import assert from 'node:assert/strict'
import { headlessServiceFor } from '../../server/src/model/headless-service.ts'
import { resourcesOf } from '../../server/src/model/resource.ts'
import { lint } from '../../server/src/rules/lint.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { applyEdits } from '../../server/src/text/edit.ts'

/** The examples of the rules test the first fix of each problem; here are the others, and fixes in JSON. */
describe('fixes of rules', () => {
  it('move an entry to stringData, which is made above the data', () => {
    assert.equal(
      fixed('secret-data-not-base64', 'Move it to stringData', `${SECRET}data:\n  a: plain text # why\n  b: YQ==\n`),
      `${SECRET}stringData:\n  a: plain text\ndata:\n  b: YQ==\n`,
    )
  })

  it('move an entry to the stringData that is there', () => {
    assert.equal(
      fixed(
        'secret-data-not-base64',
        'Move it to stringData',
        `${SECRET}data:\n  b: YQ==\n  a: "y!"\nstringData:\n  c: d\n`,
      ),
      `${SECRET}data:\n  b: YQ==\nstringData:\n  c: d\n  a: y!\n`,
    )
  })

  it('move the only entry by renaming its home', () => {
    assert.equal(
      fixed('secret-data-not-base64', 'Move it to stringData', `${SECRET}data:\n  a: plain text\n`),
      `${SECRET}stringData:\n  a: plain text\n`,
    )
    const json = '{"apiVersion": "v1", "kind": "Secret", "data": {"a": "plain text"}}'
    assert.equal(fixed('secret-data-not-base64', 'Move it to stringData', json), json.replace('data', 'stringData'))
  })

  it('encode in JSON', () => {
    const json = '{"apiVersion": "v1", "kind": "Secret", "data": {"a": "ä ö"}}'
    assert.equal(fixed('secret-data-not-base64', 'Encode it in base64', json), json.replace('ä ö', 'w6Qgw7Y='))
  })

  it('make a volume of a ConfigMap or a claim', () => {
    const pod = (mounts: string, volumes: string) =>
      `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: a:1\n    ${mounts}\n${volumes}`
    const mount = 'volumeMounts: [{ name: pages, mountPath: /pages }]'
    assert.equal(
      fixed('volume-mount-undefined', 'Add the volume pages: the ConfigMap pages', pod(mount, '')),
      pod(mount, '  volumes:\n  - name: pages\n    configMap:\n      name: pages\n'),
    )
    const device = 'volumeDevices: [{ name: disk, devicePath: /dev/a }]'
    assert.equal(
      fixed('volume-mount-undefined', 'Add the volume disk: the claim disk', pod(device, '  volumes: []\n')),
      pod(device, '  volumes: [{ name: disk, persistentVolumeClaim: { claimName: disk } }]\n'),
    )
  })

  it('keep the first of two variables', () => {
    const pod = (env: string) => `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: a:1\n    env:\n${env}`
    const first = '    - name: A\n      value: "1"\n'
    assert.equal(fixed('env-duplicate', 'Remove this A', pod(`${first}    - name: A\n      value: "2"\n`)), pod(first))
  })

  it('take a variable away unseen only where no other is made of it', () => {
    const pod = (between: string) =>
      `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: a:1\n    env: [{ name: A, value: a }, ${between}, { name: A, value: b }]\n`
    const isSafe = (text: string) =>
      fixesOf('env-duplicate', text).find((it) => it.title === 'Remove the earlier A')?.safe
    assert.equal(isSafe(pod('{ name: B, value: $(A)/b }')), false)
    assert.equal(isSafe(pod('{ name: B, value: b }')), true)
  })

  it('change the selector to what the pods have', () => {
    const set = (selector: string) =>
      `apiVersion: apps/v1\nkind: ReplicaSet\nspec:\n  selector: { matchLabels: { app: ${selector} } }\n  template: { metadata: { labels: { app: "1" } } }\n`
    assert.equal(
      fixed('selector-template-mismatch', 'Select app: 1 (not possible once it exists)', set("'2'")),
      set("'1'"),
    )
  })

  it('change a label once, and only to what all of the selector takes', () => {
    const set = (expressions: string) =>
      `apiVersion: apps/v1\nkind: ReplicaSet\nspec:\n  selector: { matchLabels: { app: a }, matchExpressions: [${expressions}] }\n  template: { metadata: { labels: { app: b } } }\n`
    const titles = (text: string) => fixesOf('selector-template-mismatch', text).map((it) => it.title)
    const twice = set('{ key: app, operator: In, values: [a] }')
    assert.equal(fixed('selector-template-mismatch', 'Label the pods app: a', twice), twice.replace('app: b', 'app: a'))
    assert.deepEqual(titles(set('{ key: app, operator: In, values: [c] }')), [])
    assert.deepEqual(titles(set('{ key: app, operator: NotIn, values: [a] }')), [
      'Select app: b (not possible once it exists)',
    ])
  })

  it('leave labels alone that an anchor lends', () => {
    const text = `apiVersion: apps/v1
kind: ReplicaSet
metadata: { labels: &labels { app: a } }
spec:
  selector: { matchLabels: { app: b } }
  template: { metadata: { labels: *labels } }
`
    assert.deepEqual(
      fixesOf('selector-template-mismatch', text).map((it) => it.title),
      ['Select app: a (not possible once it exists)'],
    )
  })

  it('quote names of volumes that YAML takes for something else', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: a:1\n    volumeMounts: [{ name: "on" }]\n'
    assert.equal(
      fixed('volume-mount-undefined', 'Add the volume on: the Secret on', pod),
      `${pod}  volumes:\n  - name: "on"\n    secret:\n      secretName: "on"\n`,
    )
  })

  it('encode unseen only what is no placeholder and not encoded in another way', () => {
    const isSafe = (value: string) =>
      fixesOf('secret-data-not-base64', `${SECRET}data:\n  a: ${value}\n`).find((it) => /^Encode/.test(it.title))?.safe
    assert.equal(isSafe('correct horse!'), true)
    assert.equal(isSafe('<password>'), false)
    assert.equal(isSafe('LS0tLS1CRUdJ Ti0tLS0t'), false)
    assert.equal(isSafe('-_8='), false)
  })

  it('take no variable away unseen whose successor may be missing', () => {
    const text = `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: a:1\n    env: [{ name: A, value: a }, { name: A, valueFrom: { configMapKeyRef: { name: a, key: a, optional: true } } }]\n`
    assert.equal(fixesOf('env-duplicate', text).find((it) => it.title === 'Remove the earlier A')?.safe, false)
  })

  it('give a headless Service each port and each name once', () => {
    const text = `apiVersion: apps/v1
kind: StatefulSet
spec:
  template:
    spec:
      containers:
        - ports: [{ name: a, containerPort: 80 }, { containerPort: 81 }]
        - ports: [{ name: a, containerPort: 82 }, { name: b, containerPort: 81 }, { name: c, containerPort: 83 }]
`
    const { document } = parseFile(text).parts[0] ?? assert.fail()
    const [resource] = resourcesOf(document)
    const service = headlessServiceFor(resource ?? assert.fail(), 'web', { app: 'web' })
    assert.deepEqual(service.match(/name: [a-z].*|port: \d+/g), [
      'name: web',
      'name: a',
      'port: 80',
      'name: port-81',
      'port: 81',
      'name: c',
      'port: 83',
    ])
  })

  it('take a right away with what it leaves empty, and keep what an anchor lends', () => {
    const pod = (context: string) =>
      `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: a:1\n      name: a\n${context}`
    const context = '      securityContext:\n        capabilities:\n          add:\n            - SYS_ADMIN\n'
    assert.equal(fixed('capability-added', 'Remove SYS_ADMIN', pod(context)), pod(''))
    const lent = '      securityContext:\n        capabilities: &lent\n          add: [SYS_ADMIN]\n'
    assert.equal(
      fixed('capability-added', 'Remove SYS_ADMIN', pod(lent)),
      pod('      securityContext:\n        capabilities: &lent\n'),
    )
    const json = '{"apiVersion": "v1", "kind": "Pod", "spec": {"hostPID": true, "containers": []}}'
    assert.equal(fixed('host-pid', 'Remove hostPID', json), json.replace('"hostPID": true, ', ''))
  })

  it('refer to a Secret in JSON', () => {
    const pod = (value: string) =>
      `{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "on"}, "spec": {"containers": [{"image": "a:1", "env": [{"name": "DB_PASSWORD", ${value}}]}]}}`
    assert.equal(
      fixed('env-plain-secret', 'Take it from the key db-password of the Secret on', pod('"value": "correct horse"')),
      pod('"valueFrom": {"secretKeyRef": {"name": "on", "key": "db-password"}}'),
    )
  })

  it('give a container whose files are read-only a place to write to', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      image: a:1\n      volumeMounts:\n        - {name: b, mountPath: /b}\n'
    assert.equal(
      fixed(
        'read-only-root-fs',
        'Set securityContext.readOnlyRootFilesystem to true, with a place to write at /tmp',
        `${pod}  volumes:\n    - {name: b, emptyDir: {}}\n`,
      ),
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      image: a:1\n      volumeMounts:\n        - {name: b, mountPath: /b}\n        - name: tmp\n          mountPath: /tmp\n      securityContext:\n        readOnlyRootFilesystem: true\n  volumes:\n    - {name: b, emptyDir: {}}\n    - name: tmp\n      emptyDir: {}\n',
    )
  })

  it('put what goes to one place in order', () => {
    const title = 'Set securityContext.readOnlyRootFilesystem to true, with a place to write at /tmp'
    const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      image: a:1\n'
    const more =
      '      volumeMounts:\n        - name: tmp\n          mountPath: /tmp\n      securityContext:\n        readOnlyRootFilesystem: true\n  volumes:\n    - name: tmp\n      emptyDir: {}\n'
    assert.equal(fixed('read-only-root-fs', title, pod), pod + more)
    const flow = 'apiVersion: v1\nkind: Pod\nspec: { containers: [{ name: a, image: "a:1" }] }\n'
    assert.match(fixed('read-only-root-fs', title, flow), /volumeMounts: .*, securityContext: .*\], volumes: /)
  })

  it('offer the units that may be meant', () => {
    const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nspec:\n  resources:\n    requests:\n      storage: 20\n'
    assert.deepEqual(
      fixesOf('memory-unit-suspicious', claim).map((it) => it.title),
      ['Change to 20Gi', 'Change to 20Mi', 'Change to 20G', 'Change to 20M'],
    )
  })

  it('remove nothing that the server wrote where it cannot be done at once', () => {
    const flow = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a, uid: b, resourceVersion: "1"}\n'
    assert.deepEqual(fixesOf('server-fields-present', flow), [])
    assert.equal(
      fixed('server-fields-present', 'Remove what the API server writes', flow.replace(', resourceVersion: "1"', '')),
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n',
    )
  })

  it('rename a field unseen only in what is whole', () => {
    const pod = (container: string) =>
      `apiVersion: v1\nkind: Pod\nspec:\n  serviceAccount: a\n  containers: [{name: a${container}}]\n`
    const isSafe = (text: string) => fixesOf('field-service-account', text)[0]?.safe
    assert.equal(isSafe(pod(', image: a')), true)
    assert.equal(isSafe(pod('')), false)
  })

  it('name ports in JSON', () => {
    const service = (first: string) =>
      `{"apiVersion": "v1", "kind": "Service", "spec": {"ports": [{${first}"port": 80}, {"name": "b", "port": 81}]}}`
    assert.equal(fixed('service-port-names', 'Name it http', service('')), service('"name": "http", '))
  })
})

const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n'

function fixesOf(code: string, text: string) {
  const { document } = parseFile(text).parts[0] ?? assert.fail()
  return lint(document)
    .problems.filter((it) => it.code === code)
    .flatMap((it) => it.fixes?.() ?? [])
}

/** The text after the fix of that title; the problem must be gone, and the text still good YAML. */
function fixed(code: string, title: string, text: string): string {
  const all = fixesOf(code, text)
  const fix = all.find((it) => it.title === title) ?? assert.fail(all.map((it) => it.title).join('\n'))
  const after = applyEdits(text, fix.edits)
  assert.deepEqual(parseFile(after).parts[0]?.document.problems, [])
  assert.deepEqual(fixesOf(code, after), [])
  return after
}
