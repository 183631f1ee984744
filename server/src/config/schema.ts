import { codes } from '../rules/codes.ts'
import { PROFILES, profileDescriptions } from '../settings.ts'

/** The file name of the configuration. */
export const CONFIG_FILE = '.purser.yaml'

/**
 * The JSON Schema of `.purser.yaml`: the one description of it, for checks, completion and hovers here and in other
 * editors. What JSON Schema cannot say (which versions are known) config.ts adds.
 */
export const configSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Purser configuration',
  description:
    'What Purser makes of the manifests in this folder and below. Of several `.purser.yaml` above a manifest only the nearest counts.',
  type: ['object', 'null'],
  additionalProperties: false,
  properties: {
    'kubernetes-version': {
      description:
        'The Kubernetes version that the manifests are for, such as `1.33`. Missing: the newest that Purser knows.',
      type: ['string', 'number'],
      examples: ['1.36'],
    },
    profile: {
      description: 'Which rules run.',
      enum: Object.keys(PROFILES),
      enumDescriptions: profileDescriptions,
      default: 'recommended',
    },
    rules: { $ref: '#/definitions/rules', description: 'The severity of single rules, by their ids.' },
    overrides: {
      description:
        'Severities for some objects only. An entry is for what all of its lists mean; of several entries that name a rule, the last wins, and it wins over `rules`.',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['rules'],
        properties: {
          reason: { description: 'Why, for whoever reads it later.', type: 'string' },
          paths: list('Globs of files, relative to this folder: `overlays/dev`.'),
          kinds: list('Globs of kinds: `Deployment`, `apps/*`, `Job`.'),
          namespaces: list('Globs of what stands under `metadata.namespace`: `kube-*`.'),
          names: list('Globs of the names of objects: `legacy-*`.'),
          containers: list(
            'Globs of the names of containers: `istio-proxy`. Problems outside of these containers are not meant.',
          ),
          rules: { $ref: '#/definitions/rules', description: 'The severity of single rules there, by their ids.' },
        },
      },
    },
    ignore: {
      description:
        'Globs of files to leave out, relative to this folder: `charts/**`. Without a `/` at any depth: `*.gen.yaml`, `vendor`. A file that is named on the command line is checked all the same.',
      type: 'array',
      items: { type: 'string', minLength: 1 },
    },
    externals: {
      description:
        'What the manifests name and no file here has, because it comes from elsewhere: globs `Kind/name` or `namespace/Kind/name`, such as `Secret/registry` or `shop/ConfigMap/*`. No rule says of it that it is missing. For a Service whose pods are elsewhere: the kind that makes them, `shop/Deployment/*`.',
      type: 'array',
      items: { type: 'string', minLength: 1, pattern: '^[^/]+(/[^/]+){1,2}$' },
    },
    root: {
      description:
        'Says that this is the top folder of the project: the search for `.purser.yaml` ends here. As the nearest file alone counts, it ends at each such file anyway.',
      type: 'boolean',
    },
  },
  definitions: {
    rules: {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(
        codes.map((it) => [
          it.id,
          {
            description: it.summary,
            // `off` without quotes is a boolean to YAML 1.1.
            enum: ['off', 'error', 'warning', 'info', 'hint', false],
            default: it.optional ? 'off' : it.severity,
          },
        ]),
      ),
    },
  },
} as const

function list(description: string) {
  return { description, type: 'array', items: { type: 'string', minLength: 1 } } as const
}
