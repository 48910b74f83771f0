// The sparse features of a tokenised sentence as 32-bit hashes: word 1–3-grams, words under negation, characters 2–5.
// Which of them count, and for what, is the n-gram table's.
const NEGATIONS = new Set(
  `not no never none nobody nothing neither nor nowhere without hardly barely scarcely cannot cant dont wont isnt
  wasnt didnt doesnt couldnt wouldnt shouldnt arent werent hasnt havent aint 不 没 没有 无 别 未 不是 并非`.split(
    /\s+/,
  ),
)
/** So many words after a negation stand under it. */
const REACH = 3
const BREAK = /^[.,;:!?…—"()。，；：！？、]/u
const SHORTEST = 2

/** FNV-1a over UTF-16 units, continuing from `hash`. */
const extend = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193)

/** Spreads the last unit over all bits (MurmurHash3's finaliser). */
const finish = (hash: number): number => {
  let mixed = hash
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

const SEEDS: Readonly<Record<'word' | 'negated' | 'character', number>> = {
  word: 0x811c9dc5,
  negated: 0x2f0b4c47,
  character: 0x5bd1e995,
}

const hashOf = (seed: number, text: string): number => {
  let hash = seed
  for (let i = 0; i < text.length; i++) hash = extend(hash, text.charCodeAt(i))
  return hash
}

/** Of English words or Chinese characters. */
export const isNegation = (token: string): boolean => NEGATIONS.has(token) || token.endsWith("n't")

export interface FeatureSettings {
  /** Longest run of words that is one feature. */
  readonly words: number
  /** Longest run of characters inside a word with its borders; 0 for none. */
  readonly characters: number
}

/** Hashes of one sentence, reused from call to call: the first `words` are of words, the next `characters` of characters. */
export interface FeatureBuffer {
  hashes: Int32Array
  words: number
  characters: number
}

export const createFeatureBuffer = (): FeatureBuffer => ({
  hashes: new Int32Array(4096),
  words: 0,
  characters: 0,
})

/** Fills the buffer anew; a feature that occurs twice stands there twice. */
export const readFeatures = (
  tokens: readonly string[],
  { words, characters }: FeatureSettings,
  buffer: FeatureBuffer,
): void => {
  let size = 0
  const put = (hash: number): void => {
    if (size === buffer.hashes.length) {
      const larger = new Int32Array(2 * size)
      larger.set(buffer.hashes)
      buffer.hashes = larger
    }
    buffer.hashes[size++] = finish(hash)
  }
  let negatedUntil = -1
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    let hash = SEEDS.word
    for (let length = 1; length <= words && at + length <= tokens.length; length++) {
      if (length > 1) hash = extend(hash, 32)
      hash = hashOf(hash, tokens[at + length - 1])
      put(hash)
    }
    if (BREAK.test(token)) negatedUntil = -1
    else if (at <= negatedUntil) put(hashOf(SEEDS.negated, token))
    if (isNegation(token)) negatedUntil = at + REACH
  }
  buffer.words = size
  if (characters > 0)
    for (const token of tokens) {
      const last = token.length + 1
      // Position 0 and `last` are the borders of the word.
      for (let from = 0; from < last; from++) {
        let hash = SEEDS.character
        for (let at = from; at <= last && at < from + characters; at++) {
          hash = extend(hash, at === 0 || at === last ? 32 : token.charCodeAt(at - 1))
          if (at - from + 1 >= SHORTEST) put(hash)
        }
      }
    }
  buffer.characters = size - buffer.words
}
