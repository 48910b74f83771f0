// One scene written to one arc, passage after passage, by the studio's own pipeline under a given set of levers.
import { leversFrom, type Levers } from '../../domain/levers.ts'
import { Passage } from '../../generation/passage.ts'
import { promptBefore } from '../../generation/prompt.ts'
import { steeringOf } from '../../generation/steering.ts'
import { contrasts, type Decoder } from '../../training/decoder.ts'
import { feltIn } from '../fiction/feelings.ts'
import type { Arc } from './arcs.ts'

export const LEVER_SETS = ['none', 'condition', 'rerank', 'guided', 'all'] as const
export type LeverSet = (typeof LEVER_SETS)[number]

const WORDS = 32
const CONTEXT = 480
/** Of how many the ranking chooses. */
export const CANDIDATES = 8
const SAMPLING = { temperature: 0.8, topK: 40, topP: 0.95, minP: 0.05, repetitionPenalty: 1.1 }

export interface Setting {
  readonly levers: Levers
  readonly candidates: number
}

const OFF = { on: false }
/** The studio's own weights; only switches differ. */
const SWITCHES: Readonly<Record<LeverSet, Levers>> = {
  none: leversFrom({ condition: OFF, guidance: OFF }),
  condition: leversFrom({ guidance: OFF }),
  rerank: leversFrom({ condition: OFF, guidance: OFF }),
  guided: leversFrom({ condition: OFF }),
  all: leversFrom({}),
}

export const settingOf = (set: LeverSet): Setting => ({
  levers: SWITCHES[set],
  candidates: set === 'rerank' || set === 'all' ? CANDIDATES : 1,
})

export interface Written {
  readonly target: number
  /** What stood before it. */
  readonly before: string
  readonly text: string
}

/** A decoder for so many candidates, with or without contrast; kept by the caller. */
export type DecoderFor = (candidates: number, contrast: boolean) => Decoder

/** @param opening paragraphs of a novel that no model has seen */
export const writeScene = async (
  { levers, candidates }: Setting,
  arc: Arc,
  opening: readonly string[],
  decoderFor: DecoderFor,
): Promise<readonly Written[]> => {
  const paragraphs = [...opening]
  const written: Written[] = []
  for (const [at, valence] of arc.targets.entries()) {
    const target = { emotion: null, valence }
    const prompt = promptBefore([...paragraphs, ''], CONTEXT)
    const steering = steeringOf(target, 'en', levers)
    const passage = new Passage({
      prompt,
      target,
      language: 'en',
      words: WORDS,
      levers,
      filter: 'off',
      taste: null,
      judge: (text) => Promise.resolve(feltIn(text)),
    })
    const decoder = decoderFor(candidates, contrasts(steering))
    const seed = arc.id * 1000 + at
    const offered = []
    const request = { prompt: prompt.text, maxWords: WORDS, seed, sampling: SAMPLING, ...steering }
    for (const piece of decoder.write(request)) {
      passage.add(piece)
      if (piece.done) offered.push(await passage.finish(piece.candidate, piece.done))
    }
    const best = offered.toSorted((a, b) => b.score - a.score || a.index - b.index)[0]
    const text = best.text.trim()
    written.push({ target: valence, before: prompt.text, text })
    paragraphs.push(text)
  }
  return written
}
