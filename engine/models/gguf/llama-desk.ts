// One GGUF model in llama.cpp and the passages it writes: our samplers on its probabilities, its memory of a text kept.
import type { ChatHistoryItem, LlamaContext, LlamaModel, Token } from 'node-llama-cpp'
import { physicalCores } from '../../nn/threads.ts'
import { samplingSettings } from '../../nn/sampling/index.ts'
import { Random } from '../../nn/seed.ts'
import { ANSWER_TOKENS_PER_WORD, type CandidatesRequest, type SampleChunk, type Turn } from '../passage.ts'
import type { Loaded, LlamaTrouble, LoadWish } from './llama-messages.ts'
import { BATCH, LlamaSeat } from './llama-seat.ts'
import { GgufVocabulary } from './llama-vocabulary.ts'

export class LlamaFailure extends Error {
  readonly trouble: LlamaTrouble

  constructor(trouble: LlamaTrouble, message: string, options?: ErrorOptions) {
    super(message, options)
    this.trouble = trouble
  }
}

/** A passage of words is never longer than this many tokens a word. */
const TOKENS_PER_WORD = 8
const TIMED_TOKENS = 6

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const troubleOf = (error: unknown): LlamaTrouble =>
  /memory|alloc/iu.test(`${(error as Error).name} ${messageOf(error)}`) ? 'memory' : 'unreadable'

const library = async (gpu: boolean) => {
  try {
    const { getLlama, LlamaLogLevel } = await import('node-llama-cpp')
    return await getLlama({
      build: 'never',
      skipDownload: true,
      gpu: gpu ? 'auto' : false,
      // Its own choice starves the rest of the machine: what helps is measured below.
      maxThreads: physicalCores(),
      logLevel: LlamaLogLevel.fatal,
      progressLogs: false,
    })
  } catch (error) {
    throw new LlamaFailure('missing', messageOf(error).split('\n')[0], { cause: error })
  }
}

const vocabularyOf = (model: LlamaModel): GgufVocabulary => {
  const { ggml } = model.fileInfo.metadata.tokenizer
  const tokens = { model: ggml.model, texts: ggml.tokens, kinds: ggml.token_type ?? [] }
  return new GgufVocabulary(tokens, (token) => model.isEogToken(token as Token))
}

/** Milliseconds for some tokens, one after another. */
const timeTokens = async (model: LlamaModel, threads: number): Promise<number> => {
  const context = await model.createContext({ contextSize: 64, threads, batchSize: 64 })
  try {
    const sequence = context.getSequence()
    const token = model.tokenize('a')[0] ?? 0
    await sequence.controlledEvaluate([token])
    const start = performance.now()
    for (let i = 0; i < TIMED_TOKENS; i++) await sequence.controlledEvaluate([token])
    return performance.now() - start
  } finally {
    await context.dispose()
  }
}

/** More threads than cores lose, and on a busy machine even as many may: so it is measured, once a model. */
const quickestThreads = async (model: LlamaModel): Promise<number> => {
  const cores = physicalCores()
  const candidates = [...new Set([cores, Math.ceil(cores / 2)])]
  if (candidates.length === 1) return cores
  const took: number[] = []
  for (const threads of candidates) took.push(await timeTokens(model, threads))
  return candidates[took.indexOf(Math.min(...took))]
}

/** Owns the model and its context. */
export class LlamaDesk {
  readonly loaded: Loaded
  readonly #model: LlamaModel
  readonly #context: LlamaContext
  readonly #seats: readonly LlamaSeat[]
  readonly #taken = new Set<LlamaSeat>()

  private constructor(model: LlamaModel, context: LlamaContext, threads: number) {
    this.#model = model
    this.#context = context
    const vocabulary = vocabularyOf(model)
    this.#seats = Array.from(
      { length: context.totalSequences },
      () => new LlamaSeat(context.getSequence(), vocabulary),
    )
    const gpu = model.llama.gpu
    const usesGpu = gpu !== false && model.gpuLayers > 0
    this.loaded = {
      contextTokens: context.contextSize,
      threads,
      gpu: usesGpu ? gpu : null,
      gpuLayers: usesGpu ? model.gpuLayers : 0,
    }
  }

  /** LlamaFailure. @param report share of the file that is read, 0 … 1 */
  static async load(
    wish: LoadWish,
    report: (share: number) => void,
    signal: AbortSignal,
  ): Promise<LlamaDesk> {
    const llama = await library(wish.gpu)
    let model: LlamaModel | undefined
    try {
      model = await llama.loadModel({
        modelPath: wish.path,
        ...(wish.gpu ? {} : { gpuLayers: 0 }),
        onLoadProgress: report,
        loadSignal: signal,
      })
      const threads = wish.threads ?? (await quickestThreads(model))
      const context = await model.createContext({
        contextSize: wish.contextTokens,
        batchSize: Math.min(BATCH, wish.contextTokens),
        threads,
        sequences: wish.writers ?? 1,
      })
      return new LlamaDesk(model, context, threads)
    } catch (error) {
      await model?.dispose()
      signal.throwIfAborted()
      throw new LlamaFailure(troubleOf(error), messageOf(error), { cause: error })
    }
  }

  count(text: string): number {
    return this.#model.tokenize(text).length
  }

  /** One candidate after another: each begins where the text before the cursor ends, which is read once. */
  async *write(request: CandidatesRequest, aborted: () => boolean): AsyncGenerator<SampleChunk> {
    const settings = samplingSettings.parse(request.sampling ?? {})
    const perWord = request.conversation ? ANSWER_TOKENS_PER_WORD : TOKENS_PER_WORD
    const most = Math.min(request.maxWords * perWord, Math.floor(this.loaded.contextTokens / 2))
    const prompt = request.conversation
      ? await this.#conversationTokens(request.conversation, most)
      : this.#promptTokens(request.prompt === '' ? '\n\n' : request.prompt, most)
    const random = new Random(request.seed)
    const seat = this.#takeSeat(prompt)
    try {
      for (let candidate = 0; candidate < request.candidates; candidate++) {
        const chance = random.split(`candidate ${candidate}`)
        yield* seat.write(request, candidate, { settings, prompt, chance, most, aborted })
      }
    } finally {
      this.#taken.delete(seat)
    }
  }

  /** Whoever has read most of the text already. */
  #takeSeat(prompt: readonly Token[]): LlamaSeat {
    const free = this.#seats.filter((seat) => !this.#taken.has(seat))
    const known = new Map(free.map((seat) => [seat, seat.knows(prompt)]))
    const best = free.toSorted((a, b) => (known.get(b) ?? 0) - (known.get(a) ?? 0))[0]
    if (!best) throw new LlamaFailure('failed', 'every seat is taken')
    this.#taken.add(best)
    return best
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#seats.map((seat) => seat.leave()))
    await this.#context.dispose()
    await this.#model.dispose()
  }

  #promptTokens(text: string, room: number): readonly Token[] {
    const { bos } = this.#model.tokens
    const start = bos !== null && this.#model.tokens.shouldPrependBosToken ? [bos] : []
    const tokens = this.#model.tokenize(text)
    return [...start, ...tokens.slice(-Math.max(1, this.loaded.contextTokens - room - start.length - 1))]
  }

  /** As the model's own template has it. Nothing is cut: without its beginning a conversation is another. LlamaFailure. */
  async #conversationTokens(turns: readonly Turn[], room: number): Promise<readonly Token[]> {
    const { resolveChatWrapper } = await import('node-llama-cpp')
    const chatHistory = turns.map(({ role, text }): ChatHistoryItem =>
      role === 'assistant' ? { type: 'model', response: [text] } : { type: role, text },
    )
    const { contextText } = resolveChatWrapper(this.#model).generateContextState({
      chatHistory: [...chatHistory, { type: 'model', response: [] }],
    })
    const tokens = contextText.tokenize(this.#model.tokenizer)
    if (tokens.length + room <= this.loaded.contextTokens) return tokens
    throw new LlamaFailure(
      'too-long',
      `${tokens.length} tokens where there is room for ${this.loaded.contextTokens - room}`,
    )
  }
}
