// Smaller models: 8-bit numbers cost next to nothing, half the weights cost a little, and both say so.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadBackend } from '../../engine/nn/backend.ts'
import { pruneWeights } from '../../engine/nn/prune.ts'
import { dequantizeWeights, quantizeWeights } from '../../engine/nn/quantize.ts'
import { decodeWeights, encodeWeights, type WeightTensor } from '../../engine/nn/weights.ts'
import { shrinkModel } from '../../engine/training/shrink-model.ts'
import { train } from '../../engine/training/trainer.ts'
import { novel } from '../helpers/novel.ts'

const matrix = (rows: number, values: readonly number[]): Map<string, WeightTensor> =>
  new Map([
    ['w', { dtype: 'float32', shape: [rows, values.length / rows], data: Float32Array.from(values) }],
    ['gain', { dtype: 'float32', shape: [3], data: Float32Array.of(1, 2, 3) }],
  ])

describe('8-bit weights', () => {
  it('are within half a scale of the originals, through a file and back, and leave vectors alone', () => {
    const value = fc.double({ min: -5, max: 5, noNaN: true })
    fc.assert(
      fc.property(fc.array(value, { minLength: 12, maxLength: 12 }), (values) => {
        const original = matrix(3, values)
        const file = encodeWeights({ tensors: quantizeWeights(original), metadata: {} })
        const back = dequantizeWeights(decodeWeights(file).tensors)
        expect([...back.keys()].toSorted()).toEqual(['gain', 'w'])
        expect(back.get('gain')).toEqual(original.get('gain'))
        for (let row = 0; row < 3; row++) {
          const own = values.slice(4 * row, 4 * row + 4)
          const scale = Math.max(...own.map(Math.abs)) / 127
          own.forEach((each, i) => {
            expect(Math.abs(back.get('w')!.data[4 * row + i] - each)).toBeLessThanOrEqual(scale / 2 + 1e-6)
          })
        }
      }),
    )
  })

  it('without their scales are refused', () => {
    const quantized = quantizeWeights(matrix(1, [1, 2, 3]))
    quantized.delete('w.scales')
    expect(() => dequantizeWeights(quantized)).toThrow(/w.*scales/)
  })
})

describe('pruned weights', () => {
  it('are the smallest of each matrix, exactly the share that was asked for', () => {
    const pruned = pruneWeights(matrix(2, [0.5, -3, 0.1, 2, -0.2, 1]), 0.5)
    expect([...pruned.get('w')!.data]).toEqual([0, -3, 0, 2, 0, 1])
    expect([...pruned.get('gain')!.data]).toEqual([1, 2, 3])
    const equal = pruneWeights(matrix(1, [1, 1, 1, 1]), 0.25)
    expect([...equal.get('w')!.data].filter((value) => value === 0)).toHaveLength(1)
    expect(() => pruneWeights(matrix(1, [1]), 1.5)).toThrow(RangeError)
  })
})

describe('a shrunk model', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shrink-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('of 8 bits is much smaller and as good; with half its weights gone it is worse', async () => {
    const backend = await loadBackend({ threads: 1 })
    const documents = [{ id: 'one', text: novel().slice(20_000, 50_000) }]
    let ms = 0
    const { modelFile } = await train(
      {
        runDir: folder,
        modelId: 'transformer',
        preset: 'tiny',
        settings: { epochs: 1 },
        documents,
        language: 'en',
        seed: 1,
      },
      { signal: new AbortController().signal, backend, now: () => ms++, onEvent: () => undefined },
    )
    const options = { name: 'One', documents, threads: 1 }
    const shrink = (name: string, plan: { prune: number; quantize: boolean }) =>
      shrinkModel(modelFile, join(folder, name), plan, options)
    const small = await shrink('small.safetensors', { prune: 0, quantize: true })
    expect(small.bytesAfter).toBeLessThan(small.bytesBefore)
    expect(Math.abs(small.lossAfter - small.lossBefore)).toBeLessThan(0.02)
    const sparse = await shrink('sparse.safetensors', { prune: 0.5, quantize: false })
    expect(sparse.lossBefore).toBe(small.lossBefore)
    expect(sparse.lossAfter).toBeGreaterThan(sparse.lossBefore)
  })
})
