// Writes with a model token by token, all candidates side by side in one compiled step.
import * as tf from '@tensorflow/tfjs-core'
import { CONDITION_SIZE, conditionVector, type Condition } from '../models/condition.ts'
import type { LatentSpace, NamedVariables, TextModel } from '../models/types.ts'
import { compile, type CompiledStep } from '../nn/compile/index.ts'
import { Sampler, samplingSettings, type Alternative, type SamplingSettings } from '../nn/sampling/index.ts'
import { Random } from '../nn/seed.ts'
import type { Tokenizer } from '../text/tokenizers/tokenizer.ts'
import { Utf8Guard } from '../text/tokenizers/utf8-guard.ts'
import { PassageWriter } from './passage-writer.ts'
import type { SampleChunk, TokenTrace } from './types.ts'
import { clear } from './validation.ts'

export interface PassageRequest {
  readonly prompt: string
  readonly maxWords: number
  readonly seed: number
  readonly sampling?: Partial<SamplingSettings>
  readonly condition?: Condition
  readonly stop?: readonly string[]
  /** So many alternatives are told with every token. */
  readonly alternatives?: number
  /** One a candidate, for a model with a latent space; absent: each candidate draws its own. */
  readonly plans?: readonly Float32Array[]
}

/** How much of the text before the cursor is read. */
const PROMPT_TOKENS = 192
/** So many of its tokens are read in one step: a wide product is far quicker than many narrow ones. */
const PROMPT_PIECE = 16
/** A passage of words is never longer than this many tokens a word. */
const TOKENS_PER_WORD = 8

/** Owns a compiled step for a fixed number of candidates; dispose() frees it, not the model. */
export class Decoder {
  readonly #latent: LatentSpace | undefined
  readonly #tokenizer: Tokenizer
  readonly #candidates: number
  readonly #memory: NamedVariables
  readonly #step: CompiledStep<[tf.Tensor1D, tf.Tensor2D], tf.Tensor2D>
  readonly #breakers: ReadonlySet<number>
  readonly #guard: Utf8Guard

  /** @param frozen the weights will not change any more: a faster step */
  constructor(
    model: TextModel,
    tokenizer: Tokenizer,
    options: { readonly candidates: number; readonly threads: number; readonly frozen: boolean },
  ) {
    const { candidates, threads, frozen } = options
    const memory = model.memory(candidates)
    this.#latent = model.latent
    this.#tokenizer = tokenizer
    this.#candidates = candidates
    this.#memory = memory
    this.#step = compile(
      (tokens: tf.Tensor1D, conditions: tf.Tensor2D) => {
        const time = tokens.size / candidates
        const logits = model.logits({ time, batch: candidates, tokens, conditions }, memory)
        return time === 1 ? logits : tf.slice(logits, [(time - 1) * candidates, 0], [candidates, -1])
      },
      { vars: [...model.weights.values(), ...memory.values()], threads, freeze: frozen, name: 'decoding' },
    )
    this.#breakers = breakersOf(tokenizer)
    this.#guard = new Utf8Guard(tokenizer)
  }

  /** Chunks in the order of writing; every candidate ends with exactly one `done`. */
  *write(request: PassageRequest, aborted: () => boolean = () => false): Generator<SampleChunk> {
    const { prompt, maxWords, seed, condition, stop = [], alternatives = 0 } = request
    const settings = samplingSettings.parse(request.sampling ?? {})
    // Without a word of text the model starts as after a paragraph's end.
    const promptTokens = this.#tokenizer.encode(prompt === '' ? '\n\n' : prompt).slice(-PROMPT_TOKENS)
    const random = new Random(seed)
    const rows = Array.from({ length: this.#candidates }, (_, candidate) => ({
      candidate,
      sampler: new Sampler(settings, random.split(`candidate ${candidate}`), promptTokens, this.#breakers),
      writer: new PassageWriter(this.#tokenizer.decoder(), maxWords, stop, prompt),
      token: 0,
      utf8: 0,
      tokens: 0,
      logProbability: 0,
    }))
    clear(this.#memory)
    const told = conditionVector(condition)
    let logits: Float32Array = new Float32Array()
    for (const piece of piecesOf(promptTokens)) {
      if (aborted()) break
      // What came before is read without a plan; the first new word already follows it.
      if (piece.isLast) this.#plan(request.plans, random)
      const everyRow = piece.tokens.flatMap((token) => Array<number>(this.#candidates).fill(token))
      logits = this.#advance(everyRow, told)
    }
    const vocabulary = this.#tokenizer.vocabularySize
    for (let count = 0; count < maxWords * TOKENS_PER_WORD && !aborted(); count++) {
      const writing = rows.filter((row) => row.writer.end === null)
      if (writing.length === 0) return
      for (const row of writing) {
        const own = logits.subarray(row.candidate * vocabulary, (row.candidate + 1) * vocabulary)
        const allowed = this.#guard.mask(own, row.utf8)
        const others = alternatives > 0 ? row.sampler.alternatives(allowed, alternatives) : []
        const choice = row.sampler.next(allowed)
        row.utf8 = this.#guard.next(row.utf8, choice.token)
        row.token = choice.token
        row.tokens++
        row.logProbability += choice.logProbability
        const text = row.writer.push(choice.token)
        const traced = alternatives > 0 ? { token: this.#traceOf(choice.token, others) } : {}
        if (row.writer.end !== null) yield { ...finished(row, text), ...traced }
        else if (text !== '' || alternatives > 0) yield { candidate: row.candidate, text, ...traced }
      }
      if (rows.some((row) => row.writer.end === null))
        logits = this.#advance(
          rows.map((row) => row.token),
          told,
        )
    }
    for (const row of rows) {
      if (row.writer.end !== null) continue
      const text = row.writer.flush(aborted() ? 'aborted' : 'length')
      yield finished(row, text)
    }
  }

  dispose(): void {
    this.#step.dispose()
    for (const variable of this.#memory.values()) variable.dispose()
  }

  #traceOf(token: number, others: readonly Alternative[]): TokenTrace {
    const textOf = (each: number) => this.#tokenizer.decode([each])
    const alternatives = others
      .filter((each) => each.probability > 0)
      .map((each) => ({ text: textOf(each.token), probability: each.probability }))
    return { text: textOf(token), alternatives }
  }

  /** Drawn plans make the candidates differ in what they say, not only in how. */
  #plan(plans: readonly Float32Array[] | undefined, random: Random): void {
    const latent = this.#latent
    if (!latent) return
    const draw = (_: unknown, candidate: number) => {
      const own = random.split(`plan ${candidate}`)
      return Float32Array.from({ length: latent.size }, () => own.gaussian())
    }
    latent.setPlans(this.#memory, plans ?? Array.from({ length: this.#candidates }, draw))
  }

  /** Every row reads the same number of tokens, time first; the logits [candidates, vocabulary] that follow the last. */
  #advance(tokens: readonly number[], condition: Float32Array): Float32Array {
    const told = new Float32Array(tokens.length * CONDITION_SIZE)
    tokens.forEach((_, row) => told.set(condition, row * CONDITION_SIZE))
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

/** A prompt in pieces that are read at once, then token by token; the last token is a piece of its own. */
function* piecesOf(prompt: Int32Array) {
  let at = 0
  for (; at + PROMPT_PIECE < prompt.length; at += PROMPT_PIECE)
    yield { tokens: [...prompt.subarray(at, at + PROMPT_PIECE)], isLast: false }
  for (; at < prompt.length; at++) yield { tokens: [prompt[at]], isLast: at === prompt.length - 1 }
}

interface Row {
  readonly candidate: number
  readonly writer: PassageWriter
  readonly tokens: number
  readonly logProbability: number
}

function finished({ candidate, writer, tokens, logProbability }: Row, text: string): SampleChunk {
  return { candidate, text, done: { reason: writer.end!, tokens, logProbability } }
}

/** Tokens of marks and line ends alone: repeating them is not repeating a phrase. */
function breakersOf(tokenizer: Tokenizer): Set<number> {
  const breakers = new Set<number>()
  for (let token = 0; token < tokenizer.vocabularySize; token++)
    if (/^[\s\p{P}]*[\n\p{P}][\s\p{P}]*$/u.test(tokenizer.decode([token]))) breakers.add(token)
  return breakers
}
