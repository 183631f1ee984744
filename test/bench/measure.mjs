/**
 * What is measured, one function each. A sample is a wait in milliseconds and the CPU of the server meanwhile.
 *
 * @import { Definition, Diagnostic, Edit, Server } from './client.mjs'
 * @typedef {{ wall: number, cpu: number }} Sample
 */
import { setTimeout as sleep } from 'node:timers/promises'
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

/** Opens and closes a text under another name. @param {Server} server @param {string} name @param {string} text */
export async function openAndClose(server, name, text) {
  const uri = server.uriOf(name)
  const sample = await timed(server, () => {
    server.open(uri, text)
    return server.diagnostics(uri, () => true)
  })
  server.close(uri)
  await server.quiet()
  return sample
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
  return { opened, key, press, hover, hoverAfterKey, completion, completionAfterKey, burst, edits }

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

  /** The cursor within a key, another each time. @param {number} i */
  function completion(i) {
    return timed(server, async () => {
      const position = placeOf(i)
      const answer = await server.request('textDocument/completion', { textDocument: { uri }, position })
      if (itemsOf(answer).length === 0) throw new Error(`${server.name}: no completion at line ${position.line + 1}`)
    })
  }

  /**
   * Letters typed on and on at a steady pace behind the number, a hover after every tenth. What counts is how long after the last
   * letter the last word is said, what all costs, and how long hovers wait meanwhile.
   */
  async function burst() {
    await server.quiet(LONG_REST)
    /** @type {Promise<number>[]} */
    const hovers = []
    const before = server.cpu()
    const started = performance.now()
    for (let i = 0; i < BURST.keys; i++) {
      await sleep(Math.max(0, started + i * BURST.milliseconds - performance.now()))
      server.change(uri, { line, from: end + i, text: 'x' })
      if (i % 10 === 9) hovers.push(waitFor(() => askHover(i)))
    }
    const last = performance.now()
    const queued = server.queued()
    await server.diagnostics(uri, (found) => found.some((it) => it.range.start.line === line))
    const waited = server.queued() - queued
    const waits = await Promise.all(hovers)
    // A server that does not say of which text it speaks may have spoken of an old one.
    await server.quiet(LONG_REST)
    const settle = Math.max(0, server.lastHeard() - last - waited)
    const cpu = server.cpu() - before
    server.change(uri, { line, from: end, to: end + BURST.keys, text: '' })
    await server.diagnostics(uri, (found) => found.every((it) => it.range.start.line !== line))
    await server.quiet()
    return { settle, cpu, hovers: waits }
  }

  /** So many edits all over the text, a letter typed or removed; every tenth is waited for. @param {number} count */
  async function edits(count) {
    const places = lines.flatMap((it, at) => (EDITED.test(it) ? [at] : []))
    for (let i = 0; i < count; i += 2) {
      const at = places[(i * 7919) % places.length] ?? 0
      const to = lines[at]?.length ?? 0
      server.change(uri, { line: at, from: to, text: 'y' })
      server.change(uri, { line: at, from: to, to: to + 1, text: '' })
      if (i % 10 === 8 || i + 2 >= count) await server.diagnostics(uri, () => true)
    }
    await server.quiet(LONG_REST)
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
      const items = itemsOf(answer)
      if (!items.some((it) => it.label === label)) {
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
    const position = placeOf(i)
    const answer = await server.request('textDocument/hover', { textDocument: { uri }, position })
    if (!answer?.contents) throw new Error(`${server.name}: no hover at line ${position.line + 1} of ${name}`)
  }

  /** In the middle of the `i`-th key that both servers know. @param {number} i */
  function placeOf(i) {
    const at = nearestMiddle(lines, HOVERED, (i * 37) % lines.length)
    const [, before = '', key = ''] = /^([ -]*)(\w*)/.exec(lines[at] ?? '') ?? []
    return { line: at, character: before.length + Math.ceil(key.length / 2) }
  }
}

/** @param {any} answer @returns {readonly { label: string }[]} */
function itemsOf(answer) {
  return Array.isArray(answer) ? answer : (answer?.items ?? [])
}

/** A quick typist, and a hand on the mouse. */
export const BURST = { keys: 200, milliseconds: 20 }

/** The peer looks at a text only when nothing was typed for 200 ms. */
const LONG_REST = 600

/** Where a letter more or less is right. */
const EDITED = /^ +(?:- )?(?:image|description|host|app\.kubernetes\.io\/instance): [^>|"']+$/

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

/** Milliseconds. @param {() => Promise<unknown>} action */
async function waitFor(action) {
  const started = performance.now()
  await action()
  return performance.now() - started
}

/** The line that matches, `offset` lines behind the middle or near that. @param {readonly string[]} lines @param {RegExp} pattern */
function nearestMiddle(lines, pattern, offset = 0) {
  const middle = (Math.floor(lines.length / 2) + offset) % lines.length
  for (let distance = 0; distance < lines.length; distance++) {
    for (const at of [middle + distance, middle - distance]) if (pattern.test(lines[at] ?? '')) return at
  }
  throw new Error(`no line matches ${pattern}`)
}
