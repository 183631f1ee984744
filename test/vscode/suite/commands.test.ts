import assert from 'node:assert/strict'
import { commands, Range, Selection, TabInputWebview, WorkspaceEdit, window, workspace } from 'vscode'
import { codesIn, exampleUri, openExample, problemsOf, purser, until } from './helpers.ts'

describe('the palette', () => {
  afterEach(() => commands.executeCommand('workbench.action.closeAllEditors'))

  it('lints the workspace, files that are not open too', async () => {
    const closed = exampleUri('faults/wrong-level.yaml')
    await commands.executeCommand('purser.lintWorkspace')
    await until(() => codesIn(closed).includes('unknown-field'))
    assert.deepEqual(codesIn(exampleUri('shop/web.yaml')), [])
  })

  it('lints a file', async () => {
    const { document } = await openExample('faults/wrong-type.yaml')
    await commands.executeCommand('purser.lintFile')
    await problemsOf(document.uri)
  })

  it('fixes all safe problems of a file', async () => {
    const { document } = await openExample('faults/wrong-type.yaml')
    await until(() => codesIn(document.uri).includes('wrong-type'))
    await commands.executeCommand('purser.fixAllFile')
    await until(() => !codesIn(document.uri).includes('wrong-type'))
    assert.ok(document.isDirty)
    await commands.executeCommand('workbench.action.files.revert')
  })

  it('explains by id, and the field at the cursor', async () => {
    await commands.executeCommand('purser.explain', { id: 'headless-service' })
    await until(() => webviewTitles().some((it) => /headless/i.test(it)))
    const editor = await openExample('shop/web.yaml')
    const offset = editor.document.getText().indexOf('strategy:')
    const at = editor.document.positionAt(offset + 2)
    editor.selection = new Selection(at, at)
    await problemsSettled()
    await commands.executeCommand('purser.explainField')
    await until(() => webviewTitles().some((it) => /strategy/i.test(it)))
  })

  it('explains a manifest, and the page follows it', async () => {
    const { document } = await openExample('shop/report.yaml')
    await commands.executeCommand('purser.explainManifest')
    await until(() => webviewTitles().some((it) => /report\.yaml explained/.test(it)))
    const page = () =>
      workspace.textDocuments.find((it) => it.uri.scheme === 'purser' && it.uri.path.includes('report.yaml'))
    await until(() => page()?.getText().includes('at 02:15 every day'))
    const from = document.getText().indexOf('15 2 * * *')
    const edit = new WorkspaceEdit()
    edit.replace(document.uri, new Range(document.positionAt(from), document.positionAt(from + 4)), '30 4')
    assert.ok(await workspace.applyEdit(edit))
    await until(() => page()?.getText().includes('at 04:30 every day'))
    await commands.executeCommand('workbench.action.files.revert')
  })

  it('says why there is nothing', async () => {
    await openExample('faults/docker-compose.yaml')
    await commands.executeCommand('purser.whyNothing')
    await until(() => webviewTitles().some((it) => /What Purser sees/.test(it)))
  })

  it('makes a new manifest', async () => {
    const before = workspace.textDocuments.length
    void commands.executeCommand('purser.newManifest')
    await until(async () => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem')
      return workspace.textDocuments.length > before && window.activeTextEditor?.document.isUntitled
    })
    assert.match(window.activeTextEditor?.document.getText() ?? '', /^apiVersion: /)
  })

  it('follows the chosen version of Kubernetes', async () => {
    const document = await workspace.openTextDocument({
      language: 'yaml',
      content:
        'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata:\n  name: web\nspec:\n  minAvailable: 1\n',
    })
    await window.showTextDocument(document)
    await until(() => codesIn(document.uri).includes('api-removed'))
    await workspace.getConfiguration('purser').update('kubernetesVersion', '1.22', false)
    await until(() => !codesIn(document.uri).includes('api-removed'))
    await workspace.getConfiguration('purser').update('kubernetesVersion', undefined, false)
    await until(() => codesIn(document.uri).includes('api-removed'))
  })

  it('restarts the server, which then says the same', async () => {
    const { document } = await openExample('faults/wrong-level.yaml')
    const before = (await problemsOf(document.uri)).length
    await commands.executeCommand('purser.restartServer')
    await until(() => codesIn(document.uri).length === before)
  })

  it('shows the log', async () => {
    await commands.executeCommand('purser.showLogs')
    await until(() => workspace.textDocuments.some((it) => it.uri.scheme === 'output' && /purser/i.test(it.uri.path)))
  })

  it('has every command that package.json names', async () => {
    const known = await commands.getCommands(true)
    const { contributes } = purser().packageJSON as { contributes: { commands: readonly { command: string }[] } }
    const named = contributes.commands.map((it) => it.command)
    assert.ok(named.length > 10)
    assert.deepEqual(
      named.filter((it) => !known.includes(it)),
      [],
    )
  })
})

function webviewTitles(): readonly string[] {
  return window.tabGroups.all
    .flatMap((group) => group.tabs)
    .flatMap((tab) => (tab.input instanceof TabInputWebview ? [tab.label] : []))
}

async function problemsSettled(): Promise<void> {
  const uri = exampleUri('faults/wrong-type.yaml')
  await workspace.openTextDocument(uri)
  await problemsOf(uri)
}
