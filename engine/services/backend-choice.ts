// Decides what computes tensors: measures once a machine, remembers, obeys the writer, and drops what fails in use.
import type { Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import { machineNow } from '../nn/backends/machine.ts'
import { probeBackends, quickest, type RunProbe, type Verdict } from '../nn/backends/probe.ts'
import { BACKENDS, CPU } from '../nn/backends/registry.ts'
import type { BackendUse, Purpose } from '../training/tensor-thread.ts'
import type { JobBoard } from './job-board.ts'
import type { BackendMemory } from './settings-contents.ts'
import type { SettingsFile } from './settings-file.ts'

export type BackendListing = Outputs['backend']['list']

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export class BackendChoice {
  readonly #settings: SettingsFile
  readonly #jobs: JobBoard
  readonly #run: RunProbe
  readonly #now: () => number
  readonly #machine: Record<string, string>
  #measuring: Promise<void> | null = null

  constructor(options: {
    readonly settings: SettingsFile
    readonly jobs: JobBoard
    readonly run: RunProbe
    readonly now: () => number
    readonly machine?: Record<string, string>
  }) {
    this.#settings = options.settings
    this.#jobs = options.jobs
    this.#run = options.run
    this.#now = options.now
    this.#machine = options.machine ?? machineNow()
  }

  list(): BackendListing {
    const { wanted, measured } = this.#memory()
    const verdicts = measured?.verdicts ?? []
    return {
      wanted,
      training: this.current('training'),
      writing: this.current('writing'),
      measuredAt: measured?.measuredAt ?? null,
      machine: this.#machine,
      backends: BACKENDS.map(({ id, label, device, evidence }) => {
        const verdict = verdicts.find((each) => each.id === id) ?? null
        return { id, label, device, evidence, verdict }
      }),
    }
  }

  /** As far as is known now; before the first measurement the processor's own. */
  current(purpose: Purpose): string {
    const { wanted, measured } = this.#memory()
    if (!measured) return CPU
    const isUsable = measured.verdicts.some(({ id, refusal }) => id === wanted && refusal === null)
    if (isUsable) return wanted
    return quickest(measured.verdicts, purpose === 'training' ? 'trainMs' : 'writeMs')
  }

  /** Measures unless that is remembered. */
  async prepare(): Promise<void> {
    if (!this.#memory().measured) await this.measure()
  }

  /** Calls that come meanwhile share one measurement. Stopping it keeps what was known before. */
  measure(): Promise<void> {
    return (this.#measuring ??= this.#measure().finally(() => (this.#measuring = null)))
  }

  async choose(id: string): Promise<void> {
    if (id !== 'auto') {
      if (!BACKENDS.some((backend) => backend.id === id))
        throw new EngineError('BAD_INPUT', `There is no backend ${id}; nothing was changed.`, { id })
      await this.prepare()
      const verdict = this.#memory().measured?.verdicts.find((each) => each.id === id)
      const why = verdict ? verdict.refusal : 'failed'
      if (why !== null)
        throw new EngineError(
          'BAD_INPUT',
          `${id} cannot be used on this machine (${why}${verdict?.detail ? `: ${verdict.detail}` : ''}); nothing was changed.`,
          { id, refusal: why },
        )
    }
    this.#settings.updateBackend({ wanted: id })
  }

  /** For the tensor threads: what to use, and two ways to tell how it went. Before training it measures if need be. */
  async use(purpose: Purpose): Promise<BackendUse> {
    // One that cannot be measured trains on the processor all the same.
    if (purpose === 'training') await this.prepare().catch(() => undefined)
    const id = this.current(purpose)
    if (id === CPU) return { id, works: () => undefined, failed: () => undefined }
    // Should it take the engine along, the next one finds this.
    this.#settings.updateBackend({ trying: { id, pid: process.pid } })
    return {
      id,
      works: () => this.#settings.updateBackend({ trying: null }),
      failed: (why) => this.#refuse(id, 'failed', why),
    }
  }

  async #measure(): Promise<void> {
    const job = this.#jobs.start('backends', '')
    try {
      const verdicts = await probeBackends({
        run: this.#run,
        signal: job.signal,
        report: (done, total) => job.report(done, total),
      })
      const measured = { measuredAt: this.#now(), machine: this.#machine, verdicts: [...verdicts] }
      this.#settings.updateBackend({ measured, trying: null })
    } finally {
      job.end()
    }
  }

  /** What is remembered and still holds. */
  #memory(): BackendMemory {
    const memory = this.#settings.backend()
    const { trying, measured } = memory
    if (trying && trying.pid !== process.pid && !isRunning(trying.pid)) {
      this.#refuse(trying.id, 'ended-engine', '')
      return this.#memory()
    }
    const holds = JSON.stringify(measured?.machine) === JSON.stringify(this.#machine)
    return holds ? memory : { ...memory, measured: null }
  }

  #refuse(id: string, refusal: NonNullable<Verdict['refusal']>, detail: string): void {
    const { measured } = this.#settings.backend()
    const verdicts = measured?.verdicts.map((each) =>
      each.id === id ? { ...each, refusal, detail: detail.slice(0, 300) } : each,
    )
    this.#settings.updateBackend({
      trying: null,
      ...(measured && verdicts ? { measured: { ...measured, verdicts } } : {}),
    })
  }
}
