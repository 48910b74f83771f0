// The pages before the first chapter as XHTML; EPUB and HTML share it.
import type { FrontPage } from './front-pages.ts'
import { direction, escapeXml } from './xhtml.ts'

const CLASSES = {
  title: 'book-title',
  subtitle: 'subtitle',
  author: 'author',
  publisher: 'publisher',
  text: '',
  source: 'source',
} as const

export const frontXhtml = ({ lines }: FrontPage): string =>
  lines
    .map(({ role, text }) => {
      const name = CLASSES[role]
      return `<p${name === '' ? '' : ` class="${name}"`}${direction(text)}>${escapeXml(text)}</p>`
    })
    .join('\n')
