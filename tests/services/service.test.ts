// The service as programs see it: OpenAI's own client, keys, limits, turns, and an end that loses nothing.
import { readFileSync, writeFileSync, existsSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import OpenAI from 'openai'
import { expect, it, onTestFinished } from 'vitest'
import { createEngine } from '../../engine/index.ts'
import type { Inputs } from '../../engine/contract/index.ts'
import { eventually } from '../helpers/eventually.ts'
import { openAiServer } from '../helpers/openai-server.ts'
import { tempFolder } from '../helpers/temp-project.ts'

interface Sent {
  readonly method?: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

type AddKey = Inputs['service']['addKey']

/** A project behind an address, its writer a server that behaves as told. */
const started = async (start: Inputs['service']['start'] = {}, key: Partial<AddKey> = {}) => {
  const folder = tempFolder()
  const clock = { ms: 1_700_000_000_000 }
  const engine = createEngine({ dataDir: folder, documentsDir: folder, version: '9.9', now: () => clock.ms })
  const writer = await openAiServer()
  onTestFinished(async () => {
    await engine.close()
    await writer.close()
  })
  const { client } = engine.connect()
  const path = join(folder, 'game.arcwright')
  await client.project.create({ path, title: 'Game', author: '', language: 'en' })
  await client.project.open({ path })
  await client.doors.set({ id: 'remote-models', open: true })
  await client.model.add({ url: writer.url, model: 'tale-7b', name: 'Tale', mode: 'completions' } as never)
  const scopes: AddKey['scopes'] = ['write', 'analyze', 'read', 'metrics']
  const { secret, id } = await client.service.addKey({ name: 'game', scopes, ...key })
  const { url } = await client.service.start({ drainMs: 2000, ...start })
  const call = (route: string, init: Sent = {}, bearer: string = secret) =>
    fetch(`${url}${route}`, { ...init, headers: { authorization: `Bearer ${bearer}`, ...init.headers } })
  const post = (route: string, body: unknown, init: Sent = {}) =>
    call(route, {
      method: 'POST',
      body: JSON.stringify(body),
      ...init,
      headers: { 'content-type': 'application/json', ...init.headers },
    })
  const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: secret, maxRetries: 0 })
  return { folder, clock, client, writer, url: url!, secret, id, call, post, openai }
}

const COMPLETION = { model: 'Tale', prompt: 'Once upon a time', max_tokens: 30 }

it('answers OpenAI’s own client: models, completions and chat, whole and streamed', async () => {
  const { openai, writer } = await started()
  writer.behave({ kind: 'write', pieces: [' the', ' bright', ' happy', ' sea', '.'] })
  const models = await openai.models.list()
  const tale = models.data.find((each) => 'name' in each && each.name === 'Tale')
  expect(tale).toMatchObject({ object: 'model', owned_by: 'arcwright' })
  const model = tale?.id ?? ''
  const whole = await openai.completions.create({ ...COMPLETION, model, temperature: 0.5, stop: ['END'] })
  expect(whole.choices).toMatchObject([{ index: 0, text: ' the bright happy sea.', finish_reason: 'stop' }])
  expect(whole.usage!.prompt_tokens).toBe(4)
  expect(whole.choices[0]).toMatchObject({ feeling: { emotion: 'joy' } })
  expect(writer.asked.at(-1)!.body).toMatchObject({
    prompt: 'Once upon a time',
    temperature: 0.5,
    stop: ['END'],
  })

  const streamed: string[] = []
  let usage: unknown = null
  for await (const chunk of await openai.completions.create({
    ...COMPLETION,
    stream: true,
    stream_options: { include_usage: true },
  })) {
    streamed.push(...chunk.choices.map(({ text }) => text))
    usage = chunk.usage ?? usage
  }
  expect(streamed.length).toBeGreaterThan(3)
  expect(streamed.join('')).toBe(' the bright happy sea.')
  expect(usage).toMatchObject({ prompt_tokens: 4 })

  const messages = [
    { role: 'system', content: 'Two friends meet.' },
    { role: 'user', content: 'Hello there.' },
  ] as const
  const chat = await openai.chat.completions.create({ model, messages: [...messages] })
  expect(chat.choices[0]).toMatchObject({ message: { role: 'assistant' }, finish_reason: 'stop' })
  expect(writer.asked.at(-1)!.body).toMatchObject({ prompt: 'Two friends meet.\n\nHello there.\n\n' })
  let said = ''
  const stream = await openai.chat.completions.create({ model, messages: [...messages], stream: true })
  for await (const chunk of stream) said += chunk.choices[0]?.delta.content ?? ''
  expect(said).toBe(chat.choices[0].message.content)
})

it('says no in a form that OpenAI’s client understands', async () => {
  const { openai, url, writer } = await started()
  await expect(openai.completions.create({ ...COMPLETION, model: 'nobody' })).rejects.toMatchObject({
    status: 404,
    code: 'model_not_found',
  })
  await expect(openai.completions.create({ ...COMPLETION, suffix: 'end' })).rejects.toMatchObject({
    status: 400,
  })
  const stranger = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'arcwright-guess', maxRetries: 0 })
  await expect(stranger.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError)
  writer.behave({ kind: 'refuse', status: 401, message: 'no' })
  await expect(openai.completions.create({ ...COMPLETION, stream: true })).rejects.toMatchObject({
    status: 502,
    code: 'SERVER_FAILED',
  })
})

it('serves its part of the contract with an OpenAPI 3.1 document, and nothing else of it', async () => {
  const { call, post } = await started()
  const document = (await (await call('/openapi.json')).json()) as { openapi: string; paths: object }
  expect(document.openapi).toMatch(/^3\.1/u)
  expect(Object.keys(document.paths).sort()).toEqual([
    '/binder/tree',
    '/cowriter/writers',
    '/dialogue/get',
    '/dialogue/list',
    '/feeling/analyzeText',
    '/feeling/shapes',
    '/npc/create',
    '/npc/get',
    '/npc/happen',
    '/npc/list',
    '/npc/remove',
    '/npc/say',
    '/service/write',
  ])
  const felt = await post('/api/feeling/analyzeText', { text: 'I was so happy that I laughed for joy.' })
  expect(await felt.json()).toMatchObject({ emotion: 'joy', sentences: 1 })
  expect((await post('/api/feeling/analyzeText', { text: 3 })).status).toBe(400)
  expect((await post('/api/project/open', { path: '/etc/passwd' })).status).toBe(404)
  expect((await post('/api/service/addKey', { name: 'x', scopes: ['write'] })).status).toBe(404)
})

it('writes along an arc: each passage aims at the curve and tells how it feels', async () => {
  const { post, writer, openai } = await started()
  const models = await openai.models.list()
  const writerId = models.data.find((each) => 'name' in each && each.name === 'Tale')?.id
  writer.behave({ kind: 'write', pieces: [' All', ' was', ' well', '.'] })
  const arc = [
    { x: 0, y: -1 },
    { x: 1, y: 1 },
  ]
  const answer = await post('/api/service/write', { text: 'It began.', writerId, arc, passages: 2, seed: 3 })
  const events = (await answer.text())
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice(6)) as { kind: string; wanted?: number; text?: string })
  const passages = events.filter(({ kind }) => kind === 'passage')
  expect(passages.map(({ wanted }) => Math.sign(wanted!))).toEqual([-1, 1])
  expect(events.at(-1)).toMatchObject({ kind: 'done', text: ' All was well. All was well.' })
  expect(writer.asked.at(-1)!.body).toMatchObject({ prompt: 'It began. All was well.' })
})

it('lets nobody in without a key, and each only where its scopes reach, until it expires', async () => {
  const { call, post, client, clock, folder, secret, id, url } = await started(
    {},
    {
      scopes: ['analyze'],
      expiresAt: 1_700_000_000_000 + 1000,
    },
  )
  expect((await fetch(`${url}/health`)).status).toBe(200)
  expect((await fetch(`${url}/ready`)).status).toBe(200)
  expect((await fetch(`${url}/v1/models`)).status).toBe(401)
  expect((await fetch(`${url}/nothing`)).status).toBe(401)
  expect((await call('/v1/models')).status).toBe(403)
  expect((await post('/api/feeling/analyzeText', { text: 'Well.' })).status).toBe(200)
  expect(readFileSync(join(folder, 'service-keys.json'), 'utf8')).not.toContain(secret)
  clock.ms += 1000
  expect((await post('/api/feeling/analyzeText', { text: 'Well.' })).status).toBe(401)
  expect(await client.service.removeKey({ id })).toEqual([])
  writeFileSync(join(folder, 'service-keys.json'), '{ broken')
  expect((await call('/v1/models')).status).toBe(422)
})

it('keeps pages, other names and bodies without measure out', async () => {
  const { call, post, url, secret } = await started({ origins: ['https://game.example'] })
  expect((await call('/v1/models', { headers: { origin: 'https://evil.example' } })).status).toBe(403)
  const allowed = await call('/v1/models', { headers: { origin: 'https://game.example' } })
  expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([
    200,
    'https://game.example',
  ])
  expect((await post('/v1/completions', { prompt: 'x'.repeat(1024 * 1024) })).status).toBe(413)
  const status = await new Promise<number>((resolve) =>
    request(`${url}/health`, { headers: { host: 'rebound.example' } }, (answer) =>
      resolve(answer.resume().statusCode!),
    ).end(),
  )
  expect(status).toBe(421)
  const unmeasured = await new Promise<number>((resolve) => {
    const sent = request(
      `${url}/v1/completions`,
      { method: 'POST', headers: { authorization: `Bearer ${secret}` } },
      (answer) => resolve(answer.resume().statusCode!),
    )
    sent.on('error', () => undefined)
    sent.write('{')
    sent.end()
  })
  expect(unmeasured).toBe(411)
})

it('counts requests a minute and tokens a day, also across a restart', async () => {
  const { call, openai, client, clock } = await started({}, { requestsAMinute: 2, tokensADay: 3 })
  expect((await call('/v1/models')).status).toBe(200)
  await openai.completions.create(COMPLETION)
  const tooOften = await call('/v1/models')
  expect([tooOften.status, tooOften.headers.get('retry-after')]).toEqual([429, '30'])
  clock.ms += 30_000
  expect((await call('/v1/models')).status).toBe(200)
  clock.ms += 60_000
  // Its writer tells no tokens: words are counted.
  await client.service.stop()
  const { url } = await client.service.start({})
  const again = new OpenAI({ baseURL: `${url ?? ''}/v1`, apiKey: openai.apiKey, maxRetries: 0 })
  expect((await again.completions.create(COMPLETION)).usage).toMatchObject({ completion_tokens: 2 })
  await expect(again.completions.create(COMPLETION)).rejects.toMatchObject({
    status: 429,
    code: 'quota_used',
  })
  clock.ms += 86_400_000
  expect((await again.completions.create(COMPLETION)).choices).toHaveLength(1)
})

it('tells callers to come back when there is no room, and gives the place of one who leaves to the next', async () => {
  const { openai, post, client, writer } = await started({ queue: 1 })
  writer.behave({ kind: 'endless', piece: ' on' })
  const leave = [new AbortController(), new AbortController()] as const
  const ask = (signal: AbortSignal) =>
    openai.completions.create({ ...COMPLETION, max_tokens: 3000 }, { signal })
  const first = ask(leave[0].signal).catch((error: unknown) => error)
  await eventually(() => client.service.state()).toMatchObject({ writing: 1 })
  const second = ask(leave[1].signal).catch((error: unknown) => error)
  await eventually(() => client.service.state()).toMatchObject({ waiting: 1 })
  const full = await post('/v1/completions', COMPLETION)
  expect([full.status, Number(full.headers.get('retry-after')) >= 1]).toEqual([429, true])
  leave[1].abort()
  await eventually(() => client.service.state()).toMatchObject({ waiting: 0, writing: 1 })
  const third = openai.completions.create(COMPLETION)
  await eventually(() => client.service.state()).toMatchObject({ waiting: 1 })
  writer.behave({ kind: 'write', pieces: [' Done', '.'] })
  leave[0].abort()
  expect((await third).choices[0].text).toBe(' Done.')
  expect(await first).toBeInstanceOf(OpenAI.APIUserAbortError)
  expect(await second).toBeInstanceOf(OpenAI.APIUserAbortError)
  await eventually(() => writer.open()).toBe(0)
})

it('answers a hundred callers at once each with its own text, none lost and none twice', async () => {
  const { openai, client, call, writer } = await started({ workers: 4, queue: 200 })
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      openai.completions.create({ ...COMPLETION, prompt: `Caller ${i}:` }),
    ),
  )
  expect(answers.map(({ choices }) => choices[0].text)).toEqual(answers.map(() => ' The end.'))
  expect(new Set(answers.map(({ id }) => id)).size).toBe(100)
  const prompts = writer.asked
    .map(({ body }) => String(body['prompt']))
    .filter((prompt) => prompt.startsWith('Caller'))
  expect(new Set(prompts).size).toBe(100)
  expect(prompts).toHaveLength(100)
  expect(await client.service.state()).toMatchObject({ writing: 0, waiting: 0 })
  const metrics = await (await call('/metrics')).text()
  expect(metrics).toContain('arcwright_requests_total{route="/v1/completions",status="200"} 100')
  expect(metrics).toMatch(/^process_resident_memory_bytes \d+$/mu)
})

it('ends what is under way before it closes, and takes nothing new meanwhile', async () => {
  const { openai, client, writer, url, folder } = await started({ drainMs: 300 })
  writer.behave({ kind: 'endless', piece: ' on' })
  const under = openai.completions
    .create({ ...COMPLETION, max_tokens: 3000 })
    .catch((error: unknown) => error)
  await eventually(() => client.service.state()).toMatchObject({ writing: 1 })
  expect(await client.service.stop()).toMatchObject({ running: false, url: null })
  expect(await under).toBeInstanceOf(Error)
  await expect(fetch(`${url}/health`)).rejects.toThrow()
  expect(existsSync(join(folder, 'game.arcwright'))).toBe(true)
})

it('listens beyond this machine only through its door, and ends when that closes', async () => {
  const { client } = await started()
  await expect(client.service.start({})).rejects.toMatchObject({ code: 'CONFLICT' })
  await client.service.stop()
  await expect(client.service.start({ host: '0.0.0.0' })).rejects.toMatchObject({ code: 'DOOR_CLOSED' })
  await client.doors.set({ id: 'serve', open: true })
  expect(await client.service.start({ host: '0.0.0.0', drainMs: 0 })).toMatchObject({ running: true })
  await client.doors.set({ id: 'serve', open: false })
  await eventually(() => client.service.state()).toMatchObject({ running: false })
})
