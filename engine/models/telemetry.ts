// Numbers that a training step leaves beside its loss: a variable each, read between steps. Which, is each model's own.
import * as tf from '@tensorflow/tfjs-core'
import { makeVariable } from '../nn/make-variable.ts'
import { withoutGradient } from '../nn/ops/categorical.ts'
import type { NamedVariables } from './types.ts'

/** Not a number until a step tells otherwise. */
export const telemetryOf = (names: readonly string[]): NamedVariables =>
  new Map(names.map((name) => [name, makeVariable(tf.scalar(Number.NaN), { trainable: false })]))

/** Within a step: each value [] becomes the number of its name. */
export const tell = (telemetry: NamedVariables, values: Readonly<Record<string, tf.Tensor>>): void => {
  for (const [name, value] of Object.entries(values))
    telemetry.get(name)!.assign(withoutGradient(() => tf.reshape(tf.clone(value), [])))
}
