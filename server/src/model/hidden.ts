import { memo } from '../memo.ts'
import { at, rootOf, values } from '../syntax/node.ts'
import type { Document } from '../syntax/tree.ts'
import { pluralOf } from './api-resources.ts'
import { kindsMadeBy } from './contents.ts'
import { isKustomization } from './kustomize.ts'
import { hasPlaceholder } from './placeholders.ts'
import { podMakers, podTemplateOf } from './pods.ts'
import { kindOf } from './references.ts'
import { isBroken, isManifest, type Resource, resourcesOf } from './resource.ts'
import { isInstaller, isStranger } from './strangers.ts'
import { labelsAt } from './summary.ts'
import { isTemplate } from './template.ts'

/** What a document may define and nobody can read of it. */
export interface Hidden {
  /** The kinds, without their groups; `Pod` also stands for what makes pods, whose labels may be lost. */
  readonly kinds: readonly string[] | 'any'
  /** Where it is sure to be; `undefined` stands for anywhere. */
  readonly namespace: string | undefined
}

/** What the documents of a file hide, each once. */
export function hiddenInFile(uri: string, documents: readonly Document[]): readonly Hidden[] {
  const found = new Map<string, Hidden>()
  for (const document of documents) {
    const hidden = isOfTools(uri, document) ? ANYTHING : hiddenIn(document)
    if (hidden) found.set(JSON.stringify(hidden), hidden)
  }
  return [...found.values()]
}

const ANYTHING: Hidden = { kinds: 'any', namespace: undefined }

/** Files that bring in others: a chart with charts of others, a kustomization that is broken. */
function isOfTools(uri: string, document: Document): boolean {
  if (isKustomization(uri)) return isBroken(document)
  return /\/(?:Chart|requirements)\.yaml$/.test(uri) && values(at(rootOf(document), 'dependencies')).length > 0
}

const hiddenIn = memo('hiddenIn', (document: Document): Hidden | undefined => {
  if (isTemplate(document)) return hiddenInTemplate(document.text)
  if (document.problems.length === 0) return hiddenByPlaceholders(document)
  const heads = headsOf(document.text, 0)
  // Two objects without a line `---` between them: of one nothing is seen.
  const isDoubled = heads.kinds.length > 1 && document.problems.some((it) => it.code === 'yaml-duplicate-key')
  if (!isBroken(document)) return isDoubled ? hiding(heads) : hiddenByPlaceholders(document)
  if (!isManifest(document)) return undefined
  const isOne = heads.kinds.length === 1 && heads.apiVersions.length === 1
  return hiding(heads, isOne ? identified(document) : undefined)
})

/** What documents with these values of `kind` and `apiVersion` define. Where one cannot be read, or is not there: anything. */
function hiding({ kinds, apiVersions }: Heads, known?: Resource): Hidden | undefined {
  if (kinds.length === 0 || !kinds.every((it) => /^[A-Z][A-Za-z0-9]*$/.test(it) && !it.endsWith('List')))
    return ANYTHING
  const groups = apiVersions.flatMap((it) => /^(?:([a-z][\w.-]*)\/)?v\w+$/.exec(it)?.[1] ?? [])
  const isKnown = apiVersions.length > 0 && apiVersions.every((it) => /^(?:[a-z][\w.-]*\/)?v\w+$/.test(it))
  // Charts ask the cluster for the version of what is built in: there the kind tells enough.
  if (!isKnown && !kinds.every((it) => pluralOf(it))) return ANYTHING
  const all = groups.flatMap((group) => kinds.map((kind) => `${group}/${kind}`))
  if (all.some((it) => isStranger(it) || isInstaller(it))) return ANYTHING
  const made = kinds.flatMap((it) => [...(MAKE_PODS.has(it) ? ['Pod'] : []), ...kindsMadeBy(it)])
  const hidden = [...new Set([...made, ...(known ? [] : kinds)])].sort()
  return hidden.length === 0 ? undefined : { kinds: hidden, namespace: known?.namespace }
}

const MAKE_PODS: ReadonlySet<string> = new Set(podMakers.map(kindOf))

/** The values of the two keys that say what a document is. */
interface Heads {
  readonly kinds: readonly string[]
  readonly apiVersions: readonly string[]
}

function headsOf(text: string, indent: number): Heads {
  const found = { kind: [] as string[], apiVersion: [] as string[] }
  for (const [, lead = '', key, value = ''] of text.matchAll(HEAD))
    if (lead.length === indent) found[key as keyof typeof found].push(wordIn(value))
  return { kinds: found.kind, apiVersions: found.apiVersion }
}

const HEAD = /^([ \t]*)["']?(apiVersion|kind)["']?[ \t]*:(?=[ \t\r\n])(.*)$/gm

/** Without quotes and a comment. */
function wordIn(value: string): string {
  // Blank by blank: a pattern for several would look at a long row of them again and again.
  const comment = value.search(/[ \t]#/)
  const word = (comment < 0 ? value : value.slice(0, comment)).trim()
  return /^(["']).*\1$/.test(word) ? word.slice(1, -1) : word
}

/**
 * The resource of a broken document, where its name can be relied on: nothing is wrong in its metadata, and there is one
 * block of them only.
 */
function identified(document: Document): Resource | undefined {
  const [resource, ...others] = resourcesOf(document)
  const [block, ...more] = document.text.matchAll(METADATA)
  if (!resource || resource.name === undefined || others.length > 0 || !block || more.length > 0) return undefined
  const end = block.index + block[0].length
  return document.problems.some((it) => block.index <= it.from && it.from <= end) ? undefined : resource
}

/** With the lines below that are indented, empty or comments. */
const METADATA = /^["']?metadata["']?[ \t]*:.*(?:\r?\n(?:[ \t#].*|(?=\r?\n)))*/gm

/** Where a tool puts in a name or a label, nobody knows which. */
function hiddenByPlaceholders(document: Document): Hidden | undefined {
  const kinds = resourcesOf(document).flatMap((it) => {
    const labels = labelsAt(at(podTemplateOf(it), 'metadata', 'labels'))
    const texts = [it.name ?? '', it.namespace ?? '', ...Object.values(labels)]
    // `$(NAME)` is put in by kustomize.
    if (!texts.some((text) => hasPlaceholder(text) || text.includes('$('))) return []
    return [it.kind, ...(podTemplateOf(it) ? ['Pod'] : [])]
  })
  return kinds.length === 0 ? undefined : { kinds: [...new Set(kinds)].sort(), namespace: undefined }
}

/** A template says what it makes in plain lines, or it may make anything. */
function hiddenInTemplate(text: string): Hidden | undefined {
  const lines = text.split(/\r\n|\r|\n/).filter((it) => !isBlank(it) && !CONTROL.test(it))
  const indent = lines.reduce((least, it) => Math.min(least, it.search(/\S/)), Number.POSITIVE_INFINITY)
  // What is put in with an indentation belongs to the object around it; what is not may be an object, or a hundred.
  if (lines.some((it) => it.search(/\S/) === indent && /^\s*\{[{%]/.test(it) && !/indent/.test(it))) return ANYTHING
  const heads = headsOf(text, indent)
  // Of another tool: no object.
  if (heads.kinds.length === 0 && !lines.some((it) => /^\s*["']?kind\b/.test(it))) return undefined
  return hiding(heads)
}

function isBlank(line: string): boolean {
  return /^\s*(?:#|---|\.\.\.|$)/.test(line)
}

/** A line of a template that writes nothing. */
const CONTROL =
  /^\s*(?:\{\{-?\s*(?:(?:if|else|end|range|with|define|block|break|continue|fail)\b|\/\*|\$\w+\s*:?=)[^}]*(?:\}\}\s*)?$|\{%-?\s*(?:if|elif|else|endif|for|endfor|set)\b[^%]*%\}\s*$|\{#)/
