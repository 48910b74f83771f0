// What is asked of whoever writes a passage and what comes back: plain data that crosses threads and processes.
import type { SamplingSettings } from '../nn/sampling/index.ts'
import type { Condition } from './condition.ts'

export interface Turn {
  readonly role: 'system' | 'user' | 'assistant'
  readonly text: string
}

/** As somebody reads what was sent. */
export const turnsInWords = (turns: readonly Turn[]): string =>
  turns.map(({ role, text }) => `[${role}]\n${text}`).join('\n\n')

/** Room that is kept free for an answer, generously: whoever asks leaves so much of what a model takes in. */
export const ANSWER_TOKENS_PER_WORD = 4

/** What a text is drawn to, and what it is kept from. */
export interface WordWish {
  readonly words: readonly {
    readonly word: string
    /** The small words that stand before it where it comes from, `at the`; '' for none. */
    readonly lead?: string
    /** 1 as usual. */
    readonly weight?: number
  }[]
  readonly against?: readonly string[]
  /** 1 as usual, 0 nothing. */
  readonly strength: number
}

export interface PassageRequest {
  /** The text to continue. */
  readonly prompt: string
  /** Answered in place of the prompt, which then is empty; only by who follows instructions. The last turn is the user's. */
  readonly conversation?: readonly Turn[]
  readonly maxWords: number
  readonly seed: number
  /** Defaults where absent. */
  readonly sampling?: Partial<SamplingSettings>
  readonly condition?: Condition
  /** How hard the condition pulls: 1 as learnt (and when absent), 0 not at all. */
  readonly conditionWeight?: number
  /** Guided decoding towards a feeling; without effect on a model that knows no feelings of its tokens. */
  readonly guide?: {
    readonly wish: Readonly<Record<string, number>>
    readonly strength: number
    /** What single words mean to this writer: how much each favours every emotion, in logits of a sentence. */
    readonly words?: Readonly<Record<string, readonly number[]>>
  }
  /** Words that the text should come to say, where they could stand; without effect on whoever is told them in the prompt. */
  readonly favour?: WordWish
  /** Writing ends before any of these. */
  readonly stop?: readonly string[]
  /** Phrases that must not be written, in any case; the way leads back to where one begins. */
  readonly ban?: readonly string[]
  /** So many alternatives are told with every token; 0 or absent: none. */
  readonly alternatives?: number
}

/** A passage written several times, each on its own. */
export interface CandidatesRequest extends PassageRequest {
  readonly candidates: number
}

/** One written token and what could have stood in its place. */
export interface TokenTrace {
  readonly text: string
  /** The likeliest first, probabilities after all samplers; the written token is not always among them. */
  readonly alternatives: readonly { readonly text: string; readonly probability: number }[]
}

export type EndReason = 'length' | 'sentence' | 'stop' | 'aborted'

export interface SampleChunk {
  readonly candidate: number
  /** May be empty when only `done` or a token is told. */
  readonly text: string
  /** Where alternatives were asked for: the token of this chunk; its text may be shown only later, or be cut. */
  readonly token?: TokenTrace
  readonly done?: {
    readonly reason: EndReason
    readonly tokens: number
    /** Natural logarithm, summed over the tokens, under the model itself. */
    readonly logProbability: number
    /** How much it reads like the text the model learnt from, 0 … 1; absent where nobody can tell. */
    readonly realism?: number
  }
}
