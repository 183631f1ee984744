/** Pictures of a workbench need few colours: with a palette of 256 they are a third as large, and nobody sees it. */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

/** A PNG as Chromium makes it (8 bits, RGB or RGBA, not interlaced), with a palette. */
export function withPalette(png) {
  const { width, height, channels, data } = decode(png)
  const counts = new Map()
  const colours = new Uint32Array(width * height)
  for (let i = 0; i < colours.length; i++) {
    const at = i * channels
    const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2]
    colours[i] = colour
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const palette = paletteOf(counts)
  const nearest = new Map(palette.map((colour, i) => [colour, i]))
  const rows = Buffer.alloc((width + 1) * height)
  for (let i = 0; i < colours.length; i++) {
    const colour = colours[i]
    let index = nearest.get(colour)
    if (index === undefined) {
      index = closest(palette, colour)
      nearest.set(colour, index)
    }
    rows[i + Math.floor(i / width) + 1] = index
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap((it) => [it >> 16, (it >> 8) & 255, it & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** The most frequent colours, of which no two are nearly the same. */
function paletteOf(counts) {
  const ordered = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour)
  for (let apart = counts.size > 256 ? 4 : 0; ; apart += 4) {
    const palette = []
    for (const it of ordered) {
      if (palette.length === 256) break
      if (palette.every((other) => distance(it, other) >= apart * apart)) palette.push(it)
    }
    if (palette.length < 256 || apart >= 16 || apart === 0) return palette
  }
}

function closest(palette, colour) {
  let best = 0
  for (let i = 1; i < palette.length; i++) {
    if (distance(palette[i], colour) < distance(palette[best], colour)) best = i
  }
  return best
}

function distance(a, b) {
  const [red, green, blue] = [(a >> 16) - (b >> 16), ((a >> 8) & 255) - ((b >> 8) & 255), (a & 255) - (b & 255)]
  return red * red + green * green + blue * blue
}

function decode(png) {
  const parts = []
  let head
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    const body = png.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') head = body
    if (type === 'IDAT') parts.push(body)
    at += length + 12
  }
  const [width, height, channels] = [head.readUInt32BE(0), head.readUInt32BE(4), head[9] === 6 ? 4 : 3]
  const raw = inflateSync(Buffer.concat(parts))
  const line = width * channels
  const data = Buffer.alloc(line * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (line + 1)]
    for (let x = 0; x < line; x++) {
      const at = y * line + x
      const left = x < channels ? 0 : data[at - channels]
      const up = y === 0 ? 0 : data[at - line]
      const corner = x < channels || y === 0 ? 0 : data[at - line - channels]
      data[at] = raw[y * (line + 1) + 1 + x] + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
    }
  }
  return { width, height, channels, data }
}

function paeth(left, up, corner) {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

function chunk(type, body) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(body.length, 0)
  ends.writeUInt32BE(crc32(named) >>> 0, 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}
