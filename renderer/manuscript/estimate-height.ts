// How tall a scene will be before it is set: from its words, for the scroll bar and for jumps.

/** Line height of the body text, see prose.css. */
const LINE_PX = 31
const LANGUAGE = {
  /** Words on a full line of the measure, and words of a usual paragraph of fiction. */
  en: { perLine: 12.2, perParagraph: 62 },
  zh: { perLine: 33, perParagraph: 90 },
} as const

/** Pixels of a scene's text in the measure of the page; at least one line. */
export const estimateHeightPx = (words: number, language: 'en' | 'zh'): number => {
  const { perLine, perParagraph } = LANGUAGE[language]
  const paragraphs = Math.max(1, words / perParagraph)
  // Every paragraph leaves half a line empty at its end.
  return Math.round(LINE_PX * Math.max(1, words / perLine + paragraphs * 0.5))
}
