// Makes every plain text alike before it is read: line ends, control characters, illustration marks.
import type { RemarkList } from '../imported-book.ts'

/** C0 and C1 without tab and line feed, the byte order mark inside text, lone surrogates, non-characters. */
/* eslint-disable no-control-regex -- these are what is looked for */
const CONTROLS = /[\u0000-\u0008\u000B\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFEFF\uFFFE\uFFFF]|\p{Cs}/gu
const ILLUSTRATION = /^[ \t]*\[Illustration(?::?[^\]]{0,600})?\][ \t]*$/gimu

export const cleanText = (raw: string, remarks: RemarkList): string => {
  let text = raw.replace(/\r\n?|[\u0085\u2028]/gu, '\n').replace(/[\u000C\u2029]/gu, '\n\n')
  const controls = text.match(CONTROLS)
  if (controls) {
    remarks.add('control-characters', '', controls.length)
    text = text.replace(CONTROLS, '')
  }
  const illustrations = text.match(ILLUSTRATION)
  if (illustrations) {
    remarks.add('illustrations', illustrations[0], illustrations.length)
    text = text.replace(ILLUSTRATION, '')
  }
  return text
}
