import { bytesOf } from '../text/bytes.ts'
import { type At, booleanAt, field, isSet, itemText, listAt, markOf, textAt } from './at.ts'
import { change } from './fixes.ts'
import { dns1035Label, dnsSubdomain } from './names.ts'
import type { Row, Say } from './row.ts'

/** `undefined` where something else than a text stands. */
function given(owner: At, name: string): string | undefined {
  return isSet(field(owner, name)) ? textAt(owner, name) : ''
}

export const checkGroup: Row['look'] = (here, say) => {
  const spec = field(here, 'spec')
  const group = given(spec, 'group')
  if (!group) return
  const fault = dnsSubdomain(group)
  if (fault !== undefined) say.invalid(field(spec, 'group'), `\`${group}\` ${fault}`)
  else if (!group.includes('.')) say.invalid(field(spec, 'group'), `\`${group}\` needs a dot, as in \`example.com\``)
  if (!/(?:^|\.)(?:k8s|kubernetes)\.io$/.test(group)) return
  const annotations = field(field(here, 'metadata'), 'annotations')
  const at = field(annotations, APPROVED)
  const value = given(annotations, APPROVED)
  const path = `metadata.annotations[${APPROVED}]`
  if (value === '')
    say.required(at, `groups of \`k8s.io\` and \`kubernetes.io\` belong to Kubernetes: they need \`${APPROVED}\``, {
      path,
    })
  else if (value !== undefined && !value.startsWith('unapproved') && !/^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(value))
    say.invalid(at, `\`${APPROVED}\` is the address of the review, or starts with \`unapproved\``, { path })
}

const APPROVED = 'api-approved.kubernetes.io'

export const checkScope: Row['look'] = (here, say) => {
  const scope = textAt(field(here, 'spec'), 'scope')
  if (!scope || scope === 'Cluster' || scope === 'Namespaced') return
  say.unsupported(field(field(here, 'spec'), 'scope'), `\`${scope}\` is no scope: \`Namespaced\` or \`Cluster\``, {
    fixes: change(field(here, 'spec'), 'scope', ...likely(scope)),
  })
}

function likely(scope: string): readonly string[] {
  const scopes = ['Namespaced', 'Cluster']
  const same = scopes.find((it) => it.toLowerCase() === scope.toLowerCase())
  return same ? [same] : scopes
}

export const checkVersions: Row['look'] = (here, say) => {
  const spec = field(here, 'spec')
  const list = field(spec, 'versions')
  const versions = listAt(spec, 'versions')
  if (!isSet(list)) return
  checkStorage(list, versions, say)
  const seen = new Set<string>()
  let isFirst = true
  for (const it of versions) {
    const name = given(it, 'name')
    const fault = name === undefined ? undefined : name === '' ? 'is missing' : dns1035Label(name)
    const message = name === '' ? '`name` is missing, such as `v1`' : `\`${name}\` ${fault}`
    if (fault !== undefined) say.invalid(field(it, 'name'), message)
    if (fault !== undefined && isFirst && name !== '') say.invalid(field(it, 'name'), message, { path: 'spec.version' })
    if (name !== undefined && seen.has(name))
      say.invalid(list, `the version \`${name}\` is here twice`, { mark: markOf(field(it, 'name')) })
    if (name !== undefined) seen.add(name)
    isFirst = false
    checkDeprecation(it, say)
  }
}

/** Objects are stored in one version, which the status names from the start. */
function checkStorage(list: At, versions: readonly At[], say: Say): void {
  if (versions.some((it) => isSet(field(it, 'storage')) && booleanAt(it, 'storage') === undefined)) return
  const stored = versions.filter((it) => booleanAt(it, 'storage') === true)
  if (stored.length === 1) return
  const mark = markOf(field(stored[1] ?? versions[0] ?? list, 'storage'))
  const message = `exactly one version must say \`storage: true\`; ${stored.length === 0 ? 'none does' : `${stored.length} do`}`
  say.invalid(list, message, { mark })
  say.invalid(list, message, { mark, path: 'status.storedVersions' })
}

function checkDeprecation(version: At, say: Say): void {
  const text = textAt(version, 'deprecationWarning')
  if (text === undefined) return
  const at = field(version, 'deprecationWarning')
  const bytes = bytesOf(text)
  if (
    booleanAt(version, 'deprecated') !== true &&
    (!isSet(field(version, 'deprecated')) || booleanAt(version, 'deprecated') === false)
  )
    say.invalid(at, 'only a version with `deprecated: true` has a warning')
  if (text === '') say.invalid(at, 'the warning is empty: leave it out')
  else if (bytes > 256) say.invalid(at, `the warning has ${bytes} bytes; 256 are the most`)
}

export const checkNames: Row['look'] = (here, say) => {
  const names = field(field(here, 'spec'), 'names')
  const kind = given(names, 'kind')
  const listKind = given(names, 'listKind')
  for (const name of ['plural', 'singular', 'kind', 'listKind'] as const) {
    const text = textAt(names, name)
    const isKind = name === 'kind' || name === 'listKind'
    const fault = text ? dns1035Label(isKind ? text.toLowerCase() : text) : undefined
    if (fault !== undefined)
      say.invalid(field(names, name), `\`${text}\` ${fault}${isKind ? '; capitals are fine' : ''}`)
  }
  // The server makes up the others from the kind, and judges what it made up.
  if (kind === '')
    for (const name of ['singular', 'listKind'])
      if (given(names, name) === '') say.required(field(names, name), `without a \`kind\` there is no \`${name}\``)
  if (kind && listKind === '') {
    const fault = dns1035Label(`${kind}List`.toLowerCase())
    if (fault !== undefined)
      say.invalid(field(names, 'kind'), `\`${kind}List\`, the kind of its lists, ${fault}`, {
        path: 'spec.names.listKind',
      })
  }
  if (kind && given(names, 'singular') === '') {
    const fault = dns1035Label(kind.toLowerCase())
    if (fault !== undefined)
      say.invalid(field(names, 'kind'), `\`${kind.toLowerCase()}\`, the singular, ${fault}`, {
        path: 'spec.names.singular',
      })
  }
  if (kind && kind === listKind) say.invalid(field(names, 'listKind'), '`kind` and `listKind` must differ')
  for (const name of ['shortNames', 'categories'])
    for (const it of listAt(names, name)) {
      const text = itemText(it)
      const fault = text === undefined ? undefined : dns1035Label(text)
      if (fault !== undefined) say.invalid(it, `\`${text}\` ${fault}`)
    }
}
