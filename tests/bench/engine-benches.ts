// Whole-book work without a window: import, emotion analysis, export.
import { analyzerOf } from '../../engine/analysis/registry.ts'
import { splitSentences } from '../../engine/text/sentences.ts'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Bench } from './bench.ts'
import { round, timed } from './bench.ts'
import { bookFile, importBook, openDesk } from './book.ts'
import { longBook } from '../helpers/novel.ts'
import { byTurns, ownCost, pandocCost, pandocVersion } from './pandoc.ts'

const ROUNDS = 3

/** pandoc needs minutes for the whole book where the machine is busy. */
const peerBook = (): string => longBook(30_000, 20)

/** What both can write or read, by our id, our file's ending and pandoc's. */
const SHARED = [
  ['docx', 'docx'],
  ['epub', 'epub'],
  ['html', 'html'],
  ['txt', 'txt'],
] as const

export const importBench: Bench = {
  name: 'import',
  title:
    'preview and commit a 300,000-word book: Markdown, then what pandoc made of it, beside pandoc reading the same',
  async run(report) {
    const desk = await openDesk()
    try {
      const { value, ms } = await timed(() => importBook(desk.client, bookFile()))
      report({ name: 'import', ms: round(ms), ...value })
      const version = pandocVersion()
      if (version === null) {
        report({ name: 'import-beside-pandoc', skipped: 'pandoc is not installed' })
        return
      }
      const source = path.join(desk.dataDir, 'book.md')
      await writeFile(source, peerBook())
      for (const format of ['docx', 'odt', 'rtf', 'epub', 'html']) {
        const file = path.join(desk.dataDir, `book.${format}`)
        pandocCost(source, file)
        const read = () =>
          ownCost(async () => {
            const events = await desk.client.manuscript.previewImport({ source: { path: file } })
            for await (const event of events)
              if (event.kind === 'preview') await desk.client.manuscript.discardImport(event.preview)
          })
        const back = path.join(desk.dataDir, 'back.md')
        report({
          name: `import-${format}`,
          pandoc: version,
          ...(await byTurns(ROUNDS, read, () => pandocCost(file, back))),
        })
      }
    } finally {
      await desk.close()
    }
  },
}

const SENTENCES = 5000

/** Sentences of the book that one core reads in a second of its own, whatever else runs beside it. */
const readingSpeed = async (): Promise<number> => {
  const text = (await bookFile().text()).replace(/\s+/g, ' ')
  const sentences = splitSentences(text, 'en')
    .slice(0, SENTENCES)
    .map(({ from, to }) => text.slice(from, to))
  const analyzer = analyzerOf('en')
  // Weights are loaded before.
  analyzer.analyze(sentences.slice(0, 200), 'en')
  const before = process.cpuUsage()
  analyzer.analyze(sentences, 'en')
  const { user, system } = process.cpuUsage(before)
  return sentences.length / ((user + system) / 1e6)
}

export const analysisBench: Bench = {
  name: 'analysis',
  title: 'how a 300,000-word book feels: first reading, cached reading, one edited paragraph, speed',
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
      report({ name: 'analysis-speed', sentencesPerCoreS: Math.round(await readingSpeed()) })
    } finally {
      await desk.close()
    }
  },
}

export const exportBench: Bench = {
  name: 'export',
  title: 'a 300,000-word book in every format, beside pandoc making it of the same Markdown',
  async run(report) {
    const desk = await openDesk()
    try {
      await importBook(desk.client, bookFile())
      const write = async (format: string, target: string): Promise<number> => {
        for await (const event of await desk.client.manuscript.export({ format, path: target }))
          if (event.kind === 'done') return event.sizeBytes
        throw new Error('the export ended without a result')
      }
      for (const { id, extension } of await desk.client.manuscript.exportFormats()) {
        const { value, ms } = await timed(() => write(id, path.join(desk.dataDir, `${id}.${extension}`)))
        report({ name: `export-${id}`, ms: round(ms), kB: Math.round(value / 1000) })
      }
      const version = pandocVersion()
      if (version === null) {
        report({ name: 'export-beside-pandoc', skipped: 'pandoc is not installed' })
        return
      }
      const source = path.join(desk.dataDir, 'small.md')
      await writeFile(source, peerBook())
      await desk.client.project.create({
        path: path.join(desk.dataDir, 'small.arcwright'),
        title: 'Small',
        language: 'en',
      })
      await importBook(desk.client, new File([peerBook()], 'small.md'))
      for (const [format, ending] of SHARED) {
        const theirs = path.join(desk.dataDir, `pandoc.${ending}`)
        const ours = () => ownCost(() => write(format, path.join(desk.dataDir, `ours.${ending}`)))
        const figures = await byTurns(ROUNDS, ours, () => pandocCost(source, theirs))
        report({ name: `export-${format}-beside-pandoc`, pandoc: version, ...figures })
      }
    } finally {
      await desk.close()
    }
  },
}
