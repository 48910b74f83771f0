// The report's curve as a picture for places that take no SVG, at twice its size.
import sharp from 'sharp'
import type { ReportFormat } from './report-format.ts'
import { reportSvg } from './report-svg.ts'

const DENSITY = 144

export const pngReport: ReportFormat = {
  id: 'png',
  title: 'PNG',
  extension: 'png',
  mime: 'image/png',
  run: async (report, words) =>
    new Uint8Array(
      await sharp(Buffer.from(reportSvg(report, words)), { density: DENSITY })
        .png()
        .toBuffer(),
    ),
}
