import { File } from 'node:buffer'
import { expect, test, vi } from 'vitest'
import { trainVoiceModel } from '../../engine/evals/senses/train-voice-model.ts'
import { emodbLike, recording } from '../analysis/senses/sound/made-voices.ts'
import { photo } from '../analysis/media/samples.ts'
import { collect, workbench } from './workbench.ts'

// Processes and networks take their time to start on a busy machine.
vi.setConfig({ testTimeout: 240_000 })

test('from five recordings of the writer on, each is heard against the others; nobody else is, and it can be taken back', async () => {
  const { client, engine, store } = workbench()
  const learnt = { dataDir: engine.dataDir, seed: 1, progress: () => undefined }
  await trainVoiceModel(emodbLike(), learnt)
  const add = (take: number, isOwnVoice: boolean) =>
    client.media.add({
      file: new File([recording(0.5, take % 2 === 0, take)], `note ${take}.wav`),
      isOwnVoice,
    })
  const voiceOf = async (mediaId: string) => {
    const [{ findings, analyzers }] = await client.media.understanding({ mediaIds: [mediaId] })
    const finding = findings.map((shown) => shown.finding).find(({ aspect }) => aspect === 'voice')
    const state = analyzers.find(({ analyzer }) => analyzer === 'voice')?.state
    return finding?.aspect === 'voice' ? { state, ownRecordings: finding.ownRecordings } : { state }
  }
  const alone = { state: 'done', ownRecordings: undefined }

  const own = []
  for (const take of [1, 2, 3, 4]) own.push((await add(take, true)).id)
  const fifth = await add(5, false)
  const somebody = await add(6, false)
  await collect(await client.media.analyze({}))
  expect(await voiceOf(own[0])).toEqual(alone)

  expect(await client.media.update({ mediaId: fifth.id, isOwnVoice: true })).toMatchObject({
    isOwnVoice: true,
    caption: '',
  })
  expect((await voiceOf(own[0])).state).toBe('waiting')
  await collect(await client.media.analyze({}))
  for (const id of [...own, fifth.id]) expect(await voiceOf(id)).toEqual({ state: 'done', ownRecordings: 5 })
  expect(await voiceOf(somebody.id)).toEqual(alone)

  // Forgotten and found again, in one go: first how the voice usually sounds, then each against it.
  await collect(await client.media.analyze({ again: true }))
  expect(await voiceOf(own[3])).toEqual({ state: 'done', ownRecordings: 5 })

  await client.media.update({ mediaId: fifth.id, isOwnVoice: false })
  await collect(await client.media.analyze({}))
  expect(await voiceOf(own[0])).toEqual(alone)
  await client.project.undo()
  await collect(await client.media.analyze({}))
  expect(await voiceOf(own[0])).toEqual({ state: 'done', ownRecordings: 5 })
  expect(store.media.get(fifth.id).isOwnVoice).toBe(true)
})

test('a picture has no voice, whoever took it', async () => {
  const { client } = workbench()
  const file = new File([await photo(60, 40).png().toBuffer()], 'a.png')
  const { id, isOwnVoice } = await client.media.add({ file, isOwnVoice: true })
  expect(isOwnVoice).toBe(false)
  await expect(client.media.update({ mediaId: id, isOwnVoice: true })).rejects.toMatchObject({
    code: 'BAD_INPUT',
  })
})
