/**
 * Every command, once: scripts/contributions.ts writes them into package.json, and register.ts must have a handler for
 * each. The order is that of package.json.
 */
export interface Command {
  readonly id: string
  readonly title: string
  /** Where it makes sense; missing: everywhere. */
  readonly enablement?: string
  /** Needs an argument, so that the palette has no use for it. */
  readonly hidden?: true
  /** A codicon, for menus that show no text. */
  readonly icon?: string
}

const ON_FILE = 'editorLangId =~ /^(yaml|json|jsonc)$/'
const IN_FOLDER = 'workspaceFolderCount > 0'

export const commands = [
  { id: 'purser.explainField', title: 'Explain Field at Cursor', enablement: ON_FILE },
  { id: 'purser.explainManifest', title: 'Explain This Manifest', enablement: ON_FILE },
  { id: 'purser.explain', title: 'Explain…', icon: '$(search)' },
  { id: 'purser.lintFile', title: 'Lint File', enablement: ON_FILE },
  { id: 'purser.lintWorkspace', title: 'Lint Workspace', enablement: IN_FOLDER },
  { id: 'purser.fixAllFile', title: 'Fix All Safe Problems in File', enablement: ON_FILE },
  { id: 'purser.fixAllWorkspace', title: 'Fix All Safe Problems in Workspace', enablement: IN_FOLDER },
  { id: 'purser.newManifest', title: 'New Manifest…' },
  { id: 'purser.openExample', title: 'Open an Example Manifest' },
  { id: 'purser.chooseVersion', title: 'Choose Kubernetes Version…' },
  { id: 'purser.whyNothing', title: 'Why Is There Nothing Here?', enablement: 'editorIsOpen' },
  { id: 'purser.restartServer', title: 'Restart Server' },
  { id: 'purser.showLogs', title: 'Show Logs' },
  { id: 'purser.disableRule', title: 'Disable Rule in Workspace', hidden: true },
] as const satisfies readonly Command[]

export type CommandId = (typeof commands)[number]['id']
