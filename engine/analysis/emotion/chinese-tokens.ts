// Cuts a Chinese sentence into the tokens that the emotion model reads: characters, marks, pictures, words in letters.
const TOKEN =
  /\[[^[\]\s]{1,6}\]|\p{Script=Han}|[\p{L}\p{N}]+|\p{Extended_Pictographic}|[！!？?]+|[…。~～]+|[，,；;：:、“”「」《》]/gu

/** In order; marks in their full-width form, runs cut to three. */
export const chineseTokens = (sentence: string): string[] =>
  Array.from(sentence.normalize('NFKC').matchAll(TOKEN), ([raw]) => {
    if (/^[!?]/.test(raw)) return raw.slice(0, 3)
    if (raw.startsWith('…')) return '…'
    return raw.toLowerCase()
  })
