/**
 * Text from files as a terminal or a hover may show it: control characters could move the cursor or hide text, and so
 * could those that turn the direction of writing.
 */
export function harmless(text: string): string {
  return text.replace(/[^\P{Cc}\t]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu, '\ufffd')
}
