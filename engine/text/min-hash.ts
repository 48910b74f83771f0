// Near-duplicates among many short texts: MinHash signatures in a table of bands (Broder 1997; Leskovec et al., "Mining of
// Massive Datasets", ch. 3). A text costs the same however many there are.

/** 24 bands of 3: texts that share half of their pieces meet in the table with 96 %, those that share 0.7 nearly always. */
const BANDS = 24
const ROWS = 3
const SIZE = BANDS * ROWS
/** Characters a piece: in alphabets four, where a character is a word two. */
const LATIN_PIECE = 4
const HAN_PIECE = 2
const HAN = /\p{sc=Han}/u

/** Only letters and digits matter, in any case; between ideographs nothing stands. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(?<=\p{sc=Han}) | (?=\p{sc=Han})/gu, '')
    .trim()

/** FNV-1a with a finaliser (after MurmurHash3). */
const hashOf = (text: string, seed: number): number => {
  let hash = 0x811c9dc5 ^ seed
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

const piecesOf = (text: string): ReadonlySet<string> => {
  const words = plain(text)
  const length = HAN.test(words) ? HAN_PIECE : LATIN_PIECE
  const pieces = new Set<string>()
  for (let at = 0; at + length <= words.length; at++) pieces.add(words.slice(at, at + length))
  if (pieces.size === 0 && words !== '') pieces.add(words)
  return pieces
}

/** [SIZE]: the smallest hash of any piece under each of SIZE hash functions. */
const signatureOf = (text: string): Uint32Array => {
  const signature = new Uint32Array(SIZE).fill(0xffffffff)
  for (const piece of piecesOf(text)) {
    // Two hashes make as many functions as are wanted (Kirsch & Mitzenmacher 2006).
    const [a, b] = [hashOf(piece, 0), hashOf(piece, 0x9e3779b9) | 1]
    for (let row = 0; row < SIZE; row++) {
      const hash = (a + Math.imul(row, b)) >>> 0
      if (hash < signature[row]) signature[row] = hash
    }
  }
  return signature
}

const likeness = (a: Uint32Array, b: Uint32Array): number => {
  let same = 0
  for (let row = 0; row < SIZE; row++) if (a[row] === b[row]) same++
  return same / SIZE
}

export class NearDuplicates {
  readonly #signatures: Uint32Array[] = []
  readonly #bands: Map<string, number[]>[] = Array.from({ length: BANDS }, () => new Map<string, number[]>())

  /** The likeness 0 … 1 (Jaccard, estimated) to the text most like it; 0 where nothing is near. */
  nearest(text: string): number {
    const signature = signatureOf(text)
    const seen = new Set<number>()
    let best = 0
    this.#bands.forEach((band, index) => {
      for (const at of band.get(this.#bandKey(signature, index)) ?? []) {
        if (seen.has(at)) continue
        seen.add(at)
        best = Math.max(best, likeness(signature, this.#signatures[at]))
      }
    })
    return best
  }

  add(text: string): void {
    const signature = signatureOf(text)
    const at = this.#signatures.push(signature) - 1
    this.#bands.forEach((band, index) => {
      const key = this.#bandKey(signature, index)
      const found = band.get(key)
      if (found) found.push(at)
      else band.set(key, [at])
    })
  }

  #bandKey(signature: Uint32Array, band: number): string {
    return signature.subarray(band * ROWS, (band + 1) * ROWS).join(',')
  }
}
