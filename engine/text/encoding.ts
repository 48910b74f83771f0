// Bytes of unknown origin to text: which encoding, how much of it was broken, and whether it is text at all.
import chardet from 'chardet'
import { EngineError } from '../domain/errors.ts'

export interface DecodedText {
  readonly text: string
  /** A WHATWG encoding label. */
  readonly encoding: string
  /** Characters that could not be read and stand as U+FFFD. */
  readonly replaced: number
}

const SAMPLE_BYTES = 256 * 1024
/** Share of control bytes above which nobody would call it text. */
const CONTROL_SHARE = 0.005

const decode = (bytes: Uint8Array, encoding: string): DecodedText => {
  const text = new TextDecoder(encoding).decode(bytes)
  return { text, encoding, replaced: text.match(/\uFFFD/gu)?.length ?? 0 }
}

const decodeStrictly = (bytes: Uint8Array, encoding: string): DecodedText | undefined => {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding, replaced: 0 }
  } catch {
    return undefined
  }
}

const startsWith = (bytes: Uint8Array, ...prefix: number[]): boolean =>
  prefix.every((byte, i) => bytes[i] === byte)

const fromByteOrderMark = (bytes: Uint8Array): DecodedText | undefined => {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return decode(bytes, 'utf-8')
  if (startsWith(bytes, 0xff, 0xfe)) return decode(bytes, 'utf-16le')
  if (startsWith(bytes, 0xfe, 0xff)) return decode(bytes, 'utf-16be')
  if (startsWith(bytes, 0x84, 0x31, 0x95, 0x33)) return decode(bytes.subarray(4), 'gb18030')
  return undefined
}

const notText = (name: string): EngineError =>
  new EngineError('NOT_TEXT', 'This file holds no readable text. Nothing was imported.', { name })

/** UTF-16 without a mark: only spaces and line ends give it away, by their zero bytes; then it must read like text. */
const fromUtf16 = (bytes: Uint8Array): DecodedText | undefined => {
  const sample = bytes.subarray(0, Math.min(bytes.length, SAMPLE_BYTES) & ~1)
  const readable = (['utf-16le', 'utf-16be'] as const)
    .map((encoding) => {
      const text = new TextDecoder(encoding).decode(sample)
      const good = text.match(
        /[\t\n\r\u0020-\u007E\u00A0-\u024F\u0370-\u04FF\u2010-\u2027\u3000-\u30FF\u4E00-\u9FFF\uFF00-\uFFEF]/gu,
      )
      return { encoding, share: (good?.length ?? 0) / Math.max(1, text.length) }
    })
    .sort((a, b) => b.share - a.share)
  const best = readable[0]
  return best.share > 0.97 ? decode(bytes, best.encoding) : undefined
}

interface ByteCensus {
  readonly zeros: number
  readonly controls: number
  readonly high: number
}

const takeCensus = (bytes: Uint8Array): ByteCensus => {
  let zeros = 0
  let controls = 0
  let high = 0
  for (const byte of bytes) {
    if (byte === 0) zeros += 1
    else if (byte >= 0x80) high += 1
    else if (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1a && byte !== 0x1b) controls += 1
  }
  return { zeros, controls, high }
}

/** Mostly UTF-8 with damaged places: far more whole characters than broken ones. */
const fromDamagedUtf8 = (bytes: Uint8Array): DecodedText | undefined => {
  const lossy = decode(bytes, 'utf-8')
  const whole = lossy.text.match(/[\u{80}-\u{FFFC}\u{10000}-\u{10FFFF}]/gu)?.length ?? 0
  return whole > 4 * lossy.replaced ? lossy : undefined
}

/** Share of double bytes that are everyday characters (GB 2312 level 1), the mark of real Chinese in GB18030. */
const everydayShare = (bytes: Uint8Array): number => {
  let pairs = 0
  let everyday = 0
  for (let i = 0; i + 1 < bytes.length; i += 1) {
    const lead = bytes[i]
    if (lead < 0x81) continue
    const isHan = lead >= 0xb0 && lead <= 0xf7
    pairs += isHan ? 1 : 0
    everyday += isHan && lead <= 0xd7 && bytes[i + 1] >= 0xa1 ? 1 : 0
    i += 1
  }
  return pairs === 0 ? 0 : everyday / pairs
}

const isSupported = (encoding: string): boolean => {
  try {
    return new TextDecoder(encoding).encoding !== ''
  } catch {
    return false
  }
}

const fromLegacy = (bytes: Uint8Array, highShare: number): DecodedText => {
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  // Western text is mostly ASCII; in every other legacy encoding most letters are high bytes.
  if (highShare < 0.2) return decode(bytes, 'windows-1252')
  if (everydayShare(sample) > 0.75) return decode(bytes, 'gb18030')
  const advice = chardet.analyse(sample).find(({ name, confidence }) => confidence >= 20 && isSupported(name))
  const advised = advice ? decode(bytes, advice.name.toLowerCase()) : decode(bytes, 'gb18030')
  return advised.replaced * 20 < advised.text.length ? advised : decode(bytes, 'windows-1252')
}

/**
 * Decodes by byte order mark, then UTF-8, UTF-16 without a mark, GB18030, other legacy encodings, windows-1252.
 * Errors: EMPTY_FILE, NOT_TEXT.
 * @param name only for the error's detail.
 */
export const decodeText = (bytes: Uint8Array, name: string): DecodedText => {
  if (bytes.length === 0)
    throw new EngineError('EMPTY_FILE', 'This file is empty. Nothing was imported.', { name })
  if (/^(?:%PDF-|\{\\rtf)/u.test(String.fromCharCode(...bytes.subarray(0, 5)))) throw notText(name)
  const marked = fromByteOrderMark(bytes)
  if (marked) {
    const unreadable = marked.replaced + (marked.text.match(/\0/gu)?.length ?? 0)
    if (unreadable * 10 > marked.text.length) throw notText(name)
    return marked
  }
  const census = takeCensus(bytes)
  if (census.zeros * 1000 > bytes.length) {
    const wide = fromUtf16(bytes)
    if (!wide) throw notText(name)
    return wide
  }
  if (census.controls > bytes.length * CONTROL_SHARE) throw notText(name)
  return (
    decodeStrictly(bytes, 'utf-8') ?? fromDamagedUtf8(bytes) ?? fromLegacy(bytes, census.high / bytes.length)
  )
}
