// Reads subtitles, SubRip or WebVTT, whichever it is: times and plain words; looks, places and voices' tags are left out.
import { EngineError } from '../../domain/errors.ts'
import type { Cue } from './cue.ts'

const MOST_CUES = 20_000
const MOST_CHARACTERS = 2000
/** Hours may be missing in WebVTT; both marks of the fraction are met in both formats. */
const TIME = String.raw`(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})`
const ARROW = new RegExp(String.raw`^\s*${TIME}\s*-->\s*${TIME}(?:\s|$)`, 'u')

/** Of SubRip: looks. Of WebVTT: looks, voices, languages, ruby, and times within a cue. */
const TAG = /<\/?(?:[bius]|font|c|v|lang|ruby|rt)(?:[\s.][^<>]*)?>|<[\d:.]+>/giu

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  lrm: '',
  rlm: '',
}

const msOf = (parts: readonly (string | undefined)[]): number => {
  const [hours = '0', minutes = '0', seconds = '0', fraction = '0'] = parts
  return (
    (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'))
  )
}

const plain = (line: string): string =>
  line
    .replace(/\{\\[^}]*\}/gu, '')
    .replace(TAG, '')
    .replace(/&([a-z]+);/gu, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/\s+/gu, ' ')
    .trim()

/** In the order of their time; a cue that says nothing, or ends before it begins, is left out. UNSUPPORTED_FORMAT without any. */
export const readSubtitles = (text: string): readonly Cue[] => {
  const cues: Cue[] = []
  let open: { fromMs: number; toMs: number; lines: string[] } | null = null
  const close = (): void => {
    const said = open?.lines
      .map(plain)
      .filter((line) => line !== '')
      .join('\n')
      .slice(0, MOST_CHARACTERS)
    if (open && said && open.toMs >= open.fromMs && cues.length < MOST_CUES)
      cues.push({ fromMs: open.fromMs, toMs: open.toMs, text: said })
    open = null
  }
  for (const line of text.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/u)) {
    const times = ARROW.exec(line)
    if (times) {
      // A number before the arrow, where no empty line parts the cues.
      if (open && /^\s*\d+\s*$/u.test(open.lines.at(-1) ?? '')) open.lines.pop()
      close()
      open = { fromMs: msOf(times.slice(1, 5)), toMs: msOf(times.slice(5, 9)), lines: [] }
    } else if (line.trim() === '') close()
    else open?.lines.push(line)
  }
  close()
  if (cues.length === 0)
    throw new EngineError('UNSUPPORTED_FORMAT', 'There are no subtitles in this file. Nothing was changed.')
  return cues.toSorted((a, b) => a.fromMs - b.fromMs)
}
