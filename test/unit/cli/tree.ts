/**
 * A tree of manifests that hang together across files, with something wrong in every fifth: Deployments that name
 * ConfigMaps, Services that find pods or none, a namespace that enforces a level, kustomizations with patches, what is no
 * YAML and what is nothing. The same at every call.
 */
export function treeOf(size: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = { 'a/namespace.yaml': NAMESPACE }
  for (let i = 0; Object.keys(files).length < size; i++) Object.assign(files, appOf(`app-${i}`, i))
  return files
}

function appOf(name: string, i: number): Readonly<Record<string, string>> {
  const folder = `${'abc'[i % 3]}/${name}`
  const isWrong = i % 5 === 0
  return {
    [`${folder}/deployment.yaml`]: deployment(name, isWrong ? 'latest' : '1.0.0', i % 7 === 0 ? 'enforced' : 'shop'),
    [`${folder}/service.yaml`]: service(name, isWrong ? 'nobody' : name),
    ...(i % 4 === 0 ? {} : { [`${folder}/z-settings.yaml`]: settings(name, isWrong ? '1' : 'one') }),
    ...(i % 3 === 0 ? { [`${folder}/kustomization.yaml`]: KUSTOMIZATION, [`${folder}/patch.yaml`]: patch(name) } : {}),
    ...(i % 7 === 0 ? { [`${folder}/pod.yaml`]: pod(name) } : {}),
    ...(i % 11 === 0 ? { [`${folder}/broken.yaml`]: 'apiVersion: v1\nkind: Secret\nmetadata: {name: [\n' } : {}),
    ...(i % 13 === 0 ? { [`${folder}/values.yaml`]: 'replicas: 3\n', [`${folder}/empty.yaml`]: '' } : {}),
    ...(i % 17 === 0 ? { [`c/twice-${i}.yaml`]: `${settings(name, 'a')}---\n${settings(name, 'b')}` } : {}),
  }
}

const NAMESPACE = `apiVersion: v1
kind: Namespace
metadata:
  name: enforced
  labels:
    pod-security.kubernetes.io/enforce: baseline
`

function deployment(name: string, tag: string, namespace: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      hostNetwork: ${namespace === 'enforced'}
      containers:
        - name: main
          image: registry.example/${name}:${tag}
          envFrom:
            - configMapRef: {name: ${name}-settings}
`
}

/** The level of its namespace forbids it. */
function pod(name: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: enforced
spec:
  hostNetwork: true
  containers:
    - name: main
      image: registry.example/${name}:1.0.0
`
}

function service(name: string, app: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: shop
spec:
  selector: {app: ${app}}
  ports:
    - port: 80
`
}

function settings(name: string, value: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}-settings
  namespace: shop
data:
  value: ${value}
`
}

const KUSTOMIZATION = `resources:
  - deployment.yaml
  - service.yaml
patches:
  - path: patch.yaml
`

/** Of a whole Deployment it lacks the selector. */
function patch(name: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 3
`
}
