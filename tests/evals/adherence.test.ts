// The parts of the adherence proof: arcs that vary, switches that differ, a scene written by the pipeline, a judge of its own.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { drawArcs } from '../../engine/evals/adherence/arcs.ts'
import { LEVER_SETS, settingOf, writeScene } from '../../engine/evals/adherence/scene.ts'
import { trainValenceJudge } from '../../engine/evals/fiction/valence-judge.ts'
import { pullOf } from '../../engine/domain/levers.ts'
import { findModel } from '../../engine/models/registry.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { Random } from '../../engine/nn/seed.ts'
import { ByteBpeTokenizer } from '../../engine/text/tokenizers/byte-bpe.ts'
import { Decoder } from '../../engine/training/decoder.ts'

test('target arcs go up and down within the scale, and are the same every time', () => {
  const arcs = drawArcs(100, 5)
  expect(arcs).toEqual(drawArcs(100, 5))
  for (const { targets } of arcs) {
    expect(targets).toHaveLength(5)
    expect(Math.max(...targets) - Math.min(...targets)).toBeGreaterThan(0.4)
    expect(Math.max(...targets.map(Math.abs))).toBeLessThanOrEqual(1)
  }
})

test('each set pulls with what its name says and nothing else', () => {
  const pulls = Object.fromEntries(
    LEVER_SETS.map((set) => {
      const { levers, candidates } = settingOf(set)
      return [set, [pullOf(levers, 'condition') > 0, pullOf(levers, 'guidance') > 0, candidates > 1]]
    }),
  )
  expect(pulls).toEqual({
    none: [false, false, false],
    condition: [true, false, false],
    rerank: [false, false, true],
    guided: [false, true, false],
    all: [true, true, true],
  })
})

describe('a scene', () => {
  beforeAll(async () => {
    await loadBackend({ threads: 1 })
  })

  it('is written passage after passage, each going on from the last', async () => {
    const tokenizer = ByteBpeTokenizer.train(['The rain fell. The road was long and the night cold.'], {
      vocabularySize: 290,
    })
    const definition = findModel('gru')
    const shape = { vocabularySize: tokenizer.vocabularySize }
    const model = definition.create(definition.parse('tiny'), shape, new Random(1))
    const decoders: Decoder[] = []
    const decoderFor = (candidates: number, contrast: boolean) => {
      const decoder = new Decoder(model, tokenizer, { candidates, contrast, threads: 1, frozen: true })
      decoders.push(decoder)
      return decoder
    }
    const [arc] = drawArcs(1, 3)
    const scene = await writeScene(settingOf('all'), arc, ['It was late.'], decoderFor)
    expect(scene.map(({ target }) => target)).toEqual(arc.targets)
    expect(scene[0].before).toContain('It was late.')
    expect(scene[1].before).toContain(scene[0].text.slice(-20))
    for (const decoder of decoders) decoder.dispose()
    model.dispose()
  })
})

const EMOBANK = join(process.env['ARCWRIGHT_DATA'] ?? 'data', 'emotion-text', 'emobank', 'emobank.csv')

test.skipIf(!existsSync(EMOBANK))(
  'the judge agrees with readers it has not learnt from (needs EmoBank below ARCWRIGHT_DATA)',
  () => {
    const judge = trainValenceJudge(EMOBANK)
    expect(judge.developmentR).toBeGreaterThan(0.5)
    expect(judge.judge('He laughed with delight.')).toBeGreaterThan(judge.judge('She wept with grief.'))
  },
)
