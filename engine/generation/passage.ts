// One generation in progress: gathers every candidate's pieces, and makes of each, once it ends, what the writer sees.
import type { Feeling } from '../domain/emotion.ts'
import type { Candidate, GenerationTarget } from '../domain/generation.ts'
import { newId } from '../domain/ids.ts'
import type { Language } from '../domain/project.ts'
import { guardPassage, type EndReason } from './guards.ts'
import type { Prompt } from './prompt.ts'
import { scoreOf } from './score.ts'
import { closeness, distanceTo } from './wanted.ts'

/** A piece of a candidate as a sampler tells it. */
export interface Piece {
  readonly candidate: number
  readonly text: string
  readonly done?: {
    readonly reason: EndReason
    readonly tokens: number
    /** Natural logarithm, summed over the tokens. */
    readonly logProbability: number
  }
}

export interface PassageWish {
  readonly prompt: Prompt
  readonly target: GenerationTarget
  readonly language: Language
  readonly words: number
  /** How a text feels; null without words. */
  readonly judge: (text: string) => Promise<Feeling | null>
}

const NOTHING_FELT: Feeling = {
  valence: 0,
  arousal: 0,
  mix: [0, 0, 0, 0, 0, 0, 1],
  emotion: 'neutral',
  confidence: 0,
}

export class Passage {
  readonly #wish: PassageWish
  readonly #drafts = new Map<number, string>()

  constructor(wish: PassageWish) {
    this.#wish = wish
  }

  /** @returns the text to show now: the writer's own space at the cursor is not written twice. */
  add({ candidate, text }: Piece): string {
    const before = this.#drafts.get(candidate) ?? ''
    const isStart = before.trim() === ''
    const shown = isStart && this.#wish.prompt.trailing !== '' ? text.trimStart() : text
    this.#drafts.set(candidate, before + shown)
    return shown
  }

  /** The candidate as it is offered; forgets its draft. */
  async finish(index: number, done: NonNullable<Piece['done']> | null): Promise<Candidate> {
    const { prompt, target, language, words, judge } = this.#wish
    const raw = this.#drafts.get(index) ?? ''
    this.#drafts.delete(index)
    const text = guardPassage(raw, done?.reason ?? 'aborted', language)
    const feeling = (await judge(text)) ?? NOTHING_FELT
    const distance = distanceTo(target, feeling)
    return {
      id: newId(),
      index,
      text,
      feeling,
      distance,
      ...scoreOf({
        text,
        prompt: prompt.text,
        words,
        closeness: distance === null ? null : closeness(target, distance),
        likelihood: done,
      }),
      decision: 'offered',
      rating: 0,
    }
  }

  /** Candidates that have text and have not ended. */
  unfinished(): readonly number[] {
    return [...this.#drafts].filter(([, text]) => text.trim() !== '').map(([candidate]) => candidate)
  }
}
