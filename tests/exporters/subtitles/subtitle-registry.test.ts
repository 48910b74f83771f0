// Every format of subtitles: its own ending, the same bytes each time, and read back as it was.
import { expect, it } from 'vitest'
import { SUBTITLE_FORMATS } from '../../../engine/domain/media.ts'
import { subtitleExporters } from '../../../engine/exporters/subtitles/subtitle-registry.ts'
import { readSubtitles } from '../../../engine/text/subtitles/read-subtitles.ts'

const CUES = [
  { fromMs: 1000, toMs: 2500, text: 'The ferry is late.' },
  { fromMs: 62_000, toMs: 64_000, text: '渡轮晚点了。' },
]

it('has a writer for every format that can be asked for', () => {
  expect(subtitleExporters.map(({ id }) => id)).toEqual(SUBTITLE_FORMATS)
  expect(new Set(subtitleExporters.map(({ extension }) => extension)).size).toBe(subtitleExporters.length)
})

it.each(subtitleExporters.map((exporter) => [exporter.id, exporter] as const))(
  '%s comes back as it went, byte for byte the same each time',
  (_, exporter) => {
    expect(exporter.run(CUES)).toEqual(exporter.run(CUES))
    expect(readSubtitles(new TextDecoder().decode(exporter.run(CUES)))).toEqual(CUES)
  },
)
