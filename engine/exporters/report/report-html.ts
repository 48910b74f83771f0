// The report as one page to read and to print: curve, turns, a table of everything. No script, nothing from outside.
import type { ArcReport, ReportLine } from '../../domain/arc-report.ts'
import { EMOTIONS } from '../../domain/emotion.ts'
import { measureOf } from '../../domain/measure.ts'
import { printableLine } from '../printable.ts'
import { escapeMarkup, formatValue, type ReportFormat } from './report-format.ts'
import { reportSubtitle, reportSvg } from './report-svg.ts'
import type { ReportWords } from './report-words.ts'

const STYLE = `
:root{color-scheme:light}
body{font:15px/1.5 Inter,'Noto Sans','PingFang SC','Microsoft YaHei',system-ui,sans-serif;color:#26231f;background:#fff;max-width:1000px;margin:40px auto;padding:0 24px}
h1{font:600 28px/1.25 'Source Serif 4','Songti SC',Georgia,serif;margin:0}
h2{font-size:16px;margin:32px 0 8px}
p{margin:4px 0;color:#5f5a52}
figure{margin:24px 0}
figure svg{width:100%;height:auto;display:block}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:5px 8px;border-bottom:1px solid #e5e0d6;text-align:right;vertical-align:baseline}
th:first-child,td:first-child{text-align:left;padding-left:calc(var(--level,0)*16px)}
thead th{font-weight:600;font-size:12.5px;color:#5f5a52;border-bottom-color:#b9b2a5}
tbody th{font-weight:400}
tr.chapter th,tr.part th,tr.book th{font-weight:600}
.emotion{white-space:nowrap}
.bar{display:inline-block;width:72px;height:7px;margin-inline-start:8px;background:#eee9e0;border-radius:4px;overflow:hidden;vertical-align:baseline}
.bar i{display:block;height:100%;background:#8a8378}
.unsure{color:#6f6a62;font-style:italic}
ol{padding-inline-start:22px}
@page{margin:16mm}
@media print{body{margin:0;max-width:none}tr,figure{break-inside:avoid}thead{display:table-header-group}}
`

const percent = (share: number): string => `${Math.round(share * 100)} %`

/** More than half of the words uncertain: the row says so itself. */
const MOSTLY = 0.5

export const reportHtml = (report: ArcReport, words: ReportWords): string => {
  const isSigned = report.measure === 'valence'
  const asMeasure = (value: number): string => formatValue(value, isSigned)
  const isEmotion = !['valence', 'arousal', 'tension'].includes(report.measure)
  const hasGap = report.lines.some(({ gap }) => gap !== null)
  const hasChange = report.draft !== null
  const titleOf = (line: ReportLine): string =>
    printableLine(line.title) || (line.kind === 'character' ? words.narration : words.untitled)
  const head = [
    words.title,
    words.words,
    words.measures.valence,
    words.measures.arousal,
    words.measures.tension,
    ...(isEmotion ? [words.measures[report.measure]] : []),
    words.leading,
    words.sure,
    ...(hasGap ? [words.gap] : []),
    ...(hasChange ? [words.change] : []),
  ]
  const row = (line: ReportLine): string => {
    const { feeling } = line
    const share = feeling ? feeling.mix[EMOTIONS.indexOf(feeling.emotion)] : 0
    const cells = feeling
      ? [
          formatValue(feeling.valence, true),
          formatValue(feeling.arousal, false),
          formatValue(feeling.tension, false),
          ...(isEmotion ? [formatValue(measureOf(feeling, report.measure), false)] : []),
          `<span class="emotion">${words.emotions[feeling.emotion]} ${percent(share)}<span class="bar"><i style="width:${Math.round(share * 100)}%"></i></span></span>`,
          `${percent(feeling.confidence)}${line.uncertain > MOSTLY ? ` <span class="unsure">${words.uncertain}</span>` : ''}`,
        ]
      : Array.from({ length: isEmotion ? 6 : 5 }, () => '–')
    const more = [
      ...(hasGap ? [line.gap === null ? '–' : formatValue(line.gap, false)] : []),
      ...(hasChange ? [line.change === null ? '–' : formatValue(line.change, true)] : []),
    ]
    const corrected =
      line.corrected > 0 ? ` <span class="unsure">${words.corrected}: ${line.corrected}</span>` : ''
    return `<tr class="${line.kind}" style="--level:${line.level}"><th scope="row" title="${words.kinds[line.kind]}" style="padding-left:${8 + line.level * 16}px">${escapeMarkup(titleOf(line))}${corrected}</th>${[String(line.words), ...cells, ...more].map((cell) => `<td>${cell}</td>`).join('')}</tr>`
  }
  const turns = report.turns.map(
    ({ scene, before, after }) =>
      `<li>${escapeMarkup(words.turn(printableLine(scene) || words.untitled, asMeasure(before), asMeasure(after)))}</li>`,
  )
  const title = escapeMarkup(printableLine(report.title))
  return `<!doctype html>
<html lang="${words.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title} · ${words.heading}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
${report.author === '' ? '' : `<p>${escapeMarkup(words.by(printableLine(report.author)))}</p>`}
<p>${escapeMarkup(`${words.heading} · ${reportSubtitle(report, words)}`)}</p>
<figure>${reportSvg(report, words)}</figure>
<h2>${words.turns}</h2>
${turns.length > 0 ? `<ol>${turns.join('')}</ol>` : `<p>${words.noTurns}</p>`}
<h2>${words.heading}</h2>
<table>
<thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead>
<tbody>
${report.lines.map(row).join('\n')}
</tbody>
</table>
<p>${words.note} ${escapeMarkup(words.readBy(report.analyzers.join(', ')))}</p>
</body>
</html>
`
}

export const htmlReport: ReportFormat = {
  id: 'html',
  title: 'HTML',
  extension: 'html',
  mime: 'text/html',
  run: (report, words) => Promise.resolve(new TextEncoder().encode(reportHtml(report, words))),
}
