// One place at a model's table: a text in its memory and the passage that is written there. Several may write at once;
// llama.cpp then reads a token of each in one go. The model itself is llama-desk.ts'.
import type { LlamaContextSequence, SequenceEvaluateOutput, Token } from 'node-llama-cpp'
import { Sampler, type Remaining, type SamplingSettings } from '../../nn/sampling/index.ts'
import type { Random } from '../../nn/seed.ts'
import { PhraseBans } from '../../text/phrase-bans.ts'
import { Draft } from '../draft.ts'
import type { CandidatesRequest, SampleChunk } from '../passage.ts'
import { PassageWriter } from '../passage-writer.ts'
import { SeenTokens, type GgufVocabulary } from './llama-vocabulary.ts'

/** Tokens that are read at once. */
export const BATCH = 512
/**
 * Of the likeliest tokens at most so many are looked at, and at least so many: each costs a microsecond on its way out of
 * llama.cpp. Twice as many as top-k leaves, since penalties and guards push some of them down. What reaches further (see
 * `isWide`) sees the whole vocabulary, at a price.
 */
const MOST_LEADERS = 256
const LEAST_LEADERS = 64
/** Texts of which a seat knows what follows: as many as a writer goes back and forth between. */
const BEGINNINGS = 4
/** A model does not end its text before so many tokens: it was asked to go on. */
const LEAST_TOKENS = 6

/** Settings that weigh tokens far from the likeliest ones. */
const isWide = ({ topNSigma, typical, mirostatTau, bias, topK }: SamplingSettings): boolean =>
  topNSigma > 0 || typical < 1 || mirostatTau > 0 || 2 * topK > MOST_LEADERS || Object.keys(bias).length > 0

const leadersOf = (settings: SamplingSettings): number => {
  if (isWide(settings)) return 0
  return settings.topK === 0 ? MOST_LEADERS : Math.max(LEAST_LEADERS, 2 * settings.topK)
}

const writtenTokens = (draft: Pick<Draft, 'length' | 'tokenAt'>, seen: SeenTokens): readonly Token[] =>
  Array.from({ length: draft.length }, (_, place) => seen.tokenOf(draft.tokenAt(place)) as Token)

type Steps = AsyncGenerator<SequenceEvaluateOutput<{ probabilities: true }>, void, Token[]>

const probabilitiesOf = ({ value }: Awaited<ReturnType<Steps['next']>>): ReadonlyMap<Token, number> =>
  value?.probabilities ?? new Map()

/** A text to be continued, and what the model says may follow it. */
interface Beginning {
  readonly tokens: readonly Token[]
  readonly leaders: number
  readonly follows: ReadonlyMap<Token, number>
}

interface Following {
  readonly leaders: number
  readonly isBeginning: boolean
  readonly aborted: () => boolean
}

const isSame = (one: readonly Token[], other: readonly Token[]): boolean =>
  one.length === other.length && one.every((token, at) => token === other[at])

export interface SeatWish {
  readonly settings: SamplingSettings
  readonly prompt: readonly Token[]
  readonly chance: Random
  /** Tokens. */
  readonly most: number
  readonly aborted: () => boolean
}

export class LlamaSeat {
  readonly #sequence: LlamaContextSequence
  readonly #vocabulary: GgufVocabulary
  /** The newest first. */
  #beginnings: readonly Beginning[] = []
  /** While one token follows another. */
  #stream: { readonly leaders: number; readonly steps: Steps } | null = null

  constructor(sequence: LlamaContextSequence, vocabulary: GgufVocabulary) {
    this.#sequence = sequence
    this.#vocabulary = vocabulary
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
    const seen = new SeenTokens(this.#vocabulary)
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
    const leaders = leadersOf(settings)
    const mayGoOn = (): boolean => draft.end === null && draft.length < most && !aborted()
    /** @param next null: what stands in the model's memory may not be what was written */
    const read = async (next: Token | null): Promise<Remaining | null> => {
      const mayEnd = draft.length >= (request.conversation ? 1 : LEAST_TOKENS)
      const follows =
        next === null
          ? await this.#follow([...prompt, ...writtenTokens(draft, seen)], {
              leaders,
              isBeginning: draft.length === 0,
              aborted,
            })
          : await this.#probabilities([next], leaders)
      return follows && seen.scoresOf(follows, mayEnd)
    }
    let reading = mayGoOn() ? read(null) : null
    try {
      for (let scores = await reading; scores; scores = await reading) {
        const before = draft.length
        const chunks = [...draft.write(scores)]
        const next = draft.length === before + 1 ? (seen.tokenOf(draft.tokenAt(before)) as Token) : null
        // The model reads on while others take what is written; a failure waits until they ask for more.
        reading = mayGoOn() ? read(next) : null
        reading?.catch(() => null)
        yield* chunks
      }
    } finally {
      // Where nobody takes the rest, the seat is free when this is read.
      await reading?.catch(() => null)
    }
    yield* draft.close(aborted() ? 'aborted' : 'length')
  }

  /**
   * Reads what the model does not know of these tokens yet, and forgets what it knows beyond them; null where it was stopped.
   * @param isBeginning asked for again with other seeds: what follows is kept, so that each of them draws from the same
   */
  async #follow(
    tokens: readonly Token[],
    { leaders, isBeginning, aborted }: Following,
  ): Promise<ReadonlyMap<Token, number> | null> {
    await this.leave()
    const known = this.#beginnings.find((each) => each.leaders === leaders && isSame(each.tokens, tokens))
    const { firstDifferentIndex } = this.#sequence.compareContextTokens([...tokens])
    const kept = known ? firstDifferentIndex : Math.min(firstDifferentIndex, tokens.length - 1)
    await this.#sequence.eraseContextTokenRanges([{ start: kept, end: this.#sequence.nextTokenIndex }])
    let from = this.#sequence.nextTokenIndex
    for (; tokens.length - from > BATCH; from += BATCH) {
      if (aborted()) return null
      await this.#sequence.controlledEvaluate(tokens.slice(from, from + BATCH))
    }
    if (aborted()) return null
    const follows = from < tokens.length ? await this.#probabilities(tokens.slice(from), leaders) : undefined
    if (known) return known.follows
    if (isBeginning && follows)
      this.#beginnings = [{ tokens, leaders, follows }, ...this.#beginnings].slice(0, BEGINNINGS)
    return follows ?? null
  }

  /** Reads at most a batch, by the stream that is open where it is one of the same kind: it saves a fifth of a millisecond. */
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
}
