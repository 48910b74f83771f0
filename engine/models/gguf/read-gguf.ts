// Reads what a GGUF file says of itself, defensively: sizes are checked before they are believed, and no weight is read.
// Specification: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
import { open, type FileHandle } from 'node:fs/promises'

/** Single values, and of arrays their length: what a list of tokens holds nobody here asks. */
export interface GgufHeader {
  readonly version: number
  readonly values: ReadonlyMap<string, string | number | boolean>
  readonly arrays: ReadonlyMap<string, number>
  readonly parameters: number
  /** Where the last tensor begins, in bytes from the start of the file: a shorter file is not whole. */
  readonly lastTensorAt: number
  readonly sizeBytes: number
}

/** `no-writer`: whole, and yet no model that writes text. `cut-off`: a download that broke off, most often. */
export type GgufTrouble = 'no-gguf' | 'unknown-version' | 'damaged' | 'cut-off' | 'no-writer'

export class GgufError extends Error {
  override readonly name = 'GgufError'
  readonly trouble: GgufTrouble

  constructor(trouble: GgufTrouble, message: string) {
    super(message)
    this.trouble = trouble
  }
}

const PIECE = 1 << 20
const LIMITS = {
  keys: 100_000,
  keyBytes: 65_535,
  textBytes: 1 << 24,
  items: 1 << 26,
  tensors: 200_000,
  dimensions: 8,
}
/** Bytes of each value type by its number; text and arrays have no size of their own. */
const SIZES: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
}
const TEXT = 8
const ARRAY = 9

/** Reads on through a file, a piece at a time. */
class Cursor {
  readonly #file: FileHandle
  readonly #size: number
  #piece = Buffer.alloc(0)
  #start = 0
  at = 0

  constructor(file: FileHandle, size: number) {
    this.#file = file
    this.#size = size
  }

  async bytes(count: number): Promise<Buffer> {
    if (this.at + count > this.#size) throw new GgufError('cut-off', 'The file breaks off in its header')
    if (this.at < this.#start || this.at + count > this.#start + this.#piece.length) {
      const piece = Buffer.alloc(Math.min(Math.max(PIECE, count), this.#size - this.at))
      const { bytesRead } = await this.#file.read(piece, 0, piece.length, this.at)
      if (bytesRead < count) throw new GgufError('cut-off', 'The file breaks off in its header')
      this.#piece = piece.subarray(0, bytesRead)
      this.#start = this.at
    }
    const from = this.at - this.#start
    this.at += count
    return this.#piece.subarray(from, from + count)
  }

  async u32(): Promise<number> {
    return (await this.bytes(4)).readUInt32LE()
  }

  /** Beyond `limit` it is no number that a model has. */
  async u64(limit: number): Promise<number> {
    const value = (await this.bytes(8)).readBigUInt64LE()
    if (value > BigInt(limit))
      throw new GgufError('damaged', 'A size in the header is impossible: the file is damaged')
    return Number(value)
  }

  async text(limit: number): Promise<string> {
    return (await this.bytes(await this.u64(limit))).toString('utf8')
  }

  skip(count: number): void {
    if (this.at + count > this.#size) throw new GgufError('cut-off', 'The file breaks off in its header')
    this.at += count
  }
}

const scalar = (bytes: Buffer, type: number): number | boolean => {
  switch (type) {
    case 0:
      return bytes.readUInt8()
    case 1:
      return bytes.readInt8()
    case 2:
      return bytes.readUInt16LE()
    case 3:
      return bytes.readInt16LE()
    case 4:
      return bytes.readUInt32LE()
    case 5:
      return bytes.readInt32LE()
    case 6:
      return bytes.readFloatLE()
    case 7:
      return bytes.readUInt8() !== 0
    case 10:
      return Number(bytes.readBigUInt64LE())
    case 11:
      return Number(bytes.readBigInt64LE())
    default:
      return bytes.readDoubleLE()
  }
}

const skipArray = async (cursor: Cursor, depth = 0): Promise<number> => {
  const type = await cursor.u32()
  const count = await cursor.u64(LIMITS.items)
  const size = SIZES[type]
  if (size !== undefined) cursor.skip(size * count)
  else if (type === TEXT) for (let i = 0; i < count; i++) cursor.skip(await cursor.u64(LIMITS.textBytes))
  else if (type === ARRAY && depth < 3) for (let i = 0; i < count; i++) await skipArray(cursor, depth + 1)
  else throw new GgufError('damaged', 'The header has values of an unknown kind')
  return count
}

/** GgufError; errors of the file system. */
export const readGguf = async (path: string): Promise<GgufHeader> => {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const cursor = new Cursor(file, size)
    if (size < 24 || (await cursor.bytes(4)).toString('latin1') !== 'GGUF')
      throw new GgufError('no-gguf', 'This is no GGUF file')
    const version = await cursor.u32()
    if (version < 2 || version > 3)
      throw new GgufError('unknown-version', `GGUF version ${version} is not known here`)
    const tensors = await cursor.u64(LIMITS.tensors)
    const keys = await cursor.u64(LIMITS.keys)
    const values = new Map<string, string | number | boolean>()
    const arrays = new Map<string, number>()
    for (let i = 0; i < keys; i++) {
      const key = await cursor.text(LIMITS.keyBytes)
      const type = await cursor.u32()
      const width = SIZES[type]
      if (type === TEXT) values.set(key, await cursor.text(LIMITS.textBytes))
      else if (type === ARRAY) arrays.set(key, await skipArray(cursor))
      else if (width !== undefined) values.set(key, scalar(await cursor.bytes(width), type))
      else throw new GgufError('damaged', 'The header has values of an unknown kind')
    }
    let parameters = 0
    let last = 0
    for (let i = 0; i < tensors; i++) {
      await cursor.text(LIMITS.keyBytes)
      const dimensions = await cursor.u32()
      if (dimensions > LIMITS.dimensions)
        throw new GgufError('damaged', 'A tensor has too many dimensions: the file is damaged')
      let numbers = 1
      for (let axis = 0; axis < dimensions; axis++) numbers *= await cursor.u64(Number.MAX_SAFE_INTEGER)
      parameters += numbers
      await cursor.u32()
      last = Math.max(last, await cursor.u64(Number.MAX_SAFE_INTEGER))
    }
    const alignment = Number(values.get('general.alignment') ?? 32) || 32
    const lastTensorAt = Math.ceil(cursor.at / alignment) * alignment + last
    return { version, values, arrays, parameters, lastTensorAt, sizeBytes: size }
  } finally {
    await file.close()
  }
}
