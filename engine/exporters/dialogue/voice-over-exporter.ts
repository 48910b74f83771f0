// The sheet for a recording session: every line in reading order with who says it, how, into which file, how long it takes.
import { spokenLines, type SpokenLine } from '../../domain/dialogue/reading-order.ts'
import { BYTE_ORDER_MARK, csv } from './csv.ts'
import { oneFile, slug, type DialogueExporter } from './dialogue-exporter.ts'

/** Unhurried speech: 150 words or 240 Chinese characters a minute, and half a second around it. */
const WORDS_PER_SECOND = 2.5
const CHARACTERS_PER_SECOND = 4
const AROUND_S = 0.5

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu

/** Seconds, to one decimal: an estimate for planning, not for cutting. */
export const speechSeconds = (text: string): number => {
  const wide = text.match(WIDE)?.length ?? 0
  const words = text.replace(WIDE, ' ').match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0
  const seconds = AROUND_S + wide / CHARACTERS_PER_SECOND + words / WORDS_PER_SECOND
  return Math.round(seconds * 10) / 10
}

const HEADINGS = [
  'id',
  'speaker',
  'line',
  'emotion',
  'valence',
  'arousal',
  'direction',
  'file',
  'seconds',
] as const

const fileOf = ({ id, speaker }: SpokenLine, extension: string): string => {
  const who = slug(speaker?.name ?? 'player')
  return `${who === '' ? 'voice' : who}_${id}.${extension}`
}

export const voiceOverExporter: DialogueExporter = {
  id: 'voice-over',
  version: '1',
  title: 'Voice-over sheet (CSV)',
  extension: 'voice-over.csv',
  mime: 'text/csv',
  options: [
    { key: 'options', type: 'boolean', title: "The player's options too", default: false },
    {
      key: 'audio',
      type: 'choice',
      title: 'Audio files',
      default: 'wav',
      choices: [
        { value: 'wav', title: 'WAV' },
        { value: 'ogg', title: 'Ogg' },
        { value: 'mp3', title: 'MP3' },
      ],
    },
  ],
  run: ({ dialogue }, options) => {
    const extension = String(options['audio'] ?? 'wav')
    const lines = spokenLines(dialogue).filter(({ kind }) => kind === 'line' || options['options'] === true)
    const rows = lines.map((line) => [
      line.id,
      line.speaker?.name ?? '',
      line.text,
      line.emotion?.label ?? '',
      line.emotion?.valence ?? '',
      line.emotion?.arousal ?? '',
      line.direction,
      fileOf(line, extension),
      speechSeconds(line.text),
    ])
    return Promise.resolve(oneFile(BYTE_ORDER_MARK + csv([HEADINGS, ...rows])))
  },
}
