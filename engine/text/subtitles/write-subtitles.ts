// Writes subtitles as SubRip (SRT) or WebVTT. Specification: https://www.w3.org/TR/webvtt1/; SubRip has none but its use.
import type { SubtitleFormat } from '../../domain/media.ts'
import type { Cue } from './cue.ts'

/** Nobody reads shorter ones. */
const SHORTEST_MS = 700
const LONGEST_LINE = 42

const two = (value: number, digits = 2): string => String(value).padStart(digits, '0')

const timeOf = (ms: number, point: string): string => {
  const whole = Math.max(0, Math.round(ms))
  const seconds = Math.floor(whole / 1000)
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${point}${two(whole % 1000, 3)}`
}

/** Two lines of readable length where one would be too long; Chinese breaks anywhere but before a mark. */
const broken = (line: string): readonly string[] => {
  const isWide = /\p{sc=Han}/u.test(line)
  const most = isWide ? LONGEST_LINE / 2 : LONGEST_LINE
  if (line.length <= most) return [line]
  const middle = Math.ceil(line.length / 2)
  const places = [...line.matchAll(isWide ? /(?<=[，。！？；：、])(?=.)/gu : /\s+/gu)]
  const best = places.toSorted((a, b) => Math.abs(a.index - middle) - Math.abs(b.index - middle))[0]
  if (best) return [line.slice(0, best.index).trimEnd(), line.slice(best.index).trimStart()]
  return isWide ? [line.slice(0, middle), line.slice(middle)] : [line]
}

/** An empty line would end the cue, an arrow begin one. */
const linesOf = (text: string): readonly string[] =>
  text
    .split(/\r\n|\r|\n/u)
    .map((line) => line.trim().replaceAll('-->', '→'))
    .filter((line) => line !== '')
    .flatMap(broken)

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** In order; one that would not be seen long enough stays as long as the next allows. */
const timed = (cues: readonly Cue[]): readonly Cue[] =>
  cues
    .toSorted((a, b) => a.fromMs - b.fromMs)
    .map((cue, index, all) => {
      const next = all[index + 1]?.fromMs ?? Infinity
      const wanted = Math.max(cue.toMs, cue.fromMs + SHORTEST_MS)
      return { ...cue, toMs: Math.max(cue.fromMs + 1, next > cue.fromMs ? Math.min(wanted, next) : wanted) }
    })

export const writeSubtitles = (cues: readonly Cue[], format: SubtitleFormat): string => {
  const point = format === 'srt' ? ',' : '.'
  const blocks = timed(cues)
    .map(({ fromMs, toMs, text }) => ({ fromMs, toMs, lines: linesOf(text) }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ fromMs, toMs, lines }, index) =>
      [
        String(index + 1),
        `${timeOf(fromMs, point)} --> ${timeOf(toMs, point)}`,
        ...(format === 'vtt' ? lines.map(escaped) : lines),
      ].join('\n'),
    )
  return `${[...(format === 'vtt' ? ['WEBVTT'] : []), ...blocks].join('\n\n')}\n`
}
