// The frame of an EPUB content document.
import type { Language } from '../../domain/project.ts'
import { escapeXml } from '../xhtml.ts'

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
<meta name="generator" content="Arcwright"/>
<title>${escapeXml(title)}</title>
<link rel="stylesheet" type="text/css" href="${stylesheet}"/>
</head>
<body${bodyAttributes}>
${body}
</body>
</html>
`
