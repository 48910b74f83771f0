// An OpenAI-compatible server writes: streamed, limited, stopped; and every way in which it can fail has a name.
import { afterEach, describe, expect, it } from 'vitest'
import type { CandidatesRequest, SampleChunk } from '../../../engine/models/passage.ts'
import { PATIENCE, type Patience } from '../../../engine/models/remote/ask-server.ts'
import { probeServer } from '../../../engine/models/remote/probe-server.ts'
import { writeRemote, type RemoteModel } from '../../../engine/models/remote/write-remote.ts'
import { eventually } from '../../helpers/eventually.ts'
import { openAiServer, type Behaviour, type OpenAiServer } from '../../helpers/openai-server.ts'

const servers: OpenAiServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

const start = async (...options: Parameters<typeof openAiServer>): Promise<OpenAiServer> => {
  const server = await openAiServer(...options)
  servers.push(server)
  return server
}

const never = new AbortController().signal
const SHORT: Patience = { firstByteMs: 2000, pieceMs: 300, waitsMs: [10, 20] }

const request = (more: Partial<CandidatesRequest> = {}): CandidatesRequest => ({
  prompt: 'It rained',
  maxWords: 20,
  candidates: 1,
  seed: 5,
  ...more,
})

const remote = ({ url }: OpenAiServer, more: Partial<RemoteModel> = {}): RemoteModel => ({
  url,
  key: null,
  model: 'tale-7b',
  mode: 'completions',
  ...more,
})

const collect = async (chunks: AsyncIterable<SampleChunk>) => {
  const all: SampleChunk[] = []
  for await (const chunk of chunks) all.push(chunk)
  return { all, text: all.map(({ text }) => text).join(''), ends: all.flatMap(({ done }) => done ?? []) }
}

const write = (
  server: OpenAiServer,
  more: Partial<CandidatesRequest> = {},
  patience = SHORT,
  signal = never,
) => collect(writeRemote(remote(server), request(more), { signal, patience }))

describe('a server', () => {
  it('is asked for what every such server has, and its pieces are the passage', async () => {
    const server = await start()
    server.behave({ kind: 'write', pieces: [' and', ' rained', ' all day.'] })
    const sampling = { temperature: 0.9, topP: 0.8, presencePenalty: 0.5 }
    const { text, ends } = await write(server, { sampling, stop: ['###'], candidates: 2 })
    expect(text).toBe(' and rained all day. and rained all day.')
    expect(ends.map(({ reason }) => reason)).toEqual(['stop', 'stop'])
    expect(server.asked.map(({ body }) => body['seed'])).toEqual([5, 6])
    expect(server.asked[0].body).toMatchObject({
      model: 'tale-7b',
      prompt: 'It rained',
      temperature: 0.9,
      top_p: 0.8,
      presence_penalty: 0.5,
      stop: ['###'],
      stream: true,
    })
  })

  it('that only chats is asked to go on', async () => {
    const server = await start({ mode: 'chat' })
    server.behave({ kind: 'write', pieces: [' hard.'] })
    const facts = await probeServer({ url: server.url, key: null }, never)
    expect(facts).toEqual({ mode: 'chat', chats: true, models: [{ id: 'tale-7b', contextTokens: 4096 }] })
    const { text } = await collect(
      writeRemote(remote(server, { mode: 'chat' }), request(), { signal: never, patience: SHORT }),
    )
    expect(text).toBe(' hard.')
    const { messages } = server.asked.at(-1)!.body as { messages: { role: string; content: string }[] }
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(messages[1].content).toBe('It rained')
  })

  it('tells alternatives where it can', async () => {
    const server = await start()
    server.behave({ kind: 'write', pieces: [' hard'], logprobs: true })
    const { all, ends } = await write(server, { alternatives: 3 })
    expect(server.asked[0].body['logprobs']).toBe(3)
    const [{ token }] = all.filter((chunk) => chunk.token)
    expect(token!.text).toBe(' hard')
    expect(token!.alternatives.map(({ text }) => text)).toEqual([' hard', ' other'])
    expect(token!.alternatives[0].probability).toBeCloseTo(Math.exp(-0.5), 6)
    expect(ends[0]).toMatchObject({ tokens: 1, logProbability: -0.5 })
  })

  it('that never stops is cut soon after the words asked for, and hung up on', async () => {
    const server = await start()
    server.behave({ kind: 'endless', piece: ' on' })
    const { text, ends } = await write(server, { maxWords: 10 })
    expect(text.trim().split(/\s+/u)).toHaveLength(15)
    expect(ends[0].reason).toBe('length')
    await eventually(() => server.open()).toBe(0)
  })

  it('is hung up on when the writer stops', async () => {
    const server = await start()
    server.behave({ kind: 'endless', piece: ' on and' })
    const stop = new AbortController()
    const chunks: SampleChunk[] = []
    for await (const chunk of writeRemote(remote(server), request({ maxWords: 5000 }), {
      signal: stop.signal,
    })) {
      chunks.push(chunk)
      if (chunks.length === 5) stop.abort()
    }
    expect(chunks.at(-1)!.done?.reason).toBe('aborted')
    expect(chunks.length).toBeLessThan(200)
    await eventually(() => server.open()).toBe(0)
  })

  it('writes up to a banned phrase and not into it', async () => {
    const server = await start()
    server.behave({ kind: 'write', pieces: [' down her', ' sp', 'ine it ran'] })
    const { text } = await write(server, { ban: ['her spine'] })
    expect(text.trim()).toBe('down')
  })

  it('that is busy is asked again, and waited for', async () => {
    const server = await start()
    server.behave({ kind: 'refuse', status: 429, message: 'slow down', times: 2 })
    expect((await write(server)).text).toBe(' At last.')
    expect(server.asked).toHaveLength(3)
  })

  const failures: readonly (readonly [string, Behaviour, string])[] = [
    ['stays busy', { kind: 'refuse', status: 429, message: 'slow down' }, 'busy'],
    ['does not know the key', { kind: 'refuse', status: 401, message: 'Incorrect API key' }, 'refused'],
    [
      'finds the text too long',
      { kind: 'refuse', status: 400, message: 'maximum context length is 4096 tokens' },
      'too-long',
    ],
    ['fails', { kind: 'refuse', status: 500, message: 'out of memory' }, 'failed'],
    ['ends in the middle', { kind: 'half', pieces: [' It', ' was'], how: 'close' }, 'broken'],
    ['breaks the connection', { kind: 'half', pieces: [' It', ' was'], how: 'destroy' }, 'broken'],
    ['falls silent', { kind: 'silent', pieces: [' It'] }, 'timeout'],
    ['answers something else', { kind: 'garbage' }, 'broken'],
  ]
  it.each(failures)('that %s is an error of its kind', async (_, behaviour, trouble) => {
    const server = await start()
    server.behave(behaviour)
    await expect(write(server)).rejects.toMatchObject({ name: 'ServerError', trouble })
  })

  it('that is not there is told so, after trying again', async () => {
    const server = await start()
    await server.close()
    await expect(write(server)).rejects.toMatchObject({ trouble: 'unreachable' })
  })

  it('that leads elsewhere is not followed with the key', async () => {
    const { createServer } = await import('node:http')
    const other = await start({ key: 'secret' })
    const leading = createServer((_, response) => response.writeHead(302, { location: other.url }).end())
    await new Promise<void>((resolve) => leading.listen(0, '127.0.0.1', resolve))
    const address = leading.address() as { port: number }
    const server = { url: `http://127.0.0.1:${address.port}/v1`, key: 'secret' }
    await expect(probeServer(server, never)).rejects.toMatchObject({ name: 'ServerError' })
    expect(other.asked).toEqual([])
    leading.close()
  })

  it('has limits by default that a slow machine can meet', () => {
    expect(PATIENCE.firstByteMs).toBeGreaterThanOrEqual(120_000)
    expect(PATIENCE.waitsMs.toSorted((a, b) => a - b)).toEqual(PATIENCE.waitsMs)
  })
})
