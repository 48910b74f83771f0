// The provenance report as one page to read, print and send. No script, nothing from outside.
import type { ProvenanceReport, ProvenanceSource, WordsByOrigin } from '../../domain/provenance.ts'
import { printableLine } from '../printable.ts'
import { escapeXml } from '../xhtml.ts'
import type { ProvenanceFormat } from './provenance-format.ts'
import { provenanceWords, type ProvenanceWords } from './provenance-words.ts'

const STYLE = `
:root{color-scheme:light}
body{font:15px/1.5 Inter,'Noto Sans','PingFang SC','Microsoft YaHei',system-ui,sans-serif;color:#26231f;background:#fff;max-width:920px;margin:40px auto;padding:0 24px}
h1{font:600 28px/1.25 'Source Serif 4','Songti SC',Georgia,serif;margin:0}
h2{font-size:16px;margin:32px 0 8px}
p{margin:4px 0;color:#5f5a52}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:5px 8px;border-bottom:1px solid #e5e0d6;text-align:right;vertical-align:baseline}
th:first-child,td:first-child{text-align:left}
thead th{font-weight:600;font-size:12.5px;color:#5f5a52;border-bottom-color:#b9b2a5}
tbody th{font-weight:400}
tr.book th,tr.part th,tr.chapter th{font-weight:600}
small{display:block;color:#5f5a52;overflow-wrap:anywhere}
@page{margin:16mm}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}thead{display:table-header-group}}
`

const ORIGINS = [
  'typed',
  'pasted',
  'imported',
  'generated',
] as const satisfies readonly (keyof WordsByOrigin)[]

const settingsText = (settings: Readonly<Record<string, unknown>>): string =>
  Object.entries(settings)
    .map(([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ')

const escaped = (text: string): string => escapeXml(printableLine(text))

const sourceRow = (
  source: ProvenanceSource,
  words: ProvenanceWords,
  number: (n: number) => string,
): string => {
  const { origin, generated } = source
  const what = generated
    ? `${escaped(generated.modelName)} <small>${escaped(generated.modelId)} · ${words.seed} ${generated.seed} · SHA-256 ${escaped(generated.modelHash)}</small><small>${words.settings}: ${escaped(settingsText(generated.settings))}</small>`
    : escaped(origin.by === 'imported' && origin.of !== '' ? origin.of : words.unknown)
  const left = generated
    ? words.ofWords(number(source.words), number(generated.originalWords))
    : number(source.words)
  const at = generated ? new Date(generated.createdAt).toISOString().slice(0, 10) : '–'
  return `<tr><th scope="row">${words.origins[origin.by]}: ${what}</th><td>${left}</td><td>${number(source.typedWithin)}</td><td>${at}</td></tr>`
}

const html = (report: ProvenanceReport, words: ProvenanceWords): string => {
  const numbers = new Intl.NumberFormat(words.lang)
  const number = (value: number): string => numbers.format(value)
  const [book] = report.lines
  const percent = new Intl.NumberFormat(words.lang, { style: 'percent', maximumFractionDigits: 1 })
  const share = percent.format(book.words === 0 ? 0 : book.generated / book.words)
  const rows = report.lines.map(
    (line) =>
      `<tr class="${line.kind}"><th scope="row" title="${words.kinds[line.kind]}" style="padding-left:${8 + line.level * 16}px">${escaped(line.title) || words.untitled}</th><td>${number(line.words)}</td>${ORIGINS.map((by) => `<td>${number(line[by])}</td>`).join('')}</tr>`,
  )
  const head = [words.title, words.words, ...ORIGINS.map((by) => words.origins[by])]
  const sourceHead = [words.source, words.left, words.typedWithin, words.written]
  const columns = (names: readonly string[]): string =>
    `<thead><tr>${names.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>`
  const since = report.recordedSince
  return `<!doctype html>
<html lang="${words.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(report.title)} · ${words.heading}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(report.title)}</h1>
${report.author === '' ? '' : `<p>${escapeXml(words.by(printableLine(report.author)))}</p>`}
<p>${words.share(share)}</p>
<h2>${words.heading}</h2>
<table>
${columns(head)}
<tbody>
${rows.join('\n')}
</tbody>
</table>
<h2>${words.sources}</h2>
${
  report.sources.length === 0
    ? `<p>${words.noSources}</p>`
    : `<table>
${columns(sourceHead)}
<tbody>
${report.sources.map((source) => sourceRow(source, words, number)).join('\n')}
</tbody>
</table>`
}
<p>${words.note}${since === null ? '' : ` ${words.since(new Date(since).toISOString().slice(0, 10))}`}</p>
</body>
</html>
`
}

export const provenanceHtml: ProvenanceFormat = {
  id: 'html',
  title: 'HTML',
  extension: 'html',
  mime: 'text/html',
  run: (report, language) => new TextEncoder().encode(html(report, provenanceWords(language))),
}
