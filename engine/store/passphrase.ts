// From a passphrase to the key of an encrypted project file, and how such a file is told from others. The pages
// themselves are the cipher's concern (database.ts).
import { randomBytes, scrypt } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { EngineError } from '../domain/errors.ts'

/** Key and salt as the cipher takes them: 96 hexadecimal digits. Never written down, never logged. */
export type FileKey = string & { readonly fileKey: true }

/**
 * An encrypted file begins with its salt, and every salt of ours with these letters; the digit names the derivation.
 * The other eight bytes are drawn for each file.
 */
const MARK = 'ARCWENC1'
const SALT_BYTES = 16
const KEY_BYTES = 32
/** 128 MiB and about half a second: guessing costs memory on every try (RFC 7914; OWASP's recommendation of 2023). */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 1024 * 1024 } as const

const derive = (passphrase: string, salt: Buffer): Promise<FileKey> =>
  new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, KEY_BYTES, COST, (error, key) => {
      if (error) reject(error)
      else resolve(`${key.toString('hex')}${salt.toString('hex')}` as FileKey)
    })
  })

/** Must not be called for a file that this process has open (reading-copy.ts). */
const saltOf = (path: string): Buffer | null => {
  let handle: number
  try {
    handle = openSync(path, 'r')
  } catch {
    return null
  }
  try {
    const salt = Buffer.alloc(SALT_BYTES)
    const length = readSync(handle, salt, 0, SALT_BYTES, 0)
    return length === SALT_BYTES && salt.toString('latin1', 0, MARK.length) === MARK ? salt : null
  } catch {
    // A folder of that name, say: whoever opens it says what it is.
    return null
  } finally {
    closeSync(handle)
  }
}

export const isEncrypted = (path: string): boolean => saltOf(path) !== null

export const passphraseNeeded = (path: string): EngineError =>
  new EngineError('PASSPHRASE_NEEDED', 'This project is encrypted. It opens with its passphrase only.', {
    path,
  })

export const passphraseWrong = (cause?: unknown): EngineError =>
  new EngineError(
    'PASSPHRASE_WRONG',
    'The passphrase is not the one of this project, or its first page is damaged. There is no other way in: a lost passphrase is lost.',
    {},
    { cause },
  )

/** Null for a file that is not encrypted. PASSPHRASE_NEEDED when it is and there is none. */
export const keyFor = async (path: string, passphrase: string | undefined): Promise<FileKey | null> => {
  const salt = saltOf(path)
  if (!salt) return null
  if (passphrase === undefined || passphrase === '') throw passphraseNeeded(path)
  return derive(passphrase, salt)
}

/** For a file that is to be encrypted from now on. */
export const newKey = (passphrase: string): Promise<FileKey> =>
  derive(passphrase, Buffer.concat([Buffer.from(MARK, 'latin1'), randomBytes(SALT_BYTES - MARK.length)]))
