import {
  Disposable,
  EventEmitter,
  MarkdownString,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  type Uri,
  window,
  workspace,
} from 'vscode'
import { currentEditor } from './current-editor.ts'
import { areasOf, emptyTree, isSame, type NoteTree, touchedIn, withAnswer } from './note-tree.ts'
import type { NoteItem } from './protocol.ts'
import type { Server } from './server.ts'
import { isOurs } from './synchronisation.ts'

type Row =
  | { readonly type: 'here' }
  | { readonly type: 'area'; readonly area: string }
  | { readonly type: 'note'; readonly note: NoteItem; readonly parent: string; readonly line?: number }

/** The tree "Kubernetes Notes": what the manifest in front of somebody touches, and below it all notes by area. */
export function createNotesView(server: Server): Disposable {
  const changed = new EventEmitter<undefined>()
  let tree: NoteTree = emptyTree
  let file: Uri | undefined

  const view = window.createTreeView<Row>('purser.notes', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (row) => [...childrenOf(tree, row)],
      getTreeItem: (row) => itemOf(row, tree, file),
      resolveTreeItem: async (item, row, token) => {
        if (row.type !== 'note') return item
        const summary = await server.ask('purser/noteSummary', { id: row.note.id }, token)
        item.tooltip = new MarkdownString(summary ?? row.note.title)
        return item
      },
    },
  })

  let asked = 0
  async function refresh(): Promise<void> {
    if (!view.visible || server.state() !== 'running') return
    asked += 1
    const question = asked
    const document = currentEditor()?.document
    const uri = document && isOurs(document) ? document.uri : undefined
    const params = { revision: tree.revision, ...(uri && { uri: uri.toString() }) }
    // The connection may close meanwhile; a later change asks again.
    const answer = await server.ask('purser/notes', params).catch(() => undefined)
    if (!answer || question !== asked) return
    const before = tree
    const moved = file?.toString() !== uri?.toString()
    tree = withAnswer(tree, answer)
    file = uri
    if (moved || !isSame(before, tree)) changed.fire(undefined)
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  const soon = (delay: number) => () => {
    clearTimeout(timer)
    timer = setTimeout(refresh, delay)
  }
  soon(0)()

  return Disposable.from(
    view,
    changed,
    { dispose: () => clearTimeout(timer) },
    view.onDidChangeVisibility(soon(0)),
    window.onDidChangeActiveTextEditor(soon(150)),
    server.onDidChange(soon(300)),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && document.uri.toString() === file?.toString()) soon(AFTER_EDIT)()
    }),
  )
}

/** Milliseconds: a tree that moves while somebody types is a nuisance. */
const AFTER_EDIT = 800

function childrenOf(tree: NoteTree, row: Row | undefined): readonly Row[] {
  if (!row) {
    const areas = areasOf(tree).map((area): Row => ({ type: 'area', area }))
    return tree.here.length > 0 ? [{ type: 'here' }, ...areas] : areas
  }
  if (row.type === 'here') return touchedIn(tree).map((it) => ({ type: 'note', parent: 'here', ...it }))
  if (row.type === 'note') return []
  return tree.all
    .filter((it) => it.area === row.area)
    .map((note): Row => ({ type: 'note', parent: `area/${row.area}`, note }))
}

function itemOf(row: Row, tree: NoteTree, file: Uri | undefined): TreeItem {
  if (row.type === 'note') return noteItem(row.note, row.parent, row.line)
  const isHere = row.type === 'here'
  const label = isHere ? 'In this manifest' : row.area
  const item = new TreeItem(label, isHere ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed)
  item.id = isHere ? 'here' : `area/${row.area}`
  item.iconPath = new ThemeIcon(isHere ? 'file-code' : (AREA_ICONS[row.area] ?? 'book'))
  if (!isHere) item.description = String(tree.all.filter((it) => it.area === row.area).length)
  else if (file) item.description = workspace.asRelativePath(file)
  return item
}

function noteItem(note: NoteItem, parent: string, line: number | undefined): TreeItem {
  const item = new TreeItem(note.title, TreeItemCollapsibleState.None)
  item.id = `${parent}/${note.id}`
  item.iconPath = new ThemeIcon(ICONS[note.about])
  item.description = [note.alias, ...(line === undefined ? [] : [`line ${line + 1}`])].filter(Boolean).join(' · ')
  item.command = { title: 'Explain', command: 'purser.explain', arguments: [{ id: note.id }] }
  return item
}

const ICONS = {
  concept: 'lightbulb',
  kind: 'symbol-class',
  field: 'symbol-field',
  value: 'symbol-enum-member',
} as const

/** Areas of a team's own have a book. */
const AREA_ICONS: Readonly<Record<string, string>> = {
  Foundations: 'mortar-board',
  Workloads: 'server-process',
  Networking: 'globe',
  Configuration: 'settings',
  Storage: 'database',
  Scheduling: 'calendar',
  Autoscaling: 'graph-line',
  Reliability: 'pulse',
  Security: 'shield',
  Metadata: 'tag',
  Delivery: 'rocket',
  Architecture: 'layers',
  Tooling: 'tools',
  Extension: 'extensions',
  Extending: 'extensions',
  Mesh: 'type-hierarchy',
}
