// What a writer's corrections say of words moves what their tokens feel like, and with it where guidance leads.
import { describe, expect, it } from 'vitest'
import { personalFeelings } from '../../engine/training/personal-feelings.ts'
import { FEELING_CHANNELS, type TokenFeelings } from '../../engine/training/token-feelings.ts'
import { TokenGuide } from '../../engine/training/token-guide.ts'

const TOKENS = [' harbour', ' road', 'a', 'b']
const tokenizer = {
  encode: (text: string) => {
    const whole = TOKENS.indexOf(text)
    return whole >= 0 ? Int32Array.of(whole) : Int32Array.of(2, 3)
  },
}
const feelings: TokenFeelings = {
  weights: new Float32Array(TOKENS.length * FEELING_CHANNELS.length),
  means: FEELING_CHANNELS.map(() => 0.2),
  deviations: FEELING_CHANNELS.map(() => 0.2),
  explained: FEELING_CHANNELS.map(() => 0),
}
/** Favours disgust. */
const DISGUST = [0, 0, 0, 0, 1, 0, 0]

describe('tokens as one writer feels them', () => {
  it('lead towards a feeling that the writer finds in their word', () => {
    const own = personalFeelings(feelings, tokenizer, { harbour: DISGUST })
    const logits = Float64Array.of(0, 0, 0, 0)
    new TokenGuide(own, { disgust: 0.8 }, 1).adjust(logits)
    expect(logits[0]).toBeGreaterThan(0.01)
    expect([...logits.slice(1)]).toEqual([0, 0, 0])
    const away = Float64Array.of(0, 0, 0, 0)
    new TokenGuide(own, { valence: 0.9 }, 1).adjust(away)
    expect(away[0]).toBeLessThan(0)
  })

  it('stay as they were where nothing was corrected, or a word has no token of its own', () => {
    expect(personalFeelings(feelings, tokenizer)).toBe(feelings)
    const other = personalFeelings(feelings, tokenizer, { harbourmaster: DISGUST })
    expect(other.weights).toEqual(feelings.weights)
    expect(feelings.weights.every((weight) => weight === 0)).toBe(true)
  })
})
