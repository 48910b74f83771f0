// How long a 300,000-word book takes: in, analysed, out.
import path from 'node:path'
import type { EngineClient } from '../../../engine/contract/index.ts'
import type { Measurement } from '../measurement.ts'
import { openSampleBook } from '../sample-book.ts'

const WORDS = 300_000

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now()
  await work()
  return Math.round(performance.now() - startedAt)
}

const drain = async (stream: AsyncIterable<unknown>): Promise<void> => {
  const events = stream[Symbol.asyncIterator]()
  while (!(await events.next()).done);
}

const exportTo = (engine: EngineClient, format: string, file: string): Promise<number> =>
  timed(async () => drain(await engine.manuscript.export({ format, path: file })))

export const wholeBook: Measurement = {
  id: 'whole-book',
  title: `import, analysis and export of ${WORDS} words`,
  async run({ engine, folder }) {
    const { words, scenes, importMs, path: project } = await openSampleBook(engine, folder, WORDS)
    const analysisMs = await timed(async () => drain(await engine.feeling.analyzeBook()))
    const cachedAnalysisMs = await timed(async () => drain(await engine.feeling.analyzeBook()))
    const formats = await engine.manuscript.exportFormats()
    const exports: Record<string, number> = {}
    for (const { id, extension } of formats)
      exports[`${id}Ms`] = await exportTo(engine, id, path.join(folder, `book.${extension.replace('.', '')}`))
    await engine.project.close()
    const openMs = await timed(() => engine.project.open({ path: project }))
    return { words, scenes, importMs, analysisMs, cachedAnalysisMs, ...exports, openMs }
  },
}
