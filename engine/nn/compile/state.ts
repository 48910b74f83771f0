// State tensors: variables whose numbers live in ONNX Runtime between calls, shared by all compiled functions.
import * as tf from '@tensorflow/tfjs-core'
import { Tensor } from 'onnxruntime-node'
import { allocate, dtypeOf, sizeOf } from './value.ts'

/** Two buffers a variable: one is read while the other is written. */
export interface StateSlot {
  current: Tensor
  spare: Tensor | null
}

const slots = new WeakMap<tf.Variable, StateSlot>()

export function slotOf(variable: tf.Variable): StateSlot {
  let slot = slots.get(variable)
  if (!slot) {
    slot = { current: ortTensor(variable.dataSync().slice(), variable), spare: null }
    slots.set(variable, slot)
  }
  return slot
}

export function spareOf(variable: tf.Variable, slot: StateSlot): Tensor {
  slot.spare ??= ortTensor(allocate(dtypeOf(variable.dtype), variable.size), variable)
  return slot.spare
}

export function swap(slot: StateSlot): void {
  const written = slot.spare!
  slot.spare = slot.current
  slot.current = written
}

export function ortTensor(data: ArrayBufferView, info: { dtype: string; shape: readonly number[] }): Tensor {
  return new Tensor(dtypeOf(info.dtype), data as Float32Array, info.shape)
}

/** Copies the resident numbers back into the variables, bit for bit. */
export function pull(variables: Iterable<tf.Variable>): void {
  for (const variable of variables) {
    const slot = slots.get(variable)
    if (!slot) continue
    const data = slot.current.data as Float32Array
    const fresh = tf.tensor(data.slice(), variable.shape, variable.dtype)
    variable.assign(fresh)
    fresh.dispose()
  }
}

/** Copies the variables' numbers into the resident state, bit for bit; call it after assigning from outside. */
export function push(variables: Iterable<tf.Variable>): void {
  for (const variable of variables) {
    const slot = slots.get(variable)
    if (!slot) continue
    const data = variable.dataSync()
    if (data.length !== sizeOf(slot.current.dims)) throw new Error(`push: ${variable.name} changed its size`)
    ;(slot.current.data as Float32Array).set(data)
  }
}
