// Every byte as one visible character, as GPT-2's vocabularies write them: what is visible in Latin-1 stands for itself.

/** The character of each byte; the others have characters from U+0100 on. */
export const VISIBLE_BYTES = ((): readonly string[] => {
  const isVisible = (byte: number): boolean =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae
  let next = 0x100
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(isVisible(byte) ? byte : next++))
})()

const BYTE_OF = new Map(VISIBLE_BYTES.map((character, byte) => [character, byte]))

/** The bytes that such a text stands for; a character that stands for none is itself. */
export const bytesOfVisible = (text: string): Uint8Array => {
  const bytes = Array.from(text, (character) => BYTE_OF.get(character))
  return bytes.every((byte) => byte !== undefined) ? Uint8Array.from(bytes) : new TextEncoder().encode(text)
}
