// One generation in progress: gathers every candidate's pieces, and makes of each, once it ends, what the writer sees.
import type { Feeling } from '../domain/emotion.ts'
import type { Candidate, GenerationTarget } from '../domain/generation.ts'
import { newId } from '../domain/ids.ts'
import type { Filter, Levers } from '../domain/levers.ts'
import type { Language } from '../domain/project.ts'
import { curledQuotes, isCurled } from '../text/typography.ts'
import type { SampleChunk, TokenTrace } from '../models/passage.ts'
import { tasteOf, type Preferences } from '../models/ranker/preferences.ts'
import { concernsIn } from './filter.ts'
import { coverageOf, type MaterialFact } from './fusion/material-facts.ts'
import { guardPassage } from './guards.ts'
import type { Prompt } from './prompt.ts'
import { continuationOf, scoreOf, type Continuation } from './score.ts'
import { featuresOf } from './taste.ts'
import { closeness, distanceTo } from './wanted.ts'

export interface PassageWish {
  readonly prompt: Prompt
  readonly target: GenerationTarget
  readonly language: Language
  readonly words: number
  readonly levers: Levers
  readonly filter: Filter
  /** What the writer has shown to like; null while nothing was learnt. */
  readonly taste: Preferences | null
  /** Who and what the story knows besides the text it goes on from. */
  readonly known?: string
  /** What the chosen material says. */
  readonly material?: readonly MaterialFact[]
  /** Words that would contradict it. */
  readonly against?: readonly string[]
  /** How a text feels; null without words. */
  readonly judge: (text: string) => Promise<Feeling | null>
}

export const NOTHING_FELT: Feeling = {
  valence: 0,
  arousal: 0,
  mix: [0, 0, 0, 0, 0, 0, 1],
  emotion: 'neutral',
  confidence: 0,
}

export class Passage {
  readonly #wish: PassageWish
  readonly #before: string
  readonly #after: Continuation
  /** Quotation marks are the writer's: those of the text it goes on from. */
  readonly #curled: boolean
  readonly #drafts = new Map<number, string>()
  /** The tokens of each candidate as they were traced, held or not. */
  readonly #trails = new Map<number, string>()
  /** Candidates of which no more is shown while they are written. */
  readonly #held = new Set<number>()

  constructor(wish: PassageWish) {
    this.#wish = wish
    const { text, trailing } = wish.prompt
    this.#before = text + trailing
    this.#after = continuationOf(text, wish.known)
    this.#curled = isCurled(text)
  }

  /**
   * @returns the text to show now: the writer's own space at the cursor is not written twice, and nothing more of a
   * candidate in which the filter found something.
   */
  add({ candidate, text }: SampleChunk): string {
    const before = this.#drafts.get(candidate) ?? ''
    const isStart = before.trim() === ''
    const own = isStart && this.#wish.prompt.trailing !== '' ? text.trimStart() : text
    const shown = this.#curled ? curledQuotes(own, this.#before + before) : own
    const draft = before + shown
    this.#drafts.set(candidate, draft)
    if (this.#wish.filter !== 'off' && concernsIn(draft, this.#wish.filter).length > 0)
      this.#held.add(candidate)
    return this.#held.has(candidate) ? '' : shown
  }

  /**
   * A token as it may be told, after its piece was added: null once the candidate is held, and without the alternatives
   * with which the filter would hold it. A trail of its own, since text may wait for the rest of a character or phrase.
   */
  trace<T extends TokenTrace>(candidate: number, token: T): T | null {
    const { filter } = this.#wish
    if (filter === 'off') return token
    const trail = this.#trails.get(candidate) ?? ''
    this.#trails.set(candidate, trail + token.text)
    const isKept = (next: string): boolean => concernsIn(trail + next, filter).length > 0
    if (isKept(token.text)) this.#held.add(candidate)
    if (this.#held.has(candidate)) return null
    return { ...token, alternatives: token.alternatives.filter(({ text }) => !isKept(text)) }
  }

  /** The candidate as it is offered; forgets its draft. What the filter found stands among its reasons and ends its rank. */
  async finish(index: number, done: NonNullable<SampleChunk['done']> | null): Promise<Candidate> {
    const { target, language, words, levers, filter, taste, judge } = this.#wish
    const { material = [], against = [] } = this.#wish
    const raw = this.#drafts.get(index) ?? ''
    this.#drafts.delete(index)
    this.#trails.delete(index)
    const text = guardPassage(raw, done?.reason ?? 'aborted', language, this.#before)
    const feeling = (await judge(text)) ?? NOTHING_FELT
    const distance = distanceTo(target, feeling)
    const concerns = concernsIn(text, filter)
    const draft = {
      text,
      after: this.#after,
      words,
      closeness: distance === null ? null : closeness(target, distance),
      likelihood: done,
      realism: done?.realism ?? null,
      material: coverageOf(text, material, against),
    }
    const plain = scoreOf(draft, levers)
    const liked = taste && tasteOf(taste, featuresOf({ text, feeling, ...plain }))
    const ranked = liked === null ? plain : scoreOf(draft, levers, liked)
    return {
      id: newId(),
      index,
      text,
      feeling,
      distance,
      score: concerns.length > 0 ? 0 : ranked.score,
      reasons: [
        ...ranked.reasons,
        ...concerns.map((concern) => ({ key: `filter-${concern}`, value: 0, weight: 0 })),
      ],
      decision: 'offered',
      rating: 0,
    }
  }

  /** Candidates that have text and have not ended. */
  unfinished(): readonly number[] {
    return [...this.#drafts].filter(([, text]) => text.trim() !== '').map(([candidate]) => candidate)
  }
}
