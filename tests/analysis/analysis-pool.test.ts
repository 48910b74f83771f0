import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { AnalysisPool, passageBatches } from '../../engine/analysis/analysis-pool.ts'
import { analyzePassages } from '../../engine/analysis/analyze-passages.ts'
import { decodeFinding, encodeFinding } from '../../engine/analysis/finding-codec.ts'
import { novel } from '../helpers/novel.ts'
import { tempFolder } from '../helpers/temp-project.ts'

const PARAGRAPHS = novel()
  .slice(0, 400_000)
  .split(/\n{2,}/)
  .map((text) => text.replaceAll('\n', ' '))

const poolOf = (script?: URL, threads?: number): AnalysisPool => {
  const pool = new AnalysisPool(script, threads)
  onTestFinished(() => pool.dispose())
  return pool
}

it('finds on its thread, in order, what is found on this one', async () => {
  const pool = poolOf()
  expect(pool.isInline(PARAGRAPHS)).toBe(false)
  expect(await pool.analyze(PARAGRAPHS)).toEqual(analyzePassages(PARAGRAPHS))
})

it('answers calls that overlap each with its own findings', async () => {
  const pool = poolOf()
  const halves = [PARAGRAPHS.slice(0, 300), PARAGRAPHS.slice(300, 600)]
  const found = await Promise.all(halves.map((half) => pool.analyze(half)))
  expect(found).toEqual(halves.map(analyzePassages))
})

it('reads a paragraph in its own language', async () => {
  const [english, chinese] = await poolOf().analyze(['She wept. He laughed.', '她哭了。他高兴地笑了。'])
  expect(english.sentences.map((sentence) => sentence.emotion)).toEqual(['sadness', 'joy'])
  expect(chinese.sentences.map((sentence) => sentence.emotion)).toEqual(['sadness', 'joy'])
  expect(chinese.sentences[1]).toMatchObject({ from: 4, to: 11 })
})

it('stops between batches when aborted', async () => {
  const controller = new AbortController()
  const reading = poolOf().analyze(PARAGRAPHS, controller.signal)
  controller.abort()
  await expect(reading).rejects.toThrow('aborted')
})

it('says so when its thread dies, and starts another for the next call', async () => {
  const script = join(tempFolder(), 'mortal.mjs')
  const mark = join(tempFolder(), 'died-once')
  const worker = new URL('../../engine/analysis/analysis-worker.ts', import.meta.url).href
  writeFileSync(
    script,
    `import { existsSync, writeFileSync } from 'node:fs'
     import { parentPort } from 'node:worker_threads'
     if (existsSync(${JSON.stringify(mark)})) await import(${JSON.stringify(worker)})
     else parentPort.once('message', () => { writeFileSync(${JSON.stringify(mark)}, ''); throw new Error('out of luck') })`,
  )
  // One thread: of several, those that began before the first died would die in the next call.
  const pool = poolOf(pathToFileURL(script), 1)
  await expect(pool.analyze(PARAGRAPHS)).rejects.toThrow(/ended unexpectedly: out of luck/)
  expect(await pool.analyze(PARAGRAPHS)).toHaveLength(PARAGRAPHS.length)
})

it('refuses work after it was shut down', async () => {
  const pool = poolOf()
  await pool.dispose()
  await expect(pool.analyze(PARAGRAPHS)).rejects.toThrow('shut down')
})

it('cuts batches that together are the whole, in order', () => {
  const batches = [...passageBatches(PARAGRAPHS)]
  expect(batches.length).toBeGreaterThan(3)
  expect(batches.flat()).toEqual(PARAGRAPHS)
})

it('keeps findings through the cache, and takes nothing else for one', () => {
  const [finding] = analyzePassages(['She wept. He laughed! The road ran north.'])
  expect(decodeFinding(encodeFinding(finding))).toEqual(finding)
  for (const damaged of ['', '{}', '[[1,2]]', '[null]', encodeFinding(finding).slice(0, -3)])
    expect(decodeFinding(damaged)).toBeNull()
})
