// Writes on from a text that is in no scene: for programs that call the studio. Nothing is kept of it, and nothing is cut
// from what was shown; who may ask, and when, is the service's to say.
import type { Inputs } from '../contract/index.ts'
import type { Feeling } from '../domain/emotion.ts'
import type { GenerationTarget } from '../domain/generation.ts'
import { newId } from '../domain/ids.ts'
import { DEFAULT_LEVERS } from '../domain/levers.ts'
import { promptBefore } from '../generation/prompt.ts'
import { steeringOf } from '../generation/steering.ts'
import type { EndReason } from '../models/passage.ts'
import { Random } from '../nn/seed.ts'
import { detectLanguage } from '../text/language.ts'
import { countWords } from '../text/words.ts'
import type { OpenProject } from './context.ts'
import { judge, samplingOf } from './continue-passage.ts'
import type { EngineParts } from './engine-parts.ts'
import { charactersFor } from './passage-context.ts'
import { namesOfStory } from './story-names.ts'
import { maskedVoice } from './masked-voice.ts'
import { findVoice } from './voices.ts'

export interface FreeWish {
  readonly text: string
  readonly writerId?: string | undefined
  readonly words?: number | undefined
  readonly candidates?: number
  readonly seed?: number | undefined
  readonly sampling?: NonNullable<Inputs['cowriter']['continue']['sampling']>
  readonly stop?: readonly string[]
  readonly target?: GenerationTarget
  /** Told of tokens that were written, also of what was stopped: there every word counts as one. */
  readonly onTokens?: ((count: number) => void) | undefined
}

export type FreeEvent =
  | { readonly kind: 'started'; readonly modelName: string; readonly seed: number; readonly prompt: string }
  | { readonly kind: 'text'; readonly index: number; readonly text: string }
  | {
      readonly kind: 'ended'
      readonly index: number
      readonly text: string
      readonly reason: EndReason
      readonly tokens: number
    }

const NO_TARGET: GenerationTarget = { emotion: null, valence: null }
const SEEDS = 2 ** 31

const NOTHING_FELT: Feeling = {
  valence: 0,
  arousal: 0,
  mix: [0, 0, 0, 0, 0, 0, 1],
  emotion: 'neutral',
  confidence: 0,
}

/** How a text feels; nothing where it has no words. */
export const feelingOf = async (engine: EngineParts, project: OpenProject, text: string): Promise<Feeling> =>
  (await judge(engine, project, text)) ?? NOTHING_FELT

/** Pieces in order, each candidate's end once. The errors of `findVoice` and of the voice. */
export async function* writeFreely(
  engine: EngineParts,
  project: OpenProject,
  wish: FreeWish,
  signal: AbortSignal,
): AsyncGenerator<FreeEvent> {
  const { target = NO_TARGET, candidates = 1, stop = [] } = wish
  const found = await findVoice(engine, project, wish.writerId)
  await found.prepare(() => undefined, signal)
  const words = wish.words ?? found.usual.words
  const bookLanguage = project.store.project.get().language
  const budget = charactersFor(found, words, bookLanguage)
  const prompt = promptBefore(wish.text.split(/\n{2,}/u), budget)
  const language = prompt.text === '' ? bookLanguage : detectLanguage(prompt.text)
  const masked = found.mask?.(prompt.text, namesOfStory(project.store, prompt.text)) ?? null
  const voice = masked ? maskedVoice(found, masked) : found
  const seed = wish.seed ?? new Random(newId()).integer(SEEDS)
  yield { kind: 'started', modelName: voice.name, seed, prompt: prompt.text }
  const request = {
    prompt: prompt.text,
    maxWords: words,
    candidates,
    seed,
    sampling: samplingOf(wish.sampling ?? {}),
    stop,
    ...steeringOf(target, language, DEFAULT_LEVERS),
  }
  const written = new Map<number, string>()
  const ended = new Set<number>()
  try {
    for await (const { candidate: index, text, done } of voice.write(request, signal)) {
      const before = written.get(index) ?? ''
      // The caller's own white space is not written twice.
      const piece = before === '' && prompt.trailing !== '' ? text.trimStart() : text
      const whole = before + piece
      written.set(index, whole)
      // Who tells no tokens is counted by words.
      const tokens = done?.tokens === 0 ? countWords(whole) : (done?.tokens ?? 0)
      if (done) ended.add(index)
      if (done) wish.onTokens?.(tokens)
      if (piece !== '') yield { kind: 'text', index, text: piece }
      if (done) yield { kind: 'ended', index, text: whole, reason: done.reason, tokens }
    }
  } finally {
    for (const [index, text] of written) if (!ended.has(index)) wish.onTokens?.(countWords(text))
  }
}
