// Escaping and the frame of an EPUB content document.
import type { Language } from '../../domain/project.ts'
import { printable } from '../printable.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text or attribute value; control characters that XML forbids are left out. */
export const escapeXml = (text: string): string =>
  printable(text).replace(/[&<>"]/gu, (char) => ENTITIES[char])

const RIGHT_TO_LEFT = /[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u

/** Lets the reader find the direction of a paragraph that holds right-to-left letters. */
export const direction = (text: string): string => (RIGHT_TO_LEFT.test(text) ? ' dir="auto"' : '')

export interface Page {
  readonly title: string
  readonly language: Language
  readonly body: string
  /** Attributes of the body, a leading space included. */
  readonly bodyAttributes?: string
  readonly stylesheet: string
}

export const xhtmlPage = ({ title, language, body, bodyAttributes = '', stylesheet }: Page): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${language}" xml:lang="${language}">
<head>
<title>${escapeXml(title)}</title>
<link rel="stylesheet" type="text/css" href="${stylesheet}"/>
</head>
<body${bodyAttributes}>
${body}
</body>
</html>
`
