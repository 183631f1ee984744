import type { Absent, Severity } from './problem.ts'

/**
 * Every setting, once: scripts/contributions.ts writes them into package.json and docs/settings.md, and a test compares.
 * Names are those after `purser.`.
 */
export interface Setting {
  readonly name: string
  readonly scope: 'resource' | 'window' | 'machine-overridable'
  /** Read from an untrusted workspace only after trust is given. */
  readonly restricted?: true
  readonly schema: Readonly<Record<string, unknown>>
  readonly markdownDescription: string
}

/** A choice of rules. */
interface ProfileInfo {
  /** What it is for. */
  readonly description: string
  /**
   * `server`: what the API server itself says. `usual`: the rules that are on by default, and the optional ones that name
   * the profile. `firm`: all rules but optional ones that are matters of opinion. `every`: all.
   */
  readonly extent: 'server' | 'usual' | 'firm' | 'every'
}

/** Which problems are told. A profile more is a line more; rules that belong to it name it. */
export const PROFILES = {
  recommended: {
    description: 'What the API server refuses, and the few faults that bite most people.',
    extent: 'usual',
  },
  apiserver: {
    description: 'What the API server itself refuses or warns of, and nothing else.',
    extent: 'server',
  },
  reliability: {
    description: 'Recommended, and what keeps workloads up through failures, updates and drained nodes.',
    extent: 'usual',
  },
  'security-baseline': {
    description: 'Recommended, and the level "baseline" of the Pod Security Standards.',
    extent: 'usual',
  },
  'security-restricted': {
    description: 'Recommended, and the level "restricted" of the Pod Security Standards.',
    extent: 'usual',
  },
  strict: { description: 'Every rule but those that are matters of opinion.', extent: 'firm' },
  all: { description: 'Every rule.', extent: 'every' },
} as const satisfies Readonly<Record<string, ProfileInfo>>

/** What the profiles are for, in their order. */
export const profileDescriptions: readonly string[] = Object.values(PROFILES).map((it) => it.description)

/** Whether a profile has a rule. What the API server says is known of the problem alone. */
export function profileHas(profile: Profile, { optional, opinion, profiles }: RuleChoice): boolean {
  switch (PROFILES[profile].extent) {
    case 'every':
      return true
    case 'firm':
      return !opinion
    case 'usual':
      return !optional || profiles?.includes(profile) === true
    case 'server':
      return false
  }
}

/** Those that somebody asked for because he wants to hear more: what is advice to all others is a warning there. */
export const DEMANDING: readonly Profile[] = (Object.keys(PROFILES) as Profile[]).filter(
  (it) => it !== 'recommended' && PROFILES[it].extent !== 'server',
)

interface RuleChoice {
  readonly optional?: true
  readonly opinion?: true
  readonly profiles?: readonly Profile[]
}

export const settings: readonly Setting[] = [
  {
    name: 'kubernetesVersion',
    scope: 'resource',
    schema: { type: 'string', default: '', pattern: '^(1\\.\\d+)?$' },
    markdownDescription:
      'The Kubernetes version that your manifests are for, such as `1.33`. Empty means the newest one that Purser knows. A `kubernetes-version` in `.purser.yaml` wins.',
  },
  {
    name: 'profile',
    scope: 'resource',
    schema: {
      type: 'string',
      enum: Object.keys(PROFILES),
      default: 'recommended',
      enumDescriptions: profileDescriptions,
    },
    markdownDescription: 'Which rules run. A `profile` in `.purser.yaml` wins.',
  },
  {
    name: 'rules',
    scope: 'resource',
    schema: {
      type: 'object',
      default: {},
      additionalProperties: { type: 'string', enum: ['off', 'error', 'warning', 'info', 'hint'] },
    },
    markdownDescription:
      'The severity of single rules, by their ids: `"image-tag-latest": "off"`. `rules` in `.purser.yaml` win.',
  },
  {
    name: 'schemas',
    scope: 'resource',
    restricted: true,
    schema: {
      type: 'object',
      default: {},
      additionalProperties: { type: 'array', items: { type: 'string' } },
    },
    markdownDescription:
      'JSON Schemas of your own for YAML files that are not Kubernetes manifests: the path of a schema in the workspace, and the files it is for. `{"schemas/values.schema.json": ["**/values.yaml"]}`',
  },
  {
    name: 'exclude',
    scope: 'window',
    schema: {
      type: 'array',
      items: { type: 'string' },
      default: ['**/node_modules/**', '**/.git/**', '**/vendor/**', '**/charts/*/charts/**'],
    },
    markdownDescription: 'Files that **Lint Workspace** and the index of the workspace leave out.',
  },
  {
    name: 'compareWith',
    scope: 'window',
    schema: {
      type: 'string',
      enum: ['off', 'HEAD'],
      default: 'HEAD',
      enumDescriptions: ['Nothing.', 'The last commit, where the file is in a git repository.'],
    },
    markdownDescription:
      'What manifests are compared with while you edit, to say which changes of an existing object the API server would refuse or pass over. Only in workspaces that you trust. `purser lint --against` compares with any revision.',
  },
  {
    name: 'mode',
    scope: 'window',
    schema: {
      type: 'string',
      enum: ['auto', 'full', 'complement'],
      default: 'auto',
      enumDescriptions: [
        'Complement when the YAML extension of Red Hat is installed, else full.',
        'All features.',
        'Only what a YAML extension beside Purser does not give: notes, rules, explanations. No schema problems, no completion of keys.',
      ],
    },
    markdownDescription: 'How much Purser does beside other YAML extensions.',
  },
  {
    name: 'trace.server',
    scope: 'window',
    schema: { type: 'string', enum: ['off', 'messages', 'verbose'], default: 'off' },
    markdownDescription: 'Writes the messages between VS Code and the language server to the log.',
  },
]

/** What to make of the problems of one file: settings and the `.purser.yaml` above it, put together. */
export interface Policy {
  /** The minor of the target version of Kubernetes. */
  readonly minor: number
  readonly profile: Profile
  /** Severities by problem code. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>
  /** What holds for some objects of the file only; of several that name a rule, the last wins. */
  readonly overrides?: readonly Override[]
  /** Nothing else is reported. */
  readonly only?: ReadonlySet<string>
  /** No schema problems: another extension gives them. */
  readonly complement?: boolean
  /** Whether something that no file of the workspace has is known to be elsewhere. */
  readonly isExternal?: (absent: Absent) => boolean
}

/** Severities for the objects that it means. */
export interface Override {
  readonly severities: Readonly<Record<string, Severity | 'off'>>
  readonly means: (object: PolicyObject | undefined) => boolean
}

/** What a problem is in, as far as policies ask. */
export interface PolicyObject {
  readonly group: string
  readonly kind: string
  readonly namespace: string | undefined
  readonly name: string | undefined
  /** The container that the problem is in. Found when somebody asks. */
  readonly container: () => string | undefined
}

export type Profile = keyof typeof PROFILES

export function isProfile(name: unknown): name is Profile {
  return typeof name === 'string' && Object.hasOwn(PROFILES, name)
}
