import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { ratePicture, ratingOf } from '../../../../engine/analysis/senses/photo/rating-analyzer.ts'
import { SenseFile } from '../../../../engine/analysis/senses/sense-file.ts'

vi.setConfig({ testTimeout: 120_000 })

const SAMPLE = join(import.meta.dirname, '../../../../node_modules/@vladmandic/face-api/demo/sample6.jpg')

test('the network says of a photo what TensorFlow.js says with the same weights', async () => {
  const picture = await new SenseFile('image', 'image/jpeg', new Uint8Array(readFileSync(SAMPLE))).picture()
  const rated = await ratePicture(picture)
  expect(rated).toMatchObject({ aspect: 'rating', rating: 'everyone', reasons: [] })
  // 1 − (0.007 + 0.017 + 0.071), as it answers there.
  expect(Math.abs(rated.confidence - 0.905)).toBeLessThan(0.04)
})

test('only what is likely is said against a picture', () => {
  expect(ratingOf([0.05, 0.15, 0.05, 0.7, 0.05])).toMatchObject({
    rating: 'adults',
    reasons: ['explicit'],
    confidence: 0.85,
  })
  expect(ratingOf([0.1, 0.05, 0.2, 0.15, 0.5])).toMatchObject({ rating: 'teens', reasons: ['suggestive'] })
  expect(ratingOf([0.55, 0.3, 0.1, 0.03, 0.02])).toMatchObject({ rating: 'everyone', confidence: 0.65 })
})
