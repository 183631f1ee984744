import { ConfigurationTarget, window, workspace } from 'vscode'

/** Run by the quick fix “Disable in workspace”. */
export async function disableRule(_context: unknown, argument: unknown): Promise<void> {
  const rule = (argument as { readonly rule?: unknown } | undefined)?.rule
  if (typeof rule !== 'string' || rule === '') throw new Error('no rule was named.')
  const hasFolder = workspace.workspaceFolders !== undefined
  const configuration = workspace.getConfiguration('purser')
  const known = configuration.inspect<Readonly<Record<string, string>>>('rules')
  const own = hasFolder ? known?.workspaceValue : known?.globalValue
  const target = hasFolder ? ConfigurationTarget.Workspace : ConfigurationTarget.Global
  await configuration.update('rules', { ...own, [rule]: 'off' }, target)
  window.setStatusBarMessage(`Purser: ${rule} is off in ${hasFolder ? 'this workspace' : 'your settings'}`, 5000)
}
