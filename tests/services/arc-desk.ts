// A whole engine with one book of named scenes, for tests of what its feelings add up to.
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { EngineClient, Outputs } from '../../engine/contract/index.ts'
import { createEngine } from '../../engine/index.ts'
import { tempFolder, textOf } from '../helpers/temp-project.ts'

export type Scenes = readonly (readonly [title: string, paragraphs: readonly string[]])[]

export interface ArcDesk {
  readonly client: EngineClient
  readonly folder: string
  readonly chapterId: string
  /** In the order given. */
  readonly sceneIds: readonly string[]
  readonly rewrite: (sceneId: string, paragraphs: readonly string[], prefix?: string) => Promise<void>
  readonly read: () => Promise<readonly SceneFeelings[]>
  readonly reopen: () => Promise<void>
}

type Events<Stream> = Stream extends AsyncIterable<infer Event> ? Event : never
export type SceneFeelings = Events<Outputs['feeling']['watch']>

/** Call within a test: everything ends with it. */
export const arcDesk = async (scenes: Scenes, language: 'en' | 'zh' = 'en'): Promise<ArcDesk> => {
  const folder = tempFolder()
  const engine = createEngine({ dataDir: folder, documentsDir: folder, version: 'test' })
  onTestFinished(() => engine.close())
  const { client } = engine.connect()
  const { path: file } = await client.project.create({
    path: path.join(folder, 'book'),
    title: 'Book',
    language,
  })
  const { id: chapterId } = await client.binder.create({ kind: 'chapter', title: 'One', parentId: null })
  const rewrite: ArcDesk['rewrite'] = async (sceneId, paragraphs, prefix = sceneId.slice(0, 8)) => {
    const { rev } = await client.scene.get({ sceneId })
    await client.scene.save({ sceneId, baseRev: rev, document: textOf(paragraphs, prefix).document })
  }
  const sceneIds: string[] = []
  for (const [index, [title, paragraphs]] of scenes.entries()) {
    const { id } = await client.binder.create({ kind: 'scene', title, parentId: chapterId })
    sceneIds.push(id)
    await rewrite(id, paragraphs, `s${index}`)
  }
  return {
    client,
    folder,
    chapterId,
    sceneIds,
    rewrite,
    async read() {
      for await (const event of await client.feeling.analyzeBook())
        if (event.kind === 'scenes') return event.scenes
      throw new Error('The stream ended without the book.')
    },
    async reopen() {
      await client.project.close()
      await client.project.open({ path: file })
    },
  }
}
