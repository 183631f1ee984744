/**
 * What is measured, one function each. A sample is a wait in milliseconds and the CPU of the server meanwhile.
 *
 * @import { Definition, Diagnostic, Edit, Server } from './client.mjs'
 * @typedef {{ wall: number, cpu: number }} Sample
 */
import { startServer } from './client.mjs'
import { WRONG } from './texts.mjs'

/** From nothing to the right diagnostics of a wrong manifest. @param {Definition} definition */
export async function coldStart(definition) {
  const started = performance.now()
  const server = await startServer(definition)
  try {
    await openWrong(server)
    const wall = performance.now() - started - server.queued()
    return { wall, cpu: server.cpu(), memory: server.memory() }
  } finally {
    await server.stop()
  }
}

/** Until a wrong manifest has its right diagnostics: then a server has read what it needs. @param {Server} server */
export async function openWrong(server) {
  const uri = server.uriOf('wrong.yaml')
  server.open(uri, WRONG.text)
  await server.diagnostics(uri, seesAll)
  server.close(uri)
}

/** Whether every wrong line is among them. @param {readonly Diagnostic[]} found */
function seesAll(found) {
  return WRONG.lines.every((line) => found.some(({ range }) => range.start.line === line))
}

/**
 * A document that is open in a server, and what a person does in it. The key goes behind a number, which is then none; the next
 * takes it away. So the diagnostics themselves say of which text they speak.
 *
 * @param {Server} server @param {string} name @param {string} text @param {RegExp} number its line, the one nearest the middle
 */
export async function openDocument(server, name, text, number) {
  const uri = server.uriOf(name)
  const lines = text.split('\n')
  const line = nearestMiddle(lines, number)
  const end = lines[line]?.length ?? 0
  let isWrong = false

  const opened = await timed(server, () => {
    server.open(uri, text)
    return server.diagnostics(uri, () => true)
  })
  return { opened, key, hover, hoverAfterKey, completionAfterKey, close: () => server.close(uri) }

  /** @returns {Promise<Sample>} */
  function key() {
    return timed(server, press)
  }

  /** The `i`-th hover, each over another key. @param {number} i */
  function hover(i) {
    return timed(server, () => askHover(i))
  }

  /** @param {number} i */
  async function hoverAfterKey(i) {
    /** @type {Promise<unknown> | undefined} */
    let right
    const sample = await timed(server, () => {
      right = press()
      right.catch(() => undefined)
      return askHover(i)
    })
    await right
    await server.quiet()
    return sample
  }

  /** Enter and a letter below the number, then what could be meant; all that is taken back. @param {string} label is among it */
  async function completionAfterKey(label) {
    if (isWrong) await key()
    const column = /^ */.exec(lines[line] ?? '')?.[0].length ?? 0
    const typed = `\n${' '.repeat(column)}${label[0]}`
    const position = { line: line + 1, character: column + 1 }
    const sample = await timed(server, async () => {
      server.change(uri, { line, from: end, text: typed })
      const answer = await server.request('textDocument/completion', { textDocument: { uri }, position })
      const items = Array.isArray(answer) ? answer : (answer?.items ?? [])
      if (!items.some((/** @type {{ label: string }} */ it) => it.label === label)) {
        throw new Error(`${server.name}: ${label} is not among the ${items.length} completions`)
      }
    })
    // The text must be as it was, and known to be so, before the next.
    server.change(uri, { line, from: end, toLine: line + 1, to: column + 1, text: '' })
    await key()
    await key()
    return sample
  }

  /** Types or removes the letter, and waits until the diagnostics know. */
  function press() {
    isWrong = !isWrong
    /** @type {Edit} */
    const edit = isWrong ? { line, from: end, text: 'x' } : { line, from: end, to: end + 1, text: '' }
    const wanted = isWrong
    server.change(uri, edit)
    return server.diagnostics(uri, (found) => found.some((it) => it.range.start.line === line) === wanted)
  }

  /** @param {number} i */
  async function askHover(i) {
    const at = nearestMiddle(lines, HOVERED, (i * 37) % lines.length)
    const character = (/^[ -]*/.exec(lines[at] ?? '')?.[0].length ?? 0) + 1
    const answer = await server.request('textDocument/hover', {
      textDocument: { uri },
      position: { line: at, character },
    })
    if (!answer?.contents) throw new Error(`${server.name}: no hover at line ${at + 1} of ${name}: ${lines[at]}`)
  }
}

/** Keys that both have a text about. */
const HOVERED = /^ +(?:- )?(?:replicas|image|ports|containerPort|resources|periodSeconds|schedule|pathType|maxLength):/

/**
 * How long it takes, less what the server waited for a core, and what it costs until the server rests.
 *
 * @param {Server} server @param {() => Promise<unknown>} action @returns {Promise<Sample>}
 */
async function timed(server, action) {
  const before = { cpu: server.cpu(), queued: server.queued() }
  const started = performance.now()
  await action()
  const wall = Math.max(0, performance.now() - started - (server.queued() - before.queued))
  await server.quiet()
  return { wall, cpu: server.cpu() - before.cpu }
}

/** The line that matches, `offset` lines behind the middle or near that. @param {readonly string[]} lines @param {RegExp} pattern */
function nearestMiddle(lines, pattern, offset = 0) {
  const middle = (Math.floor(lines.length / 2) + offset) % lines.length
  for (let distance = 0; distance < lines.length; distance++) {
    for (const at of [middle + distance, middle - distance]) if (pattern.test(lines[at] ?? '')) return at
  }
  throw new Error(`no line matches ${pattern}`)
}
