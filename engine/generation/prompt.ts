// What a model is given to continue: the text right before the cursor, as much as fits, begun at a good place.

export interface Prompt {
  /** Exactly what the model sees. */
  readonly text: string
  /** White space that the writer typed last; the model sees the word before it and must not write it again. */
  readonly trailing: string
}

/** Between paragraphs, as in training. */
const PARAGRAPH = '\n\n'

const SENTENCE_START = /(?<=[.!?…]["'”’)\]]*\s)|(?<=[。！？…][”’」』）]*)|(?<=\n)/u
const WORD_START = /(?<=\s)/u

/** The end of `text`, at most `budget` characters, begun at a paragraph, else a sentence, else a word. */
const lastPart = (text: string, budget: number): string => {
  if (text.length <= budget) return text
  let end = text.slice(-budget)
  // Half a surrogate pair is no character.
  if (/^[\udc00-\udfff]/.test(end)) end = end.slice(1)
  const paragraph = end.indexOf(PARAGRAPH)
  if (paragraph >= 0 && paragraph < budget / 2) return end.slice(paragraph + PARAGRAPH.length)
  for (const start of [SENTENCE_START, WORD_START]) {
    const at = end.search(start)
    if (at >= 0 && at < budget / 2) return end.slice(at).trimStart()
  }
  return end
}

/**
 * @param paragraphs the paragraphs before the cursor in reading order; the last one is the one the cursor stands in,
 * up to the cursor, and may be empty.
 * @param budget characters.
 */
export const promptBefore = (paragraphs: readonly string[], budget: number): Prompt => {
  const current = paragraphs.at(-1) ?? ''
  const before: string[] = []
  let size = current.length
  for (let i = paragraphs.length - 2; i >= 0 && size < budget; i--) {
    const paragraph = paragraphs[i]
    if (paragraph.trim() === '') continue
    before.unshift(paragraph.trim())
    size += paragraph.length + PARAGRAPH.length
  }
  const written = current.trimEnd()
  const text = [...before, written.trimStart() === '' ? '' : written].join(PARAGRAPH)
  return {
    text: before.length === 0 && written === '' ? '' : lastPart(text, budget),
    trailing: current.slice(written.length),
  }
}
