import { readFileSync, writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import { type Command, commands } from '../client/src/commands/table.ts'
import { walkthrough } from '../client/walkthrough/walkthrough.ts'
import { type Setting, settings } from '../server/src/settings.ts'

/** What package.json, package.nls.json and docs/settings.md hold of the tables in the code. A test compares. */
export interface Contributions {
  /** Sections of package.json. */
  readonly manifest: { readonly contributes: object; readonly capabilities: object; readonly activationEvents: object }
  /** package.nls.json: every text that people read, under the key that package.json names. */
  readonly texts: Readonly<Record<string, string>>
  /** docs/settings.md */
  readonly settingsPage: string
}

export function contributions(): Contributions {
  const texts: Record<string, string> = { ...TEXTS }
  const text = (key: string, value: string) => {
    texts[key] = value
    return `%${key}%`
  }
  return {
    manifest: {
      activationEvents: ['onLanguage:yaml', 'workspaceContains:**/.purser.yaml'],
      contributes: {
        commands: commands.map((it: Command) => ({
          command: it.id,
          title: text(it.id.replace('purser.', 'command.'), it.title),
          category: 'Purser',
          ...(it.enablement && { enablement: it.enablement }),
          ...(it.icon && { icon: it.icon }),
        })),
        menus: {
          commandPalette: commands.flatMap((it: Command) => {
            const when = it.hidden ? 'false' : it.enablement
            return when === undefined ? [] : [{ command: it.id, when }]
          }),
          'editor/context': [
            { command: 'purser.explainField', group: 'navigation@9', when: 'editorLangId == yaml' },
            { command: 'purser.explainManifest', group: 'navigation@10', when: 'editorLangId == yaml && purser.inUse' },
          ],
          // In the menu behind the dots: not every YAML file is a manifest, and buttons are for what all files have.
          'editor/title': [
            { command: 'purser.explainManifest', group: '1_purser', when: 'editorLangId == yaml && purser.inUse' },
          ],
          'view/title': [{ command: 'purser.explain', group: 'navigation', when: 'view == purser.notes' }],
        },
        views: {
          // Folded, and only where there is a manifest: the Explorer belongs to others.
          explorer: [
            {
              id: 'purser.notes',
              name: text('view.notes', 'Kubernetes Notes'),
              when: 'purser.inUse',
              visibility: 'collapsed',
            },
          ],
        },
        configuration: {
          title: 'Purser',
          properties: Object.fromEntries(settings.map((it, i) => [`purser.${it.name}`, propertyOf(it, i, text)])),
        },
        walkthroughs: [
          {
            id: walkthrough.id,
            title: text('walkthrough.title', walkthrough.title),
            description: text('walkthrough.description', walkthrough.description),
            steps: walkthrough.steps.map((step) => ({
              id: step.id,
              title: text(`walkthrough.${step.id}.title`, step.title),
              description: text(`walkthrough.${step.id}.description`, step.description),
              media: { markdown: `client/walkthrough/${step.id}.md` },
              completionEvents: step.completionEvents,
            })),
          },
        ],
      },
      capabilities: {
        untrustedWorkspaces: {
          supported: 'limited',
          description: '%untrusted%',
          restrictedConfigurations: settings.flatMap((it) => (it.restricted ? [`purser.${it.name}`] : [])),
        },
        virtualWorkspaces: true,
      },
    },
    texts,
    settingsPage: settingsPage(),
  }
}

/** Writes all three files; other sections of package.json stay as they are. */
export function writeContributions(): void {
  const { manifest, texts, settingsPage: page } = contributions()
  const now = JSON.parse(readFileSync(fileOf('package.json'), 'utf8')) as Record<string, unknown>
  writeFileSync(fileOf('package.json'), inJson({ ...now, ...manifest }))
  writeFileSync(fileOf('package.nls.json'), inJson(texts))
  writeFileSync(fileOf('docs/settings.md'), page)
}

export function inJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

export function fileOf(name: string): URL {
  return new URL(`../${name}`, import.meta.url)
}

const TEXTS = {
  untrusted:
    'JSON Schemas that the workspace brings along are not read, and git is not asked for the last commit, until the workspace is trusted.',
}

function propertyOf(setting: Setting, order: number, text: (key: string, value: string) => string): object {
  const { enumDescriptions, ...schema } = setting.schema
  const choices = choicesOf(setting)
  return {
    order,
    ...schema,
    scope: setting.scope,
    ...(enumDescriptions !== undefined && {
      enumDescriptions: choices.map(([value, means]) => text(`setting.${setting.name}.${value}`, means)),
    }),
    markdownDescription: text(`setting.${setting.name}`, setting.markdownDescription),
  }
}

function choicesOf({ schema }: Setting): readonly (readonly [string, string])[] {
  const values = (schema.enum ?? []) as readonly string[]
  const meanings = (schema.enumDescriptions ?? []) as readonly string[]
  return values.map((value, i) => [value, meanings[i] ?? ''])
}

function settingsPage(): string {
  return `# Settings

Made from the table in \`server/src/settings.ts\`. Every setting is heard at once; none needs a reload.
The same language server reads them in other editors, under \`purser\`.

${settings.map(sectionOf).join('\n')}`
}

function sectionOf(setting: Setting): string {
  const { default: byDefault } = setting.schema
  return `## \`purser.${setting.name}\`

${setting.markdownDescription}

${choicesOf(setting)
  .map(([value, means]) => `- \`${value}\`${means && `: ${means}`}\n`)
  .join('')}
By default: \`${JSON.stringify(byDefault)}\`. ${SCOPES[setting.scope]}${setting.restricted ? ' In a workspace that is not trusted, the value of the workspace is ignored.' : ''}
`.replace(/\n{3,}/g, '\n\n')
}

const SCOPES: Readonly<Record<Setting['scope'], string>> = {
  resource: 'May differ from folder to folder.',
  window: 'One value a window.',
  'machine-overridable': 'Belongs to the machine; a workspace may have another.',
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) writeContributions()
