import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { onTestFinished, expect, test, vi } from 'vitest'
import {
  SenseRunner,
  startNodeSenses,
  type SenseResult,
  type SenseTask,
  type StartSenses,
} from '../../../engine/analysis/senses/sense-runner.ts'
import { NO_SETUP } from '../../../engine/analysis/senses/sense-setup.ts'
import { NO_FACTS } from '../../../engine/domain/media.ts'
import { phonePhoto, photo, pngBomb } from '../media/samples.ts'

// Processes and networks take their time to start on a busy machine.
vi.setConfig({ testTimeout: 240_000 })

const runnerFor = (...options: ConstructorParameters<typeof SenseRunner>): SenseRunner => {
  const runner = new SenseRunner(...options)
  onTestFinished(() => runner.dispose())
  return runner
}

const taskOf = (bytes: Uint8Array, more: Partial<SenseTask> = {}): SenseTask => ({
  kind: 'image',
  mime: 'image/jpeg',
  sizeBytes: bytes.length,
  pieces: () => [bytes.subarray(0, bytes.length >> 1), bytes.subarray(bytes.length >> 1)],
  analyzers: ['palette'],
  setup: NO_SETUP,
  facts: NO_FACTS,
  ...more,
})

const understand = async (
  runner: SenseRunner,
  task: SenseTask,
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly SenseResult[]> => {
  const found: SenseResult[] = []
  await runner.understand(task, { found: (result) => found.push(result) }, signal)
  return found
}

test('a photo gives its two colours and its light, turned upright', async () => {
  const [{ findings, problem }] = await understand(runnerFor(), taskOf(await phonePhoto()))
  expect(problem).toBeNull()
  const palette = findings.find((finding) => finding.aspect === 'palette')
  expect(palette?.aspect === 'palette' && palette.colours.map(({ hex }) => hex.slice(1, 3))).toEqual(
    expect.arrayContaining([expect.stringMatching(/^[bc]/), expect.stringMatching(/^[12]/)]),
  )
  expect(findings.find((finding) => finding.aspect === 'light')).toMatchObject({ light: 'soft' })
})

test('grey, CMYK, 16-bit and transparent pictures are understood as people see them', async () => {
  const runner = runnerFor()
  const white = sharp({ create: { width: 40, height: 30, channels: 4, background: '#ffffff00' } })
  const pictures = [
    await photo(40, 30).greyscale().png().toBuffer(),
    await photo(40, 30).toColourspace('cmyk').jpeg().toBuffer(),
    await photo(40, 30).toColourspace('rgb16').png().toBuffer(),
    await white.png().toBuffer(),
  ]
  for (const picture of pictures) {
    const [{ problem, findings }] = await understand(runner, taskOf(picture))
    expect(problem).toBeNull()
    expect(findings).toHaveLength(2)
  }
})

test('what means harm is told as a problem, and the next file is understood', async () => {
  const runner = runnerFor()
  const whole = await photo().jpeg().toBuffer()
  const problems = []
  for (const bytes of [pngBomb(), Buffer.from('no picture at all'), deflateSync(Buffer.alloc(5000))])
    problems.push(...(await understand(runner, taskOf(bytes))).map(({ problem }) => problem))
  expect(problems).toEqual(['too-large-to-decode', 'not-decodable', 'not-decodable'])
  // Of a photo that broke off the upper part is seen.
  const [broken] = await understand(runner, taskOf(whole.subarray(0, whole.length * 0.7)))
  expect(broken.problem).toBeNull()
  const [next] = await understand(runner, taskOf(whole))
  expect(next.problem).toBeNull()
})

test('an analyser that takes too long is ended, and the file after it is understood', async () => {
  const bytes = await photo(3000, 2000).jpeg().toBuffer()
  const hasty = runnerFor(undefined, { limitMs: 1 })
  const [{ problem, findings }] = await understand(hasty, taskOf(bytes))
  expect(problem).toBe('timed-out')
  expect(findings).toEqual([])
})

test('a process that dies or grows too large costs its analyser only; every analyser is answered for once', async () => {
  const bytes = await photo().jpeg().toBuffer()
  let starts = 0
  const dying = runnerFor((events) => {
    starts++
    return {
      send: (message) => {
        if (message.type !== 'run') return
        events.message({ type: 'started', id: message.id, analyzer: message.analyzers[0] })
        setImmediate(() => events.exit(null))
      },
      kill: () => undefined,
      memoryBytes: () => null,
    }
  })
  const crashed = await understand(dying, taskOf(bytes, { analyzers: ['palette'] }))
  expect(crashed.map(({ problem }) => problem)).toEqual(['crashed'])
  expect(starts).toBe(1)
  const fat = runnerFor(
    ({ message }) => ({
      send: (said) => {
        if (said.type === 'run') message({ type: 'started', id: said.id, analyzer: said.analyzers[0] })
      },
      kill: () => undefined,
      memoryBytes: () => 4e9,
    }),
    {},
  )
  expect((await understand(fat, taskOf(bytes))).map(({ problem }) => problem)).toEqual(['too-much-memory'])
})

test('a process that tells of more memory than it may have is ended, also where nobody can look at it from outside', async () => {
  const bytes = await photo(3000, 2000).jpeg().toBuffer()
  const blind: StartSenses = (events) => ({ ...startNodeSenses(events), memoryBytes: () => null })
  const strict = runnerFor(blind, { memoryBytes: 10_000_000 })
  expect((await understand(strict, taskOf(bytes))).map(({ problem }) => problem)).toEqual(['too-much-memory'])
  expect((await understand(runnerFor(blind), taskOf(bytes)))[0].problem).toBeNull()
})

test('a stop ends the work at once and rejects with its reason', async () => {
  const runner = runnerFor()
  const stop = new AbortController()
  const working = understand(runner, taskOf(await photo(4000, 3000).png().toBuffer()), stop.signal)
  setTimeout(() => stop.abort(new Error('enough')), 20)
  await expect(working).rejects.toThrow('enough')
  const after = await understand(runner, taskOf(await photo().jpeg().toBuffer()))
  expect(after[0].problem).toBeNull()
})
