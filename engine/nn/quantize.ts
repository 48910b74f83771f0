// Makes weight files a quarter of their size: matrices as whole numbers of 8 bits with one scale a row; everything else stays.
import type { WeightTensor } from './weights.ts'

/** Name of the scales [rows] that belong to a quantised matrix. */
const scalesOf = (name: string): string => `${name}.scales`

/** Symmetric, a row at a time: value ≈ integer · scale with integers −127 … 127; the error is at most half a scale. */
export function quantizeWeights(tensors: ReadonlyMap<string, WeightTensor>): Map<string, WeightTensor> {
  const quantized = new Map<string, WeightTensor>()
  for (const [name, tensor] of tensors) {
    const { dtype, shape, data } = tensor
    if (dtype !== 'float32' || shape.length !== 2) {
      quantized.set(name, tensor)
      continue
    }
    const [rows, width] = shape as readonly [number, number]
    const integers = new Int8Array(data.length)
    const scales = new Float32Array(rows)
    for (let row = 0; row < rows; row++) {
      const values = data.subarray(row * width, (row + 1) * width)
      let largest = 0
      for (const value of values) largest = Math.max(largest, Math.abs(value))
      const scale = largest / 127
      scales[row] = scale
      if (scale > 0) values.forEach((value, i) => (integers[row * width + i] = Math.round(value / scale)))
    }
    quantized.set(name, { dtype: 'int8', shape, data: integers })
    quantized.set(scalesOf(name), { dtype: 'float32', shape: [rows], data: scales })
  }
  return quantized
}

/** The inverse, up to rounding; tensors that were never quantised pass through. Throws where scales are missing. */
export function dequantizeWeights(tensors: ReadonlyMap<string, WeightTensor>): Map<string, WeightTensor> {
  const whole = new Map<string, WeightTensor>()
  const used = new Set<string>()
  for (const [name, { dtype, shape, data }] of tensors) {
    if (dtype !== 'int8') continue
    const scales = tensors.get(scalesOf(name))
    if (!scales) throw new Error(`The quantised tensor ${name} has no scales`)
    used.add(scalesOf(name))
    const width = shape[1]
    const values = Float32Array.from(data, (integer, i) => integer * scales.data[Math.floor(i / width)])
    whole.set(name, { dtype: 'float32', shape, data: values })
  }
  for (const [name, tensor] of tensors)
    if (tensor.dtype !== 'int8' && !used.has(name)) whole.set(name, tensor)
  return whole
}
