// What the tokens of a pretrained model mean as text, read from its tokenizer.json; only this way round: nothing is cut into tokens.
import * as z from 'zod'

export interface TokenTexts {
  readonly size: number
  /** Special tokens say nothing. */
  textOf(ids: readonly number[]): string
}

const file = z.object({
  added_tokens: z
    .array(z.object({ id: z.number().int().min(0), special: z.boolean().default(false) }))
    .default([]),
  model: z.object({
    type: z.string().optional(),
    vocab: z.union([
      z.record(z.string(), z.number().int().min(0)),
      z.array(z.tuple([z.string(), z.number()])),
    ]),
  }),
  decoder: z.looseObject({ type: z.string() }).nullish(),
})

/** Bytes as byte-level tokenizers write them: printable ones as they are, the others from U+0100 on (GPT-2, Radford et al. 2019). */
const BYTE_OF: ReadonlyMap<string, number> = (() => {
  const plain = (byte: number): boolean =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174
  let next = 256
  return new Map(
    Array.from(
      { length: 256 },
      (_, byte) => [String.fromCodePoint(plain(byte) ? byte : next++), byte] as const,
    ),
  )
})()

const fromBytes = (words: readonly string[]): string =>
  new TextDecoder().decode(
    Uint8Array.from(
      Array.from(words.join('')).flatMap((sign) => BYTE_OF.get(sign) ?? [...new TextEncoder().encode(sign)]),
    ),
  )

const joinedBy = (kind: string, words: readonly string[]): string => {
  if (kind === 'ByteLevel' || kind === 'BPE') return fromBytes(words)
  if (kind === 'WordPiece') return words.join(' ').replaceAll(' ##', '')
  return words.join('').replaceAll('▁', ' ')
}

/** Throws where it is no such file. */
export const readTokenTexts = (json: unknown): TokenTexts => {
  const { added_tokens: added, model, decoder } = file.parse(json)
  const words = new Map<number, string>(
    Array.isArray(model.vocab)
      ? model.vocab.map(([word], at) => [at, word])
      : Object.entries(model.vocab).map(([word, at]) => [at, word]),
  )
  const special = new Set(added.filter((token) => token.special).map((token) => token.id))
  const kind = decoder?.type ?? model.type ?? 'ByteLevel'
  return {
    size: Math.max(words.size, ...added.map((token) => token.id + 1)),
    textOf: (ids) =>
      joinedBy(
        kind,
        ids.filter((id) => !special.has(id)).flatMap((id) => words.get(id) ?? []),
      ).trim(),
  }
}
