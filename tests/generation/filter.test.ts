import { describe, expect, test } from 'vitest'
import { concernsIn } from '../../engine/generation/filter.ts'

describe('the content filter', () => {
  test('off keeps nothing back, in either language', () => {
    expect(concernsIn('They tortured him. 他自杀了。', 'off')).toEqual([])
  })

  test('mild names cruelty and self-harm and lets a fight and an oath pass', () => {
    expect(concernsIn('They tortured the prisoner.', 'mild')).toEqual(['cruelty'])
    expect(concernsIn('他说起自杀的念头。', 'mild')).toEqual(['selfHarm'])
    expect(concernsIn('He drew a knife and swore: damn you.', 'mild')).toEqual([])
  })

  test('strict names them too', () => {
    expect(concernsIn('He drew a knife and swore: damn you.', 'strict')).toEqual(['profanity', 'violence'])
    expect(concernsIn('地上一片鲜血。', 'strict')).toEqual(['violence'])
  })

  test('whole words only: harmless words that hold another are let through', () => {
    for (const text of [
      'The gunwale was wet.',
      'A grape on the table.',
      'He skilled himself.',
      'Dickens wrote it.',
    ])
      expect(concernsIn(text, 'strict')).toEqual([])
  })
})
