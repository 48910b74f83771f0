// A project file as its pages, with what the log holds laid over them. Trusts nothing: a page that is not there is null.
// Format: https://www.sqlite.org/fileformat2.html
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import type { FileKey } from '../passphrase.ts'
import { pageCipher, RESERVED_BYTES, type PageCipher } from './page-cipher.ts'

export interface PageFile {
  readonly pageSize: number
  /** Without what is reserved at the end of each page. */
  readonly usableSize: number
  readonly pageCount: number
  /** Of the file's shape, from its header; 0 where the header cannot be read. */
  readonly version: number
  /** From 1. */
  page(number: number): Buffer | null
  /** Of an encrypted file: whether any of its pages was written with this key. */
  readonly fitsKey: boolean
  close(): void
}

const MAGIC = 'SQLite format 3\0'
const USUAL_PAGE_SIZE = 4096
const WAL_HEADER = 32
const FRAME_HEADER = 24
const [SMALLEST, LARGEST] = [512, 65_536]

/** Pages of an encrypted file have the usual size: its own header cannot be read before they are. */
const isPageSize = (size: number): boolean => size >= SMALLEST && size <= LARGEST && (size & (size - 1)) === 0

/** SQLite's own sum over pairs of words, in the byte order that the log's first word names. */
const checksum = (bytes: Buffer, big: boolean, [a, b]: readonly [number, number]): [number, number] => {
  let [s0, s1] = [a, b]
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    const [x, y] = big
      ? [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)]
      : [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)]
    s0 = (s0 + x + s1) >>> 0
    s1 = (s1 + y + s0) >>> 0
  }
  return [s0, s1]
}

/**
 * Page number → its content as last committed to the log; up to the first frame that is not whole. Of an encrypted log
 * each page's own sum tells that, since the log's is over what was encrypted.
 */
const readLog = (path: string, pageSize: number, cipher: PageCipher | null): ReadonlyMap<number, Buffer> => {
  const committed = new Map<number, Buffer>()
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    return committed
  }
  if (bytes.length < WAL_HEADER || bytes.readUInt32BE(8) !== pageSize) return committed
  const big = (bytes.readUInt32BE(0) & 1) === 1
  const salt = bytes.toString('hex', 16, 24)
  let sum = checksum(bytes.subarray(0, 24), big, [0, 0])
  const waiting = new Map<number, Buffer>()
  for (let at = WAL_HEADER; at + FRAME_HEADER + pageSize <= bytes.length; at += FRAME_HEADER + pageSize) {
    const content = bytes.subarray(at + FRAME_HEADER, at + FRAME_HEADER + pageSize)
    sum = checksum(content, big, checksum(bytes.subarray(at, at + 8), big, sum))
    const opened = cipher?.open(bytes.readUInt32BE(at), content)
    const isWhole =
      opened?.whole ?? (bytes.readUInt32BE(at + 16) === sum[0] && bytes.readUInt32BE(at + 20) === sum[1])
    if (!isWhole || bytes.toString('hex', at + 8, at + 16) !== salt) break
    waiting.set(bytes.readUInt32BE(at), opened?.bytes ?? content)
    if (bytes.readUInt32BE(at + 4) === 0) continue
    for (const [number, page] of waiting) committed.set(number, page)
    waiting.clear()
  }
  return committed
}

/** @param path a private copy; its log lies beside it. @param cipher of an encrypted file; nothing is written decrypted. */
export const openPageFile = (path: string, cipher: PageCipher | null = null): PageFile => {
  const handle = openSync(path, 'r')
  const { size } = fstatSync(handle)
  const start = Buffer.alloc(USUAL_PAGE_SIZE)
  const startLength = readSync(handle, start, 0, USUAL_PAGE_SIZE, 0)
  const header = cipher && startLength === USUAL_PAGE_SIZE ? cipher.open(1, start).bytes : start
  const hasHeader = header.toString('latin1', 0, 16) === MAGIC
  const stated = header.readUInt16BE(16) === 1 ? LARGEST : header.readUInt16BE(16)
  const pageSize = isPageSize(stated) ? stated : USUAL_PAGE_SIZE
  const stamped = hasHeader && header.readUInt8(20) < 255 ? header.readUInt8(20) : 0
  const reserved = cipher ? RESERVED_BYTES : stamped
  const log = readLog(`${path}-wal`, pageSize, cipher)
  const pageCount = Math.max(Math.ceil(size / pageSize), ...log.keys())
  const first = log.get(1)
  return {
    pageSize,
    usableSize: pageSize - reserved,
    pageCount,
    version: (first ?? header).readUInt32BE(60),
    page(number) {
      if (number < 1 || number > pageCount) return null
      const newer = log.get(number)
      if (newer) return newer
      const bytes = Buffer.alloc(pageSize)
      // What a cut-off last page lacks is zero.
      if (readSync(handle, bytes, 0, pageSize, (number - 1) * pageSize) <= 0) return null
      return cipher ? cipher.open(number, bytes).bytes : bytes
    },
    get fitsKey() {
      if (!cipher || log.size > 0) return true
      const bytes = Buffer.alloc(pageSize)
      for (let number = 1; number <= pageCount; number += 1)
        if (
          readSync(handle, bytes, 0, pageSize, (number - 1) * pageSize) === pageSize &&
          cipher.open(number, bytes).whole
        )
          return true
      return false
    },
    close: () => closeSync(handle),
  }
}

/**
 * Whether anything in the file was written with this key: to whoever only opens it, a wrong one looks like damage.
 * @param path of a file that this process does not have open.
 */
export const isWrittenWith = (path: string, key: FileKey): boolean => {
  const file = openPageFile(path, pageCipher(key))
  try {
    return file.fitsKey
  } finally {
    file.close()
  }
}
