// The first twenty training losses of each model equal those of the same model in PyTorch, from the same weights on the same batches.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONDITION_SIZE } from '../../../engine/models/condition.ts'
import { findModel } from '../../../engine/models/registry.ts'
import { loadBackend } from '../../../engine/nn/backend.ts'
import { Random } from '../../../engine/nn/seed.ts'
import { writeWeights } from '../../../engine/nn/weights.ts'
import { Learner } from '../../../engine/training/learner.ts'
import { readVariables } from '../../../engine/training/model-file.ts'
import { missingPyTorch, PyTorchPeer } from './peer.ts'

const STEPS = 20
const RATE = 0.003
const vocabularySize = 65
const missing = missingPyTorch('numbers')
if (missing !== null) console.warn(`PyTorch parity skipped: ${missing}`)

describe.skipIf(missing !== null)('the first losses', () => {
  let folder = ''
  let peer: PyTorchPeer
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parity-'))
    await loadBackend({ threads: 1 })
    peer = await PyTorchPeer.start(1)
  })
  afterAll(async () => {
    peer.close()
    await rm(folder, { recursive: true })
  })

  it.each(['gru', 'lstm', 'transformer'])('of %s are PyTorch’s to 1e-4', async (id) => {
    const definition = findModel(id)
    // Dropout draws differ by nature; everything else is on: conditions, decay, clipping that bites, two layers.
    const still = { dropout: 0, recurrentDropout: 0, wordDropout: 0, layers: 2 }
    const settings = definition.parse('tiny', { ...still, weightDecay: 0.1, clipNorm: 0.5 })
    const learner = new Learner(definition, settings, { vocabularySize, random: new Random(7), threads: 1 })
    const file = join(folder, `${id}.safetensors`)
    await writeWeights(file, { tensors: readVariables(learner.model.weights), metadata: {} })

    const random = new Random('batches')
    const size = settings.batchSize * settings.sequenceLength
    const batches = Array.from({ length: STEPS }, (_, step) => {
      const tokens = Int32Array.from({ length: size }, () => random.integer(vocabularySize))
      return {
        tokens,
        targets: Int32Array.from(tokens, (token) => (3 * token + 1) % vocabularySize),
        conditions: Float32Array.from({ length: size * CONDITION_SIZE }, () => random.gaussian()),
        startsEpoch: step === 0,
      }
    })
    const ours = batches.map((batch) => learner.learn(batch, RATE))
    learner.dispose()

    await peer.ask({ do: 'load', model: id, settings, file })
    const plain = batches.map(({ tokens, targets, conditions }) => ({
      tokens: [...tokens],
      targets: [...targets],
      conditions: [...conditions],
    }))
    const { losses } = await peer.ask<{ losses: number[] }>({ do: 'losses', batches: plain, rate: RATE })
    expect(losses.at(-1)).toBeLessThan(losses[0])
    ours.forEach((loss, step) => {
      expect(Math.abs(loss - losses[step]), `step ${step}`).toBeLessThan(1e-4)
    })
  })
})
