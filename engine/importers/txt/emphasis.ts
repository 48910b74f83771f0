// Plain-text habits turned into inline content: `_emphasis_`, and line ends that were meant.
import type { Inline } from '../../domain/document.ts'

/** An underscore pair that hugs its words; inside, no other underscore and no line end pair. */
const UNDERSCORED = /(?<![\p{L}\p{N}_])_(?=[^\s_])([^_]{0,1500}?[^\s_])_(?![\p{L}\p{N}_])/gu

const withBreaks = (text: string, isItalic: boolean): Inline[] =>
  text.split('\n').flatMap((line, i): Inline[] => {
    const broken: Inline[] = i === 0 ? [] : [{ type: 'hardBreak' }]
    if (line === '') return broken
    return [...broken, { type: 'text', text: line, ...(isItalic ? { marks: [{ type: 'italic' }] } : {}) }]
  })

/** Inline content of a plain paragraph; never holds an empty text. */
export const readEmphasis = (text: string): Inline[] => {
  if (!text.includes('_')) return withBreaks(text, false)
  const inlines: Inline[] = []
  let end = 0
  for (const found of text.matchAll(UNDERSCORED)) {
    inlines.push(...withBreaks(text.slice(end, found.index), false), ...withBreaks(found[1], true))
    end = found.index + found[0].length
  }
  inlines.push(...withBreaks(text.slice(end), false))
  return inlines
}
