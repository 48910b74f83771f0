// A model's memory as it stood at one moment: a copy of its numbers, and the way back to them.
import * as tf from '@tensorflow/tfjs-core'
import type { NamedVariables } from '../models/types.ts'
import { pull, push } from '../nn/compile/index.ts'

export type KeptMemory = ReadonlyMap<string, tf.TypedArray>

export const keepMemory = (memory: NamedVariables): KeptMemory => {
  pull(memory.values())
  return new Map([...memory].map(([name, variable]) => [name, variable.dataSync().slice()]))
}

/** Bit for bit as it was. */
export const restoreMemory = (memory: NamedVariables, kept: KeptMemory): void => {
  for (const [name, variable] of memory) {
    const values = tf.tensor(kept.get(name)!, variable.shape, variable.dtype)
    variable.assign(values)
    values.dispose()
  }
  push(memory.values())
}
