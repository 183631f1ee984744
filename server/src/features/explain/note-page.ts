import type { Note } from '../../notes/note.ts'
import type { Notes } from '../../notes/notes.ts'
import { type Explanation, page } from './page.ts'

export function notePage({ byId }: Notes, note: Note): Explanation {
  const see = note.see.flatMap((id) => {
    const other = byId.get(id)
    return other ? [`- [${other.title}](${id}.md)`] : []
  })
  const sources = note.sources.map((it) => `- ${it.replace(/^(https:\S+)/, '<$1>')}`)
  return page(note.title, [
    `# ${note.title}`,
    note.team !== undefined && '*Team note*',
    note.body,
    see.length > 0 && `## See also\n\n${see.join('\n')}`,
    sources.length > 0 && `## Sources\n\n${sources.join('\n')}`,
  ])
}
