// Whole-book work without a window: import, emotion analysis, export.
import type { Bench } from './bench.ts'
import { round, timed } from './bench.ts'
import { bookFile, importBook, openDesk } from './book.ts'

export const importBench: Bench = {
  name: 'import',
  title: 'preview and commit a 300,000-word Markdown book',
  async run(report) {
    const desk = await openDesk()
    try {
      const { value, ms } = await timed(() => importBook(desk.client, bookFile()))
      report({ name: 'import', ms: round(ms), ...value })
    } finally {
      await desk.close()
    }
  },
}

export const analysisBench: Bench = {
  name: 'analysis',
  title: 'how a 300,000-word book feels: first reading, cached reading, one edited paragraph',
  async run(report) {
    const desk = await openDesk()
    try {
      const { words } = await importBook(desk.client, bookFile())
      const read = async (): Promise<number> => {
        let scenes = 0
        for await (const event of await desk.client.feeling.analyzeBook()) {
          if (event.kind === 'scenes') scenes += event.scenes.length
        }
        return scenes
      }
      const cold = await timed(read)
      report({
        name: 'analysis-cold',
        ms: round(cold.ms),
        scenes: cold.value,
        wordsPerS: Math.round(words / (cold.ms / 1000)),
      })
      const warm = await timed(read)
      report({ name: 'analysis-cached', ms: round(warm.ms), scenes: warm.value })

      const scene = (await desk.client.binder.tree()).find(
        (node) => node.kind === 'scene' && node.words > 500,
      )!
      const { rev, document } = await desk.client.scene.get({ sceneId: scene.id })
      const stop = new AbortController()
      const changes = await desk.client.feeling.watch(undefined, { signal: stop.signal })
      const next = changes.next()
      const edited = {
        ...document,
        content: [
          {
            type: 'paragraph' as const,
            attrs: { id: 'benchparagraph' },
            content: [{ type: 'text' as const, text: 'She wept with joy.' }],
          },
          ...document.content,
        ],
      }
      const edit = await timed(async () => {
        await desk.client.scene.save({ sceneId: scene.id, baseRev: rev, document: edited })
        await next
      })
      stop.abort()
      report({ name: 'analysis-edit', ms: round(edit.ms) })
    } finally {
      await desk.close()
    }
  },
}

export const exportBench: Bench = {
  name: 'export',
  title: 'a 300,000-word book as EPUB 3 and as Markdown',
  async run(report) {
    const desk = await openDesk()
    try {
      await importBook(desk.client, bookFile())
      for (const format of (await desk.client.manuscript.exportFormats()).map(({ id }) => id)) {
        const { value, ms } = await timed(async () => {
          for await (const event of await desk.client.manuscript.export({ format })) {
            if (event.kind === 'done') return event.sizeBytes
          }
          throw new Error('the export ended without a result')
        })
        report({ name: `export-${format}`, ms: round(ms), kB: Math.round(value / 1000) })
      }
    } finally {
      await desk.close()
    }
  },
}
