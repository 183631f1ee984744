import { type At, booleanAt, field, isSet, listAt } from './at.ts'
import { finds } from './crd-clean.ts'
import { checkColumns } from './crd-columns.ts'
import { checkConversion } from './crd-conversion.ts'
import { checkDefaults } from './crd-defaults.ts'
import { checkGroup, checkNames, checkScope, checkVersions } from './crd-names.ts'
import { checkRuleTexts } from './crd-rule-texts.ts'
import { checkRules } from './crd-rules.ts'
import { checkMerging, checkSchema, hasDefault, isConvertible } from './crd-schema.ts'
import { hasEntries, isTrue } from './crd-schema-tree.ts'
import { checkStructure } from './crd-structural.ts'
import { partsOf, schemaOf } from './crd-version.ts'
import { removal } from './fixes.ts'
import { type Row, type Rows, row, type Say } from './row.ts'
import { served } from './webhooks.ts'

/** https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/ */
export const customResourceDefinitions: Rows = {
  CustomResourceDefinition: [
    of(
      'CRD1',
      'The group of a custom resource is a domain of its owner; those of Kubernetes itself need the address of a review.',
      checkGroup,
    ),
    of('CRD2', 'Objects live either in a namespace or in the cluster as a whole.', checkScope),
    of(
      'CRD3',
      'Each version has a name of its own, which becomes a part of addresses; objects are stored in exactly one of them.',
      checkVersions,
    ),
    of(
      'CRD4',
      'A schema must be structural: it says for each field what type it is of, outside of `anyOf` and its like, so that the server knows which fields to keep.',
      (here, say) => {
        for (const { schema, version, hasStatus } of schemasOf(here)) {
          if (!isSet(schema)) {
            const path = `${version.path}.schema.openAPIV3Schema`
            say.required(
              schema,
              'each version needs a schema; to allow all, `type: object` and `x-kubernetes-preserve-unknown-fields: true`',
              { path },
            )
            continue
          }
          checkRoot(schema, hasStatus, say)
          checkSchema(schema, say)
          if (isConvertible(schema)) checkStructure(schema, say)
        }
      },
    ),
    of(
      'CRD5',
      'The names of a kind become parts of addresses and commands, so they are lower case, but for the kind itself.',
      checkNames,
    ),
    of('CRD6', 'Unknown fields are dropped since `v1`; where they are to stay the schema says so.', (here, say) => {
      const spec = field(here, 'spec')
      if (!isTrue(spec, 'preserveUnknownFields')) return
      const at = field(spec, 'preserveUnknownFields')
      if (schemasOf(here).some(({ schema }) => hasDefault(schema)))
        say.invalid(at, 'with defaults in the schema unknown fields cannot stay')
      say.invalid(at, 'cannot be true: write `x-kubernetes-preserve-unknown-fields: true` in the schema instead', {
        fixes: removal(spec, 'preserveUnknownFields'),
      })
    }),
    of(
      'CRD7',
      'Between versions the server converts by itself (`None`) or asks a webhook, which is then described.',
      checkConversion,
    ),
    of(
      'CRD8',
      'How lists and maps are merged is part of the schema: items of a `map` are told apart by scalar keys that are always there, a `set` compares whole items. Defaults fit their schema.',
      (here, say) => {
        for (const { schema } of schemasOf(here)) {
          checkMerging(schema, say)
          if (isSound(schema)) checkDefaults(schema, say)
        }
      },
    ),
    of(
      'CRD20',
      'Rules in CEL are compiled when the definition is made: they know the fields that the schema names, and give true or false.',
      (here, say) => {
        for (const { schema } of schemasOf(here)) {
          checkRuleTexts(schema, say)
          if (isSound(schema) && !finds((it) => checkDefaults(schema, it))) checkRules(schema, say)
        }
      },
    ),
    of(
      'CRD21',
      'Columns, scale and selectable fields are found by a path in the object, as `.spec.replicas`.',
      checkColumns,
    ),
  ],
}

function of(id: string, why: string, look: Row['look']): Row {
  return row(id, why, served(look))
}

interface Schema {
  readonly schema: At
  readonly version: At
  readonly hasStatus: boolean
}

function schemasOf(here: At): readonly Schema[] {
  const spec = field(here, 'spec')
  const versions = listAt(spec, 'versions')
  const parts = partsOf(spec, 'schema', 'validation')
  const [shared] = parts
  const hasStatus = (version: At) => isSet(field(field(version, 'subresources'), 'status'))
  // Without a schema each version is named.
  if (shared && parts.length < versions.length && !isSet(schemaOf(shared.at)))
    return versions.map((version) => ({ schema: schemaOf(field(version, 'schema')), version, hasStatus: false }))
  return parts.map(({ at, version }) => ({
    schema: schemaOf(at),
    version,
    hasStatus: parts.length === 1 ? versions.some(hasStatus) : hasStatus(version),
  }))
}

function checkRoot(schema: At, hasStatus: boolean, say: Say): void {
  if (isTrue(schema, 'nullable')) say.forbidden(field(schema, 'nullable'), 'the root cannot be null')
  if (!hasStatus) return
  const extra = NOT_AT_ROOT.find((it) => (LISTS.has(it) ? listAt(schema, it).length > 0 : isThere(schema, it)))
  if (extra) say.invalid(schema, `with a status subresource \`${extra}\` cannot stand at the root of the schema`)
}

function isThere(schema: At, name: string): boolean {
  const at = field(schema, name)
  return isSet(at) && booleanAt(schema, name) !== false && (name !== 'not' || hasEntries(schema, name))
}

/** Of what stands at a root these alone are refused beside a status that is written by itself. */
const NOT_AT_ROOT = [
  'default',
  'enum',
  'maxProperties',
  'minProperties',
  'allOf',
  'oneOf',
  'anyOf',
  'not',
  'additionalProperties',
  'nullable',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-int-or-string',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
  'patternProperties',
  'definitions',
  'dependencies',
  'additionalItems',
  '$ref',
  '$schema',
  'id',
]
const LISTS: ReadonlySet<string> = new Set(['enum', 'allOf', 'oneOf', 'anyOf', 'x-kubernetes-list-map-keys'])

/** Only then the server looks at what hangs on the structure. */
function isSound(schema: At): boolean {
  return isSet(schema) && isConvertible(schema) && !finds((say) => checkStructure(schema, say))
}
