// The report's curve as one SVG that needs nothing around it: also the picture in the page and the source of the PNG.
import type { ArcReport, ReportSample } from '../../domain/arc-report.ts'
import { measureRange } from '../../domain/measure.ts'
import { printableLine } from '../printable.ts'
import { escapeMarkup, formatValue, type ReportFormat } from './report-format.ts'
import type { ReportWords } from './report-words.ts'

export const WIDTH = 1200
export const HEIGHT = 460
const PLOT = { left: 24, right: WIDTH - 60, top: 86, bottom: HEIGHT - 52 }
const INK = {
  page: '#ffffff',
  band: '#f5f3ee',
  ink: '#26231f',
  muted: '#6f6a62',
  line: '#d8d3c9',
  accent: '#a8482c',
  draft: '#5b7c99',
}
const SANS = "Inter,'Noto Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"
const STEPS = [0.25, 0.5, 0.75, 1] as const

const emWidth = (text: string): number =>
  Array.from(text).reduce((sum, char) => sum + (char.codePointAt(0)! > 0x2e7f ? 1 : 0.56), 0)

/** As much of a title as fits, nothing rather than a stump. */
const fitted = (title: string, widthPx: number, sizePx: number): string => {
  if (emWidth(title) * sizePx <= widthPx) return title
  let text = ''
  for (const char of title) {
    if ((emWidth(text + char) + 1) * sizePx > widthPx) break
    text += char
  }
  return Array.from(text).length < 3 ? '' : `${text.trimEnd()}…`
}

/** One path, broken where there is no value. */
const pathOf = (
  samples: readonly ReportSample[],
  value: (sample: ReportSample) => number | null,
  x: (at: number) => number,
  y: (at: number) => number,
): string => {
  let isOpen = false
  return samples
    .map((sample) => {
      const at = value(sample)
      if (at === null) {
        isOpen = false
        return ''
      }
      const command = isOpen ? 'L' : 'M'
      isOpen = true
      return `${command}${x(sample.x).toFixed(1)} ${y(at).toFixed(1)}`
    })
    .join('')
}

/** The line of a title page: what is shown and whose it is. */
export const reportSubtitle = (report: ArcReport, words: ReportWords): string =>
  [
    report.scope,
    words.measures[report.measure],
    report.voice === null ? '' : words.voiceOf(report.voice),
    report.draft === null ? '' : words.draftIs(report.draft),
  ]
    .filter((part) => part !== '')
    .map(printableLine)
    .join(' · ')

export const reportSvg = (report: ArcReport, words: ReportWords): string => {
  const isSigned = report.measure === 'valence'
  const values = report.curve.flatMap(({ actual, target, draft }) => [actual, target, draft])
  const most = Math.max(...values.map((value) => Math.abs(value ?? 0)), 0)
  const end = STEPS.find((step) => step >= most * 1.1) ?? 1
  const low = measureRange(report.measure)[0] * end
  const x = (at: number): number => PLOT.left + at * (PLOT.right - PLOT.left)
  const y = (value: number): number => PLOT.bottom - ((value - low) / (end - low)) * (PLOT.bottom - PLOT.top)
  const text = (atX: number, atY: number, content: string, more: string): string =>
    `<text x="${atX.toFixed(1)}" y="${atY.toFixed(1)}" ${more}>${escapeMarkup(content)}</text>`
  const bands = report.marks.map(({ title, from, to }) => {
    const [left, right] = [x(from), x(to)]
    const gap = Math.min(3, (right - left) * 0.15)
    const label = fitted(printableLine(title), right - left - 8, 12)
    return [
      `<rect x="${(left + gap / 2).toFixed(1)}" y="${PLOT.top}" width="${Math.max(0, right - left - gap).toFixed(1)}" height="${PLOT.bottom - PLOT.top}" rx="4" fill="${INK.band}"/>`,
      label && text(left + 5, PLOT.bottom + 20, label, `font-size="12" fill="${INK.muted}"`),
    ].join('')
  })
  const ticks = [-1, -0.5, 0, 0.5, 1]
    .map((part) => part * end)
    .filter((tick) => tick >= low)
    .map(
      (tick) =>
        `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${y(tick).toFixed(1)}" y2="${y(tick).toFixed(1)}" stroke="${INK.line}"${tick === 0 ? '' : ' stroke-dasharray="2 6"'}/>` +
        text(PLOT.right + 8, y(tick) + 4, formatValue(tick, isSigned), `font-size="12" fill="${INK.muted}"`),
    )
  const first = report.lines.find(({ kind }) => kind !== 'character')
  const total = Math.max(1, first?.words ?? 1)
  const stroke = (path: string, colour: string, more = ''): string =>
    path === ''
      ? ''
      : `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2.2" stroke-linejoin="round"${more}/>`
  const curve = (value: (sample: ReportSample) => number | null): string => pathOf(report.curve, value, x, y)
  const legend = [
    [words.actual, INK.ink, ''],
    ...(report.curve.some(({ target }) => target !== null) ? [[words.target, INK.accent, '']] : []),
    ...(report.draft === null ? [] : [[printableLine(report.draft), INK.draft, ' stroke-dasharray="7 4"']]),
  ] as const
  let legendX = PLOT.left
  const legends = legend.map(([label, colour, dash]) => {
    const at = legendX
    legendX += 46 + emWidth(label) * 13
    return `<line x1="${at}" x2="${at + 20}" y1="70" y2="70" stroke="${colour}" stroke-width="2.4"${dash}/>${text(at + 26, 74.5, label, `font-size="13" fill="${INK.muted}"`)}`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="${SANS}">`,
    `<title>${escapeMarkup(printableLine(`${words.heading}: ${report.title}`))}</title>`,
    `<rect width="100%" height="100%" fill="${INK.page}"/>`,
    text(PLOT.left, 30, printableLine(report.title), `font-size="21" font-weight="600" fill="${INK.ink}"`),
    text(PLOT.left, 52, reportSubtitle(report, words), `font-size="14" fill="${INK.muted}"`),
    ...legends,
    ...bands,
    ...ticks,
    stroke(
      curve(({ draft }) => draft),
      INK.draft,
      ' stroke-dasharray="7 4"',
    ),
    stroke(
      curve(({ target }) => target),
      INK.accent,
    ),
    stroke(
      curve(({ actual, sure }) => (sure ? actual : null)),
      INK.ink,
    ),
    stroke(
      pathOf(report.curve, unsureOf(report.curve), x, y),
      INK.ink,
      ' stroke-dasharray="2 4" opacity=".75"',
    ),
    ...turnMarks(report, total, x),
    '</svg>',
  ].join('\n')
}

/** Uncertain stretches, joined to the certain ones beside them. */
const unsureOf =
  (samples: readonly ReportSample[]) =>
  (sample: ReportSample): number | null => {
    const at = samples.indexOf(sample)
    const near = [samples[at - 1], sample, samples[at + 1]]
    return near.some((each) => each !== undefined && !each.sure) ? sample.actual : null
  }

/** A small triangle over each turn. */
const turnMarks = (report: ArcReport, total: number, x: (at: number) => number): readonly string[] => {
  if (report.scope !== '') return []
  return report.turns.map(({ word, before, after }) => {
    const at = x(Math.min(1, word / total))
    const [tip, base] = after > before ? [PLOT.top - 9, PLOT.top - 1] : [PLOT.top - 1, PLOT.top - 9]
    return `<path d="M${(at - 5).toFixed(1)} ${base}H${(at + 5).toFixed(1)}L${at.toFixed(1)} ${tip}Z" fill="${INK.accent}"/>`
  })
}

export const svgReport: ReportFormat = {
  id: 'svg',
  title: 'SVG',
  extension: 'svg',
  mime: 'image/svg+xml',
  run: (report, words) => Promise.resolve(new TextEncoder().encode(reportSvg(report, words))),
}
