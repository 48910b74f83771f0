// Self-BLEU at its ends and in between.
import { describe, expect, it } from 'vitest'
import { selfBleu, selfBleuOfTexts } from '../../engine/text/self-bleu.ts'

describe('selfBleu', () => {
  it('is 1 for the same text over and over', () => {
    expect(
      selfBleu(
        [
          [1, 2, 3, 4],
          [1, 2, 3, 4],
          [1, 2, 3, 4],
        ],
        2,
      ),
    ).toBeCloseTo(1, 10)
  })

  it('counts what a text shares with any other, never with itself', () => {
    // Each has 1 of its 2 words in the other, and no pair: √(1/2 · 0.1/1).
    expect(
      selfBleu(
        [
          [1, 2],
          [2, 3],
        ],
        2,
      ),
    ).toBeCloseTo(Math.sqrt(0.5 * 0.1), 10)
    // A word said twice by one and once by the other counts once.
    expect(
      selfBleu(
        [
          [7, 7],
          [7, 8],
        ],
        1,
      ),
    ).toBeCloseTo(0.5, 10)
  })
})

describe('selfBleuOfTexts', () => {
  const text = 'the rain had stopped and the street was quiet'
  it('compares words over the common length', () => {
    expect(selfBleuOfTexts([text, `${text} again`.toUpperCase()])).toBeCloseTo(1, 10)
    expect(selfBleuOfTexts([text, 'nobody ever came to see old Marlow at his lonely house'])!).toBeLessThan(
      0.2,
    )
  })

  it('says nothing of texts that are too short, or of one alone', () => {
    expect(selfBleuOfTexts([text, 'yes'])).toBeNull()
    expect(selfBleuOfTexts([text])).toBeNull()
  })
})
