// Runs side by side: curves on common axes, and the settings that differ among all that were in force.
import { expect, test } from 'vitest'
import { novel } from '../helpers/novel.ts'
import { collect, workbench } from './workbench.ts'

const paragraphs = novel()
  .slice(40_000, 58_000)
  .split(/\n{2,}/)
  .map((text) => text.replaceAll('\n', ' ').trim())

test('two runs are compared by what they learnt and by the settings in which they differ', async () => {
  const { client } = workbench({ scenes: [paragraphs] })
  const finished = async (settings: Record<string, number>, seed: number): Promise<string> => {
    const { id } = await client.training.start({ modelId: 'gru', preset: 'tiny', settings, seed })
    await collect(await client.training.watch({ runId: id }))
    return id
  }
  const runIds = [await finished({}, 1), await finished({ hidden: 16, dropout: 0 }, 2)]
  const { runs, settings } = await client.training.compare({ runIds })
  expect(runs.map(({ run }) => run.id)).toEqual(runIds)
  for (const { run, validations, steps, samples, elapsedMs } of runs) {
    expect(Math.min(...validations.map(({ loss }) => loss))).toBe(run.bestLoss)
    expect(steps.length).toBeGreaterThan(2)
    expect(samples.length).toBeGreaterThan(0)
    expect(elapsedMs).toBe(Math.max(...steps.map((point) => point.elapsedMs)))
  }
  const differing = settings.filter(({ differs }) => differs).map(({ key, values }) => [key, values])
  expect(Object.fromEntries(differing)).toEqual({
    seed: [1, 2],
    hidden: [24, 16],
    dropout: [expect.any(Number), 0],
  })
  expect(settings.find(({ key }) => key === 'batchSize')).toMatchObject({ values: [4, 4], differs: false })
})

test('a run is not compared with itself, nor with one that is gone', async () => {
  const { client } = workbench({ scenes: [paragraphs] })
  const { id } = await client.training.start({ modelId: 'gru', preset: 'tiny' })
  await client.training.stop({ runId: id })
  await expect(client.training.compare({ runIds: [id, id] })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(client.training.compare({ runIds: [id, 'none'] })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
