// The writer's own voice: an adapter learnt from choices over a model of the project, judged, written with, and gone back from.
import { rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'
import type { Feedback } from '../../engine/domain/feedback.ts'
import { findModel } from '../../engine/models/registry.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { Random } from '../../engine/nn/seed.ts'
import { cowriterRouter } from '../../engine/services/cowriter-service.ts'
import { feedbackRouter } from '../../engine/services/feedback-service.ts'
import { lessonsOf } from '../../engine/services/learning/adapter-learner.ts'
import { ByteBpeTokenizer } from '../../engine/text/tokenizers/byte-bpe.ts'
import { saveModel } from '../../engine/training/model-file.ts'
import { trainingRun } from '../helpers/training-run.ts'
import { collect, workbench } from './workbench.ts'

const LIKED = '红红红红红红红红。'
const DISLIKED = '蓝蓝蓝蓝蓝蓝蓝蓝。'
const router = { cowriter: cowriterRouter, feedback: feedbackRouter }

const said = (at: number, facts: Partial<Feedback> = {}): Feedback => ({
  id: `said ${at}`,
  kind: 'chosen',
  about: `choice ${at}`,
  at,
  group: `passage ${at}`,
  language: 'zh',
  model: null,
  prompt: '那天，',
  wish: null,
  texts: [
    { id: 'liked', text: LIKED, features: {} },
    { id: 'other', text: DISLIKED, features: {} },
  ],
  subject: 'liked',
  over: 'other',
  rating: null,
  label: null,
  ...facts,
})

/** A tiny transformer that has learnt nothing. */
const tinyModel = async (file: string): Promise<Uint8Array> => {
  await loadBackend({ threads: 1 })
  const vocabularySize = 260
  const definition = findModel('transformer')
  const settings = definition.parse('tiny')
  const model = definition.create(settings, { vocabularySize }, new Random(1))
  const tokenizer = ByteBpeTokenizer.train(['红蓝'], { vocabularySize })
  const card = { modelId: 'transformer', modelVersion: definition.version, settings, vocabularySize }
  const rest = { language: 'zh', step: 1, validationLoss: 1, bitsPerByte: 1 }
  await saveModel(file, { model, tokenizer, card: { ...card, ...rest }, feelings: null })
  model.dispose()
  return readFile(file)
}

test('takes as liked what was chosen, changed, taken or praised, with what it was preferred to', () => {
  const whole = [
    said(1),
    said(2, { kind: 'accepted', over: null }),
    said(3, { kind: 'rated', rating: 1, over: null, texts: [{ id: 'liked', text: LIKED, features: {} }] }),
    said(4, { kind: 'rejected', over: null }),
    said(5, { language: 'en' }),
  ]
  expect(lessonsOf(whole, 'zh').map(({ better, worse }) => [better, worse])).toEqual([
    [LIKED, DISLIKED],
    [LIKED, DISLIKED],
    [LIKED, null],
  ])
})

test(
  'is learnt, judged and written with, and goes when the writer goes back',
  { timeout: 240_000 },
  async () => {
    const { engine, session, store, folder } = workbench({ language: 'zh', scenes: [['那天，']] })
    const client = createRouterClient(router, { context: { engine, session } })
    const file = join(folder, 'tiny.safetensors')
    const { hash } = store.blobs.putBytes(await tinyModel(file), 'application/x-safetensors')
    rmSync(file)
    store.runs.insert(trainingRun({ id: 'tiny', name: '小模型', modelId: 'transformer', modelHash: hash }))
    const projectId = store.project.get().id
    for (let at = 0; at < 48; at++) store.feedback.put(projectId, said(at))

    const events = await collect(await client.feedback.learn({ learners: ['adapter'] }))
    const judged = events.find((event) => event.kind === 'judged')
    expect(judged?.version).toMatchObject({ learner: 'adapter', active: true, verdict: 'better' })
    expect(judged?.version.report?.base?.after).toBeGreaterThan(0.98)
    expect(judged?.version.report?.share).toBeGreaterThan(0)

    const names = async () => (await client.cowriter.writers()).map(({ id, name }) => [id, name])
    expect(await names()).toEqual([
      ['tiny~voice', '小模型 + 您的笔调'],
      ['tiny', '小模型'],
    ])
    const [scene] = store.binder.tree().filter(({ kind }) => kind === 'scene')
    const written = await collect(
      await client.cowriter.continue({ sceneId: scene.id, words: 5, candidates: 1, seed: 1 }),
    )
    expect(written.find((event) => event.kind === 'started')).toMatchObject({
      modelName: '小模型 + 您的笔调',
    })
    expect(store.generations.history(1)[0]).toMatchObject({ runId: 'tiny', modelHash: judged?.version.hash })

    await client.feedback.use({ learner: 'adapter', versionId: null })
    expect(await names()).toEqual([['tiny', '小模型']])
  },
)
