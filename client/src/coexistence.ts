import type { Mode } from './protocol.ts'

/** Extensions that validate and complete YAML by schema themselves. Where one is active, ours would all come twice. */
const YAML_EXTENSIONS: readonly string[] = ['redhat.vscode-yaml']

/** How much to do beside other extensions, from the setting `purser.mode` and what is installed and enabled. */
export function chooseMode(setting: string | undefined, isInstalled: (extension: string) => boolean): Mode {
  if (setting === 'full' || setting === 'complement') return setting
  return YAML_EXTENSIONS.some(isInstalled) ? 'complement' : 'full'
}
