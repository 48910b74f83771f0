// The recipe of the shipped story model, on two small novels: made once, trained in stretches, cooled down beside the run.
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readStoryBooks, shuffledStretches } from '../../../engine/evals/story/story-books.ts'
import { storyParagraphs, storyText } from '../../../engine/evals/story/story-text.ts'
import { corpusFileOf, trainStory, type TrainStoryOptions } from '../../../engine/evals/story/train-story.ts'
import { NO_CONDITION } from '../../../engine/models/condition.ts'
import { Random } from '../../../engine/nn/seed.ts'
import { loadModel } from '../../../engine/training/model-file.ts'
import { loadCorpus } from '../../../engine/training/prepared-corpus.ts'
import { novel } from '../../helpers/novel.ts'

let data = ''
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'story-'))
  const fiction = join(data, 'fiction-en')
  await mkdir(fiction)
  const pages = novel().split(/\n\n+/)
  await writeFile(join(fiction, 'Melville_Whale_1851.txt'), pages.slice(400, 900).join('\n\n'))
  // The first page is one that others read too.
  await writeFile(
    join(fiction, 'Dickens_Whale_1851.txt'),
    [...pages.slice(400, 420), ...pages.slice(1000, 1300)].join('\n\n'),
  )
})
afterAll(() => rm(data, { recursive: true }))

describe('a novel', () => {
  it('becomes whole lines with plain marks', () => {
    const page = 'CHAPTER I\n\n“It is a far-\nfetched _thing_ -- or  so\nshe said,” he wrote .\n\n\n Then –\n'
    expect(storyText(page)).toBe(
      'CHAPTER I\n\n"It is a far-fetched thing—or so she said," he wrote.\n\nThen—',
    )
    expect(storyParagraphs(page)).toEqual(['"It is a far-fetched thing—or so she said," he wrote.', 'Then—'])
  })

  it('of an author held out shares no long paragraph with those that are read', () => {
    const books = readStoryBooks(join(data, 'fiction-en'))
    const [held, read] = [true, false].map((isHeldOut) => books.find((book) => book.isHeldOut === isHeldOut)!)
    expect(held.name).toBe('Dickens_Whale_1851')
    const secret = new Set(held.paragraphs.filter(({ length }) => length >= 80))
    expect(secret.size).toBeGreaterThan(50)
    expect(read.paragraphs.filter((paragraph) => secret.has(paragraph))).toEqual([])
    const stretches = shuffledStretches([read], new Random(1))
    expect(stretches.flat().toSorted()).toEqual(read.paragraphs.toSorted())
    expect(stretches.flat()).not.toEqual(read.paragraphs)
  })
})

it('is made ready once, trained in two stretches and cooled down beside the run', async () => {
  const keep = join(data, 'keep')
  const said: string[] = []
  const options: TrainStoryOptions = {
    data,
    keep,
    settings: {
      width: 16,
      layers: 1,
      heads: 2,
      hidden: 32,
      batchSize: 4,
      accumulation: 1,
      sequenceLength: 16,
    },
    seed: 1,
    threads: 1,
    signal: new AbortController().signal,
    now: () => performance.now(),
    say: (line) => said.push(line),
  }
  const first = await trainStory({ ...options, minutes: 0.05 })
  expect(first.reason).toBe('stopped')
  const made = await stat(corpusFileOf(keep))
  const second = await trainStory({ ...options, minutes: 0.05 })
  expect((await stat(corpusFileOf(keep))).mtimeMs).toBe(made.mtimeMs)
  expect(second.step).toBeGreaterThan(first.step)
  const cooled = await trainStory({ ...options, cooldownSteps: 10 })
  expect(cooled).toMatchObject({ reason: 'finished', step: second.step + 10 })
  // Asked again after the run has gone on, it begins again from there.
  const third = await trainStory({ ...options, minutes: 0.05 })
  const again = await trainStory({ ...options, cooldownSteps: 5 })
  expect(again).toMatchObject({ reason: 'finished', step: third.step + 5 })
  const state = await readFile(join(keep, 'run', 'metrics.jsonl'), 'utf8')
  expect(state).not.toContain(`"step":${third.step + 5},`)
  const { card, feelings, model } = await loadModel(cooled.modelFile)
  expect(card).toMatchObject({ modelId: 'transformer', language: 'en' })
  expect(feelings?.explained).toHaveLength(10)
  model.dispose()

  const { train, validation } = await loadCorpus(corpusFileOf(keep))
  expect(validation.conditionAt(5)).toEqual(NO_CONDITION)
  expect(train.parts().filter(({ condition }) => condition[8] === 1).length).toBeGreaterThan(100)
}, 240_000)

it('says that there is nothing to cool down', async () => {
  const keep = join(data, 'keep')
  const empty = join(data, 'empty')
  await mkdir(empty)
  await writeFile(corpusFileOf(empty), await readFile(corpusFileOf(keep)))
  const options = { data, keep: empty, seed: 1, threads: 1, now: () => 0, say: () => undefined }
  const signal = new AbortController().signal
  await expect(trainStory({ ...options, signal, cooldownSteps: 5 })).rejects.toThrow('train first')
})
