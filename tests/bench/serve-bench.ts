// The service under 1, 8 and 64 clients on a GGUF file of ours, beside node-llama-cpp called bare on the same file.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LlamaModel } from 'node-llama-cpp'
import { createEngine } from '../../engine/index.ts'
import { loadLlama } from '../helpers/llama.ts'
import { randomGguf } from '../helpers/llama-model.ts'
import { novel } from '../helpers/novel.ts'
import { end } from '../helpers/processes.ts'
import { terminalIn } from '../helpers/watched-terminal.ts'
import { quantile, round, type Bench } from './bench.ts'

const SHAPE = { vocabularySize: 4096, width: 256, heads: 8, hidden: 704, layers: 6, sequenceLength: 512 }
const SEATS = 8
/** Of each answer; ours stops at so many words, the bare one at as many tokens as ours wrote on average. */
const MAX_TOKENS = 36
const LEVELS = [
  { clients: 1, requests: 16 },
  { clients: 8, requests: 48 },
  { clients: 64, requests: 128 },
] as const

interface Answer {
  readonly ms: number
  readonly tokens: number
}

/** A different text each time: nothing of it has been read before. */
const promptOf = (at: number): string => novel().slice(50_000 + 700 * at, 50_400 + 700 * at)

/** So many clients, each sending its next request when it has its answer. */
const load = async (
  { clients, requests }: (typeof LEVELS)[number],
  ask: (at: number) => Promise<number>,
): Promise<{ readonly answers: readonly Answer[]; readonly seconds: number }> => {
  const answers: Answer[] = []
  const since = performance.now()
  let next = 0
  const client = async (): Promise<void> => {
    while (next < requests) {
      const at = next++
      const start = performance.now()
      const tokens = await ask(at)
      answers.push({ ms: performance.now() - start, tokens })
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return { answers, seconds: (performance.now() - since) / 1000 }
}

const figures = ({ answers, seconds }: Awaited<ReturnType<typeof load>>) => {
  const times = answers.map(({ ms }) => ms)
  const tokens = answers.reduce((sum, answer) => sum + answer.tokens, 0)
  return {
    requestsPerS: round(answers.length / seconds, 2),
    tokensPerS: round(tokens / seconds),
    p50Ms: round(quantile(times, 0.5), 0),
    p95Ms: round(quantile(times, 0.95), 0),
    p99Ms: round(quantile(times, 0.99), 0),
    tokensEach: round(tokens / answers.length),
  }
}

/** Resident memory of a process and its children, MB; null where /proc does not tell. */
const memoryMb = (pid: number): number | null => {
  try {
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    const all = [pid, ...children.trim().split(/\s+/u).filter(Boolean).map(Number)]
    const kb = all.map((each) =>
      Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${each}/status`, 'utf8'))?.[1] ?? 0),
    )
    return round(kb.reduce((sum, each) => sum + each, 0) / 1024, 0)
  } catch {
    return null
  }
}

/** A service in a process of its own, and how it is asked. */
const service = async (folder: string, modelPath: string) => {
  const dataDir = join(folder, 'data')
  const path = join(folder, 'game.arcwright')
  const engine = createEngine({ dataDir, documentsDir: folder, version: 'bench' })
  const { client } = engine.connect()
  await client.project.create({ path, title: 'Game', language: 'en' })
  const [added] = await client.model.add({ path: modelPath })
  await client.model.change({
    id: added.id,
    change: { name: 'Bench', contextTokens: 512, gpu: false },
  })
  const { secret } = await client.service.addKey({ name: 'bench', scopes: ['write', 'metrics'] })
  await engine.close()
  const served = terminalIn(dataDir)(
    'serve',
    path,
    '--port',
    '0',
    '--workers',
    String(SEATS),
    '--queue',
    '128',
    '--quiet',
  )
  const [, url = ''] = await served.waitFor(/listening at (\S+)/u)
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
  const ask = async (at: number): Promise<number> => {
    const body = { model: 'Bench', prompt: promptOf(at), max_tokens: MAX_TOKENS, seed: at, temperature: 0.8 }
    const response = await fetch(`${url}/v1/completions`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
    return ((await response.json()) as { usage: { completion_tokens: number } }).usage.completion_tokens
  }
  /** As many as the studio found to be the quickest when it read the model. */
  const threads = (): number => {
    const settings = readFileSync(join(dataDir, 'settings.json'), 'utf8')
    return Number(/"threads":\s*(\d+)/u.exec(settings)?.[1] ?? 1)
  }
  return { ask, threads, memoryMb: () => memoryMb(served.child.pid ?? 0), stop: () => end(served) }
}

/** The same work without anything of ours: as many sequences, one context, tokens counted. */
const bare = async (model: LlamaModel, threads: number, tokensEach: number) => {
  const context = await model.createContext({
    contextSize: 512,
    threads,
    batchSize: 512,
    sequences: SEATS,
  })
  const free = Array.from({ length: SEATS }, () => context.getSequence())
  const waiting: ((sequence: (typeof free)[number]) => void)[] = []
  const ask = async (at: number): Promise<number> => {
    const sequence = free.pop() ?? (await new Promise<(typeof free)[number]>((take) => waiting.push(take)))
    await sequence.clearHistory()
    let count = 0
    const sampling = { temperature: 0.8, topK: 40, topP: 0.95, minP: 0.05, seed: at }
    for await (const token of sequence.evaluate(model.tokenize(promptOf(at)), sampling)) {
      model.detokenize([token])
      if (++count >= tokensEach) break
    }
    const next = waiting.shift()
    if (next) next(sequence)
    else free.push(sequence)
    return count
  }
  return { ask, stop: () => context.dispose() }
}

export const serveBench: Bench = {
  name: 'serve',
  title: 'the service under 1, 8 and 64 clients on a GGUF file, beside node-llama-cpp called bare',
  async run(report) {
    const found = await loadLlama()
    if (!('llama' in found)) return report({ name: 'serve', skipped: found.reason })
    const folder = await mkdtemp(join(tmpdir(), 'serve-bench-'))
    const path = await randomGguf(folder, 'bench.gguf', SHAPE)
    const ours = await service(folder, path)
    const model = await found.llama.loadModel({ modelPath: path, gpuLayers: 0 })
    try {
      // The model is read at the first request.
      await ours.ask(999)
      for (const level of LEVELS) {
        const served = figures(await load(level, ours.ask))
        const memory = ours.memoryMb()
        const theirs = await bare(model, ours.threads(), Math.round(served.tokensEach))
        await theirs.ask(999)
        const called = figures(await load(level, theirs.ask))
        await theirs.stop()
        const { requests, clients } = level
        report({
          name: `serve-${clients}`,
          clients,
          requests,
          ...served,
          ...(memory === null ? {} : { memoryMb: memory }),
        })
        report({ name: `bare-${clients}`, clients, requests, ...called })
        report({ name: `ratio-${clients}`, tokensRatio: round(served.tokensPerS / called.tokensPerS, 2) })
      }
    } finally {
      await model.dispose()
      await ours.stop()
      await rm(folder, { recursive: true })
    }
  },
}
