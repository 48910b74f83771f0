// How well a model foretells texts it is shown: bits a byte, every byte counted, beside compressors and n-grams on the same bytes.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { NO_CONDITION } from '../models/condition.ts'
import { loadBackend } from '../nn/backend.ts'
import { KneserNey } from '../text/ngram/kneser-ney.ts'
import { TokenStream } from '../training/corpus.ts'
import { loadModel } from '../training/model-file.ts'
import { loadCorpus, type PreparedCorpus } from '../training/prepared-corpus.ts'
import { Validation } from '../training/validation.ts'
import { compressedBits, COMPRESSORS, type CompressorId } from './lm/compressors.ts'
import { storyText } from './story/story-text.ts'

export interface LmRequest {
  /** Folder of .txt files. */
  readonly set: string
  readonly modelFile: string
  /** Of a prepared corpus: its n-grams are a baseline; absent: they are left out. */
  readonly corpusFile?: string
  readonly threads?: number
  readonly signal: AbortSignal
  say(line: string): void
}

interface Text {
  readonly name: string
  readonly text: string
  readonly bytes: number
}

/** Stands before the first byte of every text; not counted. */
const BEFORE = '\n\n'
/** The counts of more tokens do not fit their tables. */
const COUNTED_TOKENS = 10_000_000

/** Figures over all texts together; null and a reason where something is not there. */
export const runLm = async ({ set, modelFile, corpusFile, threads, signal, say }: LmRequest) => {
  const texts = readTexts(set)
  const bytes = texts.reduce((sum, text) => sum + text.bytes, 0)
  const backend = await loadBackend(threads === undefined ? {} : { threads })
  const { model, tokenizer, card } = await loadModel(modelFile)
  const streamOf = (text: string) =>
    TokenStream.of([{ tokens: tokenizer.encode(text), condition: NO_CONDITION }])
  const files: { name: string; bytes: number; tokens: number; bitsPerByte: number }[] = []
  try {
    for (const { name, text, bytes } of texts) {
      const stream = streamOf(text)
      const validation = new Validation(model, streamOf(BEFORE), stream, backend.threads)
      const bits = (await lossOf(validation, signal)) * stream.tokens.length * Math.LOG2E
      validation.dispose()
      files.push({ name, bytes, tokens: stream.tokens.length, bitsPerByte: bits / bytes })
      say(`${name}  ${(bits / bytes).toFixed(4)} bits/byte of ${bytes}`)
    }
  } finally {
    model.dispose()
  }
  const bits = files.reduce((sum, file) => sum + file.bitsPerByte * file.bytes, 0)
  const compressors: Partial<Record<CompressorId, { bitsPerByte: number } | { skipped: string }>> = {}
  for (const id of COMPRESSORS) {
    const found = await compressedBits(
      id,
      texts.map(({ text }) => Buffer.from(text)),
      signal,
    )
    compressors[id] = 'skipped' in found ? found : { bitsPerByte: found.bits / bytes }
    say(`${id}  ${'skipped' in found ? found.skipped : (found.bits / bytes).toFixed(4)}`)
  }
  return {
    bitsPerByte: bits / bytes,
    bytes,
    normalisation:
      'lines joined, one space between words, one blank line between paragraphs, straight quotation marks, dashes as —, UTF-8; the same bytes for all',
    model: {
      file: path.basename(modelFile),
      modelId: card.modelId,
      step: card.step,
      contextTokens: card.settings.sequenceLength,
      condition: 'none',
    },
    ...compressors,
    ngram: corpusFile === undefined ? NO_CORPUS : ngramBits(await loadCorpus(corpusFile), texts, bytes),
    files,
  }
}

const NO_CORPUS = { skipped: 'no prepared corpus was named (--keep, the folder of train-story)' }

const readTexts = (folder: string): readonly Text[] => {
  const texts = readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .toSorted()
    .map((name) => {
      const text = storyText(readFileSync(path.join(folder, name), 'utf8'))
      return { name, text, bytes: Buffer.byteLength(text) }
    })
    .filter(({ bytes }) => bytes > 0)
  if (texts.length === 0) throw new RangeError(`There is no .txt file with text in ${folder}`)
  return texts
}

/** Nats a token. Between pieces a stop can arrive. */
const lossOf = async (validation: Validation, signal: AbortSignal): Promise<number> => {
  const measuring = validation.measure()
  let step = measuring.next()
  for (; step.done !== true; step = measuring.next()) {
    await nextTurn()
    signal.throwIfAborted()
  }
  return step.value
}

/** Kneser-Ney three tokens deep, counted over what the model may have learnt from. */
const ngramBits = ({ train, tokenizer }: PreparedCorpus, texts: readonly Text[], bytes: number) => {
  const counted = train.tokens.subarray(0, COUNTED_TOKENS)
  const counts = KneserNey.train(counted, { vocabularySize: tokenizer.vocabularySize })
  const before = tokenizer.encode(BEFORE)
  const nats = texts.reduce((sum, { text }) => {
    const tokens = Int32Array.from([...before, ...tokenizer.encode(text)])
    return sum + counts.loss(tokens, before.length) * (tokens.length - before.length)
  }, 0)
  return { bitsPerByte: (nats * Math.LOG2E) / bytes, order: 3, countedTokens: counted.length }
}
