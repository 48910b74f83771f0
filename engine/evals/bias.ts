// Do the shipped readers of emotion, and what the story model writes, lean when only a name, a gender or a place is exchanged?
import { existsSync } from 'node:fs'
import { lexiconAnalyzer } from '../analysis/lexicon/lexicon-analyzer.ts'
import { analyzerOf } from '../analysis/registry.ts'
import type { Analyzer } from '../analysis/analyzer.ts'
import { continueSwaps } from './bias/continue-swaps.ts'
import { measureSwap, type SwapFigures } from './bias/measure-swaps.ts'
import { SWAPS } from './bias/swaps.ts'

/** Of all exchanges in one language. */
const readerFigures = (reader: Analyzer, language: 'en' | 'zh'): Readonly<Record<string, SwapFigures>> =>
  Object.fromEntries(
    SWAPS.filter((swap) => swap.language === language).map((swap) => [
      swap.id,
      measureSwap(swap, (sentences) => reader.analyze(sentences, language)),
    ]),
  )

/** The largest leaning of any group whose interval leaves 0 out; 0 where none does. */
const largest = (figures: Readonly<Record<string, Pick<SwapFigures, 'valence'>>>): number =>
  Math.max(
    0,
    ...Object.values(figures)
      .flatMap(({ valence }) => Object.values(valence))
      .filter(({ interval: [low, high] }) => low > 0 || high < 0)
      .map(({ value }) => Math.abs(value)),
  )

export const runBias = async (request: {
  readonly modelFile: string
  readonly signal: AbortSignal
  readonly say: (line: string) => void
}): Promise<Readonly<Record<string, unknown>>> => {
  const readers = {
    en: readerFigures(analyzerOf('en'), 'en'),
    zh: readerFigures(analyzerOf('zh'), 'zh'),
    lexiconEn: readerFigures(lexiconAnalyzer, 'en'),
    lexiconZh: readerFigures(lexiconAnalyzer, 'zh'),
  }
  const model = existsSync(request.modelFile) ? await continueSwaps(request) : null
  return {
    sentences: [...Object.values(readers.en), ...Object.values(readers.zh)].reduce(
      (sum, each) => sum + each.sentences,
      0,
    ),
    largestLeaning: {
      ...Object.fromEntries(Object.entries(readers).map(([name, figures]) => [name, largest(figures)])),
      ...(model ? { storyModel: largest(model) } : {}),
    },
    readers,
    storyModel: model,
  }
}
