/** What people write for numbers and amounts that the API server cannot read, and how it is written. */

/** `512MB`, `512 Mi`, `512mi`, and `50%` of a CPU. */
export function amountsMeant(text: string, name: string): readonly string[] {
  if (text.length > MOST) return []
  const [, number = '', written = ''] = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*|%)\s*$/.exec(text) ?? []
  if (number === '') return []
  if (written === '%') return name === 'cpu' ? [`${Number(number) * 10}m`] : []
  const unit = written.toLowerCase()
  if (name === 'cpu' && /^(?:cpus?|cores?|vcpus?)$/.test(unit)) return [number]
  if (unit === '' || unit === 'b' || unit === 'byte' || unit === 'bytes') return [number]
  const [, scale = '', isBinary] = /^([kmgtpe])(i)?b?$/.exec(unit) ?? []
  if (scale === '') return []
  const binary = `${number}${scale.toUpperCase()}i`
  return isBinary ? [binary] : [`${number}${scale === 'k' ? 'k' : scale.toUpperCase()}`, binary]
}

/** `30s` of seconds, `80%` of a share. */
export function numbersMeant(text: string, name: string): readonly number[] {
  if (text.length > MOST) return []
  const [, digits = '', unit = ''] = /^\s*(\d{1,6})\s*(s|m|h|%)\s*$/.exec(text) ?? []
  if (digits === '') return []
  if (unit === '%') return [Number(digits)]
  return /seconds$/i.test(name) ? [Number(digits) * (unit === 's' ? 1 : unit === 'm' ? 60 : 3600)] : []
}

const MOST = 40
