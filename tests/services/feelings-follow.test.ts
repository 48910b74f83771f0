import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createEngine } from '../../engine/index.ts'
import { tempFolder, textOf } from '../helpers/temp-project.ts'
import { arcDesk } from './arc-desk.ts'

it('a saved scene tells every listener how it feels now, without being asked', async () => {
  const folder = tempFolder()
  const engine = createEngine({ dataDir: folder, documentsDir: folder, version: 'test' })
  onTestFinished(() => engine.close())
  const { client } = engine.connect()
  await client.project.create({ path: path.join(folder, 'p'), title: 'P', language: 'en' })
  const scene = await client.binder.create({ kind: 'scene', title: 'One', parentId: null })

  const stop = new AbortController()
  const feelings = await client.feeling.watch(undefined, { signal: stop.signal })
  const next = feelings.next()
  const { rev } = await client.scene.get({ sceneId: scene.id })
  const { document } = textOf(['She wept that night, sick with grief.'], 'b')
  await client.scene.save({ sceneId: scene.id, baseRev: rev, document })

  expect((await next).value).toMatchObject({
    sceneId: scene.id,
    words: [7],
    emotion: ['sadness'],
    summary: { emotion: 'sadness' },
  })
  stop.abort()
})

it('the book ends with a scene as it is then, though it was written in while the book was being read', async () => {
  const road = Array.from({ length: 3000 }, (_, mile) => `It was mile ${mile}, and nothing had changed.`)
  const { client, sceneIds, rewrite } = await arcDesk([
    ['A', ['Fine.']],
    ['B', ['Fine.']],
  ])
  await rewrite(sceneIds[0], road)
  let writing: Promise<void> | null = null
  for await (const event of await client.feeling.analyzeBook()) {
    writing ??= rewrite(sceneIds[1], ['She wept that night, sick with grief.'])
    if (event.kind === 'scenes') expect(event.scenes[1]).toMatchObject({ words: [7], emotion: ['sadness'] })
  }
  await writing
  expect.assertions(1)
})
