// The shipped planner at work: beats asked of the tensor thread as lines of symbols, and read by the analyser.
import { existsSync } from 'node:fs'
import { feelingOfPassage } from '../analysis/analyze-passages.ts'
import { assetPath } from '../domain/asset-path.ts'
import { EngineError } from '../domain/errors.ts'
import type { LineRequest, PlanTools } from '../generation/plan/plan-beats.ts'
import { allSymbols } from '../generation/plan/symbols.ts'
import { samplingSettings } from '../nn/sampling/index.ts'
import { SymbolsTokenizer } from '../text/tokenizers/symbols.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { readFindings } from './learning/used-head.ts'

const FILE = ['planner', 'planner.safetensors'] as const
/** A line is never longer than this many words, as the sampler counts them. */
const LINE_WORDS = 40
const SAMPLING = { temperature: 0.9, topK: 0, topP: 0.95, minP: 0.01, repetitionPenalty: 1, dryMultiplier: 0 }

/** MODEL_MISSING where the installation is incomplete. */
const plannerFile = (): string => {
  const file = assetPath(...FILE)
  if (existsSync(file)) return file
  throw new EngineError(
    'MODEL_MISSING',
    'The planner’s weights are missing: this installation is incomplete.',
    {
      file: FILE.join('/'),
    },
  )
}

export const plannerTools = (engine: EngineParts, project: OpenProject, signal: AbortSignal): PlanTools => {
  const modelFile = plannerFile()
  const tokenizer = new SymbolsTokenizer(allSymbols())
  return {
    async write({ bias, candidates, ...request }: LineRequest) {
      const lines = Array<string>(candidates).fill('')
      const byToken = Object.fromEntries(
        [...bias].map(([symbol, amount]) => [tokenizer.encode(symbol)[0], amount]),
      )
      const sampling = samplingSettings.parse({ ...SAMPLING, bias: byToken })
      const wish = { ...request, modelFile, candidates, sampling, maxWords: LINE_WORDS, stop: ['\n'] }
      for await (const { candidate, text } of engine.tensors.sample(wish, { signal }))
        lines[candidate] += text
      signal.throwIfAborted()
      return lines
    },
    async judge(text) {
      const [finding] = await readFindings(engine, project, [text], signal)
      return finding ? feelingOfPassage(finding) : null
    },
  }
}
