// Small GGUF files made by our own exporter: weights drawn at random, a tokenizer trained on a novel.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { findModel } from '../../engine/models/registry.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { Random } from '../../engine/nn/seed.ts'
import { ByteBpeTokenizer } from '../../engine/text/tokenizers/byte-bpe.ts'
import { modelExporters } from '../../engine/training/model-exporters.ts'
import { novel } from './novel.ts'

interface Shape {
  readonly vocabularySize?: number
  readonly width?: number
  readonly heads?: number
  readonly hidden?: number
  readonly layers?: number
  readonly sequenceLength?: number
  readonly precision?: 'f32' | 'f16' | 'q8_0'
}

/** A hundred thousand characters do not teach more. */
const MOST_TRAINED = 4096

/** With pairs of trained tokens up to a size that so little text cannot give; no two tokens may be the same bytes. */
const filledUp = (tokenizer: ByteBpeTokenizer, wanted: number): ByteBpeTokenizer => {
  const { merges, ...rest } = tokenizer.toJSON()
  const trained = tokenizer.vocabularySize
  const textOf = (token: number): string => Buffer.from(tokenizer.bytesOf(token)).toString('latin1')
  const known = new Set(Array.from({ length: trained }, (_, token) => textOf(token)))
  const pairs: [number, number][] = []
  for (let at = 0; trained + pairs.length < wanted; at++) {
    const pair: [number, number] = [trained - 1 - (at % trained), trained - 1 - Math.floor(at / trained)]
    const text = pair.map(textOf).join('')
    if (!known.has(text)) pairs.push(pair)
    known.add(text)
  }
  return ByteBpeTokenizer.fromJson({ ...rest, merges: [...merges, ...pairs] })
}

/** @returns the path of the file in `folder` */
export const randomGguf = async (folder: string, name: string, shape: Shape = {}): Promise<string> => {
  await loadBackend({ threads: 1 })
  const { vocabularySize: wanted = 600, precision = 'q8_0', ...rest } = shape
  const tokenizer = filledUp(
    ByteBpeTokenizer.train([novel().slice(30_000, 130_000)], {
      vocabularySize: Math.min(wanted, MOST_TRAINED),
    }),
    wanted,
  )
  const definition = findModel('transformer')
  const proportions = { width: 64, heads: 4, hidden: 160, layers: 3, sequenceLength: 512, ...rest }
  const settings = definition.parse('tiny', proportions)
  const { vocabularySize } = tokenizer
  const model = definition.create(settings, { vocabularySize }, new Random(3))
  // Large enough that the logits differ.
  for (const [key, weight] of model.weights)
    if (!key.includes('norm')) tf.tidy(() => weight.assign(tf.mul(weight, tf.scalar(4))))
  const card = {
    modelId: 'transformer',
    modelVersion: 1,
    settings,
    vocabularySize,
    language: 'en',
    step: 1,
    validationLoss: 1,
    bitsPerByte: 1,
  }
  const exporter = modelExporters.find(({ id }) => id === 'gguf')!
  const loaded = { definition, model, tokenizer, card, feelings: null }
  const path = join(folder, name)
  await writeFile(path, exporter.run(loaded, { precision, emotion: 'none' }))
  model.dispose()
  return path
}
