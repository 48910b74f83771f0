// Pages of an encrypted project, one by one, as the cipher of database.ts writes them, for files that it does not open any more.
// What a page says is not this file's concern. Format: SQLCipher 4 (https://www.zetetic.net/sqlcipher/design/).
import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import type { FileKey } from '../passphrase.ts'

/** At the end of each page: the initialisation vector, then the sum over what stands before it and the page's number. */
export const RESERVED_BYTES = 80
const IV_BYTES = 16
const SALT_BYTES = 16
const SUM_KEY = { rounds: 2, bytes: 32, mask: 0x3a } as const
const MAGIC = Buffer.from('SQLite format 3\0', 'latin1')

export interface OpenedPage {
  readonly bytes: Buffer
  /** Its sum is right: it was written with this key, as it is. */
  readonly whole: boolean
}

export interface PageCipher {
  /** A damaged page is opened too: what was not damaged of it can be read, the rest is noise. @param number from 1. */
  open(number: number, page: Buffer): OpenedPage
}

export const pageCipher = (fileKey: FileKey): PageCipher => {
  const key = Buffer.from(fileKey.slice(0, 64), 'hex')
  const salt = Buffer.from(fileKey.slice(64), 'hex')
  const sumKey = pbkdf2Sync(
    key,
    salt.map((byte) => byte ^ SUM_KEY.mask),
    SUM_KEY.rounds,
    SUM_KEY.bytes,
    'sha512',
  )
  return {
    open(number, page) {
      const begin = number === 1 ? SALT_BYTES : 0
      const end = page.length - RESERVED_BYTES
      const place = Buffer.alloc(4)
      place.writeUInt32LE(number)
      const sum = createHmac('sha512', sumKey)
        .update(page.subarray(begin, end + IV_BYTES))
        .update(place)
        .digest()
      const whole = timingSafeEqual(sum, page.subarray(end + IV_BYTES, end + IV_BYTES + sum.length))
      const decipher = createDecipheriv('aes-256-cbc', key, page.subarray(end, end + IV_BYTES))
      decipher.setAutoPadding(false)
      const plain = Buffer.concat([decipher.update(page.subarray(begin, end)), decipher.final()])
      const bytes = Buffer.concat([...(number === 1 ? [MAGIC] : []), plain, Buffer.alloc(RESERVED_BYTES)])
      return { bytes, whole }
    },
  }
}
