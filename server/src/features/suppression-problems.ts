import type { Problem } from '../problem.ts'
import { codesById } from '../rules/codes.ts'
import { type Suppression, suppressionsOf } from '../rules/suppress.ts'
import type { Policy } from '../settings.ts'
import type { Document } from '../syntax/tree.ts'
import { nearest } from '../text/nearest.ts'

/** What is wrong with the comments that hold problems back: unknown codes, nothing to hold back, no reason. */
export function suppressionProblems(
  document: Document,
  used: ReadonlySet<Suppression>,
  policy: Policy,
): readonly Problem[] {
  return suppressionsOf(document).flatMap((it): readonly Problem[] => {
    // What is written for another tool is none of our business.
    if (it.origin === 'peer') return []
    const unknown = it.codes.filter(({ name }) => !codesById.has(name))
    if (unknown.length > 0 || it.codes.length === 0)
      return it.codes.length === 0 ? [nameless(it)] : unknown.slice(0, MAX_UNKNOWN).map(unknownCode)
    // What was held back between two versions is gone once the change is made.
    if (!used.has(it) && it.codes.some(({ name }) => name.startsWith('update-'))) return []
    // With single rules asked for, what the others would have said is not known.
    if (!used.has(it) && !policy.only && !it.codes.some(({ name }) => mayBeOff(name, policy)))
      return [unused(document, it)]
    return it.origin === 'comment' && used.has(it) && it.reason === undefined ? [reasonless(it)] : []
  })
}

/** What is off holds nothing back: for the file, or perhaps for the object at hand. */
function mayBeOff(name: string, { severities, overrides }: Policy): boolean {
  return severities[name] === 'off' || overrides?.some((it) => it.severities[name] === 'off') === true
}

/** Of one comment: one that names hundreds of codes has another fault. */
const MAX_UNKNOWN = 20

function unknownCode({
  name,
  from,
  to,
}: {
  readonly name: string
  readonly from: number
  readonly to: number
}): Problem {
  const similar = nearest(name, codesById.keys())
  return {
    from,
    to,
    code: 'unknown-suppression',
    severity: 'warning',
    message: `there is no rule \`${name}\`${similar.length ? `; did you mean \`${similar[0]}\`?` : ''}`,
    fixes: () => similar.map((it) => ({ title: `Change to ${it}`, safe: false, edits: [{ from, to, insert: it }] })),
  }
}

function nameless({ comment, origin }: Suppression): Problem {
  return {
    ...comment,
    code: 'unknown-suppression',
    severity: 'warning',
    message:
      origin === 'comment'
        ? 'name the rules to hold back, as in `# purser:ignore image-tag-latest -- reason`'
        : 'name the rules to hold back, as in `purser.dev/ignore: image-tag-latest`',
  }
}

function unused(document: Document, { comment, codes, origin }: Suppression): Problem {
  const names = codes.map((it) => it.name).join(', ')
  return {
    ...comment,
    code: 'unused-suppression',
    severity: 'info',
    message: `this ${origin} holds nothing back: there is no problem of \`${names}\` here`,
    tag: 'unnecessary',
    ...(origin === 'comment'
      ? {
          fixes: () => [
            { title: 'Remove the comment', safe: true, edits: [removal(document, comment.from, comment.to)] },
          ],
        }
      : {}),
  }
}

function reasonless({ comment }: Suppression): Problem {
  return {
    ...comment,
    code: 'suppression-without-reason',
    severity: 'hint',
    message: 'say why, behind two dashes',
    fixes: () => [
      {
        title: 'Add a place for the reason',
        safe: false,
        edits: [{ from: comment.to, to: comment.to, insert: ' -- ' }],
      },
    ],
  }
}

/** The comment with the blanks before it; its whole line if it has one of its own. */
function removal({ text }: Document, from: number, to: number) {
  const start = text.slice(0, from).trimEnd().length
  const lineFrom = text.lastIndexOf('\n', from - 1) + 1
  if (start >= lineFrom) return { from: start, to, insert: '' }
  const end = text.indexOf('\n', to)
  return { from: lineFrom, to: end < 0 ? text.length : end + 1, insert: '' }
}
