import { Disposable, EventEmitter, LogLevel, type LogOutputChannel, workspace } from 'vscode'

/**
 * The log as the language client traces to it. That client writes messages only at the log level Trace; here the setting
 * `purser.trace.server` is enough, and it is heard at once.
 */
export function traceChannel(log: LogOutputChannel): LogOutputChannel {
  const changed = new EventEmitter<LogLevel>()
  const level = () => (isTracing() ? LogLevel.Trace : log.logLevel)
  const listeners = Disposable.from(
    changed,
    log.onDidChangeLogLevel(() => changed.fire(level())),
    workspace.onDidChangeConfiguration((it) => {
      if (it.affectsConfiguration('purser.trace.server')) changed.fire(level())
    }),
  )
  return {
    ...log,
    get logLevel() {
      return level()
    },
    onDidChangeLogLevel: changed.event,
    trace: (message: string) => (isTracing() ? log.info(message) : log.trace(message)),
    dispose: () => listeners.dispose(),
  }
}

function isTracing(): boolean {
  return workspace.getConfiguration('purser').get('trace.server', 'off') !== 'off'
}
