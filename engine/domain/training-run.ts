// A training run as the project remembers it, and the events that its live view is drawn from.

import type { DatasetPlan } from './dataset.ts'

export const RUN_STATES = ['queued', 'running', 'stopped', 'finished', 'failed'] as const
export type RunState = (typeof RUN_STATES)[number]

export type SettingValue = number | boolean | string

/** A run that goes on from the model of another: only an adapter over it learns, or (full) all its weights. */
export interface RunAdapter {
  readonly baseRunId: string
  /** As the base was called then; the run itself may be gone. */
  readonly baseName: string
  readonly kind: 'lora' | 'prefix' | 'full'
  /** Of lora; null: the largest within 2 % of the model's weights. */
  readonly rank: number | null
  /** Of lora: weight of the adapter's share, alpha / rank. */
  readonly scale: number
  /** Of prefix: positions before the text. */
  readonly length: number
}

/** One of several runs that are tried side by side; only the better ones train to the end. */
export interface RunTrial {
  readonly groupId: string
  /** From 1; the first one is the preset as it stands. */
  readonly number: number
  readonly trials: number
  /** Rungs climbed, from 0. */
  readonly rung: number
  readonly rungs: number
}

/** What a run was reckoned to need, in megabytes; its batch was cut into `parts` to stay below the ceiling. */
export interface RunMemory {
  readonly needMb: number
  readonly ceilingMb: number
  readonly parts: number
}

export interface TrainingRun {
  readonly id: string
  readonly name: string
  readonly modelId: string
  readonly preset: string
  readonly settings: Readonly<Record<string, SettingValue>>
  readonly dataset: DatasetPlan
  readonly seed: number
  /** Null means: until training ends by itself. */
  readonly maxMinutes: number | null
  readonly state: RunState
  /**
   * Why it ended: finished, early-stop, stopped, time, interrupted, rung, outdone, shrunk (made from another run), or an
   * error message.
   */
  readonly reason: string
  readonly startedAt: number
  readonly endedAt: number | null
  readonly step: number
  /** Best validation loss, nats per token. */
  readonly bestLoss: number | null
  readonly bitsPerByte: number | null
  readonly baselineLoss: number | null
  readonly parameters: number | null
  /** The best model's file in the project's blobs. */
  readonly modelHash: string | null
  readonly adapter: RunAdapter | null
  readonly trial: RunTrial | null
  readonly memory: RunMemory | null
  /** With what it computed last, by the id of a backend; null before its first step and in runs of earlier versions. */
  readonly backend: string | null
}

export type RunEvent =
  | {
      readonly kind: 'step'
      readonly step: number
      readonly loss: number
      readonly tokensPerS: number
      readonly elapsedMs: number
      readonly remainingMs: number | null
      /** What the model tells beside its loss; absent in runs of earlier versions. */
      readonly numbers?: Readonly<Record<string, number>>
    }
  | {
      readonly kind: 'validation'
      readonly step: number
      readonly loss: number
      readonly bitsPerByte: number
      readonly best: boolean
    }
  | {
      readonly kind: 'sample'
      readonly step: number
      readonly text: string
      /** How much samples written side by side repeat each other; absent in runs of earlier versions. */
      readonly selfBleu?: number | null
    }
