// Escaping for XML and HTML, and the direction of a paragraph. Knows no format.
import { printable } from './printable.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text or attribute value; control characters that XML forbids are left out. */
export const escapeXml = (text: string): string =>
  printable(text).replace(/[&<>"]/gu, (char) => ENTITIES[char])

const RIGHT_TO_LEFT = /[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u

export const isRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text)

/** Lets the reader find the direction of a paragraph that holds right-to-left letters. */
export const direction = (text: string): string => (isRightToLeft(text) ? ' dir="auto"' : '')
