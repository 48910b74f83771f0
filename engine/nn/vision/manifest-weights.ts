// Reads weights as TensorFlow.js writes them: a manifest beside files of numbers, some kept as 8-bit steps or half floats.

export interface ManifestEntry {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: string
  readonly quantization?: { readonly dtype: string; readonly scale?: number; readonly min?: number }
}

export interface NamedTensor {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1)

/** IEEE 754 binary16. */
const halfToNumber = (half: number): number => {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >> 10) & 31
  const fraction = half & 1023
  if (exponent === 0) return sign * 2 ** -14 * (fraction / 1024)
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * 2 ** (exponent - 15) * (1 + fraction / 1024)
}

const BYTES: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  uint8: 1,
  uint16: 2,
  float16: 2,
  bool: 1,
}

const decode = (
  { dtype, quantization }: ManifestEntry,
  bytes: DataView<ArrayBuffer>,
  count: number,
): Float32Array => {
  const scaled = (value: number): number => value * (quantization?.scale ?? 1) + (quantization?.min ?? 0)
  const stored = quantization?.dtype ?? dtype
  return Float32Array.from({ length: count }, (_, i) => {
    switch (stored) {
      case 'uint8':
        return scaled(bytes.getUint8(i))
      case 'uint16':
        return scaled(bytes.getUint16(2 * i, true))
      case 'float16':
        return halfToNumber(bytes.getUint16(2 * i, true))
      case 'int32':
        return bytes.getInt32(4 * i, true)
      case 'bool':
        return bytes.getUint8(i)
      default:
        return bytes.getFloat32(4 * i, true)
    }
  })
}

/** @param bytes all files of the manifest, one after another. Throws where they are too short. */
export const readManifestWeights = (
  entries: readonly ManifestEntry[],
  bytes: Uint8Array<ArrayBuffer>,
): ReadonlyMap<string, NamedTensor> => {
  const tensors = new Map<string, NamedTensor>()
  let from = 0
  for (const entry of entries) {
    const count = sizeOf(entry.shape)
    const size = count * (BYTES[entry.quantization?.dtype ?? entry.dtype] ?? 4)
    const view = new DataView(bytes.buffer, bytes.byteOffset + from, size)
    tensors.set(entry.name, { shape: entry.shape, data: decode(entry, view, count) })
    from += size
  }
  return tensors
}
