// Writes with a model token by token, all candidates side by side in one compiled step.
import * as tf from '@tensorflow/tfjs-core'
import { CONDITION_SIZE, conditionVector } from '../models/condition.ts'
import { Draft, type DraftGuard } from '../models/draft.ts'
import type { PassageRequest as AnyPassage, SampleChunk } from '../models/passage.ts'
import { PassageWriter } from '../models/passage-writer.ts'
import type { LatentSpace, NamedVariables, TextModel } from '../models/types.ts'
import { compile, type CompiledStep } from '../nn/compile/index.ts'
import { remaining, Sampler, samplingSettings } from '../nn/sampling/index.ts'
import { Random } from '../nn/seed.ts'
import { PhraseBans } from '../text/phrase-bans.ts'
import type { Tokenizer } from '../text/tokenizers/tokenizer.ts'
import { Utf8Guard } from '../text/tokenizers/utf8-guard.ts'
import { plainTypography } from '../text/typography.ts'
import { keepMemory, restoreMemory, type KeptMemory } from './kept-memory.ts'
import { personalFeelings } from './personal-feelings.ts'
import { Realism } from './realism.ts'
import type { TokenFeelings } from './token-feelings.ts'
import { TokenGuide } from './token-guide.ts'
import { WordPull } from './word-pull.ts'
import { clear } from './validation.ts'

export interface PassageRequest extends AnyPassage {
  /** One a candidate, for a model with a latent space; absent: each candidate draws its own. */
  readonly plans?: readonly Float32Array[]
}

interface Reading {
  readonly told: Float32Array
  readonly plans: readonly Float32Array[] | null
  readonly aborted: () => boolean
}

/** How much of the text before the cursor is read. */
const PROMPT_TOKENS = 192
/** So many of its tokens are read in one step: a wide product is far quicker than many narrow ones. */
const PROMPT_PIECE = 16
/** A passage of words is never longer than this many tokens a word. */
const TOKENS_PER_WORD = 8

/** Whether a request weighs with a condition against without: twice the rows. */
export const contrasts = ({
  condition,
  conditionWeight = 1,
}: Pick<PassageRequest, 'condition' | 'conditionWeight'>): boolean =>
  condition !== undefined && conditionWeight !== 0 && conditionWeight !== 1

/** Owns a compiled step for a fixed number of candidates; dispose() frees it, not the model. */
export class Decoder {
  readonly #latent: LatentSpace | undefined
  readonly #tokenizer: Tokenizer
  readonly #candidates: number
  /** With contrast the second half of the rows reads the same tokens without a condition. */
  readonly #rows: number
  readonly #feelings: TokenFeelings | null
  readonly #plainMarks: boolean
  readonly #realism: Realism | null
  readonly #memory: NamedVariables
  readonly #step: CompiledStep<[tf.Tensor1D, tf.Tensor2D], tf.Tensor2D>
  readonly #breakers: ReadonlySet<number>
  readonly #guard: DraftGuard<ArrayLike<number>>
  /** While the weights still change what was read is soon read otherwise. */
  readonly #mayKeep: boolean
  #kept: { readonly key: string; readonly memory: KeptMemory; readonly logits: Float32Array } | null = null

  /** @param frozen the weights will not change any more: a faster step */
  constructor(
    model: TextModel,
    tokenizer: Tokenizer,
    options: {
      readonly candidates: number
      readonly threads: number
      readonly frozen: boolean
      readonly contrast?: boolean
      readonly feelings?: TokenFeelings | null
      /** The model knows no other: the prompt is made so. */
      readonly plainMarks?: boolean
    },
  ) {
    const { candidates, threads, frozen, contrast = false, feelings = null } = options
    const rows = contrast ? 2 * candidates : candidates
    const memory = model.memory(rows)
    this.#latent = model.latent
    this.#tokenizer = tokenizer
    this.#candidates = candidates
    this.#rows = rows
    this.#feelings = feelings
    this.#plainMarks = options.plainMarks === true
    this.#mayKeep = frozen
    // While the weights still change nobody asks how real a sample is.
    this.#realism =
      model.textJudge && frozen ? new Realism(model.textJudge, model.weights.values(), threads) : null
    this.#memory = memory
    this.#step = compile(
      (tokens: tf.Tensor1D, conditions: tf.Tensor2D) => {
        const time = tokens.size / rows
        const logits = model.logits({ time, batch: rows, tokens, conditions }, memory)
        return time === 1 ? logits : tf.slice(logits, [(time - 1) * rows, 0], [rows, -1])
      },
      { vars: [...model.weights.values(), ...memory.values()], threads, freeze: frozen, name: 'decoding' },
    )
    this.#breakers = breakersOf(tokenizer)
    const guard = new Utf8Guard(tokenizer)
    this.#guard = {
      allowed: (logits, state) => remaining(guard.mask(logits, state)),
      next: (state, token) => guard.next(state, token),
    }
  }

  /** Chunks in the order of writing; every candidate ends with exactly one `done`. */
  *write(request: PassageRequest, aborted: () => boolean = () => false): Generator<SampleChunk> {
    const { maxWords, seed, guide, favour, stop = [], alternatives = 0, conditionWeight = 1 } = request
    const prompt = this.#plainMarks ? plainTypography(request.prompt) : request.prompt
    const feelings = this.#feelings
    const settings = samplingSettings.parse(request.sampling ?? {})
    // Without a word of text the model starts as after a paragraph's end.
    const promptTokens = this.#tokenizer.encode(prompt === '' ? '\n\n' : prompt).slice(-PROMPT_TOKENS)
    const random = new Random(seed)
    const bans = new PhraseBans(request.ban ?? [])
    const before = Array.from(prompt === '' ? '\n' : prompt).at(-1)!
    const drafts = Array.from({ length: this.#candidates }, (_, candidate) => {
      const chance = random.split(`candidate ${candidate}`)
      return new Draft({
        candidate,
        tokenizer: this.#tokenizer,
        guard: this.#guard,
        sampler: new Sampler(settings, chance, promptTokens, this.#breakers),
        writer: new PassageWriter(maxWords, stop, prompt),
        bans,
        before,
        alternatives,
        guide: together([
          ...(guide && feelings
            ? [
                new TokenGuide(
                  personalFeelings(feelings, this.#tokenizer, guide.words),
                  guide.wish,
                  guide.strength,
                ),
              ]
            : []),
          ...(favour ? [new WordPull(this.#tokenizer, favour)] : []),
        ]),
        realism: this.#realism,
      })
    })
    const told = conditionVector(conditionWeight === 0 ? undefined : request.condition)
    const plans = this.#plansFor(request.plans, random)
    let logits = this.#read(promptTokens, drafts, 0, { told, plans, aborted })
    for (let count = 0; count < maxWords * TOKENS_PER_WORD && !aborted();) {
      const writing = drafts.filter((draft) => draft.end === null)
      for (const [candidate, draft] of drafts.entries()) {
        // One that is ahead waits for another that went back.
        if (draft.end !== null || draft.length > count) continue
        yield* draft.write(this.#logitsOf(logits, candidate, conditionWeight))
      }
      const left = writing.filter((draft) => draft.end === null)
      if (left.length === 0) return
      const shortest = Math.min(...left.map((draft) => draft.length))
      if (shortest > count)
        logits = this.#advance(
          drafts.map((draft) => draft.tokenAt(count)),
          told,
        )
      else logits = this.#read(promptTokens, drafts, shortest, { told, plans, aborted })
      count = Math.min(shortest, count + 1)
    }
    for (const draft of drafts) yield* draft.close(aborted() ? 'aborted' : 'length')
  }

  dispose(): void {
    this.#step.dispose()
    this.#realism?.dispose()
    for (const variable of this.#memory.values()) variable.dispose()
  }

  /** Reads the prompt and the first tokens of every draft into empty memory; the logits that follow. */
  #read(prompt: Int32Array, drafts: readonly Draft[], count: number, reading: Reading): Float32Array {
    let logits = this.#readPrompt(prompt, reading)
    for (const { from, to } of piecesOf(count)) {
      if (reading.aborted()) return logits
      const places = Array.from({ length: to - from }, (_, i) => from + i)
      logits = this.#advance(
        places.flatMap((place) => drafts.map((draft) => draft.tokenAt(place))),
        reading.told,
      )
    }
    return logits
  }

  /** The same text as the last time is not read again: many lines begin alike, and a draft that went back begins anew. */
  #readPrompt(prompt: Int32Array, { told, plans, aborted }: Reading): Float32Array {
    const key = this.#mayKeep && plans === null ? `${prompt.join()} ${told.join()}` : null
    if (key !== null && this.#kept?.key === key) {
      restoreMemory(this.#memory, this.#kept.memory)
      return this.#kept.logits
    }
    clear(this.#memory)
    let logits: Float32Array = new Float32Array()
    for (const piece of piecesOf(prompt.length)) {
      if (aborted()) return logits
      // What came before is read without a plan; the first new word already follows it.
      if (piece.isLast && plans)
        this.#latent?.setPlans(
          this.#memory,
          Array.from({ length: this.#rows }, (_, row) => plans[row % this.#candidates]),
        )
      const tokens = [...prompt.subarray(piece.from, piece.to)]
      logits = this.#advance(
        tokens.flatMap((token) => Array.from({ length: this.#candidates }, () => token)),
        told,
      )
    }
    if (key !== null) this.#kept = { key, memory: keepMemory(this.#memory), logits }
    return logits
  }

  /** Drawn plans make the candidates differ in what they say, not only in how. */
  #plansFor(plans: readonly Float32Array[] | undefined, random: Random): readonly Float32Array[] | null {
    const latent = this.#latent
    if (!latent) return null
    const draw = (_: unknown, candidate: number) => {
      const own = random.split(`plan ${candidate}`)
      return Float32Array.from({ length: latent.size }, () => own.gaussian())
    }
    return plans ?? Array.from({ length: this.#candidates }, draw)
  }

  /** Of one candidate; with contrast they go on from without a condition through with it (Ho & Salimans 2022). */
  #logitsOf(logits: Float32Array, candidate: number, weight: number): Float32Array {
    const size = this.#tokenizer.vocabularySize
    const row = (at: number) => logits.subarray(at * size, (at + 1) * size)
    const told = row(candidate)
    if (this.#rows === this.#candidates) return told
    const untold = row(this.#candidates + candidate)
    return told.map((logit, token) => untold[token] + weight * (logit - untold[token]))
  }

  /**
   * Every candidate reads the same number of tokens, time first; the logits [rows, vocabulary] that follow the last.
   * @param own one token a candidate and time
   */
  #advance(own: readonly number[], condition: Float32Array): Float32Array {
    const time = own.length / this.#candidates
    const tokens = Array.from(
      { length: time * this.#rows },
      (_, at) => own[Math.floor(at / this.#rows) * this.#candidates + ((at % this.#rows) % this.#candidates)],
    )
    const told = new Float32Array(tokens.length * CONDITION_SIZE)
    tokens.forEach((_, at) => {
      if (at % this.#rows < this.#candidates) told.set(condition, at * CONDITION_SIZE)
    })
    const inputs = [
      tf.tensor1d(Int32Array.from(tokens), 'int32'),
      tf.tensor2d(told, [tokens.length, CONDITION_SIZE]),
    ] as const
    const logits = this.#step(...inputs)
    const data = logits.dataSync<'float32'>()
    tf.dispose([...inputs, logits])
    return data
  }
}

/** Several that steer one text, as one; null where nobody does. */
const together = (guides: readonly (TokenGuide | WordPull)[]) =>
  guides.length === 0
    ? null
    : {
        adjust: (logits: Float64Array) => guides.forEach((guide) => guide.adjust(logits)),
        push: (token: number) => guides.forEach((guide) => guide.push(token)),
        forget: (token: number) => guides.forEach((guide) => guide.forget(token)),
      }

/** Tokens in pieces that are read at once, then one by one; the last token is a piece of its own. */
function* piecesOf(count: number) {
  let from = 0
  for (; from + PROMPT_PIECE < count; from += PROMPT_PIECE)
    yield { from, to: from + PROMPT_PIECE, isLast: false }
  for (; from < count; from++) yield { from, to: from + 1, isLast: from === count - 1 }
}

/** Tokens of marks and line ends alone: repeating them is not repeating a phrase. */
function breakersOf(tokenizer: Tokenizer): Set<number> {
  const breakers = new Set<number>()
  for (let token = 0; token < tokenizer.vocabularySize; token++)
    if (/^[\s\p{P}]*[\n\p{P}][\s\p{P}]*$/u.test(tokenizer.decode([token]))) breakers.add(token)
  return breakers
}
