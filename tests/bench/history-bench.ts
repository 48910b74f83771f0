// Versions of a 300,000-word book: what a thousand snapshots cost in time and in the file, and how long comparing takes.
import { statSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { EngineClient } from '../../engine/contract/index.ts'
import type { SceneDocument } from '../../engine/domain/document.ts'
import type { Bench } from './bench.ts'
import { quantile, round, timed } from './bench.ts'
import { bookFile, importBook, openDesk } from './book.ts'

const SNAPSHOTS = 1000

/** With the log that SQLite has not yet put into it. */
const fileBytes = (path: string): number =>
  statSync(path).size + (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0)

/** In every `each`th paragraph one more word. */
const edited = (document: SceneDocument, word: string, each = 1): SceneDocument => ({
  ...document,
  content: document.content.map((block, index) =>
    block.type === 'paragraph' && index % each === 0
      ? { ...block, content: [...(block.content ?? []), { type: 'text', text: ` ${word}` }] }
      : block,
  ),
})

const edit = async (client: EngineClient, sceneId: string, word: string, each?: number): Promise<void> => {
  const { rev, document } = await client.scene.get({ sceneId })
  await client.scene.save({ sceneId, baseRev: rev, document: edited(document, word, each) })
}

/** Also how long the thread was held at most, in which a save would have waited. */
const held = async <T>(act: () => Promise<T>): Promise<{ value: T; ms: number; holdMs: number }> => {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const result = await timed(act)
  delay.disable()
  return { ...result, holdMs: delay.max / 1e6 }
}

export const historyBench: Bench = {
  name: 'history',
  title:
    'a thousand snapshots of a 300,000-word book, one scene changed between each; comparing the whole book',
  async run(report) {
    const desk = await openDesk()
    try {
      const { client } = desk
      const { words } = await importBook(client, bookFile())
      const scenes = (await client.binder.tree()).filter(({ kind }) => kind === 'scene')
      const before = fileBytes(desk.projectPath)
      const first = await held(() => client.history.take({ name: 'First' }))
      const afterFirst = fileBytes(desk.projectPath)
      report({
        name: 'snapshot-first',
        ms: round(first.ms),
        longestHoldMs: round(first.holdMs),
        words,
        addedMB: round((afterFirst - before) / 1e6, 2),
      })

      const takes: number[] = []
      for (let index = 1; index < SNAPSHOTS; index += 1) {
        await edit(client, scenes[(index * 7) % scenes.length].id, `word${index}`, 20)
        const { ms } = await timed(() => client.history.take({ name: `Number ${index}` }))
        takes.push(ms)
      }
      report({
        name: 'snapshots',
        count: SNAPSHOTS,
        p50Ms: round(quantile(takes, 0.5)),
        p95Ms: round(quantile(takes, 0.95)),
        addedMB: round((fileBytes(desk.projectPath) - afterFirst) / 1e6, 2),
        bookMB: round(before / 1e6, 2),
      })

      for (const { id } of scenes) await edit(client, id, 'more', 3)
      // What was edited is read for its feelings first: that is another bench's time.
      let read = 0
      for await (const event of await client.feeling.analyzeBook())
        if (event.kind === 'scenes') read += event.scenes.length
      const { value, ms, holdMs } = await held(() =>
        client.history.compare({ from: first.value.id, to: 'now' }),
      )
      const { nodes, added } = value.totals
      report({ name: 'compare', ms: round(ms), scenes: read, nodes, added, longestHoldMs: round(holdMs) })

      const restored = await timed(() => client.history.restore({ version: first.value.id }))
      report({ name: 'restore-book', ms: round(restored.ms), rewritten: restored.value.rewritten })
    } finally {
      await desk.close()
    }
  },
}
