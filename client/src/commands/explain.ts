import { type QuickPickItem, QuickPickItemKind, window } from 'vscode'
import { currentEditor } from '../current-editor.ts'
import type { Explanations } from '../explain.ts'
import type { ExplainItem } from '../protocol.ts'
import type { Server } from '../server.ts'
import { isOurs } from '../synchronisation.ts'
import type { Context } from './context.ts'
import { type Choice, choicesFor } from './explain-choices.ts'
import { say } from './say.ts'

/** From a link, with an id; from the palette, without. */
export async function explain({ server, explanations }: Context, argument: unknown): Promise<void> {
  const id = (argument as { readonly id?: unknown } | undefined)?.id
  if (typeof id !== 'string' || id === '') return pickAndShow(server, explanations)
  await showOrSay(explanations, id)
}

async function pickAndShow(server: Server, explanations: Explanations): Promise<void> {
  const id = await pick(server)
  if (id !== undefined) await showOrSay(explanations, id)
}

async function showOrSay(explanations: Explanations, id: string): Promise<void> {
  if (await explanations.showById(id)) return
  say(`Purser has no explanation of “${id}”.`)
}

function pick(server: Server): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const picker = window.createQuickPick<QuickPickItem & { readonly id?: string }>()
    picker.placeholder = 'A concept, a kind, a rule, or a field path such as deployment.spec.strategy'
    // Only VS Code itself declares this one. Where it is gone, the rows come in another order.
    Object.assign(picker, { sortByLabel: false })
    picker.busy = true
    const fill = (items: readonly ExplainItem[]) => {
      const refresh = () => {
        picker.items = choicesFor(items, picker.value).map(asItem)
      }
      picker.onDidChangeValue(refresh)
      picker.busy = false
      refresh()
    }
    const document = currentEditor()?.document
    const uri = document && isOurs(document) ? document.uri.toString() : undefined
    server.ask('purser/explainItems', uri === undefined ? {} : { uri }).then(fill, (error) => {
      reject(error)
      picker.dispose()
    })
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]?.id)
      picker.hide()
    })
    picker.onDidHide(() => {
      picker.dispose()
      resolve(undefined)
    })
    picker.show()
  })
}

function asItem(choice: Choice): QuickPickItem & { readonly id?: string } {
  if ('separator' in choice) return { label: choice.separator, kind: QuickPickItemKind.Separator }
  // They are found already.
  return { ...choice, alwaysShow: true }
}
