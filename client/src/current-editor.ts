import { type TextEditor, window } from 'vscode'

/** The editor in front of somebody. While they read an explanation beside it, none is active. */
export function currentEditor(): TextEditor | undefined {
  return window.activeTextEditor ?? window.visibleTextEditors.find((it) => it.document.languageId === 'yaml')
}
