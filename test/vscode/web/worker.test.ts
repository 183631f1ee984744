import { commands, type Hover, languages, type MarkdownString, type Position, Uri, window, workspace } from 'vscode'

describe('in the browser', () => {
  it('has no Node', () => {
    if (typeof process !== 'undefined' && process.versions?.node) throw new Error('this is Node')
  })

  it('checks a file in a worker', async () => {
    const document = await open('faults/misspelt-field.yaml')
    await until(() =>
      languages.getDiagnostics(document.uri).some((it) => it.message.includes('did you mean `replicas`?')),
    )
  })

  it('explains a field', async () => {
    const document = await open('shop/web.yaml')
    const at = document.getText().indexOf('maxUnavailable: 0')
    await until(async () => (await hoverAt(document.uri, document.positionAt(at))).includes('rolling update'))
  })

  it('reads the notes of a team', async () => {
    const document = await open('shop/database.yaml')
    const note = Uri.joinPath(workspace.workspaceFolders?.[0]?.uri ?? document.uri, '.purser/notes/headless.md')
    const text = '---\ntitle: Ours\nsurfaces: [Service.spec.clusterIP=None]\n---\nAsk Ada.\n'
    await workspace.fs.writeFile(note, new TextEncoder().encode(text))
    await commands.executeCommand('purser.restartServer')
    const at = document.getText().indexOf('None') + 1
    await until(async () => (await hoverAt(document.uri, document.positionAt(at))).includes('Ask Ada.'))
  })
})

async function open(path: string) {
  const folder = workspace.workspaceFolders?.[0]
  if (!folder) throw new Error('no folder is open')
  return (await window.showTextDocument(Uri.joinPath(folder.uri, path))).document
}

async function hoverAt(uri: Uri, position: Position): Promise<string> {
  const hovers = await commands.executeCommand<readonly Hover[]>('vscode.executeHoverProvider', uri, position)
  return hovers.flatMap((it) => it.contents.map((content) => (content as MarkdownString).value)).join('\n')
}

/** The test's own time limit ends the wait. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 100))
}
