// The rows in one leaf page of a table or of an index, read cell by cell: a cell that makes no sense is left out and
// counted. Format: https://www.sqlite.org/fileformat2.html#b_tree_pages
import type { PageFile } from './page-file.ts'

export type Value = null | number | bigint | string | Buffer

export interface Record {
  /** Of a table with row ids. */
  readonly rowid: number | null
  readonly values: readonly Value[]
  /** False: a part of its overflow was not there; the last value is cut off, or those after it are missing. */
  readonly whole: boolean
  /** Columns that the row had and that are not here. */
  readonly missing: number
}

export interface Leaf {
  readonly records: readonly Record[]
  /** Cells that could not be read. */
  readonly broken: number
}

export const PAGE = { interiorIndex: 2, interiorTable: 5, leafIndex: 10, leafTable: 13 } as const

const MAX_PAYLOAD = 512 * 1024 * 1024

class Broken extends Error {}

const varint = (bytes: Buffer, at: number): readonly [value: number, next: number] => {
  let value = 0n
  for (let index = 0; index < 9; index += 1) {
    const byte = bytes[at + index]
    if (byte === undefined) throw new Broken()
    if (index === 8) return [Number(BigInt.asIntN(64, (value << 8n) | BigInt(byte))), at + 9]
    value = (value << 7n) | BigInt(byte & 0x7f)
    if (byte < 0x80) return [Number(value), at + index + 1]
  }
  throw new Broken()
}

const integer = (bytes: Buffer): number | bigint => {
  if (bytes.length <= 6) return bytes.readIntBE(0, bytes.length)
  const value = bytes.readBigInt64BE(0)
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8] as const

const lengthOf = (type: number): number => {
  if (type < 7) return INTEGER_BYTES[type]
  if (type === 7) return 8
  if (type < 10) return 0
  if (type < 12) throw new Broken()
  return Math.floor((type - 12) / 2)
}

const valueOf = (type: number, bytes: Buffer): Value => {
  if (type === 0) return null
  if (type === 8 || type === 9) return type - 8
  if (type < 7) return integer(bytes)
  if (type === 7) return bytes.readDoubleBE(0)
  return type % 2 === 0 ? Buffer.from(bytes) : bytes.toString('utf8')
}

const decode = (payload: Buffer, rowid: number | null, wholePayload: boolean): Record => {
  const [headerLength, afterLength] = varint(payload, 0)
  if (headerLength < 1 || headerLength > payload.length) throw new Broken()
  const values: Value[] = []
  let whole = wholePayload
  let missing = 0
  let at = headerLength
  for (let header = afterLength; header < headerLength;) {
    const [type, next] = varint(payload, header)
    header = next
    const length = lengthOf(type)
    const isThere = at + length <= payload.length
    if (!isThere && wholePayload) throw new Broken()
    // Where the payload breaks off, what is there of a text is kept; the columns after it are not known.
    if (isThere || (type >= 12 && at < payload.length))
      values.push(valueOf(type, payload.subarray(at, at + length)))
    else missing += 1
    whole &&= isThere
    at += length
  }
  return { rowid, values, whole, missing }
}

/** The payload with its overflow pages, as far as they are there. */
const payloadAt = (
  file: PageFile,
  page: Buffer,
  at: number,
  length: number,
  isTable: boolean,
): { bytes: Buffer; whole: boolean } => {
  const { usableSize: usable } = file
  if (length > MAX_PAYLOAD) throw new Broken()
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23
  if (length <= most) {
    if (at + length > usable) throw new Broken()
    return { bytes: page.subarray(at, at + length), whole: true }
  }
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const wanted = least + ((length - least) % (usable - 4))
  const local = wanted <= most ? wanted : least
  if (at + local + 4 > usable) throw new Broken()
  const parts = [page.subarray(at, at + local)]
  let have = local
  const seen = new Set<number>()
  for (let next = page.readUInt32BE(at + local); have < length;) {
    const overflow = seen.has(next) ? null : file.page(next)
    // The first byte of an overflow page is a page number's: tables of other kinds are no overflow.
    if (!overflow || overflow[0] === PAGE.leafTable || overflow[0] === PAGE.leafIndex) {
      return { bytes: Buffer.concat(parts), whole: false }
    }
    seen.add(next)
    const take = Math.min(usable - 4, length - have)
    parts.push(overflow.subarray(4, 4 + take))
    have += take
    next = overflow.readUInt32BE(0)
  }
  return { bytes: Buffer.concat(parts), whole: true }
}

/** Page 1 begins after the file's header. */
const startOf = (number: number): number => (number === 1 ? 100 : 0)

export const pageType = (page: Buffer, number: number): number => page[startOf(number)] ?? 0

/** The children of an interior page, the right-most last; numbers that make no sense are left out. */
export const childrenOf = (file: PageFile, page: Buffer, number: number): readonly number[] => {
  const start = startOf(number)
  const cells = page.readUInt16BE(start + 3)
  const children: number[] = []
  for (let cell = 0; cell < cells && start + 12 + cell * 2 + 2 <= page.length; cell += 1) {
    const at = page.readUInt16BE(start + 12 + cell * 2)
    if (at + 4 <= page.length) children.push(page.readUInt32BE(at))
  }
  children.push(page.readUInt32BE(start + 8))
  return children.filter((child) => child > 1 && child <= file.pageCount)
}

/** Of a leaf; or of an inner page of an index, which holds rows between its children. */
export const readCells = (file: PageFile, page: Buffer, number: number): Leaf => {
  const start = startOf(number)
  const [headerLength, childLength] = page[start] === PAGE.interiorIndex ? [12, 4] : [8, 0]
  const isTable = page[start] === PAGE.leafTable
  const cells = page.readUInt16BE(start + 3)
  const records: Record[] = []
  let broken = 0
  for (let cell = 0; cell < cells && start + headerLength + cell * 2 + 2 <= file.usableSize; cell += 1) {
    try {
      const [length, afterLength] = varint(
        page,
        page.readUInt16BE(start + headerLength + cell * 2) + childLength,
      )
      const [rowid, at] = isTable ? varint(page, afterLength) : [null, afterLength]
      const payload = payloadAt(file, page, at, length, isTable)
      records.push(decode(payload.bytes, rowid, payload.whole))
    } catch (error) {
      if (!(error instanceof Broken || error instanceof RangeError)) throw error
      broken += 1
    }
  }
  return { records, broken }
}
