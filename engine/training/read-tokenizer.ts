// The tokenizer of a model file alone, for whoever counts what a prompt costs; the weights are not read.
import { createReadStream } from 'node:fs'
import { readWeightHeader } from '../nn/weights.ts'
import { tokenizerFromJson, type Tokenizer, type TokenizerJson } from '../text/tokenizers/tokenizer.ts'

/** Throws where the file is no model of ours. */
export const readTokenizer = async (file: string): Promise<Tokenizer> => {
  const { metadata } = await readWeightHeader(createReadStream(file) as AsyncIterable<Uint8Array>)
  return tokenizerFromJson(JSON.parse(metadata['tokenizer'] ?? 'null') as TokenizerJson)
}
