// RTF to its few kinds of tokens: braces, control words, bytes, text. What they mean is the reader's business.

export type RtfToken =
  | { readonly kind: 'open' | 'close' }
  | { readonly kind: 'word'; readonly name: string; readonly value: number | null }
  /** One byte of text in the encoding of its font. */
  | { readonly kind: 'byte'; readonly value: number }
  /** One character a byte, for the encoding of its font too. */
  | { readonly kind: 'text'; readonly text: string }

const TOKEN =
  /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\/gy

/** Control signs that stand for a character or a word. */
const SIGNS: Readonly<Record<string, RtfToken>> = {
  '~': { kind: 'word', name: 'u', value: 0xa0 },
  _: { kind: 'word', name: 'u', value: 0x2011 },
  '*': { kind: 'word', name: '*', value: null },
  '\n': { kind: 'word', name: 'par', value: null },
  '\r': { kind: 'word', name: 'par', value: null },
  '\t': { kind: 'word', name: 'tab', value: null },
  '{': { kind: 'text', text: '{' },
  '}': { kind: 'text', text: '}' },
  '\\': { kind: 'text', text: '\\' },
}

/** @param source one character a byte. Never fails: what is no RTF is text. */
export function* rtfTokens(source: string): Generator<RtfToken> {
  TOKEN.lastIndex = 0
  for (let found = TOKEN.exec(source); found !== null; found = TOKEN.exec(source)) {
    const [, name, value, hex, sign, brace, text] = found
    // The expression is shared: whoever reads on may have used it.
    const next = TOKEN.lastIndex
    if (name === 'bin') TOKEN.lastIndex = next + Math.max(0, Number(value ?? 0))
    else if (name !== undefined)
      yield { kind: 'word', name, value: value === undefined ? null : Number(value) }
    else if (hex !== undefined) yield { kind: 'byte', value: parseInt(hex, 16) }
    else if (sign !== undefined) {
      const token = SIGNS[sign]
      if (token) yield token
    } else if (brace !== undefined) yield { kind: brace === '{' ? 'open' : 'close' }
    else if (text !== undefined) yield { kind: 'text', text }
    if (name !== 'bin') TOKEN.lastIndex = next
  }
}
