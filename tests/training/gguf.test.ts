// A transformer leaves as a GGUF file that llama.cpp itself reads: the same tokens for a text, the same logits.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Condition } from '../../engine/models/condition.ts'
import { agreementOf, readByModel } from '../../engine/evals/gguf/compare.ts'
import { readByLlama } from '../../engine/evals/gguf/llama.ts'
import { findModel } from '../../engine/models/registry.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { Lora } from '../../engine/nn/adapters/lora.ts'
import { Random } from '../../engine/nn/seed.ts'
import { ByteBpeTokenizer } from '../../engine/text/tokenizers/byte-bpe.ts'
import { joinAdapter } from '../../engine/training/adapted-model.ts'
import { interleaveHeads } from '../../engine/training/gguf/export-gguf.ts'
import { encodeGguf } from '../../engine/training/gguf/gguf-file.ts'
import { ggufTokenizer } from '../../engine/training/gguf/gguf-tokenizer.ts'
import { modelExporters, type ExportOptions } from '../../engine/training/model-exporters.ts'
import type { LoadedModel } from '../../engine/training/model-file.ts'
import { loadLlama } from '../helpers/llama.ts'
import { novel } from '../helpers/novel.ts'

const english = novel().slice(30_000, 60_000)
const chinese =
  '春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。他说：“我不知道。”\n\n她笑了，那是1999年的春天……'
const gguf = modelExporters.find(({ id }) => id === 'gguf')!
const llama = await loadLlama()

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gguf-'))
  await loadBackend({ threads: 1 })
})
afterAll(() => rm(folder, { recursive: true }))

/** A transformer with weights large enough that its logits differ, a low-rank adapter merged into it. */
function example(): LoadedModel {
  const tokenizer = ByteBpeTokenizer.train([english, chinese.repeat(20)], { vocabularySize: 600 })
  const definition = findModel('transformer')
  const shape = { width: 64, heads: 4, hidden: 160, layers: 3, sequenceLength: 256 }
  const settings = definition.parse('tiny', shape)
  const { vocabularySize } = tokenizer
  const model = definition.create(settings, { vocabularySize }, new Random(3))
  for (const [name, weight] of model.weights)
    if (!name.includes('norm')) tf.tidy(() => weight.assign(tf.mul(weight, tf.scalar(6))))
  const { matrices } = model.adaptable!
  const adapter = new Lora({ matrices }, { rank: 2, scale: 2 }, new Random(4))
  for (const [name, weight] of adapter.weights)
    if (name.includes('lora_B')) weight.assign(tf.fill(weight.shape, 0.02))
  joinAdapter(model, adapter)
  const measured = { step: 1, validationLoss: 1, bitsPerByte: 1 }
  const card = {
    modelId: 'transformer',
    modelVersion: 1,
    settings,
    vocabularySize,
    language: 'en',
    ...measured,
  }
  return { definition, model, tokenizer, card, feelings: null }
}

describe('a GGUF file', () => {
  it('holds its metadata and its tensors where a reader looks for them', () => {
    const data = Float32Array.from({ length: 64 }, (_, i) => i - 20.25)
    const file = Buffer.from(
      encodeGguf(new Map([['a', { type: 'u32', value: 7 }]]), [
        { name: 'x', shape: [2, 32], data, precision: 'f16' },
        { name: 'y', shape: [2, 32], data, precision: 'q8_0' },
      ]),
    )
    let at = 0
    const u32 = () => file.readUInt32LE((at += 4) - 4)
    const u64 = () => Number(file.readBigUInt64LE((at += 8) - 8))
    const text = () => {
      const length = u64()
      return file.toString('utf8', at, (at += length))
    }
    expect(file.toString('latin1', 0, 4)).toBe('GGUF')
    at = 4
    expect([u32(), u64(), u64()]).toEqual([3, 2, 1])
    expect([text(), u32(), u32()]).toEqual(['a', 4, 7])
    expect([text(), u32(), u64(), u64(), u32(), u64()]).toEqual(['x', 2, 32, 2, 1, 0])
    expect([text(), u32(), u64(), u64(), u32(), u64()]).toEqual(['y', 2, 32, 2, 8, 128])
    const start = Math.ceil(at / 32) * 32
    expect(file.length).toBe(start + 128 + 96)
    const halves = new DataView(file.buffer, file.byteOffset + start)
    expect(halves.getUint16(0, true)).toBe(0xcd10)
    // 34 bytes hold 32 numbers: a scale and the numbers in its steps.
    expect(file.readInt8(start + 128 + 2)).toBe(-127)
    expect(file.readInt8(start + 128 + 34 + 33)).toBe(127)
  })

  it('has the rows of each head in neighbours where ours are in halves', () => {
    const rows = Float32Array.from({ length: 8 * 2 }, (_, i) => Math.floor(i / 2))
    const turned = interleaveHeads(rows, 2, 2)
    expect(Array.from({ length: 8 }, (_, row) => turned[2 * row])).toEqual([0, 2, 1, 3, 4, 6, 5, 7])
  })

  it('is not made with a tokenizer that llama.cpp could not follow', () => {
    const first = ByteBpeTokenizer.fromJson({ kind: 'byte-bpe', merges: [] })
    expect(() => ggufTokenizer(first)).toThrow(/cut/)
    const twins = ByteBpeTokenizer.fromJson({
      kind: 'byte-bpe',
      cut: 'qwen2',
      merges: [
        [97, 98],
        [256, 99],
        [98, 99],
        [97, 258],
      ],
    })
    expect(() => ggufTokenizer(twins)).toThrow(/same text/)
    const { definition } = { definition: findModel('gru') }
    expect(gguf.accepts(definition, {})).toBe(false)
  })
})

describe.skipIf(!('llama' in llama))(`in llama.cpp${'reason' in llama ? ` (${llama.reason})` : ''}`, () => {
  const open = async (loaded: LoadedModel, options: ExportOptions, condition?: Condition) => {
    if (!('llama' in llama)) throw new Error('no llama.cpp')
    const path = join(folder, `${Object.values(options).join('-')}.gguf`)
    await writeFile(path, gguf.run(loaded, options, condition))
    return llama.llama.loadModel({ modelPath: path, gpuLayers: 0 })
  }
  it('any text has the same tokens, Chinese too', async () => {
    const loaded = example()
    const model = await open(loaded, { precision: 'f16', emotion: 'none' })
    const same = (text: string): void => {
      const theirs = Array.from(model.tokenize(text), Number)
      expect(theirs, JSON.stringify(text)).toEqual([...loaded.tokenizer.encode(text)])
    }
    for (const text of [
      english,
      chinese,
      "He’d said “I don't—can't!”  Twice.\r\n\r\n\tThen 3,141 more…\n \n  end  ",
      '——他说。３月１２日　全角\u3000空格😀👩‍👩‍👧 e\u0301 café ñ ①②',
    ])
      same(text)
    const unit = fc.constantFrom(...Array.from("ab \n\t'’“.,1２春天，\u3000é😀-Z"))
    fc.assert(fc.property(fc.string({ unit, maxLength: 30 }), same), { numRuns: 200 })
    await model.dispose()
    loaded.model.dispose()
  }, 240_000)

  it.each([
    ['f32', 2e-3],
    ['f16', 1e-2],
    ['q8_0', 0.25],
  ] as const)(
    'the log-probabilities of 220 positions at %s are within %f, the likeliest tokens the same',
    async (precision, tolerance) => {
      const loaded = example()
      const tokens = [...loaded.tokenizer.encode(english.slice(1000, 1600) + chinese)].slice(0, 220)
      expect(tokens.length).toBe(220)
      const condition: Condition = { language: 'en', mix: [0, 0, 0, 0.7, 0, 0, 0.3], valence: -0.6 }
      for (const towards of [undefined, condition]) {
        const model = await open(loaded, { precision, emotion: towards ? 'fear' : 'none' }, towards)
        const ours = readByModel(loaded.model, tokens, towards)
        const { sameTop, furthest } = agreementOf(ours, await readByLlama(model, tokens))
        expect(furthest).toBeLessThan(tolerance)
        // Eight bits may turn the order of two that are nearly equal.
        expect(sameTop).toBeGreaterThanOrEqual(precision === 'q8_0' ? 0.9 * tokens.length : tokens.length)
        await model.dispose()
      }
      loaded.model.dispose()
    },
    120_000,
  )
})
