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

const CODES = { float32: 'F32', int32: 'I32', int8: 'I8' } as const
const BYTES: Readonly<Record<string, number>> = { F32: 4, I32: 4, I8: 1 }

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

export function decodeWeights(file: Buffer): WeightFile {
  const headerLength = file.length >= 8 ? Number(file.readBigUInt64LE(0)) : Infinity
  if (8 + headerLength > file.length) throw new Error('This is not a safetensors file, or it is cut short')
  const start = 8 + headerLength
  let header: Record<string, unknown>
  try {
    header = JSON.parse(file.toString('utf8', 8, start)) as Record<string, unknown>
  } catch (error) {
    throw new Error('This is not a safetensors file: its header cannot be read', { cause: error })
  }
  const { __metadata__: metadata = {}, ...entries } = header
  const tensors = new Map<string, WeightTensor>()
  for (const [name, raw] of Object.entries(entries)) {
    const { dtype, shape, data_offsets: offsets } = raw as HeaderEntry
    const bytesEach = BYTES[dtype]
    if (bytesEach === undefined) throw new Error(`Tensor ${name} has type ${dtype}; F32, I32 and I8 are read`)
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
  return { tensors, metadata: metadata as Record<string, string> }
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
