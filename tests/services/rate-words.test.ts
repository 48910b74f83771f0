import { expect, test } from 'vitest'
import type { MediaFinding } from '../../engine/domain/media-finding.ts'
import { composeRating } from '../../engine/services/rate-words.ts'

const seen: MediaFinding = { aspect: 'rating', rating: 'everyone', reasons: [], confidence: 0.9 }
const BOX = { x: 0, y: 0, width: 1, height: 1 }
const sign = (text: string, confidence = 0.9): MediaFinding => ({
  aspect: 'text',
  confidence,
  lines: [{ text, box: BOX, confidence }],
})
const said = (text: string, confidence = 0.9): MediaFinding => ({
  aspect: 'transcript',
  confidence,
  lines: [{ fromMs: 0, toMs: 1000, text }],
})

test('words make a rating stricter, never milder; what was guessed does not count', () => {
  expect(composeRating([seen, sign('Bakery')])).toMatchObject({ rating: 'everyone', confidence: 0.9 })
  expect(composeRating([seen, sign('Damn the torpedoes')])).toMatchObject({
    rating: 'teens',
    reasons: ['profanity'],
  })
  expect(composeRating([seen, said('他想自杀。')])).toMatchObject({ rating: 'adults', reasons: ['selfHarm'] })
  expect(composeRating([seen, said('a gun and a knife', 0.3)])).toMatchObject({ rating: 'everyone' })
  const explicit: MediaFinding = {
    aspect: 'rating',
    rating: 'adults',
    reasons: ['explicit'],
    confidence: 0.8,
  }
  expect(composeRating([explicit, sign('damn')])).toMatchObject({
    rating: 'adults',
    reasons: ['explicit', 'profanity'],
    confidence: 0.8,
  })
})

test('a clip is rated by its strictest scene; nothing seen and nothing said is no rating', () => {
  const shot = (rating: 'everyone' | 'adults') => ({
    ...{ fromMs: 0, toMs: 1000, keyMs: 500, caption: null, feeling: null },
    seen: [{ aspect: 'rating' as const, rating, reasons: [], confidence: 0.75 }],
  })
  const shots: MediaFinding = { aspect: 'shots', confidence: 0.8, shots: [shot('everyone'), shot('adults')] }
  expect(composeRating([shots])).toMatchObject({ rating: 'adults', confidence: 0.75 })
  expect(composeRating([said('Good morning.')])).toBeNull()
})
