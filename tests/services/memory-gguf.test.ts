// What a model file is sent is counted by its own tokenizer, and never is more than it takes in.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { loadLlama } from '../helpers/llama.ts'
import { randomGguf } from '../helpers/llama-model.ts'
import { workbench } from './workbench.ts'

const llama = await loadLlama()
const folder = mkdtempSync(join(tmpdir(), 'memory-'))
afterAll(() => rmSync(folder, { recursive: true }))

it.skipIf(!('llama' in llama))(
  'counts by the file’s own tokens and cuts the text to what it takes in',
  async () => {
    const path = await randomGguf(folder, 'plain.gguf')
    const scene = Array.from({ length: 60 }, (_, at) => `Anna counted lamp number ${at} along the quay.`)
    const { client, engine, sceneIds } = workbench({ scenes: [scene] })
    try {
      const [{ id: writerId }] = await client.model.add({ path })
      await client.memory.tell({ change: { memory: 'It is always winter.', note: 'Keep it dark.' } })
      await client.lore.add({ keys: ['Anna'], content: 'Anna is a pilot.' })
      const told = await client.memory.preview({ sceneId: sceneIds[0], writerId, words: 20 })
      const [whole] = await engine.llama.count(
        { path, contextTokens: told.room, gpu: false },
        [told.text],
        new AbortController().signal,
      )
      expect(told).toMatchObject({ estimate: false, tokens: whole })
      expect(told.tokens).toBeLessThanOrEqual(told.room)
      expect(told.tokens).toBeGreaterThan(told.room / 3)
      expect(told.text).toMatch(/^It is always winter\.\n\nAnna is a pilot\./u)
      expect(told.text.endsWith(scene.at(-1)!)).toBe(true)
      expect(told.pieces.find(({ id }) => id === 'recent:rest')).toMatchObject({ reason: 'no-room' })
    } finally {
      engine.llama.dispose()
    }
  },
  120_000,
)
