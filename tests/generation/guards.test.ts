import { describe, expect, test } from 'vitest'
import { guardPassage, loopStart } from '../../engine/generation/guards.ts'

describe('loops', () => {
  test.each([
    ['and then he went and then he went and then he went on', 'and then he went'],
    ['the sea the sea the sea the sea', 'the sea'],
    ['very very very very very very old', 'very'],
    ['他笑了笑他笑了笑他笑了笑', '他笑了笑'],
  ])('are cut after their first round: %s', (text, kept) => {
    expect(text.slice(0, loopStart(text)!)).toBe(kept)
  })

  test('of eight words are cut also when something stands between', () => {
    const phrase = 'he looked at the door of the house again'
    const text = `First ${phrase}, and waited. Then ${phrase}.`
    expect(text.slice(0, loopStart(text)!)).toBe(`First ${phrase}, and waited. Then `)
  })

  test.each([
    '“No, no, no,” she said. “Never, never.”',
    'Tomorrow, and tomorrow, and tomorrow, creeps in this petty pace.',
    'It was the best of times, it was the worst of times, it was the age of wisdom.',
    '哈哈哈，他说。',
  ])('are not seen in good prose: %s', (text) => {
    expect(loopStart(text)).toBeNull()
  })
})

describe('the end', () => {
  test('is the last whole sentence', () => {
    const text = ' The lamp went out. She waited in the dark. Then some'
    expect(guardPassage(text, 'length', 'en')).toBe(' The lamp went out. She waited in the dark.')
    expect(guardPassage('灯灭了。她在黑暗中等着。然后有', 'length', 'zh')).toBe('灯灭了。她在黑暗中等着。')
  })

  test('keeps closing quotes', () => {
    expect(guardPassage('“Go away!” “Not yet.” He', 'length', 'en')).toBe('“Go away!” “Not yet.”')
  })

  test('is not behind a title', () => {
    const text = ' The lamp went out in the hall. I had a letter from Mr.'
    expect(guardPassage(text, 'length', 'en')).toBe(' The lamp went out in the hall.')
  })

  test('closes the speech that the passage began, and no other', () => {
    expect(guardPassage(' “I fear it. You must', 'length', 'en', 'She wept.')).toBe(' “I fear it.”')
    expect(guardPassage(' Mailey. You must', 'length', 'en', '“Unless you call Miss')).toBe(' Mailey.')
    expect(guardPassage(' “I fear it and', 'length', 'en', 'She wept.')).toBe(' “I fear it and')
  })

  test('is the only whole sentence, where that is long enough to stand alone', () => {
    const whole = ' The lamp went out, and she waited in the dark.'
    const rest =
      ' Then the long road went on past the mill, over the hill and down to the sea, where nobody had been'
    const more =
      ' before them, for the old people did not like the wind there nor the sound of the water, and so'
    expect(guardPassage(whole + rest + more, 'length', 'en')).toBe(whole)
  })

  test('stays where cutting would cost most of the passage', () => {
    const text = 'No. But the long road went on past the mill and over'
    expect(guardPassage(text, 'length', 'en')).toBe(text)
  })

  test('is never half a word or half a character after a stop', () => {
    expect(guardPassage('the long road went on pas', 'aborted', 'en')).toBe('the long road went on')
    expect(guardPassage('灯灭了，她\ufffd', 'aborted', 'zh')).toBe('灯灭了，她')
    expect(guardPassage('wor', 'aborted', 'en')).toBe('')
  })

  test('after a loop is a sentence too', () => {
    const loop = ' and on and on and on and on and on and on'
    expect(guardPassage(`The lamp went out. It went${loop}`, 'length', 'en')).toBe('The lamp went out.')
  })

  test('of a passage that ended by itself is left alone', () => {
    expect(guardPassage(' and so it was.', 'sentence', 'en')).toBe(' and so it was.')
  })
})
