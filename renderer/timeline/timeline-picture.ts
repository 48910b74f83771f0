// The timeline as a picture of its own: one SVG text with title, legend, curves and names, needing nothing around it.
import { EMOTION_SHAPES } from './emotion-shape.ts'
import { EMOTIONS, type Emotion } from './feelings.ts'
import { drawChart, type ChartInput } from './timeline-chart.ts'

export interface PictureColours extends Readonly<Record<Emotion, string>> {
  readonly page: string
  readonly band: string
  readonly ink: string
  readonly muted: string
  readonly line: string
  readonly accent: string
}

export interface PictureWords {
  readonly title: string
  readonly measure: string
  readonly actual: string
  readonly target: string
  readonly gap: string
  readonly emotions: Readonly<Record<Emotion, string>>
}

export interface PictureInput {
  readonly book: Omit<ChartInput, 'size'>
  readonly words: PictureWords
  readonly colours: PictureColours
}

export const PICTURE_WIDTH = 1600
export const PICTURE_HEIGHT = 620
const MARGIN = 48
const HEAD = 96
const FOOT = 56

const FONT = "'Inter','Noto Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif"
const SERIF = "'Source Serif 4','Noto Serif SC','Songti SC',Georgia,serif"

const escapeXml = (text: string): string =>
  text
    // Characters that XML 1.0 does not allow even when escaped.
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

const shorten = (title: string, widthPx: number): string => {
  const most = Math.floor(widthPx / (/[⺀-鿿]/.test(title) ? 14 : 7))
  return title.length <= most ? title : most < 4 ? '' : `${title.slice(0, most - 1).trimEnd()}…`
}

/** A complete SVG document, 1600 × 620. */
export const timelinePicture = ({ book, words, colours }: PictureInput): string => {
  const chart = drawChart({
    ...book,
    size: { width: PICTURE_WIDTH - 2 * MARGIN, height: PICTURE_HEIGHT - HEAD - FOOT },
  })
  const { top, bottom, left: start, right: end } = chart.plot
  const text = (x: number, y: number, content: string, more = ''): string =>
    `<text x="${x}" y="${y}" ${more}>${escapeXml(content)}</text>`
  const bands = chart.bands.map((band) => {
    const left = Math.max(start, chart.x(band.from))
    const right = Math.min(end, chart.x(band.to))
    const gap = Math.min(4, (right - left) * 0.18)
    return right - left - gap > 0
      ? `<rect x="${(left + gap / 2).toFixed(1)}" y="${top}" width="${(right - left - gap).toFixed(1)}" height="${bottom - top}" rx="5" fill="${colours.band}"/>`
      : ''
  })
  const labels = chart.labels.map((span) => {
    const left = Math.max(start, chart.x(span.from))
    const label = shorten(span.title, Math.min(end, chart.x(span.to)) - left - 12)
    return label ? text(left + 8, bottom + 18, label, `font-size="13" fill="${colours.muted}"`) : ''
  })
  const spots = chart.spots.map(
    ({ word, emotion }) =>
      `<path d="${EMOTION_SHAPES[emotion]}" fill="${colours[emotion]}" transform="translate(${(chart.x(word) - 5).toFixed(1)} ${bottom - 16}) scale(.85)"/>`,
  )
  const handles = book.points.map(({ x, y }) => {
    const at = chart.x(chart.scope.from + x * (chart.scope.to - chart.scope.from))
    return at < start - 1 || at > end + 1
      ? ''
      : `<circle cx="${at.toFixed(1)}" cy="${chart.y(y).toFixed(1)}" r="5" fill="${colours.page}" stroke="${colours.accent}" stroke-width="2"/>`
  })
  const seen = EMOTIONS.filter((emotion) => chart.spots.some((spot) => spot.emotion === emotion))
  const legend = seen.map(
    (emotion, index) =>
      `<g transform="translate(${index * 130} 0)"><path d="${EMOTION_SHAPES[emotion]}" fill="${colours[emotion]}"/>${text(20, 10.5, words.emotions[emotion])}</g>`,
  )
  const hasTarget = chart.targetPath !== ''
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE_WIDTH}" height="${PICTURE_HEIGHT}" viewBox="0 0 ${PICTURE_WIDTH} ${PICTURE_HEIGHT}" role="img" font-family="${FONT}">`,
    `<title>${escapeXml(words.title)}</title>`,
    `<rect width="100%" height="100%" fill="${colours.page}"/>`,
    text(
      MARGIN,
      50,
      words.title,
      `font-family="${SERIF}" font-size="26" font-weight="600" fill="${colours.ink}"`,
    ),
    `<g font-size="14" fill="${colours.muted}">`,
    text(MARGIN, 78, words.measure, `font-weight="600" fill="${colours.ink}"`),
    `<rect x="${MARGIN + 110}" y="72" width="18" height="3" rx="1.5" fill="${colours.ink}"/>${text(MARGIN + 136, 78, words.actual)}`,
    hasTarget
      ? `<rect x="${MARGIN + 240}" y="72" width="18" height="3" rx="1.5" fill="${colours.accent}"/>${text(MARGIN + 266, 78, words.target)}${text(MARGIN + 370, 78, words.gap)}`
      : '',
    '</g>',
    `<g transform="translate(${MARGIN} ${HEAD})">`,
    ...bands,
    `<line x1="${start}" x2="${end}" y1="${chart.y(0)}" y2="${chart.y(0)}" stroke="${colours.line}"/>`,
    `<path d="${chart.gapPath}" fill="${colours.accent}" opacity=".13"/>`,
    ...spots,
    `<path d="${chart.actualPath}" fill="none" stroke="${colours.ink}" stroke-width="2.2" stroke-linejoin="round"/>`,
    `<path d="${chart.comparedPath}" fill="none" stroke="${colours.muted}" stroke-width="1.8" stroke-dasharray="7 5"/>`,
    `<path d="${chart.unsurePath}" fill="none" stroke="${colours.band}" stroke-width="3.2" stroke-dasharray="3 4"/>`,
    `<path d="${chart.targetPath}" fill="none" stroke="${colours.accent}" stroke-width="2.2"/>`,
    ...handles,
    ...labels,
    '</g>',
    `<g transform="translate(${MARGIN} ${PICTURE_HEIGHT - 38})" font-size="13" fill="${colours.muted}">${legend.join('')}</g>`,
    '</svg>',
  ].join('\n')
}
