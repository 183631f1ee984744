import { ConfigurationTarget, Range, Uri, window, workspace } from 'vscode'
import { currentEditor } from '../current-editor.ts'
import type { Context } from './context.ts'
import { say } from './say.ts'
import { type Deciding, decidingLine, foldersAbove } from './version-source.ts'

export async function chooseVersion({ server }: Context): Promise<void> {
  const uri = currentEditor()?.document.uri ?? workspace.workspaceFolders?.[0]?.uri
  const deciding = uri && (await findDeciding(uri))
  if (deciding) return sayWhoDecides(deciding)

  const status = await server.ask('purser/status', {
    uri: (uri ?? Uri.from({ scheme: 'untitled', path: 'x' })).toString(),
  })
  const configuration = workspace.getConfiguration('purser', uri)
  const current = configuration.get<string>('kubernetesVersion') ?? ''
  const choice = await window.showQuickPick(
    ['', ...(status?.versions ?? [])].map((version) => ({
      version,
      label: version === '' ? 'Newest' : version,
      description: [
        ...(version === '' ? ['always the newest that Purser knows'] : []),
        ...(version === current ? ['chosen now'] : []),
      ].join(' · '),
    })),
    { placeHolder: 'Which version of Kubernetes are the manifests for?' },
  )
  if (!choice) return
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global
  await configuration.update('kubernetesVersion', choice.version === '' ? undefined : choice.version, target)
}

interface Found extends Deciding {
  readonly uri: Uri
}

/** The nearest `.purser.yaml` above a file, if it says the version: then a setting would be without effect. */
async function findDeciding(uri: Uri): Promise<Found | undefined> {
  const root = workspace.getWorkspaceFolder(uri)?.uri.path
  if (root === undefined) return undefined
  for (const folder of foldersAbove(uri.path, root)) {
    const config = uri.with({ path: `${folder}/.purser.yaml` })
    const text = await readText(config)
    if (text === undefined) continue
    const deciding = decidingLine(text)
    return deciding && { ...deciding, uri: config }
  }
  return undefined
}

async function readText(uri: Uri): Promise<string | undefined> {
  const open = workspace.textDocuments.find((it) => it.uri.toString() === uri.toString())
  if (open) return open.getText()
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri))
  } catch {
    return undefined
  }
}

function sayWhoDecides({ uri, line, version }: Found): void {
  const name = workspace.asRelativePath(uri)
  const selection = new Range(line, 0, line, 0)
  say(`${name} decides here: Kubernetes ${version}.`, [
    `Open ${name}`,
    () => window.showTextDocument(uri, { selection }),
  ])
}
