// One GGUF model in llama.cpp and the passages it writes: our samplers on its probabilities, its memory of a text kept.
import type {
  ChatHistoryItem,
  LlamaContext,
  LlamaContextSequence,
  LlamaModel,
  SequenceEvaluateOutput,
  Token,
} from 'node-llama-cpp'
import { physicalCores } from '../../nn/threads.ts'
import { Sampler, samplingSettings, type SamplingSettings } from '../../nn/sampling/index.ts'
import { Random } from '../../nn/seed.ts'
import { PhraseBans } from '../../text/phrase-bans.ts'
import { Draft } from '../draft.ts'
import { ANSWER_TOKENS_PER_WORD, type CandidatesRequest, type SampleChunk, type Turn } from '../passage.ts'
import { PassageWriter } from '../passage-writer.ts'
import type { Loaded, LlamaTrouble, LoadWish } from './llama-messages.ts'
import { SeenTokens, type GgufTokens } from './llama-vocabulary.ts'

export class LlamaFailure extends Error {
  readonly trouble: LlamaTrouble

  constructor(trouble: LlamaTrouble, message: string, options?: ErrorOptions) {
    super(message, options)
    this.trouble = trouble
  }
}

/** Tokens that are read at once. */
const BATCH = 512
/**
 * So many of the likeliest tokens are looked at. What cuts below does not reach further; what does (see `isWide`) sees
 * the whole vocabulary, at a price.
 */
const LEADERS = 256
/** A passage of words is never longer than this many tokens a word. */
const TOKENS_PER_WORD = 8
/** A model does not end its text before so many tokens: it was asked to go on. */
const LEAST_TOKENS = 6
const TIMED_TOKENS = 6

/** Settings that weigh tokens far from the likeliest ones. */
const isWide = ({ topNSigma, typical, mirostatTau, bias, topK }: SamplingSettings): boolean =>
  topNSigma > 0 || typical < 1 || mirostatTau > 0 || topK > LEADERS || Object.keys(bias).length > 0

type Steps = AsyncGenerator<SequenceEvaluateOutput<{ probabilities: true }>, void, Token[]>

const probabilitiesOf = ({ value }: Awaited<ReturnType<Steps['next']>>): ReadonlyMap<Token, number> =>
  value?.probabilities ?? new Map()

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

const tokensOf = (model: LlamaModel): GgufTokens => {
  const { ggml } = model.fileInfo.metadata.tokenizer
  return { model: ggml.model, texts: ggml.tokens, kinds: ggml.token_type ?? [] }
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
  readonly #sequence: LlamaContextSequence
  readonly #tokens: GgufTokens
  readonly #ends = new Map<number, boolean>()
  /** While one token follows another. */
  #stream: { readonly leaders: number; readonly steps: Steps } | null = null

  private constructor(model: LlamaModel, context: LlamaContext, threads: number) {
    this.#model = model
    this.#context = context
    this.#sequence = context.getSequence()
    this.#tokens = tokensOf(model)
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
        sequences: 1,
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
    for (let candidate = 0; candidate < request.candidates; candidate++) {
      const chance = random.split(`candidate ${candidate}`)
      yield* this.#writeOne(request, candidate, { settings, prompt, chance, most, aborted })
    }
  }

  async dispose(): Promise<void> {
    await this.#leave()
    await this.#context.dispose()
    await this.#model.dispose()
  }

  async *#writeOne(
    request: CandidatesRequest,
    candidate: number,
    {
      settings,
      prompt,
      chance,
      most,
      aborted,
    }: {
      readonly settings: SamplingSettings
      readonly prompt: readonly Token[]
      readonly chance: Random
      readonly most: number
      readonly aborted: () => boolean
    },
  ): AsyncGenerator<SampleChunk> {
    const { stop = [], ban = [], alternatives = 0, maxWords } = request
    const seen = new SeenTokens(this.#tokens, (token) => this.#isEnd(token))
    const bias = Object.entries(settings.bias).map(([token, amount]) => [
      seen.numberOf(Number(token)),
      amount,
    ])
    const recent = prompt.slice(-1024).map((token) => seen.numberOf(token))
    const draft = new Draft({
      candidate,
      tokenizer: seen,
      guard: seen.guard,
      sampler: new Sampler(
        { ...settings, bias: Object.fromEntries(bias) as Record<string, number> },
        chance,
        recent,
        seen.breakers,
      ),
      writer: new PassageWriter(maxWords, stop, request.prompt),
      bans: new PhraseBans(ban),
      before: Array.from(request.prompt === '' ? '\n' : request.prompt).at(-1) ?? '\n',
      alternatives,
      guide: null,
      realism: null,
      endsText: (number) => seen.ends(number),
    })
    const leaders = isWide(settings) ? 0 : LEADERS
    // Null: what stands in the model's memory may not be what was written.
    let next: Token | null = null
    while (draft.end === null && draft.length < most && !aborted()) {
      const written = Array.from({ length: draft.length }, (_, place) => seen.tokenOf(draft.tokenAt(place)))
      const unread: readonly Token[] =
        next === null ? await this.#align([...prompt, ...(written as Token[])]) : [next]
      const logits = await this.#read(unread, {
        leaders,
        seen,
        mayEnd: draft.length >= (request.conversation ? 1 : LEAST_TOKENS),
        aborted,
      })
      if (logits === null) break
      const before = draft.length
      yield* draft.write(logits)
      next = draft.length === before + 1 ? (seen.tokenOf(draft.tokenAt(before)) as Token) : null
    }
    yield* draft.close(aborted() ? 'aborted' : 'length')
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

  /** Keeps what the model has read of these tokens already. @returns those it still has to read, at least the last */
  async #align(tokens: readonly Token[]): Promise<readonly Token[]> {
    await this.#leave()
    const { firstDifferentIndex } = this.#sequence.compareContextTokens([...tokens])
    const kept = Math.min(firstDifferentIndex, tokens.length - 1)
    await this.#sequence.eraseContextTokenRanges([{ start: kept, end: this.#sequence.nextTokenIndex }])
    return tokens.slice(this.#sequence.nextTokenIndex)
  }

  /** Logarithms of the probabilities that follow, by the numbers of `seen`; null where it was stopped meanwhile. */
  async #read(
    tokens: readonly Token[],
    {
      leaders,
      seen,
      mayEnd,
      aborted,
    }: {
      readonly leaders: number
      readonly seen: SeenTokens
      readonly mayEnd: boolean
      readonly aborted: () => boolean
    },
  ): Promise<Float64Array | null> {
    for (let from = 0; from < tokens.length - 1; from += BATCH) {
      if (aborted()) return null
      await this.#leave()
      await this.#sequence.controlledEvaluate(tokens.slice(from, Math.min(from + BATCH, tokens.length - 1)))
    }
    if (aborted()) return null
    const probabilities = await this.#probabilities(tokens.slice(-1), leaders)
    const found: (readonly [number, number])[] = []
    for (const [token, probability] of probabilities)
      if (probability > 0 && seen.isWritable(token) && (mayEnd || !this.#isEnd(token)))
        found.push([seen.numberOf(token), Math.log(probability)])
    const logits = new Float64Array(seen.size).fill(-Infinity)
    for (const [number, logit] of found) logits[number] = logit
    return logits
  }

  /** Reads one token, by the stream that is open where it is one of the same kind: it saves a fifth of a millisecond. */
  async #probabilities(tokens: readonly Token[], leaders: number): Promise<ReadonlyMap<Token, number>> {
    if (this.#stream?.leaders !== leaders) {
      await this.#leave()
      const options = { temperature: 1, topK: leaders, topP: 1, minP: 0, yieldEogToken: true }
      const steps = this.#sequence.evaluateWithMetadata([...tokens], { probabilities: true }, options)
      this.#stream = { leaders, steps }
      return probabilitiesOf(await steps.next())
    }
    return probabilitiesOf(await this.#stream.steps.next([...tokens]))
  }

  async #leave(): Promise<void> {
    await this.#stream?.steps.return()
    this.#stream = null
  }

  #isEnd(token: number): boolean {
    const known = this.#ends.get(token)
    if (known !== undefined) return known
    const ends = this.#model.isEogToken(token as Token)
    this.#ends.set(token, ends)
    return ends
  }
}
