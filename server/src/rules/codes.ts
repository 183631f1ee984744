import type { Severity } from '../problem.ts'
import type { Profile } from '../settings.ts'
import { rules } from './index.ts'

/** Every code that a problem can have: those of the rules, and those of syntax, schema and suppressions. */
export interface CodeInfo {
  readonly id: string
  readonly severity: Severity
  readonly summary: string
  /** Markdown. */
  readonly why: string
  readonly optional?: true
  /** Beside `all`, the profiles that turn an optional one on; of others those in which they are a warning at least. */
  readonly profiles?: readonly Profile[]
  /** The API server does not say it, though it is an error. */
  readonly beyondServer?: true
  /** Not even in the profile `strict`. */
  readonly opinion?: true
  /** The ids of the notes behind it. */
  readonly notes?: readonly string[]
}

const others: readonly CodeInfo[] = [
  {
    id: 'yaml-syntax',
    severity: 'error',
    summary: 'Write YAML that every reader understands.',
    why: 'The text is no YAML, so nobody can say what it means. Purser reads on behind the fault as well as it can; kubectl and the API server stop.',
  },
  {
    id: 'yaml-unsupported',
    severity: 'error',
    summary: 'Keep to the YAML that Kubernetes reads.',
    why: 'The YAML specification allows it, but the reader in kubectl and the API server (go-yaml) refuses it.',
  },
  {
    id: 'yaml-duplicate-key',
    severity: 'error',
    summary: 'Write each key of a mapping once.',
    why: 'kubectl keeps the last of two equal keys without a word, so what you wrote first is lost. The API server, given YAML, refuses the manifest.',
  },
  {
    id: 'missing-document-separator',
    severity: 'error',
    summary: 'Put a line `---` between objects.',
    why: 'Without the line the two are one object to YAML, with every key twice. kubectl keeps the last of each, so that of the first object nothing is applied, or something of both; the API server refuses it. Nothing else is said of the two until they are apart.',
  },
  {
    id: 'yaml-too-deep',
    severity: 'error',
    summary: 'Nest less deeply.',
    why: 'Purser does not read beyond a fixed depth, so that no file can exhaust it. No real manifest comes near.',
  },
  {
    id: 'yaml-too-large',
    severity: 'warning',
    summary: 'Split files that are too large to check.',
    why: 'Purser does not read files beyond a fixed size, so that the editor stays quick. No real manifest comes near: etcd takes objects up to 1.5 MB.',
  },
  {
    id: 'too-many-problems',
    severity: 'info',
    summary: 'Put the gravest problems right first where there are very many.',
    why: 'Editors show about 1,000 problems of a file, so Purser sends no more: errors before warnings before the rest. What is left comes up as these go away; `purser lint` lists all.',
  },
  {
    id: 'unknown-field',
    severity: 'error',
    summary: 'Use only fields that the kind has.',
    why: 'kubectl asks the API server to refuse unknown fields. Older tools drop them in silence, and then a setting that you rely on is not there. Names are case-sensitive. For custom resources this is a warning: yours may be newer than the one Purser knows.',
  },
  {
    id: 'wrong-type',
    severity: 'error',
    summary: 'Give each field a value of its type.',
    why: 'The API server cannot decode the object. YAML decides the type by how a value looks: `8080` and `yes` are no text unless you quote them, and `"3"` is no number.',
  },
  {
    id: 'wrong-format',
    severity: 'error',
    summary: 'Write quantities, times and base64 as Kubernetes reads them.',
    why: 'The value has the right type, but the API server cannot read it: a quantity is `500m` or `256Mi`, a time is RFC 3339, binary data is base64.',
  },
  {
    id: 'missing-required',
    severity: 'error',
    summary: 'Give every field that the API server needs.',
    why: 'Without it the API server refuses the object. An empty value, `null` and no value at all are the same to it.',
  },
  {
    id: 'unsupported-value',
    severity: 'error',
    summary: 'Use one of the allowed values.',
    why: 'The field takes a closed set of values, in exactly this spelling.',
  },
  {
    id: 'out-of-bounds',
    severity: 'error',
    summary: 'Stay within the bounds of the custom resource.',
    why: 'The schema of the custom resource sets limits for this value, and the API server holds it to them.',
  },
  {
    id: 'duplicate-list-item',
    severity: 'error',
    summary: 'Give list items different names.',
    why: 'The items of this list are told apart by a key. The API server refuses a second item with the same one, or takes it with a warning, depending on the list.',
  },
  {
    id: 'invalid-value',
    severity: 'error',
    summary: 'Write values in the form that the API server takes.',
    why: 'The value has the right type, but the API server holds it to a form, to bounds or to what stands beside it, and refuses the object. Hover the problem for the rule.',
  },
  {
    id: 'forbidden-field',
    severity: 'error',
    summary: 'Leave out what cannot stand beside the rest.',
    why: 'The field exists, but not together with what else is set here. The API server refuses the object. Hover the problem for the rule.',
  },
  {
    id: 'undefined-reference',
    severity: 'error',
    summary: 'Refer to what the manifest defines.',
    why: 'The name refers to something in the same object that is not there, so the API server refuses it.',
  },
  {
    id: 'too-long',
    severity: 'error',
    summary: 'Stay within the sizes that the API server allows.',
    why: 'The API server takes no more characters, or no more items, here.',
  },
  {
    id: 'server-warning',
    severity: 'warning',
    summary: 'Heed what the API server warns of.',
    why: 'The API server takes the object, and sends a warning that most tools print once and nobody reads. Hover the problem for the rule.',
  },
  {
    id: 'update-refused',
    severity: 'error',
    summary: 'Change only what an existing object lets you change.',
    why: 'Compared with an earlier version (`purser lint --against`, and `purser.compareWith` in the editor), a field differs that the API server does not let change once the object exists, or not in this direction. Both manifests are good; only the update from one to the other is refused, and a deployment stops half-way. The message says what to do instead. What hangs on the state of the live object is passed over where the manifests cannot tell.',
  },
  {
    id: 'update-ignored',
    severity: 'info',
    summary: 'Know which changes the API server passes over.',
    why: 'Compared with an earlier version, a field differs of which the API server keeps the old value: it takes the update without a word, and nothing changes.',
  },
  {
    id: 'unknown-api-version',
    severity: 'error',
    summary: 'Use an apiVersion that has the kind.',
    why: 'The API server looks a kind up by its apiVersion. Kubernetes has this kind, but elsewhere.',
  },
  {
    id: 'unknown-kind',
    severity: 'error',
    summary: 'Write kinds as Kubernetes spells them.',
    why: 'The apiVersion is one of Kubernetes itself, and it has no such kind, only one of nearly that name. Names of kinds are case-sensitive. Names that are like none of them pass: an older or extended API server may have them.',
  },
  {
    id: 'field-not-yet',
    severity: 'error',
    summary: 'Use fields that the target version of Kubernetes has.',
    why: 'The field came with a later version than the one chosen for this file, so that API server does not know it.',
  },
  {
    id: 'field-gone',
    severity: 'error',
    summary: 'Leave out fields that the target version of Kubernetes no longer has.',
    why: 'The field went with an earlier version than the one chosen for this file.',
  },
  {
    id: 'value-not-yet',
    severity: 'error',
    summary: 'Use values that the target version of Kubernetes has.',
    why: 'The value came with a later version than the one chosen for this file.',
  },
  {
    id: 'field-dropped',
    severity: 'warning',
    summary: 'Do not rely on fields that the API server drops.',
    why: 'The field belongs to a feature that is off by default. The API server takes the manifest and forgets the field without a word.',
  },
  {
    id: 'schema',
    severity: 'error',
    summary: 'Follow the JSON Schema of the file.',
    why: 'The setting `purser.schemas` maps this file to a JSON Schema, or it is a configuration file of Purser.',
  },
  {
    id: 'not-utf8',
    severity: 'error',
    summary: 'Save manifests as UTF-8.',
    why: 'The API server refuses text that is not UTF-8; kubectl replaces what it cannot read.',
  },
  {
    id: 'note-format',
    severity: 'warning',
    summary: 'Write the notes of your team as Purser reads them.',
    why: 'A file in `.purser/notes/` starts with front matter between two lines of `---`: `title`, and as you like `area`, `surfaces` (where it shows: `kind Service`, `Container.image`, `Service.spec.clusterIP=None`), `aliases`, `see` (ids of other notes) and `sources`. Below it stands Markdown. What is wrong in it is left out; a note of which too little can be read is not shown. Other notes work on.',
  },
  {
    id: 'unknown-suppression',
    severity: 'warning',
    summary: 'Name existing rules in comments that hold problems back.',
    why: 'A comment that names a code that does not exist holds nothing back.',
  },
  {
    id: 'unused-suppression',
    severity: 'info',
    summary: 'Remove comments that hold nothing back.',
    why: 'The problem is gone; the comment would hide it silently if it came back.',
  },
  {
    id: 'suppression-without-reason',
    severity: 'hint',
    summary: 'Say why a problem is held back.',
    why: 'Who reads the file later cannot tell a decision from an oversight. Write the reason behind two dashes.',
  },
]

export const codes: readonly CodeInfo[] = [...others, ...rules]

export const codesById: ReadonlyMap<string, CodeInfo> = new Map(codes.map((it) => [it.id, it]))
