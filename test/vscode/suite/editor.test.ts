import assert from 'node:assert/strict'
import {
  type CodeAction,
  type CompletionList,
  commands,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type MarkdownString,
  Position,
  type Range,
  type SelectionRange,
  type TextDocument,
  window,
  workspace,
} from 'vscode'
import { codeOf, codesIn, exampleUri, openExample, ours, problemsOf, until } from './helpers.ts'

/** What a person sees in each file of faults. */
const FAULTS: Readonly<Record<string, readonly string[]>> = {
  'misspelt-field': ['unknown-field'],
  'wrong-type': ['wrong-type'],
  'value-outside-the-list': ['unsupported-value'],
  'wrong-level': ['unknown-field'],
  'duplicate-key': ['yaml-duplicate-key'],
  'latest-image': ['image-tag-latest'],
  'no-requests': ['missing-resource-requests'],
  'selector-mismatch': ['selector-template-mismatch'],
  'undeclared-volume': ['volume-mount-undefined'],
  'duplicate-env': ['env-duplicate'],
  'unnamed-ports': ['service-port-names'],
  'statefulset-service': ['statefulset-headless-service'],
}

describe('the editor', () => {
  for (const [name, codes] of Object.entries(FAULTS)) {
    it(`shows the faults of ${name}.yaml`, async () => {
      const { document } = await openExample(`faults/${name}.yaml`)
      await until(() => codes.every((it) => codesIn(document.uri).includes(it)))
    })
  }

  it('finds no fault in the shop', async () => {
    const files = await workspace.findFiles('shop/*.yaml')
    assert.ok(files.length >= 8)
    for (const uri of files) await window.showTextDocument(uri)
    // A fault elsewhere proves that the server has come round.
    await problemsOf((await openExample('faults/wrong-type.yaml')).document.uri)
    for (const uri of files) assert.deepEqual(codesIn(uri), [], uri.path)
  })

  it('is silent on compose files and Helm templates', async () => {
    const quiet = [...(await workspace.findFiles('faults/chart/**/*.yaml')), exampleUri('faults/docker-compose.yaml')]
    for (const uri of quiet) await window.showTextDocument(uri)
    await problemsOf((await openExample('faults/wrong-type.yaml')).document.uri)
    for (const uri of quiet) assert.deepEqual(codesIn(uri), [], uri.path)
  })

  it('explains a field on hover: type, default, note, pitfall, reference', async () => {
    const { document } = await openExample('shop/web.yaml')
    const text = await hoverOn(document, 'maxUnavailable')
    assert.match(text, /Deployment\.spec\.strategy\.rollingUpdate\.maxUnavailable/)
    assert.match(text, /\*\*Pitfall:\*\*/)
    assert.match(text, /keeps at least/)
    assert.match(text, /https:\/\/kubernetes\.io\/docs\/reference/)
    assert.match(text, /command:purser\.explain/)
  })

  it('explains a value on hover', async () => {
    const { document } = await openExample('shop/database.yaml')
    assert.match(await hoverOn(document, 'None'), /headless/i)
    assert.match(await hoverOn(document, 'StatefulSet'), /kubectl get sts/)
  })

  it('completes keys, values and whole manifests, with documentation', async () => {
    const document = await untitled('apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ty\n')
    const keys = await complete(document, new Position(5, 4))
    assert.ok(keys.some((it) => it.label === 'type'))
    const values = await untitled('apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: \n')
    assert.ok((await complete(values, new Position(5, 8))).some((it) => it.label === 'LoadBalancer'))
    const empty = await untitled('dep')
    assert.ok((await complete(empty, new Position(0, 3))).some((it) => String(it.label).includes('Deployment')))
  })

  it('outlines by resource, container and volume', async () => {
    const { document } = await openExample('shop/database.yaml')
    const symbols = await until(async () => {
      const found = await commands.executeCommand<DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      )
      return found?.some((it) => it.name.startsWith('StatefulSet/')) && found
    })
    const set = symbols.find((it) => it.name.startsWith('StatefulSet/'))
    assert.ok(set?.children.some((it) => it.name === 'containers' && it.children.length > 0))
  })

  it('folds, selects and links', async () => {
    const { document } = await openExample('shop/web.yaml')
    const folds = await commands.executeCommand<FoldingRange[]>('vscode.executeFoldingRangeProvider', document.uri)
    assert.ok(folds.length > 10)
    const at = positionOf(document, 'image:')
    const [selection] = await commands.executeCommand<SelectionRange[]>(
      'vscode.executeSelectionRangeProvider',
      document.uri,
      [at],
    )
    assert.ok(selection?.parent)
    const links = await commands.executeCommand<DocumentLink[]>('vscode.executeLinkProvider', document.uri)
    assert.ok(links.some((it) => it.target?.toString().includes('kubernetes.io/docs/reference')))
  })
})

/** A file of faults, the code of one, and the title of the fix that a person takes. */
const FIXES: readonly (readonly [file: string, code: string, title: RegExp])[] = [
  ['misspelt-field', 'unknown-field', /^Rename to replicas$/],
  ['wrong-type', 'wrong-type', /^Remove the quotes$/],
  ['value-outside-the-list', 'unsupported-value', /^Change to Always$/],
  ['missing-required', 'missing-required', /^Select the labels of the template$/],
  ['latest-image', 'image-tag-latest', /^Disable image-tag-latest here$/],
  ['no-probes', 'missing-readiness-probe', /^Add /],
  ['no-requests', 'missing-resource-requests', /^Request /],
  ['missing-labels', 'recommended-labels', /^Add /],
  ['selector-mismatch', 'selector-template-mismatch', /^Label the pods /],
  ['undeclared-volume', 'volume-mount-undefined', /^(Change|Add|Mount) /],
  ['duplicate-env', 'env-duplicate', /^Remove /],
  ['unnamed-ports', 'service-port-names', /^Name it /],
  ['statefulset-service', 'statefulset-headless-service', /^Create the headless Service /],
  ['secret-not-base64', 'secret-data-not-base64', /^Encode /],
  ['removed-api', 'api-removed', /^Change to /],
]

describe('quick fixes', () => {
  for (const [file, code, title] of FIXES) {
    it(`put right: ${code}`, async () => {
      const { document } = await openExample(`faults/${file}.yaml`)
      const faults = () => ours(document.uri).filter((it) => codeOf(it) === code)
      // Some faults are known only when the workspace has been read, so that each round asks anew.
      const { action, before } = await until(async () => {
        const before = faults()
        for (const { range } of before) {
          const action = (await actionsAt(document, range)).find((it) => it.edit && title.test(it.title))
          if (action) return { action, before: before.length }
        }
        return undefined
      })
      assert.ok(action.edit)
      assert.ok(await workspace.applyEdit(action.edit))
      await until(() => faults().length < before)
    })
  }

  it('hold back a rule in a file', async () => {
    const { document } = await openExample('faults/latest-image.yaml')
    const problem = await until(() => ours(document.uri).find((it) => codeOf(it) === 'image-tag-latest'))
    const action = (await actionsAt(document, problem.range)).find(
      (it) => it.title === 'Disable image-tag-latest in this file',
    )
    assert.ok(action?.edit)
    await workspace.applyEdit(action.edit)
    await until(() => !codesIn(document.uri).includes('image-tag-latest'))
  })

  it('turn a rule off in the workspace', async () => {
    const { document } = await openExample('faults/unnamed-ports.yaml')
    await commands.executeCommand('purser.disableRule', { rule: 'service-port-names', scope: 'workspace' })
    await until(() => !codesIn(document.uri).includes('service-port-names'))
    await workspace.getConfiguration('purser').update('rules', undefined, false)
  })
})

async function actionsAt(document: TextDocument, range: Range): Promise<readonly CodeAction[]> {
  return commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range)
}

async function hoverOn(document: TextDocument, word: string): Promise<string> {
  return until(async () => {
    const found = await commands.executeCommand<Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      positionOf(document, word),
    )
    const text = found
      .flatMap((it) => it.contents.map((part) => (typeof part === 'string' ? part : (part as MarkdownString).value)))
      .join('\n')
    return text !== '' && text
  })
}

function positionOf(document: TextDocument, word: string): Position {
  const offset = document.getText().search(new RegExp(`(?<![#].*)\\b${word}`))
  assert.ok(offset >= 0, word)
  return document.positionAt(offset + 1)
}

async function untitled(content: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument({ language: 'yaml', content })
  await window.showTextDocument(document)
  return document
}

async function complete(document: TextDocument, position: Position) {
  return until(async () => {
    const list = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
      undefined,
      5,
    )
    const own = list.items.filter((it) => it.kind !== undefined && String(it.label) !== '')
    return own.length > 0 && own
  })
}
