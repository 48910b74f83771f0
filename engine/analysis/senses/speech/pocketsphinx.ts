// Speech to text by the system's pocketsphinx, where it is installed with its English model: quick, rough, and told as such.
import type { SpokenLine } from '../../../domain/media-finding.ts'
import { SenseProblem } from '../analyzer.ts'
import { outputOf } from '../run-program.ts'
import type { Recognized } from './whisper.ts'

const MOST_BYTES = 64 << 20
/** It is sure of much that is wrong: what it says counts half. */
const TRUST = 0.5
/** A pause that ends a line. */
const PAUSE_MS = 700
const LONGEST_MS = 7000

interface Word {
  readonly text: string
  readonly fromMs: number
  readonly toMs: number
  readonly probability: number
}

/** Lines such as `water(2) 1.780 1.980 0.428057`; silences and noises are in brackets. */
const wordIn = (line: string): Word | null => {
  const found = /^(\S+) (\d+\.\d+) (\d+\.\d+) (\d\.\d+)$/u.exec(line.trim())
  const [, word = '', from = '', to = '', probability = ''] = found ?? []
  if (!found || /^[<[+]/u.test(word)) return null
  return {
    text: word.replace(/\(\d+\)$/u, ''),
    fromMs: Math.round(Number(from) * 1000),
    toMs: Math.round(Number(to) * 1000),
    probability: Number(probability),
  }
}

const linesOf = (words: readonly Word[]): readonly SpokenLine[] => {
  const lines: { fromMs: number; toMs: number; text: string }[] = []
  for (const { text, fromMs, toMs } of words) {
    const last = lines.at(-1)
    const goesOn = last && fromMs - last.toMs < PAUSE_MS && toMs - last.fromMs < LONGEST_MS
    if (goesOn) Object.assign(last, { toMs, text: `${last.text} ${text}` })
    else lines.push({ fromMs, toMs, text })
  }
  return lines
}

/** SenseProblem. */
export const hearWithPocketsphinx = async (
  program: string,
  wav: string,
  limitMs: number,
): Promise<Recognized> => {
  const args = ['-infile', wav, '-time', 'yes', '-logfn', process.platform === 'win32' ? 'NUL' : '/dev/null']
  const said = await outputOf({ program, args, limitMs, mostBytes: MOST_BYTES }).catch((error: unknown) => {
    // Without its model it ends at once; the words for that are in its log.
    throw error instanceof SenseProblem && error.code === 'damaged'
      ? new SenseProblem('recognizer-failed')
      : error
  })
  const words = new TextDecoder()
    .decode(said)
    .split('\n')
    .map(wordIn)
    .filter((word) => word !== null)
  const sum = words.reduce((total, { probability }) => total + Math.min(1, probability), 0)
  return { lines: linesOf(words), confidence: words.length > 0 ? (TRUST * sum) / words.length : 0 }
}
