// A GGUF file writes in a process of its own: seeded, stoppable, with our samplers; and its death is a message.
import { mkdtemp, rm, writeFile, readFile, truncate, copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { contextFor, readGgufCard, willItFit } from '../../../engine/models/gguf/gguf-card.ts'
import { LlamaRunner, startNodeLlama } from '../../../engine/models/gguf/llama-runner.ts'
import type { ToLlama } from '../../../engine/models/gguf/llama-messages.ts'
import type { CandidatesRequest, SampleChunk } from '../../../engine/models/passage.ts'
import type { ChildProgram } from '../../../engine/text/child-program.ts'
import { loadLlama } from '../../helpers/llama.ts'
import { randomGguf } from '../../helpers/llama-model.ts'

const llama = await loadLlama()
const never = new AbortController().signal
const runners: LlamaRunner[] = []
let folder = ''
let path = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'llama-'))
  path = await randomGguf(folder, 'small.gguf')
})
afterEach(() => {
  for (const runner of runners.splice(0)) runner.dispose()
})
afterAll(() => rm(folder, { recursive: true }))

const runnerFor = (): LlamaRunner => {
  const runner = new LlamaRunner()
  runners.push(runner)
  return runner
}

const request = (more: Partial<CandidatesRequest> = {}): CandidatesRequest => ({
  prompt: 'It was a dark and stormy night, and the captain',
  maxWords: 12,
  candidates: 2,
  seed: 7,
  ...more,
})

const collect = async (chunks: AsyncIterable<SampleChunk>) => {
  const texts: string[] = []
  const ends: (SampleChunk['done'] & object)[] = []
  const tokens: SampleChunk[] = []
  for await (const chunk of chunks) {
    texts[chunk.candidate] = (texts[chunk.candidate] ?? '') + chunk.text
    if (chunk.token) tokens.push(chunk)
    if (chunk.done) ends.push(chunk.done)
  }
  return { texts, ends, tokens }
}

describe('a GGUF file says of itself', () => {
  it('what it is and what memory it will want', async () => {
    const card = await readGgufCard(path, 'small.gguf')
    expect(card).toMatchObject({
      architecture: 'llama',
      quantisation: 'Q8_0',
      trainedContext: 512,
      vocabularySize: 600,
    })
    expect(card.chatTemplate).toBeNull()
    // Keys and values of 64 numbers in three layers, two bytes each.
    expect(card.contextBytes).toBe(3 * 2 * 64 * 2)
    expect(contextFor(card, 0)).toBe(512)
    expect(willItFit(card, 512, 8e9).fit).toBe('fits')
    expect(willItFit(card, 512, 1e6).fit).toBe('too-large')
  })

  it('what it is now, also where another file has taken its place', async () => {
    const here = join(folder, 'changing.gguf')
    await copyFile(path, here)
    const before = await readGgufCard(here, 'changing.gguf')
    expect(await readGgufCard(here, 'changing.gguf')).toBe(before)
    await writeFile(here, 'No model any more.')
    await expect(readGgufCard(here, 'changing.gguf')).rejects.toThrow('This is no GGUF file')
    await copyFile(path, here)
    expect(await readGgufCard(here, 'changing.gguf')).toEqual(before)
  })

  it('that it is none, or not whole', async () => {
    const text = join(folder, 'notes.gguf')
    await writeFile(text, 'Chapter one. It rained on the roofs of the town.')
    await expect(readGgufCard(text, 'notes.gguf')).rejects.toThrow('This is no GGUF file')
    const half = join(folder, 'half.gguf')
    await copyFile(path, half)
    await truncate(half, Math.floor((await readFile(path)).length / 2))
    await expect(readGgufCard(half, 'half.gguf')).rejects.toThrow(/not whole/)
    const broken = join(folder, 'broken.gguf')
    const bytes = Buffer.from(await readFile(path))
    bytes.writeBigUInt64LE(2n ** 60n, 24)
    await writeFile(broken, bytes)
    await expect(readGgufCard(broken, 'broken.gguf')).rejects.toThrow(/impossible|damaged/)
  })
})

describe.skipIf(!('llama' in llama))(`in llama.cpp${'reason' in llama ? ` (${llama.reason})` : ''}`, () => {
  const wish = () => ({ path, contextTokens: 512, gpu: false, threads: 1 })

  it('the same seed writes the same words, also after other work on the same memory', async () => {
    const runner = runnerFor()
    const loaded = await runner.load(wish(), never)
    expect(loaded).toMatchObject({ contextTokens: 512, threads: 1, gpu: null })
    const first = await collect(runner.write(wish(), request(), never))
    expect(first.ends).toHaveLength(2)
    expect(first.texts[0]).not.toBe(first.texts[1])
    expect(first.ends.every(({ logProbability, tokens }) => tokens > 0 && logProbability < 0)).toBe(true)
    await collect(runner.write(wish(), request({ prompt: 'Something else altogether', seed: 1 }), never))
    const again = await collect(runner.write(wish(), request(), never))
    expect(again.texts).toEqual(first.texts)
    expect((await collect(runner.write(wish(), request({ seed: 8 }), never))).texts).not.toEqual(first.texts)
  })

  it('writes as many passages at once as it has seats, each as if it were alone, and the next one waits', async () => {
    const prompts = ['The whale', 'A lamp was', 'Nobody knew', 'In the evening', 'The captain said']
    const written = async (runner: LlamaRunner, prompt: string): Promise<string> =>
      (await collect(runner.write(wish(), request({ prompt, candidates: 1 }), never))).texts.join('')
    const one = runnerFor()
    const alone: string[] = []
    for (const prompt of prompts) alone.push(await written(one, prompt))
    const many = runnerFor()
    many.setWriters(4)
    const together = await Promise.all(prompts.map((prompt) => written(many, prompt)))
    expect(together).toEqual(alone)
  })

  it('tells alternatives whose probabilities are those after our samplers', async () => {
    const runner = runnerFor()
    const sampling = { temperature: 1, topK: 3, topP: 1, minP: 0, repetitionPenalty: 1, dryMultiplier: 0 }
    const { tokens } = await collect(
      runner.write(wish(), request({ candidates: 1, alternatives: 10, sampling }), never),
    )
    expect(tokens.length).toBeGreaterThan(3)
    for (const { token } of tokens) {
      expect(token!.alternatives).toHaveLength(3)
      expect(token!.alternatives.reduce((sum, each) => sum + each.probability, 0)).toBeCloseTo(1, 4)
    }
  })

  it('never writes a banned phrase, and goes another way', async () => {
    const runner = runnerFor()
    const { texts } = await collect(runner.write(wish(), request({ candidates: 1 }), never))
    const word = /[a-z]{2,}/iu.exec(texts[0])![0]
    const other = await collect(runner.write(wish(), request({ candidates: 1, ban: [word] }), never))
    expect(other.texts[0].toLowerCase().split(/[^\p{L}]+/u)).not.toContain(word.toLowerCase())
    expect(other.ends).toHaveLength(1)
  })

  it('stops within a token and can be asked again', async () => {
    const runner = runnerFor()
    const stop = new AbortController()
    const ends: (SampleChunk['done'] & object)[] = []
    let pieces = 0
    for await (const { done } of runner.write(
      wish(),
      request({ candidates: 1, maxWords: 2000 }),
      stop.signal,
    )) {
      if (++pieces === 3) stop.abort()
      if (done) ends.push(done)
    }
    // How many come before the stop is heard is a matter of the machine; that it was stopped is not.
    expect(ends.map(({ reason }) => reason)).toEqual(['aborted'])
    expect((await collect(runner.write(wish(), request(), never))).ends).toHaveLength(2)
  })

  it('counts tokens with the model’s own tokenizer', async () => {
    const [none, some] = await runnerFor().count(wish(), ['', 'the sea and the whale'], never)
    expect(none).toBe(0)
    expect(some).toBeGreaterThan(4)
  })

  it('a text longer than its context keeps its end', async () => {
    const long = 'The sea was calm and the sky was grey. '.repeat(400)
    const { ends } = await collect(runnerFor().write(wish(), request({ prompt: long, candidates: 1 }), never))
    expect(ends[0].tokens).toBeGreaterThan(0)
  })

  it('a process that is killed is a message, and the next request starts another', async () => {
    const started: ChildProgram<ToLlama>[] = []
    const runner = new LlamaRunner((events) => {
      const running = startNodeLlama(events)
      started.push(running)
      return running
    })
    runners.push(runner)
    const writing = collect(runner.write(wish(), request({ maxWords: 2000 }), never))
    await runner.load(wish(), AbortSignal.timeout(30_000)).catch(() => undefined)
    await expect(
      (async () => {
        started[0].kill()
        await collect(runner.write(wish(), request({ maxWords: 2000 }), never))
      })(),
    ).rejects.toMatchObject({ name: 'LlamaError', trouble: 'gone' })
    await writing.catch(() => undefined)
    expect((await collect(runner.write(wish(), request(), never))).ends).toHaveLength(2)
    expect(started).toHaveLength(2)
  })

  it('a file that llama.cpp cannot read is told as such', async () => {
    const bad = join(folder, 'bad.gguf')
    const bytes = Buffer.from(await readFile(path))
    bytes.fill(0xff, 24, 200)
    await writeFile(bad, bytes)
    await expect(runnerFor().load({ ...wish(), path: bad }, never)).rejects.toMatchObject({
      trouble: 'unreadable',
    })
  })
})
