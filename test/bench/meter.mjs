/**
 * What a process costs, as Linux counts it: CPU in nanoseconds, also of threads that collect garbage and compile, of the process
 * and of all that it has started.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds of CPU since it started. @param {number} pid */
export function cpuOf(pid) {
  const threads = treeOf(pid).flatMap((it) => threadsOf(it).map((thread) => `/proc/${it}/task/${thread}/schedstat`))
  return sum(threads.map((path) => Number(read(path).split(' ')[0]))) / 1e6
}

/** Milliseconds in which its main thread was ready and had no core: what a busy machine adds to every wait. @param {number} pid */
export function queuedOf(pid) {
  return Number(read(`/proc/${pid}/task/${pid}/schedstat`).split(' ')[1] ?? 0) / 1e6
}

/** MiB that are in memory now. @param {number} pid */
export function memoryOf(pid) {
  return sum(treeOf(pid).map((it) => Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${it}/status`))?.[1] ?? 0))) / 1024
}

/** Waits until it has done nothing for so many milliseconds. @param {number} pid */
export async function untilQuiet(pid, rest = STEPS_AT_REST * STEP, patience = 20_000) {
  const end = performance.now() + patience
  let before = cpuOf(pid)
  for (let still = 0; still * STEP < rest && performance.now() < end; ) {
    await sleep(STEP)
    const now = cpuOf(pid)
    still = now - before < RESTING ? still + 1 : 0
    before = now
  }
}

const STEP = 15
const STEPS_AT_REST = 2
/** A resting Node still wakes up now and then. */
const RESTING = 0.6

/** @param {number} pid @returns {number[]} */
function treeOf(pid) {
  const children = threadsOf(pid).flatMap((thread) => read(`/proc/${pid}/task/${thread}/children`).split(' '))
  return [pid, ...children.filter((it) => it.trim() !== '').flatMap((it) => treeOf(Number(it)))]
}

/** @param {number} pid */
function threadsOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

/** Threads end while we look at them. @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** @param {readonly number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, it) => total + it, 0)
}
