import type { Severity } from '../problem.ts'
import { isProfile, type Profile } from '../settings.ts'

/** The settings of the client, as far as the server reads them. */
export interface ClientSettings {
  readonly kubernetesVersion?: string
  readonly profile?: Profile
  readonly rules?: Readonly<Record<string, Severity | 'off'>>
  readonly schemas?: Readonly<Record<string, readonly string[]>>
  readonly exclude?: readonly string[]
  readonly compareWith?: 'off' | 'HEAD'
}

/** What an editor answers may be anything: people write settings by hand. What cannot be used is left out. */
export function readSettings(answer: unknown): ClientSettings {
  if (!isRecord(answer)) return {}
  const { kubernetesVersion, profile, rules, schemas, exclude, compareWith } = answer
  return {
    ...(typeof kubernetesVersion === 'string' ? { kubernetesVersion } : {}),
    ...(isProfile(profile) ? { profile } : {}),
    ...(compareWith === 'off' || compareWith === 'HEAD' ? { compareWith } : {}),
    rules: onlyWith(rules, isSeverity),
    schemas: onlyWith(schemas, isTexts),
    exclude: Array.isArray(exclude) ? exclude.filter((it) => typeof it === 'string') : [],
  }
}

function onlyWith<T>(record: unknown, test: (value: unknown) => value is T): Readonly<Record<string, T>> {
  if (!isRecord(record)) return {}
  return Object.fromEntries(Object.entries(record).flatMap(([key, it]) => (test(it) ? [[key, it] as const] : [])))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSeverity(value: unknown): value is Severity | 'off' {
  return value === 'off' || value === 'error' || value === 'warning' || value === 'info' || value === 'hint'
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((it) => typeof it === 'string')
}
