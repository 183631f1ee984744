import { memo, memo2 } from '../memo.ts'
import { fieldPath } from '../model/field-path.ts'
import { type Resource, resourcesOf } from '../model/resource.ts'
import type { View } from '../model/view.ts'
import type { Problem } from '../problem.ts'
import type { Document } from '../syntax/tree.ts'
import { rules } from './index.ts'
import type { Found, Report, Rule } from './rule.ts'

/**
 * What the rules say about one document taken alone, once per document. All rules run: settings filter the answer, so
 * they need no cache of their own. A rule that throws is left out, and its error is reported.
 */
export const lint = memo(
  'lint',
  (document: Document): Linted => run(document, (rule, resource, report) => rule.check?.(resource, report)),
)

/** What the rules say about a document among the others. */
export const lintAmong = memo2(
  'lintAmong',
  (document: Document, view: View): Linted =>
    run(document, (rule, resource, report) => rule.checkAmong?.(resource, view, report)),
)

export interface Linted {
  readonly problems: readonly Problem[]
  /** Bugs of rules: worth a line in the log, no more. */
  readonly failures: readonly { readonly rule: string; readonly error: unknown }[]
}

function run(document: Document, check: (rule: Rule, resource: Resource, report: Report) => void): Linted {
  const problems: Problem[] = []
  const failures: { rule: string; error: unknown }[] = []
  for (const resource of resourcesOf(document)) {
    for (const rule of rules) {
      if (rule.kinds !== 'any' && !rule.kinds.includes(`${resource.group}/${resource.kind}`)) continue
      try {
        check(rule, resource, (found) => problems.push(problemOf(rule, resource, found)))
      } catch (error) {
        failures.push({ rule: rule.id, error })
      }
    }
  }
  return { problems, failures }
}

function problemOf(rule: Rule, resource: Resource, found: Found): Problem {
  const { at, message, path, severity, ...rest } = found
  const ofNode = 'tree' in at ? fieldPath(at, resource) : undefined
  return {
    ...rest,
    from: at.from,
    to: Math.max(at.to, at.from + 1),
    code: rule.id,
    severity: severity ?? rule.severity,
    message,
    path: path ?? ofNode ?? '',
  }
}
