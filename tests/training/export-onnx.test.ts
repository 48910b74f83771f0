// Every model leaves as an ONNX file that ONNX Runtime runs by itself, token by token, to the same logits.
import * as tf from '@tensorflow/tfjs-core'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { beforeAll, describe, expect, it } from 'vitest'
import { CONDITION_SIZE } from '../../engine/models/condition.ts'
import { findModel, listModels } from '../../engine/models/registry.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { Random } from '../../engine/nn/seed.ts'
import { exportOnnx } from '../../engine/training/export-onnx.ts'

const vocabularySize = 50
const text = [5, 6, 7, 8, 9]

describe('export to ONNX', () => {
  beforeAll(async () => {
    await loadBackend({ threads: 1 })
  })

  it.each(listModels().map(({ id }) => id))('gives the logits of %s outside the studio', async (id) => {
    const definition = findModel(id)
    const model = definition.create(definition.parse('tiny'), { vocabularySize }, new Random(4))
    const random = new Random('conditions')
    const condition = Float32Array.from({ length: CONDITION_SIZE }, () => random.gaussian())

    const memory = model.memory(1)
    const expected = text.map((token) => {
      const tokens = tf.tensor1d([token], 'int32')
      const conditions = tf.tensor2d(condition, [1, CONDITION_SIZE])
      return model.logits({ time: 1, batch: 1, tokens, conditions }, memory).dataSync()
    })

    const session = await InferenceSession.create(exportOnnx(model))
    let state: Record<string, Tensor> = Object.fromEntries(
      [...memory].flatMap(([name, { shape, size }]) => {
        const key = `state_${name}`
        return session.inputNames.includes(key) ? [[key, new Tensor(new Float32Array(size), shape)]] : []
      }),
    )
    for (const [i, token] of text.entries()) {
      const outputs = await session.run({
        ...state,
        tokens: new Tensor(Int32Array.of(token), [1]),
        conditions: new Tensor(condition, [1, CONDITION_SIZE]),
      })
      const logits = outputs['logits'].data as Float32Array
      expect(logits).toHaveLength(vocabularySize)
      logits.forEach((value, at) => {
        expect(Math.abs(value - expected[i][at])).toBeLessThan(1e-4)
      })
      state = Object.fromEntries(
        Object.keys(state).map((key) => [key, outputs[key.replace('state_', 'next_')]]),
      )
    }
    await session.release()
    tf.dispose([...memory.values()])
    model.dispose()
  })
})
