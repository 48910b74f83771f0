// Reads and writes weight files: safetensors (https://huggingface.co/docs/safetensors), metadata included.
import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface WeightTensor {
  readonly dtype: 'float32' | 'int32' | 'int8'
  readonly shape: readonly number[]
  readonly data: Float32Array | Int32Array | Int8Array
}

export interface WeightFile {
  readonly tensors: ReadonlyMap<string, WeightTensor>
  /** Free text by key: configuration, tokenizer, training state. */
  readonly metadata: Readonly<Record<string, string>>
}

/** What a weight file says before its numbers. */
export interface WeightHeader {
  readonly tensors: ReadonlyMap<string, Pick<WeightTensor, 'dtype' | 'shape'>>
  readonly metadata: WeightFile['metadata']
}

const CODES = { float32: 'F32', int32: 'I32', int8: 'I8' } as const
const BYTES: Readonly<Record<string, number>> = { F32: 4, I32: 4, I8: 1 }
const DTYPES = { F32: 'float32', I32: 'int32', I8: 'int8' } as const
/** A header of names and a tokenizer is a few hundred kilobytes at most. */
const MAX_HEADER_BYTES = 32 << 20

interface HeaderEntry {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly data_offsets: readonly [number, number]
}

export function encodeWeights({ tensors, metadata }: WeightFile): Buffer {
  const header: Record<string, unknown> = { __metadata__: metadata }
  const parts: Uint8Array[] = []
  let offset = 0
  for (const [name, { dtype, shape, data }] of tensors) {
    header[name] = { dtype: CODES[dtype], shape, data_offsets: [offset, offset + data.byteLength] }
    parts.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    offset += data.byteLength
  }
  const json = Buffer.from(JSON.stringify(header))
  // The header is padded so that the numbers start at a multiple of eight.
  const padding = Buffer.alloc((8 - (json.length % 8)) % 8, ' ')
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length + padding.length))
  return Buffer.concat([length, json, padding, ...parts])
}

/** Bytes of the header with the eight that tell its length; Infinity where there is none. */
const headerEnd = (file: Buffer): number => {
  const length = file.length >= 8 ? Number(file.readBigUInt64LE(0)) : Infinity
  return length > MAX_HEADER_BYTES ? Infinity : 8 + length
}

/** Throws where the bytes are no safetensors file or hold a type that is not read here. */
function decodeHeader(file: Buffer) {
  const start = headerEnd(file)
  if (start > file.length) throw new Error('This is not a safetensors file, or it is cut short')
  let header: Record<string, unknown>
  try {
    header = JSON.parse(file.toString('utf8', 8, start)) as Record<string, unknown>
  } catch (error) {
    throw new Error('This is not a safetensors file: its header cannot be read', { cause: error })
  }
  const { __metadata__: metadata = {}, ...entries } = header
  const tensors = Object.entries(entries).map(([name, raw]) => [name, raw as HeaderEntry] as const)
  for (const [name, entry] of tensors) {
    if (BYTES[entry.dtype] === undefined)
      throw new Error(`Tensor ${name} has type ${entry.dtype}; F32, I32 and I8 are read`)
    if (!Array.isArray(entry.shape) || !Array.isArray(entry.data_offsets))
      throw new Error(`Tensor ${name} has neither shape nor place`)
  }
  return { start, tensors, metadata: metadata as WeightFile['metadata'] }
}

/** Reads no further than the header. Throws where there is none. */
export async function readWeightHeader(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<WeightHeader> {
  let bytes = Buffer.alloc(0)
  for await (const chunk of chunks) {
    bytes = Buffer.concat([bytes, chunk])
    if (bytes.length >= 8 && (bytes.length >= headerEnd(bytes) || headerEnd(bytes) === Infinity)) break
  }
  const { tensors, metadata } = decodeHeader(bytes)
  const entry = ([name, { dtype, shape }]: (typeof tensors)[number]) =>
    [name, { dtype: DTYPES[dtype as keyof typeof DTYPES], shape }] as const
  return { tensors: new Map(tensors.map(entry)), metadata }
}

export function decodeWeights(file: Buffer): WeightFile {
  const { start, tensors: entries, metadata } = decodeHeader(file)
  const tensors = new Map<string, WeightTensor>()
  for (const [name, { dtype, shape, data_offsets: offsets }] of entries) {
    const bytesEach = BYTES[dtype]
    const size = shape.reduce((a, b) => a * b, 1)
    const [from, to] = offsets
    if (from < 0 || to - from !== size * bytesEach || start + to > file.length)
      throw new Error(`Tensor ${name} does not fit the file`)
    // A copy: the file's own bytes need not be aligned.
    const bytes = file.buffer.slice(
      file.byteOffset + start + from,
      file.byteOffset + start + to,
    ) as ArrayBuffer
    tensors.set(name, { shape, ...numbersOf(dtype, bytes) })
  }
  return { tensors, metadata }
}

function numbersOf(code: string, bytes: ArrayBuffer): Pick<WeightTensor, 'dtype' | 'data'> {
  if (code === 'F32') return { dtype: 'float32', data: new Float32Array(bytes) }
  if (code === 'I32') return { dtype: 'int32', data: new Int32Array(bytes) }
  return { dtype: 'int8', data: new Int8Array(bytes) }
}

export async function readWeights(file: string): Promise<WeightFile> {
  return decodeWeights(await readFile(file))
}

/** Writes beside the target, flushes to disk and renames: after a crash the file is the old or the new one, whole. */
export async function writeWeights(file: string, weights: WeightFile): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`
  try {
    const handle = await open(temporary, 'w')
    try {
      await handle.writeFile(encodeWeights(weights))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(dirname(file))
}

/** Makes the rename itself durable; Windows cannot open a folder and does not need to. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
