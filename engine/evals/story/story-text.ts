// A novel's plain text as the story model reads it: whole lines, plain marks, paragraphs. Which novels are read is not its concern.
import { plainTypography } from '../../text/typography.ts'

/** Lines of a printed page joined, one space between words, plain marks; paragraphs stand apart by one blank line. */
export const storyText = (text: string): string =>
  plainTypography(
    text
      .normalize('NFC')
      .replace(/\r\n?/g, '\n')
      .replace(/[\u00AD\u200B-\u200F\u2060\uFEFF]/g, ''),
  )
    .split(/\n[ \t]*\n\s*/u)
    .map((paragraph) =>
      paragraph
        .replace(/_(?=\S)|(?<=\S)_/g, '')
        .replace(/(?<=\p{L})-\n\s*(?=\p{L})/gu, '-')
        .replace(/\s+/gu, ' ')
        .replace(/ ?— ?| - /gu, '—')
        .replace(/ (?=[,.;:!?](?:\s|$))/gu, '')
        .trim(),
    )
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')

/** What ends a sentence, or leads into speech; headings, dates and rules end in nothing. */
const ENDS = /[.!?:;,—][)"'\]]*$/u
const WORDS = /\p{L}{2,}/u

/** Its paragraphs of prose. */
export const storyParagraphs = (text: string): readonly string[] =>
  storyText(text)
    .split('\n\n')
    .filter((paragraph) => ENDS.test(paragraph) && WORDS.test(paragraph))
