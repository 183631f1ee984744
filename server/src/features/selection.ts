import type { Workspace } from '../model/workspace.ts'
import { partAt } from '../syntax/file.ts'
import { entries, items, type Node, rootOf } from '../syntax/node.ts'
import type { Span } from '../text/edit.ts'

/** The stretches of text around an offset that a person may want to select, the smallest first; of the file. */
export function selection(workspace: Workspace, uri: string, offset: number): readonly Span[] {
  const file = workspace.files.get(uri)
  const part = file && partAt(file, offset)
  if (!part) return []
  const spans: Span[] = [{ from: part.start, to: part.start + part.document.text.length }]
  const add = ({ from, to }: Span) => {
    const last = spans[0] as Span
    const span = { from: from + part.start, to: to + part.start }
    if (span.from >= last.from && span.to <= last.to && (span.from > last.from || span.to < last.to))
      spans.unshift(span)
  }
  const inside = offset - part.start
  const holds = ({ from, to }: Span) => from <= inside && inside <= to
  let here: Node | undefined = rootOf(part.document)
  while (here) {
    add(here)
    const entry = entries(here).find((it) => !it.merged && holds(it))
    const item = items(here).find((it) => it.value && holds({ from: it.from, to: it.value.to }))
    if (entry) add(entry)
    if (item?.value) add({ from: item.from, to: item.value.to })
    const next: Node | undefined = entry ? (holds(entry.key) ? entry.key : entry.value) : item?.value
    here = next && holds(next) && next !== here ? next : undefined
  }
  return spans
}
