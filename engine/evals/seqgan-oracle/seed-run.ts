// One seed of the reproduction from first word to last, in pieces that can be kept and taken up again.
import { Random, type RandomState } from '../../nn/seed.ts'
import { readWeights, writeWeights, type WeightTensor } from '../../nn/weights.ts'
import { readVariables, writeVariables } from '../../training/model-file.ts'
import { LENGTH, type PaperLstm } from './paper-lstm.ts'
import { GAME, Players } from './players.ts'
import { judge, timeFirst, writeTexts, type Judgement, type Texts } from './referee.ts'

export interface Plan {
  /** Texts of the oracle to learn from. */
  readonly texts: number
  /** Passes of maximum likelihood over them. */
  readonly epochs: number
  /** Discriminator steps before the game. */
  readonly warmup: number
  /** Policy steps of the game. */
  readonly rounds: number
  readonly rollouts: number
  /** Discriminator steps a round. */
  readonly tellings: number
  readonly judgeEvery: number
  readonly judged: number
}

/**
 * The authors' code: 120 passes (ours is flat from 30 to 80: 9.02–9.04), 50 × 3 and 15 passes of the discriminator, some
 * 47,000 steps before the game and 4,700 a round; 16 rollouts, 200 rounds in the paper. Ours is what a processor does in
 * minutes: a discriminator that learns ten times as fast, and as many rounds as bring something.
 */
export const PLAN: Plan = {
  texts: 10_000,
  epochs: 40,
  warmup: 1500,
  rounds: 50,
  rollouts: 4,
  tellings: 16,
  judgeEvery: 25,
  judged: 10_240,
}

export const TEMPERATURES = [1, 0.95, 0.9, 0.85, 0.8, 0.7] as const

/** What likelihood has made: the generator and its optimizer, and what the game begins with. */
const WRITER = ['generator', 'lagging', 'likelihood', 'policy']

interface Progress {
  epoch: number
  warmup: number
  round: number
  randomState: RandomState
  mleCurve: [number, number][]
  mle: (Judgement & { temperature: number })[]
  curve: (Judgement & { round: number })[]
  seconds: number
}

export interface SeedResult {
  readonly seed: number
  readonly isDone: boolean
  readonly epoch: number
  readonly round: number
  readonly seconds: number
  /** The oracle's nats a token during maximum likelihood, by epoch. */
  readonly mleCurve: readonly (readonly [number, number])[]
  /** The temperature sweep of the likelihood model; the first entry is temperature 1. */
  readonly mle: readonly (Judgement & { readonly temperature: number })[]
  /** The game, by round; the last entry counts. */
  readonly curve: readonly (Judgement & { readonly round: number })[]
}

/** Owns the players; dispose() frees them. */
export class SeedRun {
  readonly #seed: number
  readonly #plan: Plan
  readonly #oracle: PaperLstm
  readonly #threads: number
  readonly #random: Random
  readonly #players: Players
  readonly #texts: Texts
  readonly #heldOut: Texts
  #progress: Progress

  constructor(oracle: PaperLstm, seed: number, plan: Plan, threads: number) {
    this.#seed = seed
    this.#plan = plan
    this.#oracle = oracle
    this.#threads = threads
    const random = new Random(`seqgan-oracle ${seed}`)
    const data = random.split('data')
    const rounded = 256 * Math.ceil(plan.texts / 256)
    this.#texts = writeTexts(oracle, oracle, rounded, data, threads).subarray(0, plan.texts * LENGTH)
    this.#heldOut = writeTexts(oracle, oracle, plan.judged, data, threads)
    this.#random = random.split('run')
    this.#players = new Players(this.#random, threads)
    const randomState = this.#random.state()
    this.#progress = {
      epoch: 0,
      warmup: 0,
      round: 0,
      randomState,
      mleCurve: [],
      mle: [],
      curve: [],
      seconds: 0,
    }
  }

  get result(): SeedResult {
    const { epoch, round, mleCurve, mle, curve, seconds } = this.#progress
    return {
      seed: this.#seed,
      isDone: round >= this.#plan.rounds,
      epoch,
      round,
      seconds: Math.round(seconds),
      mleCurve,
      mle,
      curve,
    }
  }

  /** True once, when likelihood has been learnt and judged and the game has not begun. */
  get isBeforeGame(): boolean {
    const { mle, warmup } = this.#progress
    return mle.length === TEMPERATURES.length && warmup === 0
  }

  /** The next piece of work, seconds long; false when there is none left. `now` in milliseconds. */
  advance(now: () => number, say: (line: string) => void): boolean {
    const started = now()
    const { epochs, warmup, rounds } = this.#plan
    const progress = this.#progress
    if (progress.epoch < epochs) this.#learnLikelihood(say)
    else if (progress.mle.length < TEMPERATURES.length) this.#sweep(say)
    else if (progress.warmup < warmup) this.#warmUp()
    else if (progress.round < rounds) this.#playRound(say)
    else return false
    progress.seconds += (now() - started) / 1000
    return true
  }

  async save(file: string): Promise<void> {
    const tensors = new Map<string, WeightTensor>()
    for (const [group, variables] of Object.entries(this.#players.tensors))
      for (const [name, tensor] of readVariables(variables, `${group}/`)) tensors.set(name, tensor)
    this.#progress.randomState = this.#random.state()
    const state = JSON.stringify({ plan: this.#plan, progress: this.#progress })
    await writeWeights(file, { tensors, metadata: { format: 'seqgan-oracle-1', state } })
  }

  /** False where there is no such file; throws where it belongs to another plan. */
  restore(file: string): Promise<boolean> {
    const mine = (plan: Plan): boolean => JSON.stringify(plan) === JSON.stringify(this.#plan)
    return this.#restore(file, mine, Object.keys(this.#players.tensors))
  }

  /** As `restore`, from what was kept before a game that may have been another one: the writer alone. */
  restoreLikelihood(file: string): Promise<boolean> {
    const { texts, epochs, judged } = this.#plan
    const mine = (plan: Plan): boolean =>
      plan.texts === texts && plan.epochs === epochs && plan.judged === judged
    return this.#restore(file, mine, WRITER)
  }

  async #restore(file: string, isMine: (plan: Plan) => boolean, groups: readonly string[]): Promise<boolean> {
    const saved = await readWeights(file).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    })
    if (!saved) return false
    const { plan, progress } = JSON.parse(saved.metadata['state'] ?? '{}') as {
      plan: Plan
      progress: Progress
    }
    if (!isMine(plan))
      throw new Error(`${file} was begun with other settings; choose another folder to keep this run in`)
    for (const group of groups) writeVariables(this.#players.tensors[group], saved.tensors, `${group}/`)
    this.#progress = progress
    this.#random.restore(progress.randomState)
    return true
  }

  dispose(): void {
    this.#players.dispose()
  }

  #learnLikelihood(say: (line: string) => void): void {
    const progress = this.#progress
    const order = this.#random.shuffle(Array.from({ length: this.#plan.texts }, (_, i) => i))
    let sum = 0
    let steps = 0
    for (let at = 0; at + GAME.batch <= order.length; at += GAME.batch) {
      sum += this.#players.learnLikelihood(timeFirst(this.#texts, order.slice(at, at + GAME.batch)))
      steps++
    }
    progress.epoch++
    if (progress.epoch % 10 === 0) {
      const { oracleNll } = this.#judge(1, 2048)
      progress.mleCurve.push([progress.epoch, oracleNll])
      say(
        `seed ${this.#seed}  pass ${progress.epoch}  own ${(sum / steps).toFixed(3)}  oracle ${oracleNll.toFixed(3)}`,
      )
    }
  }

  #sweep(say: (line: string) => void): void {
    const temperature = TEMPERATURES[this.#progress.mle.length]
    const judgement = { temperature, ...this.#judge(temperature, this.#plan.judged) }
    this.#progress.mle.push(judgement)
    say(`seed ${this.#seed}  likelihood at temperature ${temperature}  ${line(judgement)}`)
  }

  #warmUp(): void {
    this.#progress.warmup += this.#tell()
    if (this.#progress.warmup >= this.#plan.warmup) this.#players.startGame()
  }

  /** Some discriminator steps on fresh texts; how many. */
  #tell(): number {
    const batches = this.#players.writeForDiscriminator()
    for (const written of batches) {
      const real = Array.from({ length: GAME.batch }, () => this.#random.integer(this.#plan.texts))
      const texts = real.flatMap((row) => [...this.#texts.subarray(row * LENGTH, (row + 1) * LENGTH)])
      this.#players.learnToTell(Int32Array.from(texts), written)
    }
    return batches.length
  }

  #playRound(say: (line: string) => void): void {
    const progress = this.#progress
    const reward = this.#players.learnPolicy(this.#plan.rollouts)
    for (let told = 0; told < this.#plan.tellings;) told += this.#tell()
    progress.round++
    if (progress.round % this.#plan.judgeEvery !== 0 && progress.round !== this.#plan.rounds) return
    const judgement = { round: progress.round, ...this.#judge(1, this.#plan.judged) }
    progress.curve.push(judgement)
    say(`seed ${this.#seed}  round ${progress.round}  reward ${reward.toFixed(3)}  ${line(judgement)}`)
  }

  #judge(temperature: number, count: number): Judgement {
    return judge(this.#oracle, this.#players.generator, {
      temperature,
      count,
      heldOut: this.#heldOut,
      random: this.#random,
      threads: this.#threads,
    })
  }
}

const line = ({ oracleNll, testNll, selfBleu2 }: Judgement): string =>
  `oracle ${oracleNll.toFixed(3)}  test ${testNll.toFixed(3)}  self-BLEU-2 ${selfBleu2.toFixed(3)}`
