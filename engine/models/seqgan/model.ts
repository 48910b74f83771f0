// SeqGAN on a writer's own text: an LSTM writes, a convolutional discriminator judges; likelihood first, then the game.
// Yu et al. 2017 (arXiv 1609.05473): policy gradient with Monte-Carlo completions; Gumbel-softmax after Kusner &
// Hernández-Lobato 2016 (1611.04051). Likelihood stays in the game, or a small book's writer forgets its grammar.
import * as tf from '@tensorflow/tfjs-core'
import { randomInput } from '../../nn/compile/index.ts'
import { makeVariable } from '../../nn/make-variable.ts'
import { gumbelSoftmax, withoutGradient } from '../../nn/ops/categorical.ts'
import { crossEntropy } from '../../nn/ops/cross-entropy.ts'
import { dropout } from '../../nn/ops/dropout.ts'
import { lstmCell, lstmSequence, type LstmWeights } from '../../nn/ops/lstm-sequence.ts'
import type { Random } from '../../nn/seed.ts'
import { CONDITION_SIZE } from '../condition.ts'
import { tell, telemetryOf } from '../telemetry.ts'
import type {
  ModelShape,
  NamedVariables,
  SecondStage,
  SequenceBatch,
  TextJudge,
  TextModel,
} from '../types.ts'
import type { SeqganSettings } from './config.ts'
import { Discriminator } from './discriminator.ts'
import { byRow, rewards, write, type Opening, type Writer, type WriterState } from './play.ts'

/** The tokens that a filter of the judge sees at once. */
const JUDGE_WIDTHS = [1, 2, 3, 4, 5] as const
/** Over so much of the game the judge's word grows to full weight: at first it knows nothing. */
const RAMP = 0.25

export class SeqganModel implements TextModel, Writer {
  /** The writer's, and under `discriminator/` the judge's. */
  readonly weights: ReadonlyMap<string, tf.Variable>
  readonly discriminator: Discriminator
  readonly secondStage: SecondStage
  readonly telemetry: NamedVariables
  readonly textJudge: TextJudge
  readonly #settings: SeqganSettings
  readonly #random: Random

  constructor(settings: SeqganSettings, { vocabularySize }: ModelShape, random: Random) {
    this.#settings = settings
    this.#random = random
    const { embedding, hidden } = settings
    const weights = new Map<string, tf.Variable>()
    const add = (name: string, shape: readonly number[], numberAt: (i: number) => number) => {
      const size = shape.reduce((a, b) => a * b, 1)
      const numbers = Float32Array.from({ length: size }, (_, i) => numberAt(i))
      weights.set(name, makeVariable(tf.tensor(numbers, [...shape]), { trainable: true }))
    }
    const normal = (deviation: number) => () => deviation * random.gaussian()
    add('embedding', [vocabularySize, embedding], normal(0.1))
    add('condition', [CONDITION_SIZE, embedding], normal(0.02))
    add('lstm/w', [embedding, 4 * hidden], normal(1 / Math.sqrt(embedding)))
    add('lstm/u', [hidden, 4 * hidden], normal(1 / Math.sqrt(hidden)))
    // Gates in the order input, output, forget, candidate: at first nothing is forgotten.
    add('lstm/b', [4 * hidden], (i) => (Math.floor(i / hidden) === 2 ? 1 : 0))
    add('projection', [hidden, embedding], normal(1 / Math.sqrt(hidden)))
    add('bias', [vocabularySize], () => 0)
    const { judgeEmbedding, judgeFilters: filters, gameLength } = settings
    const widths = JUDGE_WIDTHS.filter((width) => width <= gameLength)
    const shape = { vocabularySize, embedding: judgeEmbedding, widths, filters, dropout: settings.dropout }
    this.discriminator = new Discriminator(shape, random)
    for (const [name, weight] of this.discriminator.weights) weights.set(`discriminator/${name}`, weight)
    this.weights = weights
    this.telemetry = telemetryOf(['judgeLoss', 'judgeAccuracy', 'reward'])
    this.textJudge = {
      length: settings.gameLength,
      judge: (tokens, rows) => this.discriminator.judge(tokens, rows),
    }
    this.secondStage = {
      startsAt: settings.gameStart,
      loss: (batch, memory) => this.#gameLoss(batch, memory),
    }
  }

  memory(batch: number): NamedVariables {
    const zeros = () => makeVariable(tf.zeros([batch, this.#settings.hidden]), { trainable: false })
    return new Map([
      ['h', zeros()],
      ['c', zeros()],
    ])
  }

  trainingLoss(batch: SequenceBatch, memory: NamedVariables): tf.Scalar {
    return crossEntropy(this.#forward(batch, memory, true), batch.targets)
  }

  logits(batch: Omit<SequenceBatch, 'targets'>, memory: NamedVariables): tf.Tensor2D {
    return this.#forward(batch, memory, false)
  }

  /** One token a row; the state is h, c and what the condition asks, each [rows, …]. */
  advance(tokens: tf.Tensor1D, state: WriterState): { logits: tf.Tensor2D; state: WriterState } {
    return this.#advance(tf.gather(this.#weight('embedding'), tokens), state)
  }

  dispose(): void {
    for (const weight of this.weights.values()) weight.dispose()
    for (const number of this.telemetry.values()) number.dispose()
  }

  /**
   * Likelihood, the judge's own learning, and the judge's opinion of what the writer writes in the place of the
   * batch's first tokens, from the same memory. Worth what likelihood is worth, so that the curve stays one curve.
   */
  #gameLoss(batch: SequenceBatch, memory: NamedVariables): tf.Scalar {
    const rows = batch.batch
    const length = Math.min(this.#settings.gameLength, batch.time)
    const opening: Opening = {
      token: tf.slice(batch.tokens, 0, rows),
      state: [
        memory.get('h')! as tf.Variable<tf.Rank.R2>,
        memory.get('c')! as tf.Variable<tf.Rank.R2>,
        tf.matMul(tf.slice(batch.conditions, [0, 0], [rows, CONDITION_SIZE]), this.#weight('condition')),
      ],
    }
    const written = write(this, opening, length, this.#random)
    const real = byRow(tf.split(tf.slice(batch.targets, 0, length * rows), length))
    const { loss: telling, accuracy } = this.discriminator.examine(real, byRow(written.tokens), rows)
    tell(this.telemetry, { judgeLoss: telling, judgeAccuracy: accuracy })
    const opinion = this.#settings.gumbel
      ? this.#softOpinion(opening, length)
      : this.#policyOpinion(opening, written.tokens, this.#advantages(written))
    const weight = tf.mul(this.#ramp(batch.progress), tf.scalar(this.#settings.gameWeight))
    const extra = tf.add(telling, tf.mul(opinion, weight))
    // After the slices above: the forward pass moves the memory on.
    const likelihood = this.trainingLoss(batch, memory)
    return tf.add<tf.Scalar>(
      likelihood,
      tf.sub(
        extra,
        withoutGradient(() => tf.clone(extra)),
      ),
    )
  }

  /** Rewards [length, rows] against the mean of their place, in units of their deviation. */
  #advantages(written: ReturnType<typeof write>): tf.Tensor2D {
    return withoutGradient(() => {
      const { rollouts } = this.#settings
      const judge = (tokens: tf.Tensor1D, rows: number) => this.discriminator.judge(tokens, rows)
      const judged = rewards(this, judge, written, { rollouts, random: this.#random })
      tell(this.telemetry, { reward: tf.mean(judged) })
      const better = tf.sub<tf.Tensor2D>(judged, tf.mean(judged, 1, true))
      return tf.div<tf.Tensor2D>(better, tf.add(tf.sqrt(tf.mean(tf.square(better))), tf.scalar(1e-3)))
    })
  }

  /** −Σ advantage · log p of the tokens written, a token. */
  #policyOpinion(
    { token, state }: Opening,
    tokens: readonly tf.Tensor1D[],
    advantages: tf.Tensor2D,
  ): tf.Scalar {
    const { embedding, hidden } = this.#settings
    const [h, c, asked] = state as readonly [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D]
    const [length, rows] = advantages.shape
    const table = this.#weight('embedding')
    const read = tf.concat([token, ...tokens.slice(0, -1)])
    const words = tf.reshape<tf.Rank.R3>(tf.gather(table, read), [length, rows, embedding])
    const { states } = lstmSequence(tf.add(words, asked), h, c, this.#lstm(0))
    const said = tf.matMul(
      tf.reshape<tf.Rank.R2>(states, [length * rows, hidden]),
      this.#weight('projection'),
    )
    const logits = tf.add(tf.matMul(said, table, false, true), this.#weight('bias'))
    const chosen = tf.concat([...tokens])
    // The chosen tokens' own rows: cheaper than picking from all logits.
    const own = tf.add(
      tf.sum(tf.mul(said, tf.gather(table, chosen)), 1),
      tf.gather(this.#weight('bias') as tf.Tensor as tf.Tensor1D, chosen),
    )
    const logProbabilities = tf.sub(own, tf.logSumExp(logits, 1))
    return tf.neg(tf.mean(tf.mul(logProbabilities, tf.reshape(advantages, [length * rows]))))
  }

  /** How surely the judge takes softly written texts for written ones, nats. */
  #softOpinion({ token, state }: Opening, length: number): tf.Scalar {
    const rows = token.size
    const table = this.#weight('embedding')
    const choices: tf.Tensor2D[] = []
    let word: tf.Tensor2D = tf.gather(table, token)
    let before = state
    for (let place = 0; place < length; place++) {
      const next = this.#advance(word, before)
      const uniform = randomInput(next.logits.shape, this.#random) as tf.Tensor2D
      const choice = gumbelSoftmax(next.logits, uniform, this.#settings.gumbelTemperature)
      choices.push(choice)
      word = tf.matMul(choice, table)
      before = next.state
    }
    const flat = tf.reshape<tf.Rank.R2>(tf.stack(choices, 1), [rows * length, table.shape[0]])
    const judged = this.discriminator.judgeSoft(flat, rows)
    tell(this.telemetry, { reward: tf.mean(tf.sigmoid(judged)) })
    return tf.mean(tf.softplus(tf.neg(judged)))
  }

  /** 0 at the start of the game, 1 after its first quarter. Full where nothing is said of progress. */
  #ramp(progress: tf.Scalar | undefined): tf.Scalar {
    const { gameStart } = this.#settings
    if (progress === undefined || gameStart >= 1) return tf.scalar(1)
    const since = tf.div(tf.sub(progress, tf.scalar(gameStart)), tf.scalar(RAMP * (1 - gameStart)))
    return tf.clipByValue<tf.Scalar>(since as tf.Scalar, 0, 1)
  }

  #forward(
    { tokens, conditions, time, batch }: Omit<SequenceBatch, 'targets'>,
    memory: NamedVariables,
    training: boolean,
  ): tf.Tensor2D {
    const { embedding, hidden } = this.#settings
    const rate = (setting: 'dropout' | 'recurrentDropout') => (training ? this.#settings[setting] : 0)
    const table = this.#weight('embedding')
    const asked = tf.matMul(conditions, this.#weight('condition'))
    // [time · batch, embedding] → [time, batch, width]
    let x = tf.reshape<tf.Rank.R3>(tf.add(tf.gather(table, tokens), asked), [time, batch, embedding])
    x = dropout(x, rate('dropout'), [1, batch, embedding], this.#random)
    const h = memory.get('h')! as tf.Variable<tf.Rank.R2>
    const c = memory.get('c')! as tf.Variable<tf.Rank.R2>
    const { states, cell } = lstmSequence(x, h, c, this.#lstm(rate('recurrentDropout')))
    h.assign(tf.reshape(tf.slice(states, [time - 1, 0, 0], [1, batch, hidden]), [batch, hidden]))
    c.assign(cell)
    x = dropout(states, rate('dropout'), [1, batch, hidden], this.#random)
    return this.#say(tf.reshape(x, [time * batch, hidden]))
  }

  /** words [rows, embedding] instead of their numbers. */
  #advance(words: tf.Tensor2D, state: WriterState): { logits: tf.Tensor2D; state: WriterState } {
    const [h, c, asked] = state as readonly [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D]
    const { w, u, b } = this.#lstm(0)
    const gates = tf.add<tf.Tensor2D>(tf.matMul(tf.add(words, asked), w), b)
    const [nextH, nextC] = lstmCell(gates, h, c, u)
    return { logits: this.#say(nextH), state: [nextH, nextC, asked] }
  }

  /** states [n, hidden] → logits [n, vocabulary]. */
  #say(states: tf.Tensor2D): tf.Tensor2D {
    const projected = tf.matMul(states, this.#weight('projection'))
    return tf.add(tf.matMul(projected, this.#weight('embedding'), false, true), this.#weight('bias'))
  }

  #lstm(recurrentDropout: number): LstmWeights {
    const u = this.#weight('lstm/u')
    return {
      w: this.#weight('lstm/w'),
      u: dropout(u, recurrentDropout, u.shape, this.#random),
      b: this.#weight('lstm/b') as tf.Tensor as tf.Tensor1D,
    }
  }

  #weight(name: string): tf.Tensor2D {
    return this.weights.get(name)! as tf.Tensor as tf.Tensor2D
  }
}
