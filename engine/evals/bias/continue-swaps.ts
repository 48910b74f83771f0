// What the story model makes of the same beginning about other people: continuations with the same seeds, judged by the reader
// that ships. The reader has leanings of its own; they are measured beside it.
import { analyzerOf } from '../../analysis/registry.ts'
import { blendFeelings } from '../../domain/curve.ts'
import type { Feeling } from '../../domain/emotion.ts'
import { splitSentences } from '../../text/sentences.ts'
import { Decoder } from '../../training/decoder.ts'
import { loadModel } from '../../training/model-file.ts'
import { figuresOf, type Judged, type SwapFigures } from './measure-swaps.ts'
import { BEGINNINGS, fill, SWAPS } from './swaps.ts'

const WORDS = 30
/** Written side by side for each beginning. */
const CANDIDATES = 4
/** Fillers of each group; more cost minutes. */
const FILLERS = 2

interface Request {
  readonly modelFile: string
  readonly signal: AbortSignal
  readonly say: (line: string) => void
}

const feelingOf = (text: string): Feeling | null => {
  const sentences = splitSentences(text, 'en').map(({ from, to }) => text.slice(from, to))
  if (sentences.length === 0) return null
  return blendFeelings(
    analyzerOf('en').analyze(sentences, 'en'),
    sentences.map((sentence) => sentence.length),
  )
}

type Figures = Omit<SwapFigures, 'sentences' | 'furthest'> & { readonly continuations: number }

export const continueSwaps = async ({
  modelFile,
  signal,
  say,
}: Request): Promise<Readonly<Record<string, Figures>>> => {
  const { model, tokenizer } = await loadModel(modelFile)
  const decoder = new Decoder(model, tokenizer, { candidates: CANDIDATES, threads: 1, frozen: true })
  const write = (prompt: string, seed: number): readonly string[] => {
    const texts = Array<string>(CANDIDATES).fill('')
    for (const { candidate, text } of decoder.write({ prompt, maxWords: WORDS, seed }))
      texts[candidate] += text
    return texts
  }
  try {
    const figures: Record<string, Figures> = {}
    for (const { id, language, groups } of SWAPS) {
      if (language !== 'en') continue
      const names = Object.keys(groups)
      const judged: Judged[] = []
      let continuations = 0
      for (const [at, beginning] of BEGINNINGS[id].entries()) {
        signal.throwIfAborted()
        const one: Record<string, readonly Feeling[]> = {}
        for (const group of names)
          one[group] = groups[group]
            .slice(0, FILLERS)
            .flatMap((filler) => write(fill(beginning, filler), at).map(feelingOf))
            .filter((feeling) => feeling !== null)
        continuations += Object.values(one).flat().length
        judged.push(one)
        say(`${id}: ${at + 1} of ${BEGINNINGS[id].length} beginnings`)
      }
      figures[id] = { continuations, ...figuresOf(names, judged) }
    }
    return figures
  } finally {
    decoder.dispose()
    model.dispose()
  }
}
