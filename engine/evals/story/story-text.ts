// A novel's plain text as the story model reads it: whole lines, plain marks, paragraphs. Which novels are read is not its concern.
import { detectLayout, joinLines } from '../../importers/txt/text-layout.ts'
import { plainTypography } from '../../text/typography.ts'

/** Lines of a printed page joined, one space between words, plain marks; paragraphs stand apart by one blank line. */
export const storyText = (text: string): string => {
  const clean = plainTypography(
    text
      .normalize('NFC')
      .replace(/\r\n?/g, '\n')
      .replace(/[\u00AD\u200B-\u200F\u2060\uFEFF]/g, ''),
  )
    // A compound that a line end cut in two: its second half moves up.
    .replace(/(?<=\p{L})-\n[ \t]*(?=\p{L})(\S+)[ \t]*/gu, '-$1\n')
  const lines = clean.split('\n')
  return joinLines(lines, detectLayout(lines, 'en'), 'en')
    .map((paragraph) =>
      paragraph
        .replace(/_(?=\S)|(?<=\S)_/g, '')
        .replace(/\s+/gu, ' ')
        .replace(/ ?— ?| - /gu, '—')
        .replace(/ (?=[,.;:!?]["']*(?:\s|$))/gu, '')
        .trim(),
    )
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')
}

/** What ends a sentence, or leads into speech; headings, dates and rules end in nothing. */
const ENDS = /[.!?:;,—][)"'\]]*$/u
const WORDS = /\p{L}{2,}/u

/** Its paragraphs of prose. */
export const storyParagraphs = (text: string): readonly string[] =>
  storyText(text)
    .split('\n\n')
    .filter((paragraph) => ENDS.test(paragraph) && WORDS.test(paragraph))
