import { File } from 'node:buffer'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { VoiceSource } from '../../engine/domain/voice.ts'
import { makeCaptioner } from '../analysis/senses/photo/made-captioner.ts'
import { photo } from '../analysis/media/samples.ts'
import { openAiServer } from '../helpers/openai-server.ts'
import { tempFolder } from '../helpers/temp-project.ts'
import { collect, workbench } from './workbench.ts'

vi.setConfig({ testTimeout: 240_000 })

type Client = ReturnType<typeof workbench>['client']

const captionOf = async (client: Client, mediaId: string) => {
  const [{ findings }] = await client.media.understanding({ mediaIds: [mediaId] })
  const shown = findings.find(({ finding }) => finding.aspect === 'caption')
  return shown?.finding.aspect === 'caption'
    ? { by: shown.by, en: shown.finding.en, zh: shown.finding.zh }
    : null
}

const picture = async (width = 64) => new File([await photo(width, 40).png().toBuffer()], 'a.png')

test('a recogniser has to be whisper.cpp with one of its models; anything else is refused, and what was chosen stays', async () => {
  const { client } = workbench()
  const folder = tempFolder()
  const path = (name: string, content = '') => {
    const file = join(folder, name)
    writeFileSync(file, content)
    chmodSync(file, 0o755)
    return file
  }
  const [program, model] = [path('whisper-cli', '#!/bin/sh'), path('ggml-base.bin', 'lmgg....')]
  const choose = (more: { program?: string; model?: string }) =>
    client.media.setHelpers({ recognizer: { kind: 'whisper', program, model, language: 'auto', ...more } })
  expect(await choose({})).toMatchObject({
    recognizer: { kind: 'whisper', program, model },
    problems: { recognizer: null },
  })
  await expect(choose({ program: path('sh', '#!/bin/sh') })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(choose({ model: path('notes.txt', 'Dear diary') })).rejects.toMatchObject({
    code: 'BAD_INPUT',
  })
  await expect(choose({ model: join(folder, 'gone.bin') })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
  expect((await client.media.helpers()).recognizer).toMatchObject({ program, model })
  expect(await client.media.setHelpers({ recognizer: { kind: 'none' } })).toMatchObject({
    recognizer: { kind: 'none' },
    captioner: { kind: 'none' },
  })
})

test('a captioner in a folder is preferred over what would be composed; without it, captions are composed again', async () => {
  const { client } = workbench()
  const { id } = await client.media.add({ file: await picture() })
  await collect(await client.media.analyze({}))
  const composed = await captionOf(client, id)
  expect(composed?.by).toBe('composed')
  await expect(
    client.media.setHelpers({ captioner: { kind: 'folder', folder: tempFolder() } }),
  ).rejects.toMatchObject({
    code: 'FILE_NOT_FOUND',
    data: { missing: expect.stringContaining('encoder_model.onnx') as string },
  })
  const odd = makeCaptioner()
  writeFileSync(join(odd, 'tokenizer.json'), '{"model":{}}')
  await expect(client.media.setHelpers({ captioner: { kind: 'folder', folder: odd } })).rejects.toMatchObject(
    { code: 'BAD_INPUT' },
  )
  await client.media.setHelpers({ captioner: { kind: 'folder', folder: makeCaptioner({ decoderWidth: 5 }) } })
  await collect(await client.media.analyze({}))
  const [{ analyzers }] = await client.media.understanding({ mediaIds: [id] })
  expect(analyzers.find(({ analyzer }) => analyzer === 'caption')).toMatchObject({
    state: 'failed',
    problem: 'captioner-unfit',
  })
  expect(await captionOf(client, id)).toEqual(composed)
  await client.media.setHelpers({ captioner: { kind: 'folder', folder: makeCaptioner() } })
  await collect(await client.media.analyze({}))
  const said = await captionOf(client, id)
  expect(said).toMatchObject({
    by: 'caption',
    en: expect.stringMatching(/^A (?:red|blue) picture\.$/u) as string,
  })
  // It speaks English only: Chinese is what would be composed.
  expect(said?.zh).toBe(composed?.zh)
  await client.media.setHelpers({ captioner: { kind: 'none' } })
  await collect(await client.media.analyze({ again: true }))
  expect(await captionOf(client, id)).toEqual(composed)
})

test('a server describes pictures only behind its open door, gets nothing but the picture, and a refusal is told', async () => {
  const { client, engine } = workbench()
  const server = await openAiServer({ mode: 'chat', key: 'sesame' })
  const voice: VoiceSource = {
    kind: 'server',
    id: 'eyes',
    name: 'Eyes',
    url: server.url,
    model: 'tale-7b',
    mode: 'chat',
    chats: true,
    contextTokens: 4096,
    mask: true,
  }
  engine.settings.updateVoices([voice])
  await engine.secrets.set('eyes', 'sesame')
  await expect(
    client.media.setHelpers({ captioner: { kind: 'server', voice: 'nobody' } }),
  ).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  const chosen = await client.media.setHelpers({ captioner: { kind: 'server', voice: 'eyes' } })
  expect(chosen.problems.captioner).toBe('door-closed')
  const { id } = await client.media.add({ file: await picture() })
  await collect(await client.media.analyze({}))
  expect(server.asked).toEqual([])
  const [{ analyzers }] = await client.media.understanding({ mediaIds: [id] })
  expect(analyzers.find(({ analyzer }) => analyzer === 'caption')).toMatchObject({
    state: 'missing',
    problem: 'door-closed',
  })

  await client.doors.set({ id: 'remote-models', open: true })
  server.behave({ kind: 'write', pieces: ['A flag of ', 'two colours.\n', '两色的旗帜。'] })
  await collect(await client.media.analyze({}))
  expect(await captionOf(client, id)).toEqual({
    by: 'caption',
    en: 'A flag of two colours.',
    zh: '两色的旗帜。',
  })
  const [{ path, key, body }] = server.asked
  expect([path, key]).toEqual([expect.stringContaining('/chat/completions'), 'sesame'])
  const sent = JSON.stringify(body)
  expect(sent).toContain('data:image/jpeg;base64,')
  expect(sent).not.toContain('a.png')
  const log = await client.model.sent({})
  expect(log).toMatchObject([
    { kind: 'picture', modelName: 'Eyes', pieces: [{ sent: expect.stringContaining('a.png') as string }] },
  ])
  const before = server.asked.length
  await collect(await client.media.analyze({}))
  expect(server.asked).toHaveLength(before)

  server.behave({ kind: 'refuse', status: 400, message: 'this model sees nothing' })
  const other = await client.media.add({ file: await picture(80) })
  await collect(await client.media.analyze({}))
  const [told] = await client.media.understanding({ mediaIds: [other.id] })
  expect(told.analyzers.find(({ analyzer }) => analyzer === 'caption')).toMatchObject({
    state: 'failed',
    problem: 'captioner-failed',
  })
  expect((await captionOf(client, other.id))?.by).toBe('composed')
  await server.close()
})

test('a folder chosen once that has gone is missed, not an error', async () => {
  const { client, engine } = workbench()
  const folder = join(tempFolder(), 'eyes')
  mkdirSync(folder)
  engine.settings.updateHelpers({ recognizer: { kind: 'none' }, captioner: { kind: 'folder', folder } })
  expect((await client.media.helpers()).problems.captioner).toBe('captioner-gone')
})
