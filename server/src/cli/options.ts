import { readVersion, type Versions } from '../config/config.ts'
import type { Severity } from '../problem.ts'
import { codesById } from '../rules/codes.ts'
import { PROFILES, type Profile } from '../settings.ts'
import { nearest } from '../text/nearest.ts'
import { BASELINE_FILE } from './baseline.ts'
import { FORMATS, type Format } from './report.ts'

/** What the arguments ask for. */
export type Command =
  | { readonly name: 'help' | 'version' | 'lsp' }
  | { readonly name: 'lint'; readonly options: LintOptions }
  | {
      readonly name: 'explain'
      readonly query: string | undefined
      /** A manifest to explain instead. */
      readonly file: string | undefined
      readonly colours: Colours
    }
  | { readonly name: 'notes'; readonly options: NotesOptions }

export interface LintOptions {
  readonly paths: readonly string[]
  readonly format: Format
  readonly profile: Profile | undefined
  readonly only: ReadonlySet<string> | undefined
  readonly minor: number | undefined
  /** A git revision or a folder with the manifests as they were. */
  readonly against: string | undefined
  readonly fix: boolean
  /** How many threads may work on it; undefined: as many as are of use. */
  readonly threads: number | undefined
  /** Uses what the last run found, and remembers what this one finds. */
  readonly cache: boolean
  /** Says what the run cost. */
  readonly stats: boolean
  /** The file of known problems; without one the usual, if it is there. `false`: none. */
  readonly baseline: string | undefined | false
  /** Where to write it instead of failing. */
  readonly writeBaseline: string | undefined
  /** Problems up to and including this severity do not fail. */
  readonly maxSeverity: Severity
  readonly colours: Colours
}

export interface NotesOptions {
  /** The words to find; all notes without. */
  readonly search: string | undefined
  readonly json: boolean
  readonly colours: Colours
}

/** Undefined: as the terminal likes it. */
export type Colours = boolean | undefined

export interface Misuse {
  /** What is wrong with the arguments. */
  readonly misuse: string
}

/** Reads the arguments; what cannot be meant is told with the nearest that can. */
export function readOptions(argv: readonly string[], versions: Versions): Command | Misuse {
  const read = split(argv)
  if ('misuse' in read) return read
  const { flags, words } = read
  const [command, ...rest] = words
  if (flags.has('version')) return { name: 'version' }
  if (flags.has('help') || command === 'help') return { name: 'help' }
  switch (command) {
    case undefined:
      return { misuse: 'say what to do: lint, explain, notes or lsp' }
    case 'lint':
      return lintOptions(flags, rest, versions)
    case 'explain': {
      const wrong = unexpected(flags, command, ['file', ...COLOUR_FLAGS])
      const query = rest.join('.') || undefined
      const file = flags.get('file')
      if (!wrong && file !== undefined && query !== undefined)
        return { misuse: '--file explains a manifest; say it alone, without a name' }
      return wrong ?? { name: 'explain', query, file, colours: coloursOf(flags) }
    }
    case 'notes':
      return notesOptions(flags, rest)
    case 'lsp':
      return unexpected(flags, command, ['stdio']) ?? { name: 'lsp' }
    default:
      return {
        misuse: `there is no command \`${command}\`${meant(command, ['lint', 'explain', 'notes', 'lsp', 'help'])}`,
      }
  }
}

function lintOptions(flags: Flags, paths: readonly string[], versions: Versions): Command | Misuse {
  const wrong = unexpected(flags, 'lint', [...LINT_VALUES, ...LINT_SWITCHES, ...COLOUR_FLAGS])
  if (wrong) return wrong
  for (const [name, allowed] of Object.entries(VALUES)) {
    const value = flags.get(name)
    if (value === undefined || allowed.length === 0 || allowed.includes(value)) continue
    return { misuse: `--${name} takes ${allowed.join(', ')}; not \`${value}\`${meant(value, allowed)}` }
  }
  const only = flags
    .get('only')
    ?.split(/[,\s]+/)
    .filter((it) => it !== '')
  const unknown = only?.find((it) => !codesById.has(it))
  if (unknown !== undefined)
    return { misuse: `there is no rule \`${unknown}\`${meant(unknown, [...codesById.keys()])}` }
  if (only?.length === 0) return { misuse: '--only takes the ids of rules, with commas between them' }
  const text = flags.get('kubernetes-version')
  const version = text === undefined ? undefined : readVersion(text, versions)
  if (version && 'message' in version) return { misuse: `--kubernetes-version: ${version.message}` }
  const fix = flags.has('fix')
  if (flags.get('against') === '') return { misuse: '--against takes a git revision or a folder' }
  if (paths.includes('')) return { misuse: 'an empty name is no file and no folder' }
  if (paths.length === 0) return { misuse: 'name files or folders to lint, or - for the standard input' }
  if (fix && paths.includes('-')) return { misuse: '--fix changes files; it cannot change the standard input' }
  const threads = flags.get('threads')
  if (threads !== undefined && !/^[1-9]\d?$/.test(threads)) return { misuse: '--threads takes a number from 1 to 99' }
  if (flags.has('no-baseline') && (flags.has('baseline') || flags.has('write-baseline')))
    return { misuse: '--no-baseline goes with no other option about baselines' }
  return {
    name: 'lint',
    options: {
      paths,
      format: (flags.get('format') ?? 'text') as Format,
      profile: flags.get('profile') as Profile | undefined,
      only: only && new Set(only),
      minor: version?.minor,
      against: flags.get('against'),
      fix,
      threads: threads === undefined ? undefined : Number(threads),
      cache: !flags.has('no-cache'),
      stats: flags.has('stats'),
      baseline: flags.has('no-baseline') ? false : flags.get('baseline'),
      writeBaseline: flags.has('write-baseline')
        ? flags.get('write-baseline') || flags.get('baseline') || BASELINE_FILE
        : undefined,
      maxSeverity: (flags.get('max-severity') ?? 'info') as Severity,
      colours: coloursOf(flags),
    },
  }
}

/** Words behind the option belong to what is searched for. */
function notesOptions(flags: Flags, rest: readonly string[]): Command | Misuse {
  const wrong = unexpected(flags, 'notes', ['list', 'search', 'json', ...COLOUR_FLAGS])
  if (wrong) return wrong
  const first = flags.get('search')
  const search = first === undefined ? undefined : [first, ...rest].join(' ').trim()
  if (search === '') return { misuse: '--search needs words to look for' }
  if (search !== undefined && flags.has('list')) return { misuse: 'say --list or --search, not both' }
  if (search === undefined && rest.length > 0)
    return { misuse: `to look for words, say \`purser notes --search ${rest.join(' ')}\`` }
  return { name: 'notes', options: { search, json: flags.has('json'), colours: coloursOf(flags) } }
}

const COLOUR_FLAGS = ['color', 'no-color']

function coloursOf(flags: Flags): Colours {
  return flags.has('no-color') ? false : flags.has('color') ? true : undefined
}

type Flags = ReadonlyMap<string, string>

/** Options that take a value, and which; none listed: any. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  format: FORMATS,
  profile: Object.keys(PROFILES),
  only: [],
  'kubernetes-version': [],
  against: [],
  baseline: [],
  threads: [],
  'max-severity': ['error', 'warning', 'info', 'hint'],
  search: [],
  file: [],
}
const LINT_VALUES = Object.keys(VALUES).filter((it) => it !== 'search' && it !== 'file')
const LINT_SWITCHES = ['fix', 'write-baseline', 'no-baseline', 'no-cache', 'stats']
/** Options that may have a value behind `=`. */
const OPTIONAL_VALUES = ['write-baseline']
const SWITCHES = [...LINT_SWITCHES, 'help', 'version', 'color', 'no-color', 'stdio', 'list', 'json']
const SHORT: Readonly<Record<string, string>> = { '-h': '--help', '-V': '--version', '-v': '--version' }

function split(argv: readonly string[]): { readonly flags: Flags; readonly words: readonly string[] } | Misuse {
  const flags = new Map<string, string>()
  const words: string[] = []
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? ''
    const argument = (Object.hasOwn(SHORT, word) ? SHORT[word] : undefined) ?? word
    if (argument === '--') return { flags, words: [...words, ...argv.slice(i + 1)] }
    if (!argument.startsWith('-') || argument === '-') {
      words.push(argument)
      continue
    }
    const equals = argument.indexOf('=')
    const name = argument.slice(0, equals < 0 ? undefined : equals).replace(/^--?/, '')
    const takesValue = Object.hasOwn(VALUES, name)
    if (!takesValue && !SWITCHES.includes(name)) {
      const known = [...Object.keys(VALUES), ...SWITCHES].map((it) => `--${it}`)
      return {
        misuse: `there is no option \`${argument}\`${meant(argument.slice(0, equals < 0 ? undefined : equals), known)}`,
      }
    }
    if (!takesValue && equals >= 0 && !OPTIONAL_VALUES.includes(name)) return { misuse: `--${name} takes no value` }
    const value = !takesValue && equals < 0 ? '' : equals >= 0 ? argument.slice(equals + 1) : argv[++i]
    if (value === undefined) return { misuse: `--${name} needs a value` }
    if (name === 'only' && flags.has(name)) flags.set(name, `${flags.get(name)},${value}`)
    else flags.set(name, value)
  }
  return { flags, words }
}

function unexpected(flags: Flags, command: string, allowed: readonly string[]): Misuse | undefined {
  const wrong = [...flags.keys()].find((it) => !allowed.includes(it))
  return wrong === undefined ? undefined : { misuse: `\`purser ${command}\` has no option --${wrong}` }
}

function meant(word: string, names: readonly string[]): string {
  const [similar] = nearest(word, names)
  return similar === undefined ? '' : `; did you mean \`${similar}\`?`
}
