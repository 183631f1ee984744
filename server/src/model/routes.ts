import { at, entries, type Node, stringAt, values } from '../syntax/node.ts'

/** A rule of an Ingress, and the place of its path. */
export interface Route {
  /** Class, host, path and type: what another rule must not have too. */
  readonly key: string
  readonly shown: string
  readonly node: Node
}

/** Annotations by which two rules for the same requests share them on purpose. */
const SHARED = /canary|weight|traffic-split|group\.name|mergeable-ingress-type|service-match/

/** The rules of an Ingress that compete with those of others; none where annotations say who gets what. */
export function routesIn(node: Node): readonly Route[] {
  const annotations = entries(at(node, 'metadata', 'annotations'))
  if (annotations.some((it) => SHARED.test(it.name))) return []
  const ofAnnotation = stringAt(node, 'metadata', 'annotations', 'kubernetes.io/ingress.class')
  const className = stringAt(node, 'spec', 'ingressClassName') ?? ofAnnotation ?? ''
  return values(at(node, 'spec', 'rules')).flatMap((rule) => {
    const host = stringAt(rule, 'host') ?? '*'
    return values(at(rule, 'http', 'paths')).flatMap((it) => {
      const path = stringAt(it, 'path')
      const type = stringAt(it, 'pathType') ?? ''
      // What a tool fills in is different in the end.
      if (path === undefined || /[${}<>]/.test(`${host}${path}`)) return []
      const place = at(it, 'path') ?? it
      return [{ key: `${className} ${host} ${path} ${type}`, shown: `${host}${path}`, node: place }]
    })
  })
}

export function routesOf(node: Node): readonly string[] {
  return routesIn(node).map((it) => it.key)
}
