// Speech to text by whisper.cpp's own program with a model file of the writer's; its full JSON tells times and how sure it is.
// Documentation: https://github.com/ggml-org/whisper.cpp/tree/master/examples/cli
import { readFile, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import type { SpokenLine } from '../../../domain/media-finding.ts'
import { SenseProblem } from '../analyzer.ts'
import { runProgram } from '../run-program.ts'
import type { ReadyRecognizer } from '../sense-setup.ts'

export interface Recognized {
  readonly lines: readonly SpokenLine[]
  /** 0 … 1, of all that was heard. */
  readonly confidence: number
}

const MOST_JSON_BYTES = 256 << 20
const MOST_WORDS_BYTES = 16 << 20
/** Where it says nothing of its own. */
const USUAL_CONFIDENCE = 0.7

const answer = z.object({
  transcription: z.array(
    z.object({
      offsets: z.object({ from: z.number(), to: z.number() }),
      text: z.string(),
      tokens: z.array(z.object({ text: z.string(), p: z.number() })).optional(),
    }),
  ),
})

/** `[BLANK_AUDIO]`, `(music)`: what it says where nobody speaks. */
const isSaid = (text: string): boolean => text !== '' && !/^(?:[[(*♪][^\])]*[\])*♪]?\s*)+$/u.test(text)
const isMark = (token: string): boolean => /^\[_.*\]$/u.test(token)

const confidenceOf = (tokens: readonly { readonly text: string; readonly p: number }[]): number => {
  const words = tokens.filter(({ text }) => !isMark(text))
  if (words.length === 0) return USUAL_CONFIDENCE
  return words.reduce((sum, { p }) => sum + Math.max(0, Math.min(1, p)), 0) / words.length
}

/** What it says on standard error where the writer chose what it cannot use; it may end well all the same. */
const TROUBLES = [
  [/unknown language/iu, 'recognizer-language'],
  [
    /(?:failed to (?:load|initialize|read)|invalid|bad magic|no such file).{0,40}(?:model|whisper context|file)/iu,
    'recognizer-model',
  ],
] as const

/** How far it is, of what it prints while it hears: `[00:00:02.500 --> 00:00:04.000]  …`. */
const HEARD = /--> (\d+):(\d\d):(\d\d)[.,](\d{3})\]/gu

const heardMs = (printed: string): number | null => {
  const last = [...printed.matchAll(HEARD)].at(-1)
  if (!last) return null
  const [hours, minutes, seconds, rest] = last.slice(1).map(Number)
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
}

export interface WhisperWork {
  readonly wav: string
  readonly durationMs: number
  /** For its answer. */
  readonly folder: string
  readonly limitMs: number
  /** Share of the recording that was heard. */
  readonly progress: (share: number) => void
}

/** SenseProblem: `recognizer-language` or `recognizer-model` where the writer chose what it cannot use. */
export const hearWithWhisper = async (
  { program, model, language }: Extract<ReadyRecognizer, { kind: 'whisper' }>,
  { wav, durationMs, folder, limitMs, progress }: WhisperWork,
): Promise<Recognized> => {
  const target = join(folder, 'said')
  const threads = Math.max(1, Math.min(4, availableParallelism() - 1))
  let words = ''
  const run = runProgram({
    program,
    args: ['-m', model, '-f', wav, '-l', language, '-t', String(threads), '-ojf', '-of', target, '-np'],
    limitMs,
    mostBytes: MOST_WORDS_BYTES,
    memoryBytes: 8_000_000_000,
    cwd: folder,
    words: (said) => (words = said),
  })
  const failed = (): SenseProblem =>
    new SenseProblem(TROUBLES.find(([trouble]) => trouble.test(words))?.[1] ?? 'recognizer-failed', words)
  const decoder = new TextDecoder()
  try {
    for await (const piece of run) {
      const heard = heardMs(decoder.decode(piece, { stream: true }))
      if (heard !== null) progress(Math.min(1, heard / durationMs))
    }
  } catch (error) {
    // It ended badly: not the recording's fault.
    throw error instanceof SenseProblem && error.code === 'damaged' ? failed() : error
  }
  try {
    const path = `${target}.json`
    if ((await stat(path)).size > MOST_JSON_BYTES) throw new SenseProblem('recognizer-failed')
    // Half a letter may end a token of a language with long letters.
    const text = new TextDecoder().decode(await readFile(path))
    const { transcription } = answer.parse(JSON.parse(text))
    const said = transcription
      .map((line) => ({ ...line, text: line.text.trim() }))
      .filter((line) => isSaid(line.text))
    return {
      lines: said.map(({ offsets, text: words }) => ({
        fromMs: Math.max(0, offsets.from),
        toMs: Math.max(offsets.from, offsets.to, 0),
        text: words,
      })),
      confidence: confidenceOf(said.flatMap(({ tokens }) => tokens ?? [])),
    }
  } catch {
    throw failed()
  }
}
