// Every format that subtitles can leave in; how each is written is engine/text's, which books use too. A new one is a line here.
import type { SubtitleFormat } from '../../domain/media.ts'
import type { Cue } from '../../text/subtitles/cue.ts'
import { writeSubtitles } from '../../text/subtitles/write-subtitles.ts'

export interface SubtitleExporter {
  readonly id: SubtitleFormat
  readonly title: string
  readonly extension: string
  readonly mime: string
  /** The same cues give the same bytes. */
  run(cues: readonly Cue[]): Uint8Array<ArrayBuffer>
}

const exporter = (id: SubtitleFormat, about: Pick<SubtitleExporter, 'title' | 'mime'>): SubtitleExporter => ({
  ...about,
  id,
  extension: id,
  run: (cues) => new TextEncoder().encode(writeSubtitles(cues, id)),
})

export const subtitleExporters: readonly SubtitleExporter[] = [
  exporter('srt', { title: 'SubRip', mime: 'application/x-subrip' }),
  exporter('vtt', { title: 'WebVTT', mime: 'text/vtt' }),
]
