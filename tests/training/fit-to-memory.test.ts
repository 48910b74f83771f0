// The memory ceiling: batches are cut until a run fits, and one that never will is refused in words.
import { beforeAll, describe, expect, it } from 'vitest'
import { findModel, listModels } from '../../engine/models/registry.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { Random } from '../../engine/nn/seed.ts'
import { fitToMemory } from '../../engine/training/fit-to-memory.ts'
import { readVariables } from '../../engine/training/model-file.ts'

beforeAll(() => loadBackend({ threads: 1 }))

const fit = (modelId: string, settings: object, ceilingMb?: number) => {
  const definition = findModel(modelId)
  const wanted = definition.parse('tiny', { ...settings })
  const fitted = fitToMemory(definition, wanted, {
    vocabularySize: 300,
    random: new Random(4),
    threads: 1,
    ...(ceilingMb === undefined ? {} : { ceilingMb }),
  })
  const weights = readVariables(fitted.learner.model.weights)
  fitted.learner.dispose()
  return { ...fitted, weights }
}
const LARGE = { width: 64, heads: 4, hidden: 128, layers: 2, sequenceLength: 128, batchSize: 64 }

describe('a memory ceiling', () => {
  it.each(listModels().map(({ id }) => id))('is reckoned against %s, more for a larger batch', (modelId) => {
    const small = fit(modelId, { batchSize: 8 })
    const large = fit(modelId, { batchSize: 256, sequenceLength: 64 })
    expect(large.needMb).toBeGreaterThan(small.needMb)
    expect(small.parts).toBe(1)
  })

  it('cuts the batch until it fits, and draws the same weights as without it', () => {
    const free = fit('transformer', LARGE)
    const ceiling = Math.ceil(free.needMb * 0.6)
    const cut = fit('transformer', LARGE, ceiling)
    expect(cut.needMb).toBeLessThanOrEqual(ceiling)
    expect(cut.parts).toBeGreaterThan(1)
    expect(cut.settings).toEqual({ ...free.settings, accumulation: cut.parts })
    expect(cut.weights).toEqual(free.weights)
  })

  it('refuses what one row at a time still exceeds, and says what to do', () => {
    expect(() => fit('transformer', LARGE, 20)).toThrow(/20 MB are allowed.*smaller model/s)
  })
})
