// One place at a model's table: a text in its memory and the passage that is written there. Several may write at once;
// llama.cpp then reads a token of each in one go. The model itself is llama-desk.ts'.
import type { LlamaContextSequence, LlamaModel, SequenceEvaluateOutput, Token } from 'node-llama-cpp'
import { Sampler, type SamplingSettings } from '../../nn/sampling/index.ts'
import type { Random } from '../../nn/seed.ts'
import { PhraseBans } from '../../text/phrase-bans.ts'
import { Draft } from '../draft.ts'
import type { CandidatesRequest, SampleChunk } from '../passage.ts'
import { PassageWriter } from '../passage-writer.ts'
import { SeenTokens, type GgufTokens } from './llama-vocabulary.ts'

/** Tokens that are read at once. */
export const BATCH = 512
/**
 * So many of the likeliest tokens are looked at. What cuts below does not reach further; what does (see `isWide`) sees
 * the whole vocabulary, at a price.
 */
const LEADERS = 256
/** A model does not end its text before so many tokens: it was asked to go on. */
const LEAST_TOKENS = 6

/** Settings that weigh tokens far from the likeliest ones. */
const isWide = ({ topNSigma, typical, mirostatTau, bias, topK }: SamplingSettings): boolean =>
  topNSigma > 0 || typical < 1 || mirostatTau > 0 || topK > LEADERS || Object.keys(bias).length > 0

const writtenTokens = (draft: Draft, seen: SeenTokens): readonly Token[] =>
  Array.from({ length: draft.length }, (_, place) => seen.tokenOf(draft.tokenAt(place)) as Token)

type Steps = AsyncGenerator<SequenceEvaluateOutput<{ probabilities: true }>, void, Token[]>

const probabilitiesOf = ({ value }: Awaited<ReturnType<Steps['next']>>): ReadonlyMap<Token, number> =>
  value?.probabilities ?? new Map()

export interface SeatWish {
  readonly settings: SamplingSettings
  readonly prompt: readonly Token[]
  readonly chance: Random
  /** Tokens. */
  readonly most: number
  readonly aborted: () => boolean
}

export class LlamaSeat {
  readonly #model: LlamaModel
  readonly #sequence: LlamaContextSequence
  readonly #tokens: GgufTokens
  readonly #ends = new Map<number, boolean>()
  /** While one token follows another. */
  #stream: { readonly leaders: number; readonly steps: Steps } | null = null

  constructor(model: LlamaModel, sequence: LlamaContextSequence, tokens: GgufTokens) {
    this.#model = model
    this.#sequence = sequence
    this.#tokens = tokens
  }

  /** How many of these tokens it has read already. */
  knows(tokens: readonly Token[]): number {
    return this.#sequence.compareContextTokens([...tokens]).firstDifferentIndex
  }

  async *write(
    request: CandidatesRequest,
    candidate: number,
    { settings, prompt, chance, most, aborted }: SeatWish,
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
      const unread: readonly Token[] =
        next === null ? await this.#align([...prompt, ...writtenTokens(draft, seen)]) : [next]
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

  /** Keeps what the model has read of these tokens already. @returns those it still has to read, at least the last */
  async #align(tokens: readonly Token[]): Promise<readonly Token[]> {
    await this.leave()
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
      await this.leave()
      await this.#sequence.controlledEvaluate(tokens.slice(from, Math.min(from + BATCH, tokens.length - 1)))
    }
    if (aborted()) return null
    const probabilities = await this.#probabilities(tokens.slice(-1), leaders)
    const numbers = new Int32Array(probabilities.size)
    const found = new Float64Array(probabilities.size)
    let count = 0
    for (const [token, probability] of probabilities) {
      if (probability <= 0 || !seen.isWritable(token) || (!mayEnd && this.#isEnd(token))) continue
      numbers[count] = seen.numberOf(token)
      found[count++] = Math.log(probability)
    }
    const logits = new Float64Array(seen.size).fill(-Infinity)
    for (let at = 0; at < count; at++) logits[numbers[at]] = found[at]
    return logits
  }

  /** Reads one token, by the stream that is open where it is one of the same kind: it saves a fifth of a millisecond. */
  async #probabilities(tokens: readonly Token[], leaders: number): Promise<ReadonlyMap<Token, number>> {
    if (this.#stream?.leaders !== leaders) {
      await this.leave()
      const options = { temperature: 1, topK: leaders, topP: 1, minP: 0, yieldEogToken: true }
      const steps = this.#sequence.evaluateWithMetadata([...tokens], { probabilities: true }, options)
      this.#stream = { leaders, steps }
      return probabilitiesOf(await steps.next())
    }
    return probabilitiesOf(await this.#stream.steps.next([...tokens]))
  }

  /** Ends what is open; the text stays in its memory. */
  async leave(): Promise<void> {
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
