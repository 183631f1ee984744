import assert from 'node:assert/strict'
import {
  commands,
  type Hover,
  MarkdownString,
  Position,
  Range,
  type Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode'
import { exampleUri, openExample, ours, until } from './helpers.ts'

const NOTE = exampleUri('.purser/notes/headless.md')

const text = (surface: string, body: string) =>
  `---\ntitle: Our headless Services\nsurfaces: [${surface}]\n---\n${body}\n`

describe('notes of a team', () => {
  after(() => workspace.fs.delete(NOTE))

  it('show in hovers, and lead nowhere that they should not', async () => {
    const { document } = await openExample('shop/database.yaml')
    await write(NOTE, text('Service.spec.clusterIP=None', 'Ask Ada. [Run](command:purser.showLog)'))
    const shown = await until(async () => {
      const found = await hoverOn(document.uri, document.getText().indexOf('None') + 1)
      return found.includes('Ask Ada') && found
    })
    assert.match(shown, /Team note/)
    assert.match(shown, /\\\[Run\\\]\(command:purser\.showLog\)/)
  })

  it('are checked where they are written, open or not', async () => {
    await write(NOTE, text('Service.spec.clusterip', 'Ask Ada.'))
    const [problem] = await until(() => ours(NOTE).length > 0 && ours(NOTE))
    assert.match(String(problem?.message), /did you mean `clusterIP`|names no field/)
    assert.equal(problem?.range.start.line, 2)

    const { document } = await window.showTextDocument(NOTE)
    const edit = new WorkspaceEdit()
    edit.replace(
      NOTE,
      new Range(new Position(2, 0), document.lineAt(2).range.end),
      'surfaces: [Service.spec.clusterIP]',
    )
    await workspace.applyEdit(edit)
    await until(() => ours(NOTE).length === 0)
  })
})

async function write(uri: Uri, content: string): Promise<void> {
  await workspace.fs.writeFile(uri, new TextEncoder().encode(content))
}

async function hoverOn(uri: Uri, offset: number): Promise<string> {
  const document = await workspace.openTextDocument(uri)
  const found = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', uri, document.positionAt(offset))
  return found
    .flatMap((it) => it.contents)
    .map((it) => (it instanceof MarkdownString ? it.value : String(it)))
    .join('\n')
}
