// A 300,000-word book in a project of its own, opened through the real engine in this process.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { EngineClient } from '../../engine/contract/index.ts'
import { createEngine } from '../../engine/index.ts'
import { longBook } from '../helpers/novel.ts'

export const BOOK_WORDS = 300_000
export const BOOK_SCENES = 200

export const bookFile = (): File => new File([longBook(BOOK_WORDS, BOOK_SCENES)], 'long-book.md')

export interface Desk {
  readonly client: EngineClient
  readonly dataDir: string
  readonly projectPath: string
  close(): Promise<void>
}

/** An engine with one empty project open; everything is removed on close unless `keep`. */
export const openDesk = async (): Promise<Desk> => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'arcwright-bench-'))
  const engine = createEngine({ dataDir, documentsDir: dataDir, version: 'bench' })
  const { client } = engine.connect()
  const projectPath = path.join(dataDir, 'book.arcwright')
  await client.project.create({ path: projectPath, title: 'Book', language: 'en' })
  return {
    client,
    dataDir,
    projectPath,
    close: async () => {
      await engine.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Imports the file with the split that the importer proposes. */
export const importBook = async (
  client: EngineClient,
  file: File,
): Promise<{ words: number; scenes: number }> => {
  for await (const event of await client.manuscript.previewImport({ source: { file } })) {
    if (event.kind !== 'preview') continue
    const { previewId, outline } = event.preview
    for await (const step of await client.manuscript.commitImport({ previewId, outline })) {
      if (step.kind === 'done') return { words: step.words, scenes: step.scenes }
    }
  }
  throw new Error('the import ended without a result')
}
