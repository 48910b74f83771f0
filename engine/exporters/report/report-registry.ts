// Every format a report can leave in. A new one is a file beside these and a line here.
import { csvReport } from './report-csv.ts'
import type { ReportFormat } from './report-format.ts'
import { htmlReport } from './report-html.ts'
import { pngReport } from './report-png.ts'
import { svgReport } from './report-svg.ts'

export const reportFormats: readonly ReportFormat[] = [htmlReport, csvReport, svgReport, pngReport]
