// A run's checkpoint: everything that decides the next step, in one weight file.
import { readWeights, writeWeights, type WeightTensor } from '../nn/weights.ts'
import type { RandomState } from '../nn/seed.ts'
import type { NamedVariables } from '../models/types.ts'
import type { TrainingSettings } from '../models/training-settings.ts'
import type { TokenizerJson } from '../text/tokenizers/tokenizer.ts'
import type { AdapterPlan } from './adapted-model.ts'
import type { BatchPosition } from './batches.ts'
import { readVariables, writeVariables } from './model-file.ts'
import type { Cooldown } from './schedule.ts'

/** The part of a checkpoint that is not tensors. */
export interface CheckpointState {
  readonly modelId: string
  readonly settings: TrainingSettings
  readonly tokenizer: TokenizerJson
  /** Where only an adapter learns. */
  readonly adapter?: AdapterPlan
  /** Recognises the text: another text begins a new pass. */
  readonly corpusHash: string
  /** Where the last stretch has begun. */
  readonly cooldown?: Cooldown
  readonly step: number
  readonly elapsedMs: number
  readonly averagings: number
  readonly position: BatchPosition
  readonly batchRandom: RandomState
  readonly dropoutRandom: RandomState
  /** null until the first measurement. */
  readonly bestLoss: number | null
  readonly measurementsSinceBest: number
}

/** Groups of variables by a name of their own. */
export type CheckpointTensors = Readonly<Record<string, NamedVariables>>

export async function saveCheckpoint(
  file: string,
  state: CheckpointState,
  groups: CheckpointTensors,
): Promise<void> {
  const tensors = new Map<string, WeightTensor>()
  for (const [group, variables] of Object.entries(groups))
    for (const [name, tensor] of readVariables(variables, `${group}/`)) tensors.set(name, tensor)
  await writeWeights(file, {
    tensors,
    metadata: { format: 'arcwright-checkpoint-1', state: JSON.stringify(state) },
  })
}

export interface LoadedCheckpoint {
  readonly state: CheckpointState
  /** Sets the variables of every group. */
  restore(groups: CheckpointTensors): void
}

/** Null where there is no file; throws where it is no checkpoint. */
export async function loadCheckpoint(file: string): Promise<LoadedCheckpoint | null> {
  let weights
  try {
    weights = await readWeights(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const { metadata, tensors } = weights
  const json = metadata['state']
  if (metadata['format'] !== 'arcwright-checkpoint-1' || json === undefined)
    throw new Error('This file is no checkpoint of a training run')
  return {
    state: JSON.parse(json) as CheckpointState,
    restore: (groups) => {
      for (const [group, variables] of Object.entries(groups)) writeVariables(variables, tensors, `${group}/`)
    },
  }
}
