// Trains any registered text model on documents: the loop, its schedule, measurements, checkpoints and ends.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { TrainingSettings } from '../models/training-settings.ts'
import type { BackendInfo } from '../nn/backend.ts'
import { Random } from '../nn/seed.ts'
import { selfBleuOfTexts } from '../text/self-bleu.ts'
import { BatchReader } from './batches.ts'
import { loadCheckpoint, saveCheckpoint, type LoadedCheckpoint } from './checkpoint.ts'
import { bitsPerByte } from './corpus.ts'
import { Decoder } from './decoder.ts'
import { EventFile } from './event-file.ts'
import { fitToMemory, type FittedLearner } from './fit-to-memory.ts'
import { fitToText } from './fit-to-text.ts'
import type { Learner } from './learner.ts'
import { MetricsLog } from './metrics.ts'
import { saveModel } from './model-file.ts'
import type { PreparedCorpus } from './prepared-corpus.ts'
import { cooldownAt, cooledTo, learningRateAt, type Cooldown } from './schedule.ts'
import { openCorpus, openSubject, type TrainingSubject } from './training-subject.ts'
import type { TrainEvent, TrainRequest, TrainResult } from './types.ts'
import { Validation } from './validation.ts'

export interface TrainerOptions {
  readonly signal: AbortSignal
  onEvent(event: TrainEvent): void
  readonly backend: BackendInfo
  /** Milliseconds on any steady clock. */
  now(): number
  /** Milliseconds since the epoch: for event files, which need it. */
  wallNow?(): number
}

const AVERAGE_EVERY = 10
const STEP_EVENT_EVERY_MS = 100
const SAMPLE_WORDS = 40
const SAMPLES = 6

/**
 * Ends with the best model in runDir/best.safetensors and the last state in runDir/last.safetensors.
 * Stopping at any step and resuming gives the same weights as an unbroken run, bit for bit, on the CPU
 * (with a time limit the schedule follows the clock, and no two runs are the same).
 */
export async function train(request: TrainRequest, options: TrainerOptions): Promise<TrainResult> {
  const run = await Run.open(request, options)
  try {
    return await run.loop()
  } finally {
    run.dispose()
  }
}

class Run {
  readonly #request: TrainRequest
  readonly #options: TrainerOptions
  readonly #settings: TrainingSettings
  readonly #subject: TrainingSubject
  readonly #corpus: PreparedCorpus
  readonly #learner: Learner
  readonly #memory: Pick<FittedLearner, 'needMb' | 'parts'>
  readonly #reader: BatchReader
  readonly #batchRandom: Random
  readonly #validation: Validation
  readonly #metrics: MetricsLog
  readonly #cooldown: Cooldown | null
  readonly #startedAt: number
  #step = 0
  #earlierMs = 0
  #averagings = 0
  #bestLoss: number | null = null
  #sinceBest = 0
  #measuredAt = -1
  #sampler: Decoder | null = null

  static async open(request: TrainRequest, options: TrainerOptions): Promise<Run> {
    const startedAt = options.now()
    await mkdir(request.runDir, { recursive: true })
    const checkpoint =
      request.resume === true ? await loadCheckpoint(join(request.runDir, 'last.safetensors')) : null
    const random = new Random(request.seed).split('model')
    const subject = await openSubject(request, checkpoint?.state, random)
    try {
      const corpus = await openCorpus(request, subject)
      return new Run(request, options, startedAt, { subject, corpus, random, checkpoint })
    } catch (error) {
      subject.dispose()
      throw error
    }
  }

  private constructor(
    request: TrainRequest,
    options: TrainerOptions,
    startedAt: number,
    {
      subject,
      corpus,
      random,
      checkpoint,
    }: {
      readonly subject: TrainingSubject
      readonly corpus: PreparedCorpus
      readonly random: Random
      readonly checkpoint: LoadedCheckpoint | null
    },
  ) {
    this.#request = request
    this.#options = options
    this.#startedAt = startedAt
    this.#subject = subject
    const { settings: wanted } = subject
    this.#corpus = corpus
    const fitting = checkpoint ? wanted : fitToText(wanted, corpus.train.tokens.length)
    const { learner, settings, ...memory } = fitToMemory(subject.definition, fitting, {
      vocabularySize: this.#corpus.tokenizer.vocabularySize,
      random,
      threads: options.backend.threads,
      ...(request.ceilingMb === undefined ? {} : { ceilingMb: request.ceilingMb }),
    })
    this.#learner = learner
    this.#settings = settings
    this.#memory = memory
    this.#batchRandom = new Random(request.seed).split('batches')
    const sameText = checkpoint?.state.corpusHash === corpus.hash
    this.#reader = new BatchReader(
      this.#corpus.train,
      this.#settings,
      this.#batchRandom,
      checkpoint && sameText ? checkpoint.state.position : undefined,
    )
    if (checkpoint) {
      const { state } = checkpoint
      const { memory: rows, ...tensors } = learner.tensors
      // Cut otherwise than before, the rows' memory begins anew.
      const isCutAlike = settings.accumulation === wanted.accumulation
      checkpoint.restore({ ...tensors, ...(isCutAlike ? { memory: rows } : {}) })
      this.#step = state.step
      this.#earlierMs = state.elapsedMs
      this.#averagings = state.averagings
      this.#learner.dropoutRandom.restore(state.dropoutRandom)
      this.#batchRandom.restore(state.batchRandom)
      // Another text is another measure: what was best on the old one says nothing. What is cooled down is kept itself.
      const begins = request.cooldownSteps !== undefined && state.cooldown === undefined
      if (sameText && !begins) {
        this.#bestLoss = state.bestLoss
        this.#sinceBest = state.measurementsSinceBest
      }
    } else this.#learner.updateAverage(0)
    this.#cooldown = cooldownAt(this.#step, request.cooldownSteps, checkpoint?.state.cooldown)
    const { train, validation } = this.#corpus
    this.#validation = new Validation(this.#learner.average, train, validation, options.backend.threads)
    this.#metrics = new MetricsLog(
      join(request.runDir, 'metrics.jsonl'),
      eventFile(request, options, this.#step),
    )
  }

  async loop(): Promise<TrainResult> {
    const { signal, onEvent, backend } = this.#options
    const { train, validation, tokenizer, baselineLoss } = this.#corpus
    const settings = this.#settings
    this.#tell({
      type: 'started',
      backend,
      parameters: this.#learner.parameters,
      trainTokens: train.tokens.length,
      validationTokens: validation.tokens.length,
      vocabularySize: tokenizer.vocabularySize,
      baselineLoss,
      baselineBitsPerByte: this.#bitsPerByte(baselineLoss),
      memory: this.#memory,
    })
    const totalSteps = Math.max(1, Math.round(settings.epochs * this.#reader.piecesPerEpoch))
    const measureEvery = Math.max(1, Math.round(this.#reader.piecesPerEpoch / settings.validationsPerEpoch))
    const checkpointEveryMs = (this.#request.checkpointEverySeconds ?? 30) * 1000
    const tokensPerStep = settings.batchSize * settings.sequenceLength
    let checkpointAt = this.#elapsedMs()
    let toldAt = -Infinity
    let windowAt = this.#elapsedMs()
    let windowSteps = 0
    let tokensPerS = 0
    let reason: TrainResult['reason'] = 'finished'

    let isSecond = this.#learner.isSecondStage(Math.max((this.#step - 1) / totalSteps, this.#timeShare()))
    const lastStep = this.#cooldown ? this.#cooldown.fromStep + this.#cooldown.steps : totalSteps
    while (this.#step < lastStep) {
      if (signal.aborted) reason = 'stopped'
      else if (this.#timeShare() >= 1) reason = 'time'
      else if (this.#sinceBest >= settings.patience) reason = 'early-stop'
      const progress = Math.max(this.#step / totalSteps, this.#timeShare())
      if (reason === 'finished' && progress >= (this.#request.untilShare ?? Infinity)) reason = 'rung'
      if (reason !== 'finished') break

      const learningRate =
        learningRateAt(this.#step, progress, settings) * cooledTo(this.#step, this.#cooldown)
      if (!isSecond && this.#learner.isSecondStage(progress)) {
        // The model of the first stage has done its part: what is kept has also gone through the second.
        isSecond = true
        this.#bestLoss = null
        this.#sinceBest = 0
      }
      const epoch = this.#reader.position.epoch
      const loss = this.#learner.learn(this.#reader.next(), learningRate, progress)
      if (!Number.isFinite(loss))
        throw new Error(`Training diverged at step ${this.#step}: lower the learning rate`)
      this.#step++
      windowSteps++
      // What is measured is the average: it must have moved since the last time.
      const measures = this.#step % measureEvery === 0
      if (measures || this.#step % AVERAGE_EVERY === 0) this.#updateAverage()
      const elapsedMs = this.#elapsedMs()
      if (elapsedMs - windowAt >= 1000 || tokensPerS === 0) {
        tokensPerS = (windowSteps * tokensPerStep * 1000) / Math.max(1, elapsedMs - windowAt)
        windowAt = elapsedMs
        windowSteps = 0
      }
      const now = Math.max(progress, this.#step / totalSteps)
      const event = {
        type: 'step',
        step: this.#step,
        epoch,
        loss,
        learningRate,
        tokensPerS: Math.round(tokensPerS),
        elapsedMs: Math.round(elapsedMs),
        remainingMs: Math.round(this.#remainingMs(now, lastStep, tokensPerS / tokensPerStep)),
      } as const satisfies Omit<Extract<TrainEvent, { type: 'step' }>, 'numbers'>
      if (elapsedMs - toldAt >= STEP_EVENT_EVERY_MS) {
        toldAt = elapsedMs
        const { numbers } = this.#learner
        this.#metrics.add({ ...event, ...numbers })
        onEvent({ ...event, numbers })
      } else this.#metrics.add(event)
      if (measures) await this.#measure()
      const every = this.#request.sampleEverySteps ?? 0
      if (every > 0 && this.#step % every === 0)
        this.#tell({ type: 'sample', step: this.#step, ...this.#sample() })
      if (elapsedMs - checkpointAt >= checkpointEveryMs) {
        await this.#checkpoint()
        checkpointAt = this.#elapsedMs()
      }
      // Lets an abort, and everything else on this thread, through.
      await nextTurn()
    }
    // A stopped run measures only when it has nothing to keep: it must resume as if it had never stopped.
    if (reason !== 'stopped' || this.#bestLoss === null) await this.#measure()
    await this.#checkpoint()
    const bestLoss = this.#bestLoss!
    return {
      reason,
      step: this.#step,
      bestLoss,
      bestBitsPerByte: this.#bitsPerByte(bestLoss),
      baselineLoss,
      baselineBitsPerByte: this.#bitsPerByte(baselineLoss),
      modelFile: this.#modelFile,
      elapsedMs: Math.round(this.#elapsedMs()),
    }
  }

  dispose(): void {
    this.#sampler?.dispose()
    this.#validation.dispose()
    this.#learner.dispose()
    this.#subject.dispose()
  }

  get #modelFile(): string {
    return join(this.#request.runDir, 'best.safetensors')
  }

  #tell(event: TrainEvent): void {
    this.#metrics.add({ ...event })
    this.#options.onEvent(event)
  }

  #elapsedMs(): number {
    return this.#earlierMs + this.#options.now() - this.#startedAt
  }

  /** Share of the time limit that is over; 0 without one. */
  #timeShare(): number {
    const { maxMinutes } = this.#request
    return maxMinutes === undefined ? 0 : this.#elapsedMs() / (maxMinutes * 60_000)
  }

  #remainingMs(progress: number, totalSteps: number, stepsPerS: number): number {
    const bySteps = stepsPerS > 0 ? ((totalSteps - this.#step) / stepsPerS) * 1000 : 0
    const { maxMinutes } = this.#request
    if (progress >= 1) return 0
    return maxMinutes === undefined ? bySteps : Math.min(bySteps, maxMinutes * 60_000 - this.#elapsedMs())
  }

  /** The average forgets its beginnings quickly at first. A cooldown averages by itself: it is followed closely. */
  #updateAverage(): void {
    const decay = this.#cooldown
      ? 0
      : Math.min(this.#settings.averageDecay, this.#averagings / (this.#averagings + 10))
    this.#learner.updateAverage(decay)
    this.#averagings++
  }

  async #measure(): Promise<void> {
    if (this.#measuredAt === this.#step) return
    this.#measuredAt = this.#step
    if (this.#averagings === 0 || this.#settings.averageDecay === 0 || this.#cooldown)
      this.#learner.updateAverage(0)
    const loss = this.#validation.loss()
    const best = this.#bestLoss === null || loss < this.#bestLoss
    if (best) {
      this.#bestLoss = loss
      this.#sinceBest = 0
      await this.#saveBest(loss)
    } else this.#sinceBest++
    this.#tell({ type: 'validation', step: this.#step, loss, bitsPerByte: this.#bitsPerByte(loss), best })
    await this.#metrics.flush()
  }

  async #saveBest(validationLoss: number): Promise<void> {
    const { tokenizer, feelings } = this.#corpus
    const { definition, adapter, plainMarks } = this.#subject
    await saveModel(this.#modelFile, {
      model: { weights: this.#subject.weightsOf(this.#learner.average) },
      tokenizer,
      feelings,
      card: {
        modelId: definition.id,
        modelVersion: definition.version,
        settings: this.#settings,
        vocabularySize: tokenizer.vocabularySize,
        language: this.#request.language,
        step: this.#step,
        validationLoss,
        bitsPerByte: this.#bitsPerByte(validationLoss),
        ...(plainMarks ? { plainMarks } : {}),
        ...(adapter ? { adapter } : {}),
      },
    })
  }

  async #checkpoint(): Promise<void> {
    const { definition, adapter } = this.#subject
    const state = {
      modelId: definition.id,
      ...(adapter ? { adapter } : {}),
      settings: this.#settings,
      tokenizer: this.#corpus.tokenizer.toJSON(),
      corpusHash: this.#corpus.hash,
      ...(this.#cooldown ? { cooldown: this.#cooldown } : {}),
      step: this.#step,
      elapsedMs: this.#elapsedMs(),
      averagings: this.#averagings,
      position: this.#reader.position,
      batchRandom: this.#batchRandom.state(),
      dropoutRandom: this.#learner.dropoutRandom.state(),
      bestLoss: this.#bestLoss,
      measurementsSinceBest: this.#sinceBest,
    }
    await saveCheckpoint(join(this.#request.runDir, 'last.safetensors'), state, this.#learner.tensors)
    this.#tell({ type: 'checkpoint', step: this.#step })
    await this.#metrics.flush()
  }

  /** Several texts side by side: the first is shown, all tell how varied the model writes. */
  #sample(): { readonly text: string; readonly selfBleu: number | null } {
    this.#sampler ??= new Decoder(this.#learner.average, this.#corpus.tokenizer, {
      candidates: SAMPLES,
      threads: 1,
      frozen: false,
    })
    const { prompt = '', seed } = this.#request
    const texts = Array.from({ length: SAMPLES }, () => '')
    for (const { candidate, text } of this.#sampler.write({ prompt, seed, maxWords: SAMPLE_WORDS }))
      texts[candidate] += text
    return { text: texts[0], selfBleu: selfBleuOfTexts(texts) }
  }

  #bitsPerByte(loss: number): number {
    return bitsPerByte(loss, this.#corpus)
  }
}

const eventFile = (
  { eventsDir: folder }: TrainRequest,
  { wallNow, now }: TrainerOptions,
  fromStep: number,
): EventFile | null =>
  folder === undefined ? null : new EventFile({ folder, fromStep, now: wallNow ?? now })
