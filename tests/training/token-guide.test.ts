// Guided decoding: what tokens feel like is learnt from tagged text, and a wish moves what is written towards it.
import { beforeAll, describe, expect, it } from 'vitest'
import { findModel } from '../../engine/models/registry.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { Random } from '../../engine/nn/seed.ts'
import { ByteBpeTokenizer } from '../../engine/text/tokenizers/byte-bpe.ts'
import { buildCorpus, type TrainingDocument } from '../../engine/training/corpus.ts'
import { Decoder } from '../../engine/training/decoder.ts'
import { FEELING_CHANNELS, fitTokenFeelings } from '../../engine/training/token-feelings.ts'
import { TokenGuide } from '../../engine/training/token-guide.ts'

const GLAD = ['joy', 'laughter', 'sunshine', 'delight']
const SAD = ['grief', 'weeping', 'sorrow', 'darkness']
const VALENCE = FEELING_CHANNELS.indexOf('valence')

const documents = (count: number): TrainingDocument[] => {
  const random = new Random(3)
  return Array.from({ length: count }, (_, id) => {
    const isGlad = random.next() < 0.5
    const words = isGlad ? GLAD : SAD
    const text = Array.from({ length: 8 }, () =>
      random.next() < 0.4
        ? words[random.integer(words.length)]
        : ['the', 'and', 'house', 'road'][random.integer(4)],
    ).join(' ')
    const valence = isGlad ? 0.8 : -0.8
    return { id: String(id), text, condition: { valence, arousal: 0.5, mix: [0, 0, 0, 0, 0, 0, 1] } }
  })
}

const corpus = buildCorpus(documents(400), { vocabularySize: 320, validationShare: 0.05 })
const { tokenizer } = corpus
const feelings = fitTokenFeelings(corpus.train, tokenizer.vocabularySize)!
const valenceOf = (text: string) =>
  tokenizer
    .encode(text)
    .reduce((sum, token) => sum + feelings.weights[token * FEELING_CHANNELS.length + VALENCE], 0)

describe('what tokens feel like', () => {
  it('is learnt from texts that say how they feel, and measured on texts it has not seen', () => {
    for (const glad of GLAD)
      for (const sad of SAD) expect(valenceOf(` ${glad}`)).toBeGreaterThan(valenceOf(` ${sad}`))
    expect(feelings.explained[VALENCE]).toBeGreaterThan(0.7)
    // Everything else was the same in all texts: nothing is claimed of it.
    expect(feelings.deviations[FEELING_CHANNELS.indexOf('arousal')]).toBeCloseTo(0)
  })

  it('is unknown where too little says so', () => {
    const few = buildCorpus(documents(20), { vocabularySize: 300, validationShare: 0.05 })
    expect(fitTokenFeelings(few.train, few.tokenizer.vocabularySize)).toBeNull()
    const silent = buildCorpus(
      documents(200).map(({ id, text }) => ({ id, text })),
      { vocabularySize: 300, validationShare: 0.05 },
    )
    expect(fitTokenFeelings(silent.train, silent.tokenizer.vocabularySize)).toBeNull()
  })
})

describe('a guide', () => {
  const flat = () => new Float64Array(tokenizer.vocabularySize)
  const gap = (guide: TokenGuide) => {
    const logits = flat()
    guide.adjust(logits)
    const mean = (words: readonly string[]) =>
      words
        .flatMap((word) => [...tokenizer.encode(` ${word}`)])
        .reduce((sum, token) => sum + logits[token], 0)
    return mean(GLAD) - mean(SAD)
  }

  it('makes words that lead to the wish likelier, the more so the stronger it is', () => {
    const glad = gap(new TokenGuide(feelings, { valence: 0.8 }, 1))
    expect(glad).toBeGreaterThan(0)
    expect(gap(new TokenGuide(feelings, { valence: 0.8 }, 2))).toBeGreaterThan(glad)
    expect(gap(new TokenGuide(feelings, { valence: -0.8 }, 1))).toBeLessThan(0)
    expect(gap(new TokenGuide(feelings, { valence: 0.8 }, 0))).toBe(0)
    expect(gap(new TokenGuide(feelings, {}, 1))).toBe(0)
  })

  it('lets go when the text has got there', () => {
    const guide = new TokenGuide(feelings, { valence: 0.3 }, 1)
    const before = gap(guide)
    for (let i = 0; i < 10; i++) for (const token of tokenizer.encode(' joy delight')) guide.push(token)
    expect(gap(guide)).toBeLessThan(before)
  })

  it('chooses among what could stand there anyway', () => {
    const logits = flat()
    const [likely] = tokenizer.encode(' the')
    logits[likely] = 20
    const before = logits.slice()
    new TokenGuide(feelings, { valence: 0.8 }, 4).adjust(logits)
    expect(logits.filter((logit, token) => token !== likely && logit !== before[token])).toHaveLength(0)
  })
})

describe('a decoder', () => {
  const plain = ByteBpeTokenizer.train([GLAD.join(' ')], { vocabularySize: 300 })
  beforeAll(async () => {
    await loadBackend({ threads: 1 })
  })

  const written = (request: Partial<Parameters<Decoder['write']>[0]>, contrast = false, felt = false) => {
    const own = felt ? tokenizer : plain
    const definition = findModel('gru')
    const shape = { vocabularySize: own.vocabularySize }
    const model = definition.create(definition.parse('tiny'), shape, new Random(2))
    const options = { candidates: 2, threads: 1, frozen: true, contrast, ...(felt ? { feelings } : {}) }
    const decoder = new Decoder(model, own, options)
    const sampling = { topK: 0, topP: 1, minP: 0, temperature: 1 }
    const text = ['', '']
    for (const chunk of decoder.write({ prompt: 'the', maxWords: 30, seed: 4, sampling, ...request }))
      text[chunk.candidate] += chunk.text
    decoder.dispose()
    model.dispose()
    return text
  }
  const condition = { valence: -1, mix: [0, 1, 0, 0, 0, 0, 0] }

  it('with contrast at weight 1 writes what it writes without', () => {
    expect(written({ condition, conditionWeight: 1 }, true)).toEqual(written({ condition }))
  })

  it('at weight 0 has not heard the condition at all', () => {
    expect(written({ condition, conditionWeight: 0 })).toEqual(written({}))
  })

  it('at another weight writes something else, the same for the same seed', () => {
    const strong = written({ condition, conditionWeight: 4 }, true)
    expect(strong).toEqual(written({ condition, conditionWeight: 4 }, true))
    expect(strong).not.toEqual(written({ condition }))
  })

  it('with a guide writes nearer to the wish', () => {
    const felt = (valence: number) =>
      written({ guide: { wish: { valence }, strength: 4 } }, false, true).reduce(
        (sum, text) => sum + valenceOf(text),
        0,
      )
    expect(felt(0.8)).toBeGreaterThan(felt(-0.8))
  })
})
