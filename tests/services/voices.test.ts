// Model files and servers write like the project's own models: added, chosen, stopped; and when they fail the draft is untouched.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { findKnownModels } from '../../engine/models/gguf/known-folders.ts'
import { loadLlama } from '../helpers/llama.ts'
import { randomGguf } from '../helpers/llama-model.ts'
import { openAiServer, type OpenAiServer } from '../helpers/openai-server.ts'
import { collect, workbench } from './workbench.ts'

const llama = await loadLlama()
const STORY = ['Anna Bell walked to the harbour.', 'She wrote to anna@example.org and waited for Tom.']
let folder = ''
let path = ''
const servers: OpenAiServer[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'voices-'))
  path = await randomGguf(folder, 'small.gguf')
})
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

const start = async (...options: Parameters<typeof openAiServer>): Promise<OpenAiServer> => {
  const server = await openAiServer(...options)
  servers.push(server)
  return server
}

/** The text of every scene as it is stored. */
const draftOf = ({ store, sceneIds }: ReturnType<typeof workbench>): string =>
  JSON.stringify(sceneIds.map((id) => store.scenes.get(id)))

describe('model files', () => {
  it('are added where they lie, once, a folder as a whole, and say whether they fit', async () => {
    const { client } = workbench()
    const many = join(folder, 'many')
    mkdirSync(join(many, 'deep'), { recursive: true })
    copyFileSync(path, join(many, 'a.gguf'))
    copyFileSync(path, join(many, 'deep', 'b.gguf'))
    writeFileSync(join(many, 'broken.gguf'), 'GGUF and then nothing that is one')
    const probe = await client.model.probe({ path: many })
    if (probe.kind !== 'files') throw new Error('no files')
    expect(probe.files.map((file) => file.path)).toEqual([join(many, 'a.gguf'), join(many, 'deep', 'b.gguf')])
    expect(probe.unreadable).toMatchObject([{ path: join(many, 'broken.gguf'), trouble: 'unknown-version' }])
    expect(probe.files[0]).toMatchObject({
      quantisation: 'Q8_0',
      contextTokens: 512,
      estimate: { fit: 'fits' },
    })
    expect(await client.model.sources()).toEqual([])
    expect(await client.model.add({ path: many })).toHaveLength(2)
    await client.model.add({ path: join(many, 'a.gguf') })
    const sources = await client.model.sources()
    expect(sources).toHaveLength(2)
    const changed = await client.model.change({
      id: sources[0].id,
      change: { name: 'Mine', contextTokens: 256 },
    })
    expect(changed).toMatchObject({ name: 'Mine', contextTokens: 256, card: { contextTokens: 256 } })
    await expect(client.model.change({ id: sources[0].id, change: { mask: true } })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
    await client.model.remove({ id: sources[0].id })
    expect(await client.model.sources()).toHaveLength(1)
    expect(statSync(join(many, 'a.gguf')).isFile()).toBe(true)
  })

  it('that are none are refused, and nothing is added', async () => {
    const { client } = workbench()
    const text = join(folder, 'novel.gguf')
    writeFileSync(text, 'Call me Ishmael. Some years ago.')
    await expect(client.model.add({ path: text })).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      data: { trouble: 'no-gguf' },
    })
    await expect(client.model.add({ path: join(folder, 'none.gguf') })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    })
    expect(await client.model.sources()).toEqual([])
  })

  it('of other programs are found in their folders', async () => {
    const home = join(folder, 'home')
    mkdirSync(join(home, '.lmstudio', 'models', 'maker', 'tale'), { recursive: true })
    copyFileSync(path, join(home, '.lmstudio', 'models', 'maker', 'tale', 'tale.gguf'))
    const digest = 'a'.repeat(64)
    mkdirSync(join(home, '.ollama', 'models', 'blobs'), { recursive: true })
    copyFileSync(path, join(home, '.ollama', 'models', 'blobs', `sha256-${digest}`))
    const manifests = join(home, '.ollama', 'models', 'manifests', 'registry', 'library', 'saga')
    mkdirSync(manifests, { recursive: true })
    const layers = [{ mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${digest}` }]
    writeFileSync(join(manifests, '7b'), JSON.stringify({ layers }))
    const found = await findKnownModels(home, {})
    expect(found.map(({ program, name }) => [program, name])).toEqual([
      ['Ollama', 'saga:7b'],
      ['LM Studio', 'tale.gguf'],
    ])
  })

  it.skipIf(!('llama' in llama))('write, with alternatives, the same words for the same seed', async () => {
    const desk = workbench({ scenes: [STORY] })
    const { client, sceneIds, engine } = desk
    try {
      const [added] = await client.model.add({ path })
      const writer = (await client.cowriter.writers()).at(-1)!
      expect(writer).toMatchObject({ id: added.id, kind: 'file', modelId: 'gguf', contextTokens: 512 })
      expect(writer.abilities).toMatchObject({
        condition: false,
        guidance: false,
        backtracking: true,
        instructions: false,
      })
      const wish = {
        sceneId: sceneIds[0],
        writerId: added.id,
        words: 10,
        candidates: 2,
        seed: 3,
        alternatives: 2,
      }
      const before = draftOf(desk)
      const events = await collect(await client.cowriter.continue(wish))
      expect(events.some(({ kind }) => kind === 'tokens')).toBe(true)
      const last = events.at(-1)
      if (last?.kind !== 'done') throw new Error('it did not end')
      expect(last.generation).toMatchObject({ modelId: 'gguf', runId: null, modelName: added.name })
      expect(last.generation.prompt).toContain('Anna Bell walked')
      expect(last.generation.candidates).toHaveLength(2)
      const again = (await collect(await client.cowriter.continue(wish))).at(-1)
      if (again?.kind !== 'done') throw new Error('it did not end')
      expect(again.generation.candidates.map(({ text }) => text)).toEqual(
        last.generation.candidates.map(({ text }) => text),
      )
      expect(draftOf(desk)).toBe(before)
      const [source] = engine.settings.voices()
      expect(source.kind === 'file' && source.threads).toBeGreaterThan(0)
    } finally {
      engine.llama.dispose()
    }
  })

  it.skipIf(!('llama' in llama))(
    'whose process dies fail with words, keep the draft, and write again',
    async () => {
      const desk = workbench({ scenes: [STORY] })
      const { client, sceneIds, engine } = desk
      try {
        const [{ id }] = await client.model.add({ path })
        const before = draftOf(desk)
        const wish = { sceneId: sceneIds[0], writerId: id, words: 500, candidates: 8, seed: 3 }
        const writing = (async () => {
          for await (const event of await client.cowriter.continue(wish))
            if (event.kind === 'text') engine.llama.dispose()
        })()
        await expect(writing).rejects.toMatchObject({ code: 'MODEL_FAILED', data: { trouble: 'gone' } })
        expect(draftOf(desk)).toBe(before)
        const [kept] = await client.cowriter.history({})
        expect(kept.candidates.length).toBeGreaterThan(0)
        const events = await collect(await client.cowriter.continue({ ...wish, words: 5, candidates: 1 }))
        expect(events.at(-1)?.kind).toBe('done')
      } finally {
        engine.llama.dispose()
      }
    },
  )

  it('that have gone are told so', async () => {
    const { client, sceneIds } = workbench({ scenes: [STORY] })
    const gone = join(folder, 'gone.gguf')
    copyFileSync(path, gone)
    const [{ id }] = await client.model.add({ path: gone })
    rmSync(gone)
    expect((await client.cowriter.writers()).filter(({ kind }) => kind === 'file')).toEqual([])
    expect(await client.model.sources()).toMatchObject([{ id, card: null }])
    await expect(
      client.cowriter.continue({ sceneId: sceneIds[0], writerId: id }).then(collect),
    ).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
  })
})

describe('servers', () => {
  it('are out of reach until their door is opened', async () => {
    const server = await start()
    const { client } = workbench()
    await expect(client.model.add({ url: server.url })).rejects.toMatchObject({ code: 'DOOR_CLOSED' })
    expect(server.asked).toEqual([])
  })

  it('write under other names, and the words come back with the right ones', async () => {
    const server = await start({ key: 'sesame' })
    const desk = workbench({ scenes: [STORY] })
    const { client, sceneIds, folder: dataDir } = desk
    await client.doors.set({ id: 'remote-models', open: true })
    await expect(client.model.add({ url: server.url, key: 'wrong' })).rejects.toMatchObject({
      code: 'SERVER_FAILED',
      data: { trouble: 'refused' },
    })
    // The address without the API's path is found too.
    const [added] = await client.model.add({ url: server.url.replace('/v1', ''), key: 'sesame' })
    expect(added).toMatchObject({
      kind: 'server',
      url: server.url,
      model: 'tale-7b',
      mask: true,
      key: 'file',
    })
    expect(statSync(join(dataDir, 'keys.json')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(dataDir, 'settings.json'), 'utf8')).not.toContain('sesame')
    const wish = { sceneId: sceneIds[0], writerId: added.id, words: 20, candidates: 1, seed: 1 }
    await collect(await client.cowriter.continue(wish))
    const sent = String(server.asked.at(-1)!.body['prompt'])
    for (const secret of ['Anna', 'example.org']) expect(sent).not.toContain(secret)
    const standIn = /^(\S+)/u.exec(sent)![1]
    server.behave({
      kind: 'write',
      pieces: [' ', standIn.slice(0, 3), standIn.slice(3), ' smiled', ' at the sea.'],
    })
    const last = (await collect(await client.cowriter.continue(wish))).at(-1)
    if (last?.kind !== 'done') throw new Error('it did not end')
    expect(last.generation.candidates[0].text.trim()).toBe('Anna smiled at the sea.')
    expect(last.generation.settings['sent']).toBe(sent)
    expect(last.generation.prompt).toContain('Anna Bell')
  })

  it('that break off keep what they had written, and the draft is as it was', async () => {
    const server = await start()
    const desk = workbench({ scenes: [STORY] })
    const { client, sceneIds } = desk
    await client.doors.set({ id: 'remote-models', open: true })
    const [{ id }] = await client.model.add({ url: server.url })
    const before = draftOf(desk)
    server.behave({ kind: 'half', pieces: [' The boat', ' came in at last. Then'], how: 'destroy' })
    await expect(
      client.cowriter.continue({ sceneId: sceneIds[0], writerId: id, candidates: 1 }).then(collect),
    ).rejects.toMatchObject({ code: 'SERVER_FAILED', data: { trouble: 'broken' } })
    expect(draftOf(desk)).toBe(before)
    const [kept] = await client.cowriter.history({})
    expect(kept.candidates[0].text.trim()).toBe('The boat came in at last.')
  })

  it.each([
    ['refuse the key', { kind: 'refuse', status: 401, message: 'invalid api key' }, 'refused'],
    ['have no room left', { kind: 'refuse', status: 400, message: 'maximum context length' }, 'too-long'],
    ['answer nonsense', { kind: 'garbage' }, 'broken'],
    ['are gone', null, 'unreachable'],
  ] as const)('that %s are told of in words, and the draft is as it was', async (_, how, trouble) => {
    const server = await start()
    const desk = workbench({ scenes: [STORY] })
    const { client, sceneIds } = desk
    await client.doors.set({ id: 'remote-models', open: true })
    const [{ id }] = await client.model.add({ url: server.url })
    const before = draftOf(desk)
    if (how) server.behave(how)
    else await server.close()
    const asked = client.cowriter
      .continue({ sceneId: sceneIds[0], writerId: id, candidates: 1 })
      .then(collect)
    await expect(asked).rejects.toMatchObject({ code: 'SERVER_FAILED', data: { trouble } })
    await expect(asked).rejects.toThrow(/\S+ \S+ \S+/u)
    expect(draftOf(desk)).toBe(before)
  })

  it('fall silent when the door is closed while they write', async () => {
    const server = await start()
    const { client, sceneIds } = workbench({ scenes: [STORY] })
    await client.doors.set({ id: 'remote-models', open: true })
    const [{ id }] = await client.model.add({ url: server.url })
    server.behave({ kind: 'endless', piece: ' on' })
    const events = []
    for await (const event of await client.cowriter.continue({
      sceneId: sceneIds[0],
      writerId: id,
      words: 2000,
    })) {
      events.push(event)
      if (events.length === 6) await client.doors.set({ id: 'remote-models', open: false })
    }
    expect(events.length).toBeLessThan(500)
    await expect(
      client.cowriter.continue({ sceneId: sceneIds[0], writerId: id }).then(collect),
    ).rejects.toMatchObject({
      code: 'DOOR_CLOSED',
    })
  })

  it.each(['ftp://host/v1', 'http://name:key@host/v1', 'not an address at all'])(
    '%s is no address',
    async (url) => {
      const { client } = workbench()
      await client.doors.set({ id: 'remote-models', open: true })
      await expect(client.model.add({ url })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    },
  )
})
