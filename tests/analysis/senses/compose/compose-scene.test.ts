import { expect, test } from 'vitest'
import { composeCaption } from '../../../../engine/analysis/senses/compose/compose-caption.ts'
import { composeScene } from '../../../../engine/analysis/senses/compose/compose-scene.ts'
import type { MediaFinding } from '../../../../engine/domain/media-finding.ts'

const BOX = { x: 0, y: 0, width: 1, height: 1 }

const things = (...names: readonly (readonly [string, number])[]): MediaFinding => ({
  aspect: 'objects',
  confidence: 0.9,
  objects: names.map(([name, confidence]) => ({ name, nameZh: name, box: BOX, confidence })),
})

test('things that belong together name the place, and never surely', () => {
  const kitchen = composeScene([things(['oven', 0.9], ['refrigerator', 0.8], ['person', 0.9], ['bowl', 0.7])])
  expect(kitchen).toMatchObject({ scene: 'kitchen' })
  expect(kitchen!.confidence).toBeGreaterThan(0.7)
  expect(kitchen!.confidence).toBeLessThanOrEqual(0.85)
  expect(composeScene([things(['car', 0.8], ['car', 0.7], ['traffic light', 0.6])])).toMatchObject({
    scene: 'street',
  })
  expect(composeScene([things(['surfboard', 0.8], ['person', 0.9])])).toMatchObject({ scene: 'beach' })
})

test('what is everywhere, what is hardly seen, and what speaks for two places name none', () => {
  expect(composeScene([things(['person', 0.99], ['dog', 0.9], ['chair', 0.8])])).toBeNull()
  expect(composeScene([things(['oven', 0.3])])).toBeNull()
  expect(composeScene([things(['bed', 0.8], ['oven', 0.85])])).toBeNull()
  expect(composeScene([])).toBeNull()
})

test('much green is trees and grass, also without a thing in sight', () => {
  const palette: MediaFinding = {
    aspect: 'palette',
    confidence: 0.95,
    colours: [
      { hex: '#3f7a2c', share: 0.6 },
      { hex: '#86b24a', share: 0.25 },
      { hex: '#9fc4ea', share: 0.15 },
    ],
  }
  expect(composeScene([palette])).toMatchObject({ scene: 'greenery' })
})

test('a caption tells a guess as a guess, and what the writer named as it is', () => {
  const guess: MediaFinding = { aspect: 'scene', scene: 'street', confidence: 0.6 }
  const named: MediaFinding = { aspect: 'scene', scene: 'church', confidence: 1 }
  expect(composeCaption([guess])).toMatchObject({ en: 'Perhaps in a street.', zh: '可能在街上。' })
  expect(composeCaption([named])).toMatchObject({ en: 'In a church.', zh: '在教堂里。' })
})
