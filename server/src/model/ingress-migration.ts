import { columnOf, insertEntry, insertFirst, unitOf, withLineEnds } from '../syntax/edits.ts'
import { at, entries, entry, isNull, type Node, scalar, values } from '../syntax/node.ts'
import type { Edit } from '../text/edit.ts'

/**
 * An Ingress of v1beta1 as networking.k8s.io/v1 has it: the backends, the name of the default backend, and a
 * `pathType` for each path, which was ImplementationSpecific by default. `undefined` where a backend cannot be read.
 * https://kubernetes.io/docs/reference/using-api/deprecation-guide/#ingress-v122
 */
export function rewriteIngress(ingress: Node): readonly Edit[] | undefined {
  const spec = at(ingress, 'spec')
  const edits: Edit[] = []
  const standard = entry(spec, 'backend')
  if (standard) {
    const { from, to, document } = standard.key
    const backend = standard.value && rewriteBackend(standard.value)
    if (!backend) return undefined
    edits.push({ from, to, insert: document.text.slice(from, to).replace('backend', 'defaultBackend') }, ...backend)
  }
  for (const rule of values(at(spec, 'rules'))) {
    for (const path of values(at(rule, 'http', 'paths'))) {
      const node = at(path, 'backend')
      const backend = node && rewriteBackend(node)
      const pathType = backend && addPathType(path)
      if (!pathType) return undefined
      edits.push(...pathType, ...backend)
    }
  }
  return edits
}

function addPathType(path: Node): readonly Edit[] | undefined {
  if (entry(path, 'pathType')) return isNull(at(path, 'pathType')) ? undefined : []
  const before = entry(path, 'path')
  const edit = before?.value
    ? insertEntry(path, 'pathType', 'ImplementationSpecific', before)
    : insertFirst(path, 'pathType', 'ImplementationSpecific')
  return edit && [edit]
}

/** `serviceName` and `servicePort` become `service.name` and `service.port.number` or `.name`. */
function rewriteBackend(backend: Node): readonly Edit[] | undefined {
  const name = entry(backend, 'serviceName')
  const port = entry(backend, 'servicePort')
  const { document, tree } = backend
  if (tree.type !== 'mapping') return undefined
  if (!name && !port) return at(backend, 'resource') || at(backend, 'service') ? [] : undefined
  if (!name?.value || !port?.value || entries(backend).length !== 2) return undefined
  const number = scalar(port.value)
  const field = typeof number === 'number' || /^\d+$/.test(String(number)) ? 'number' : 'name'
  const nameText = document.text.slice(name.value.from, name.value.to)
  const portText = field === 'number' ? String(number) : document.text.slice(port.value.from, port.value.to)
  const to = backend.from + document.text.slice(backend.from, backend.to).trimEnd().length
  // What stands between the two is lost: only white space may.
  if (document.comments.some((it) => backend.from < it.from && it.to < to)) return undefined
  if (tree.flow) {
    const q = document.text[name.key.from] === '"' ? '"' : ''
    const service = `{ ${q}name${q}: ${nameText}, ${q}port${q}: { ${q}${field}${q}: ${portText} } }`
    return [{ from: backend.from, to, insert: `{ ${q}service${q}: ${service} }` }]
  }
  const unit = ' '.repeat(unitOf(backend))
  const indent = ' '.repeat(columnOf(document.text, backend.from))
  const lines = [
    'service:',
    `${indent}${unit}name: ${nameText}`,
    `${indent}${unit}port:`,
    `${indent}${unit}${unit}${field}: ${portText}`,
  ]
  return [{ from: backend.from, to, insert: withLineEnds(lines.join('\n'), backend.document) }]
}
