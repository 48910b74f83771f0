// The cover of a book without a chosen picture: title and author in quiet type, as one SVG.
import type { BookSnapshot } from '../book-snapshot.ts'
import { printableLine } from '../printable.ts'
import { escapeXml } from '../xhtml.ts'

const WIDTH = 1600
const HEIGHT = 2400
const MAX_LINES = 6

/** Width in ems: Han and other wide characters take one, letters about half. */
const emWidth = (text: string): number =>
  Array.from(text).reduce((sum, char) => sum + (/[\u1100-\u{3FFFF}]/u.test(char) ? 1 : 0.55), 0)

const wrapLines = (text: string, ems: number): string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.match(
    /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]|[^\s\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]+|\s+/gu,
  ) ?? []) {
    if (line !== '' && emWidth(line + word) > ems) {
      lines.push(line.trim())
      line = ''
    }
    line += word
  }
  return [...lines, line.trim()].filter((each) => each !== '')
}

export const coverSvg = ({ title, author, language }: BookSnapshot): string => {
  const size = emWidth(title) > 24 ? 110 : 150
  const wrapped = wrapLines(printableLine(title), 1240 / size)
  const lines =
    wrapped.length > MAX_LINES ? [...wrapped.slice(0, MAX_LINES - 1), `${wrapped[MAX_LINES - 1]}…`] : wrapped
  const top = 820 - ((lines.length - 1) * size * 1.25) / 2
  const text = (content: string, y: number, fontSize: number, color: string): string =>
    `<text x="800" y="${Math.round(y)}" font-size="${fontSize}" fill="${color}" text-anchor="middle">${escapeXml(content)}</text>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" xml:lang="${language}" font-family="serif">
<title>${escapeXml(printableLine(title))}</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#f4f1ea"/>
<rect x="90" y="90" width="1420" height="2220" fill="none" stroke="#3d4a5c" stroke-width="6"/>
<path d="M300 1500 C 560 1500 620 1250 800 1250 S 1040 1500 1300 1500" fill="none" stroke="#b4532a" stroke-width="14" stroke-linecap="round"/>
${lines.map((line, i) => text(line, top + i * size * 1.25, size, '#22303f')).join('\n')}
${text(printableLine(author), 1980, 84, '#3d4a5c')}
</svg>
`
}
