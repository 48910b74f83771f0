/// <reference lib="es2025.float16" />
// Writes GGUF version 3, the file of llama.cpp: typed metadata, then tensors. What stands in them, its callers know.
// Specification: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md

const ALIGNMENT = 32
const Q8_BLOCK = 32
/** A block of Q8_0: a half-precision scale and 32 numbers of 8 bits. */
const Q8_BYTES = 2 + Q8_BLOCK

const VALUE_TYPES = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 } as const
const TENSOR_TYPES = { f32: 0, f16: 1, q8_0: 8 } as const

export type Precision = keyof typeof TENSOR_TYPES

export type GgufValue =
  | { readonly type: 'u32' | 'i32' | 'f32'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'strings'; readonly value: readonly string[] }
  | { readonly type: 'i32s'; readonly value: readonly number[] }

export interface GgufTensor {
  readonly name: string
  /** As in our own files, the last dimension without gaps. */
  readonly shape: readonly number[]
  readonly data: Float32Array
  readonly precision: Precision
}

/** Bytes that grow. */
class Writer {
  readonly #parts: Buffer[] = []
  length = 0

  bytes(part: Uint8Array): this {
    this.#parts.push(Buffer.from(part.buffer, part.byteOffset, part.byteLength))
    this.length += part.byteLength
    return this
  }

  u32(value: number): this {
    const part = Buffer.alloc(4)
    part.writeUInt32LE(value)
    return this.bytes(part)
  }

  i32(value: number): this {
    const part = Buffer.alloc(4)
    part.writeInt32LE(value)
    return this.bytes(part)
  }

  f32(value: number): this {
    const part = Buffer.alloc(4)
    part.writeFloatLE(value)
    return this.bytes(part)
  }

  u64(value: number): this {
    const part = Buffer.alloc(8)
    part.writeBigUInt64LE(BigInt(value))
    return this.bytes(part)
  }

  string(text: string): this {
    const part = Buffer.from(text)
    return this.u64(part.length).bytes(part)
  }

  pad(): this {
    return this.bytes(Buffer.alloc(padding(this.length)))
  }

  done(): Buffer {
    return Buffer.concat(this.#parts)
  }
}

const padding = (length: number): number => (ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT

const writeValue = (out: Writer, entry: GgufValue): void => {
  switch (entry.type) {
    case 'u32':
    case 'i32':
    case 'f32':
      out.u32(VALUE_TYPES[entry.type])[entry.type](entry.value)
      return
    case 'bool':
      out.u32(VALUE_TYPES.bool).bytes(Uint8Array.of(entry.value ? 1 : 0))
      return
    case 'string':
      out.u32(VALUE_TYPES.string).string(entry.value)
      return
    case 'strings':
      out.u32(VALUE_TYPES.array).u32(VALUE_TYPES.string).u64(entry.value.length)
      for (const text of entry.value) out.string(text)
      return
    case 'i32s':
      out.u32(VALUE_TYPES.array).u32(VALUE_TYPES.i32).u64(entry.value.length)
      for (const number of entry.value) out.i32(number)
  }
}

/** 32 numbers share a scale: the greatest becomes ±127. */
const toQ8 = (data: Float32Array): Uint8Array => {
  const bytes = Buffer.alloc((data.length / Q8_BLOCK) * Q8_BYTES)
  for (let block = 0; block * Q8_BLOCK < data.length; block++) {
    const numbers = data.subarray(block * Q8_BLOCK, (block + 1) * Q8_BLOCK)
    const scale = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0) / 127
    const at = block * Q8_BYTES
    bytes.set(new Uint8Array(Float16Array.of(scale).buffer), at)
    if (scale > 0) numbers.forEach((number, i) => bytes.writeInt8(Math.round(number / scale), at + 2 + i))
  }
  return bytes
}

const encode = (data: Float32Array, precision: Precision): Uint8Array => {
  switch (precision) {
    case 'f32':
      return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    case 'f16':
      return new Uint8Array(Float16Array.from(data).buffer)
    case 'q8_0':
      return toQ8(data)
  }
}

/** What a tensor can be written as: rows that are no multiple of 32 long cannot be blocks of 8-bit numbers. */
export const possiblePrecision = (shape: readonly number[], wanted: Precision): Precision =>
  wanted === 'q8_0' && shape.at(-1)! % Q8_BLOCK !== 0 ? 'f16' : wanted

export function encodeGguf(
  metadata: ReadonlyMap<string, GgufValue>,
  tensors: readonly GgufTensor[],
): Uint8Array {
  const out = new Writer().bytes(Buffer.from('GGUF')).u32(3).u64(tensors.length).u64(metadata.size)
  for (const [key, value] of metadata) writeValue(out.string(key), value)
  const contents = tensors.map(({ data, precision }) => encode(data, precision))
  let offset = 0
  tensors.forEach(({ name, shape, precision }, i) => {
    out.string(name).u32(shape.length)
    // The dimension without gaps comes first here.
    for (const size of shape.toReversed()) out.u64(size)
    out.u32(TENSOR_TYPES[precision]).u64(offset)
    offset += contents[i].byteLength + padding(contents[i].byteLength)
  })
  out.pad()
  for (const content of contents) out.bytes(content).pad()
  return out.done()
}
