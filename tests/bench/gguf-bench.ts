// First token and tokens a second of a GGUF file: here, in a process of its own with our samplers, and node-llama-cpp called bare.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LlamaModel } from 'node-llama-cpp'
import { LlamaRunner } from '../../engine/models/gguf/llama-runner.ts'
import { loadLlama } from '../helpers/llama.ts'
import { randomGguf } from '../helpers/llama-model.ts'
import { novel } from '../helpers/novel.ts'
import { quantile, round, type Bench } from './bench.ts'

const workloads = [
  {
    name: 'gguf-6M',
    rounds: 12,
    shape: { vocabularySize: 4096, width: 256, heads: 8, hidden: 704, layers: 6 },
  },
  {
    name: 'gguf-45M',
    rounds: 12,
    shape: { vocabularySize: 4096, width: 640, heads: 10, hidden: 1728, layers: 8 },
  },
  // The shape of the smallest files that writers own: what grows with the vocabulary shows here alone.
  {
    name: 'gguf-150M',
    rounds: 6,
    shape: { vocabularySize: 49_152, width: 576, heads: 9, hidden: 1536, layers: 30 },
  },
] as const

const TOKENS = 64
/** About as many tokens, of a model that knows no words. */
const WORDS = 40
/** Short enough that ours, which keeps half of the context for what is written, cuts nothing of it: both read the same. */
const PROMPT = novel().slice(40_000, 40_850)
const SAMPLING = {
  temperature: 0.8,
  topK: 40,
  topP: 0.95,
  minP: 0.05,
  repetitionPenalty: 1,
  dryMultiplier: 0,
}

interface Took {
  readonly firstMs: number
  /** Of one token after the first. */
  readonly tokenMs: number
}

const bare = async (model: LlamaModel): Promise<() => Promise<Took>> => {
  const context = await model.createContext({ contextSize: 512, threads: 1, batchSize: 512 })
  const sequence = context.getSequence()
  return async () => {
    await sequence.clearHistory()
    const tokens = model.tokenize(PROMPT)
    const start = performance.now()
    let first = 0
    let count = 0
    const { temperature, topK, topP, minP } = SAMPLING
    for await (const token of sequence.evaluate(tokens, { temperature, topK, topP, minP, seed: 1 })) {
      model.detokenize([token])
      if (++count === 1) first = performance.now()
      if (count === TOKENS) break
    }
    return { firstMs: first - start, tokenMs: (performance.now() - first) / (TOKENS - 1) }
  }
}

const signal = new AbortController().signal

export const ggufBench: Bench = {
  name: 'gguf',
  title: 'a GGUF file: first token and tokens a second, beside node-llama-cpp called bare',
  async run(report) {
    const found = await loadLlama()
    if (!('llama' in found)) return report({ name: 'gguf', skipped: found.reason })
    const folder = await mkdtemp(join(tmpdir(), 'gguf-bench-'))
    const runner = new LlamaRunner()
    try {
      for (const { name, rounds: turns, shape } of workloads) {
        const path = await randomGguf(folder, `${name}.gguf`, { ...shape, sequenceLength: 512 })
        const model = await found.llama.loadModel({ modelPath: path, gpuLayers: 0 })
        const theirs = await bare(model)
        const wish = { path, contextTokens: 512, gpu: false, threads: 1 }
        await runner.load(wish, signal)
        const ours = async (sampling?: typeof SAMPLING): Promise<Took> => {
          // Nothing of the prompt may be known already: another text first.
          const other = { prompt: 'x', maxWords: 1, candidates: 1, seed: 1 }
          const written = runner.write(wish, other, signal)[Symbol.asyncIterator]()
          while ((await written.next()).done !== true);
          const start = performance.now()
          const request = {
            prompt: PROMPT,
            maxWords: WORDS,
            candidates: 1,
            seed: 1,
            ...(sampling ? { sampling } : {}),
          }
          let [first, count] = [0, 0]
          for await (const { done } of runner.write(wish, request, signal)) {
            if (first === 0) first = performance.now()
            count = done?.tokens ?? count
          }
          const tokenMs = (performance.now() - first) / (count - 1)
          return { firstMs: first - start, tokenMs }
        }
        const rounds: Readonly<Record<'bare' | 'ours' | 'usual', Took>>[] = []
        for (let turn = -1; turn < turns; turn++) {
          // `usual`: as a writer finds it, with penalties and DRY, which cost bare calls nothing.
          const round = { bare: await theirs(), ours: await ours(SAMPLING), usual: await ours() }
          if (turn >= 0) rounds.push(round)
        }
        const median = (of: 'bare' | 'ours' | 'usual', what: keyof Took) =>
          quantile(
            rounds.map((each) => each[of][what]),
            0.5,
          )
        const least = (of: 'bare' | 'ours' | 'usual', what: keyof Took) =>
          Math.min(...rounds.map((each) => each[of][what]))
        const perSecond = (ms: number): number => 1000 / ms
        report({
          name,
          firstMs: round(median('ours', 'firstMs')),
          bareFirstMs: round(median('bare', 'firstMs')),
          firstRatio: round(median('ours', 'firstMs') / median('bare', 'firstMs'), 3),
          tokensPerS: round(perSecond(median('ours', 'tokenMs'))),
          bareTokensPerS: round(perSecond(median('bare', 'tokenMs'))),
          speedRatio: round(median('bare', 'tokenMs') / median('ours', 'tokenMs'), 3),
          usualSpeedRatio: round(median('bare', 'tokenMs') / median('usual', 'tokenMs'), 3),
          // The quickest rounds: what the code can do where the machine is free.
          quickestFirstRatio: round(least('ours', 'firstMs') / least('bare', 'firstMs'), 3),
          quickestSpeedRatio: round(least('bare', 'tokenMs') / least('ours', 'tokenMs'), 3),
          quickestUsualSpeedRatio: round(least('bare', 'tokenMs') / least('usual', 'tokenMs'), 3),
        })
        await model.dispose()
      }
    } finally {
      runner.dispose()
      await rm(folder, { recursive: true })
    }
  },
}
