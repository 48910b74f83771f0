// The long use of the service in a short form: nothing lost, nothing doubled, every slot back, memory at rest.
import { expect, it, onTestFinished } from 'vitest'
import { createEngine } from '../../engine/index.ts'
import { soak } from '../../main/cli/evals/soak.ts'
import type { Terminal } from '../../main/cli/terminal.ts'
import { openAiServer } from '../helpers/openai-server.ts'
import { tempFolder } from '../helpers/temp-project.ts'

it(
  'keeps every acknowledged line once while clients talk, repeat themselves and hang up',
  { timeout: 120_000 },
  async () => {
    const folder = tempFolder()
    const engine = createEngine({ dataDir: folder, documentsDir: folder, version: '9.9' })
    const writer = await openAiServer({ mode: 'completions' })
    onTestFinished(async () => {
      await engine.close()
      await writer.close()
    })
    writer.behave({ kind: 'write', pieces: [' The', ' boat', ' is', ' gone', '.'] })
    const { client } = engine.connect()
    await client.doors.set({ id: 'remote-models', open: true })
    const [voice] = await client.model.add({ url: writer.url })
    const terminal = {
      signal: new AbortController().signal,
      say: () => undefined,
      progress: () => undefined,
    } as unknown as Terminal
    const found = await soak.run({
      engine: client,
      terminal,
      folder,
      minutes: 0.25,
      data: undefined,
      keep: undefined,
      seeds: undefined,
      model: voice.id,
    })
    expect(found).toMatchObject({ lost: 0, doubled: 0, changed: 0, failed: 0, slotsTaken: 0 })
    expect(found['lines']).toBeGreaterThan(5)
    expect(found['hungUp']).toBeGreaterThan(0)
    expect(found['repeated']).toBeGreaterThan(0)
    // What nobody holds any more was collected before both: a few hundred lines weigh less than a leak would.
    expect(found['earlyMb']).toBeGreaterThan(0)
    expect(Number(found['lateMb']) - Number(found['earlyMb'])).toBeLessThan(30)
  },
)
