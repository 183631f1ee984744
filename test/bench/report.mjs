/**
 * Samples to figures, figures to a table.
 *
 * @typedef {{ label: string, unit: string, values: readonly (number | undefined)[] }} Row
 */

/** The value that so much of the samples do not exceed. @param {readonly number[]} samples @param {number} share */
export function quantile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}

/** @param {readonly number[]} samples */
export function median(samples) {
  return quantile(samples, 0.5)
}

/** As Markdown. With two servers, also how often ours goes into the other. @param {readonly string[]} names @param {readonly Row[]} rows */
export function table(names, rows) {
  const withRatio = names.length === 2
  const head = ['', ...names, ...(withRatio ? ['ratio'] : [])]
  const body = rows.map(({ label, unit, values }) => {
    const [own, other] = values
    const ratio = own && other !== undefined ? `${figure(other / own)} ×` : '–'
    return [
      label,
      ...values.map((it) => (it === undefined ? '–' : `${figure(it)} ${unit}`)),
      ...(withRatio ? [ratio] : []),
    ]
  })
  const widths = head.map((_, i) => Math.max(...[head, ...body].map((cells) => cells[i]?.length ?? 0)))
  /** @param {readonly string[]} cells */
  const line = (cells) =>
    `| ${cells.map((it, i) => (i === 0 ? it.padEnd(widths[i] ?? 0) : it.padStart(widths[i] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((it, i) => (i === 0 ? '-'.repeat(it + 2) : `${'-'.repeat(it + 1)}:`)).join('|')}|`
  return [line(head), rule, ...body.map(line)].join('\n')
}

/** @param {number} value */
export function figure(value) {
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
