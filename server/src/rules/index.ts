import { imageTagLatest } from './image-tag-latest.ts'
import type { Rule } from './rule.ts'

/** In alphabetical order. test/unit/rules.test.ts checks that every file in this folder is listed. */
export const rules: readonly Rule[] = [imageTagLatest]
