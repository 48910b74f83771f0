// What every format of a report is: the same report gives the same bytes. The formats stand in report-registry.ts.
import type { ArcReport } from '../../domain/arc-report.ts'
import type { ReportWords } from './report-words.ts'

export interface ReportFormat {
  readonly id: string
  readonly title: string
  readonly extension: string
  readonly mime: string
  run(report: ArcReport, words: ReportWords): Promise<Uint8Array>
}

/** 0.347 → `+0.35` on the scale of valence, `0.35` on the others; a real minus sign. */
export const formatValue = (value: number, isSigned: boolean): string => {
  const text = Math.abs(value).toFixed(2)
  if (!isSigned || Number(text) === 0) return text
  return `${value < 0 ? '−' : '+'}${text}`
}

export const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
