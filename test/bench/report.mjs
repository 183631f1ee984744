/** Samples to figures, figures to tables. @import { Contestant } from './scenarios.mjs' */
import { judge, ROWS } from './targets.mjs'

/** The value that so much of the samples do not exceed. @param {readonly number[]} samples @param {number} share */
export function quantile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}

/** @param {readonly number[]} samples */
export function median(samples) {
  return quantile(samples, 0.5)
}

/** Ours beside its target and beside the others. @param {readonly Contestant[]} contestants ours first @param {number} slowness */
export function resultTable([own, ...others], slowness) {
  const head = [
    '',
    'Purser',
    'target',
    'met',
    ...others.flatMap(({ isPeer, definition: { name } }) => (isPeer ? [name, 'ratio'] : [name])),
  ]
  const rows = ROWS.map((row) => {
    const { id, label, unit, target } = row
    const value = own?.figures.get(id)
    return [
      label,
      told(value, unit),
      target === undefined ? '' : `≤ ${target} ${unit}`,
      target === undefined || value === undefined ? '' : judge(row, value, slowness),
      ...others.flatMap(({ figures, isPeer }) => {
        const other = figures.get(id)
        return isPeer ? [told(other, unit), ratio(other, value, unit)] : [told(other, unit)]
      }),
    ]
  })
  return table(head, rows)
}

/** Parsers beside each other. @param {{ megabytes: number, milliseconds: Readonly<Record<string, number>> }} parsed */
export function parseTable({ megabytes, milliseconds }) {
  const [own = Number.NaN] = Object.values(milliseconds)
  const rows = Object.entries(milliseconds).map(([name, time]) => [
    name,
    told(time, 'ms'),
    told(megabytes / (time / 1000), 'MB/s'),
    `${figure(time / own)} ×`,
  ])
  return table([`${figure(megabytes)} MB`, 'CPU', '', 'of ours'], rows)
}

/** How often ours goes into the other; between percentages and growths that says nothing. @param {number | undefined} other @param {number | undefined} own @param {string} unit */
function ratio(other, own, unit) {
  return other === undefined || !own || unit === '%' || unit === '×' ? '' : `${figure(other / own)} ×`
}

/** @param {number | undefined} value @param {string} unit */
function told(value, unit) {
  return value === undefined ? '–' : `${figure(value)} ${unit}`
}

/** @param {number} value */
export function figure(value) {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en')
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** As Markdown that is also readable as it is. @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
export function table(head, rows) {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((cells) => cells[i]?.length ?? 0)))
  /** @param {readonly string[]} cells */
  const line = (cells) =>
    `| ${cells.map((it, i) => (i === 0 ? it.padEnd(widths[i] ?? 0) : it.padStart(widths[i] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((it, i) => (i === 0 ? '-'.repeat(it + 2) : `${'-'.repeat(it + 1)}:`)).join('|')}|`
  return [line(head), rule, ...rows.map(line)].join('\n')
}
