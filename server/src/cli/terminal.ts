/** Puts a style around text, or leaves it as it is. */
export interface Styles {
  readonly bold: Style
  readonly dim: Style
  readonly underline: Style
  readonly red: Style
  readonly yellow: Style
  readonly blue: Style
  readonly cyan: Style
  readonly green: Style
}
type Style = (text: string) => string

export function stylesFor(colours: boolean): Styles {
  const style = (on: number, off: number): Style =>
    colours ? (text) => `\x1b[${on}m${text}\x1b[${off}m` : (text) => text
  return {
    bold: style(1, 22),
    dim: style(2, 22),
    underline: style(4, 24),
    red: style(31, 39),
    yellow: style(33, 39),
    blue: style(34, 39),
    cyan: style(36, 39),
    green: style(32, 39),
  }
}

/** How many columns of a terminal a text takes, more or less: East Asian characters and emoji take two, marks none. */
export function widthOf(text: string): number {
  let width = 0
  for (const it of text) width += characterWidth(it)
  return width
}

export function characterWidth(character: string): number {
  if (character < '\u0300') return 1
  if (/^(?:\p{Mn}|\p{Me}|\p{Cf})$/u.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}

const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u
