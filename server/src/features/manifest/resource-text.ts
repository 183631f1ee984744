import { summaryOf } from '../../notes/note.ts'
import { description, escaped } from '../markdown.ts'
import { code, type Fact, firstSentence, kindText, type Subject } from './fact.ts'
import { factsOf } from './kinds.ts'
import { namespaceText, needs } from './needs.ts'
import { users } from './users.ts'

interface Telling {
  readonly line: number
  /** What was said of kinds above: each only once. */
  readonly said: Set<string>
  /** The file holds resources of several. */
  readonly sayNamespace: boolean
}

/** One resource, as a section of a page. */
export function resourceText(subject: Subject, { line, said, sayNamespace }: Telling): string {
  const { kind, name, apiVersion } = subject.resource
  const space = sayNamespace ? namespaceText(subject) : undefined
  const place = [`line ${line}`, ...(space === undefined ? [] : [`namespace ${space}`]), code(apiVersion)]
  const facts = [...factsOf(subject), ...users(subject), ...needs(subject)]
  const about = introduction(subject, facts.length > 0)
  const blocks = [
    `## ${kindText(kind)}${name === undefined ? '' : ` ${code(name)}`}`,
    place.join(' · '),
    said.has(about) ? undefined : about,
    facts.map(factText).join('\n'),
  ]
  said.add(about)
  return blocks.filter((it) => it !== undefined && it !== '').join('\n\n')
}

/** What a resource of this kind is for: our words, else those of the API. */
function introduction({ workspace, resource }: Subject, hasFacts: boolean): string {
  const { catalogue, notes } = workspace
  const note = notes.bySurface.get(`kind ${resource.kind}`)?.[0]
  if (note) return `${firstSentence(summaryOf(note))} [More about ${escaped(note.title)}](${note.id}.md)`
  const kind = catalogue.kind(resource.apiVersion, resource.kind)
  const type = kind && catalogue.typeOf(kind)
  if (!kind) return hasFacts ? '' : 'Purser does not know this kind: it says nothing about its fields.'
  const text = type?.kind === 'struct' ? catalogue.description(type.definition.doc) : undefined
  const first = text === undefined ? '' : `${description(firstSentence(text.replace(/\s+/g, ' ')))} `
  return `${first}[More about ${resource.kind}](${resource.kind}.md)`
}

function factText({ label, text }: Fact): string {
  if (typeof text === 'string') return `- **${label}:** ${text}`
  return `- **${label}:**\n${text.map((it) => `  - ${it}`).join('\n')}`
}
