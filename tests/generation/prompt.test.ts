import { expect, test } from 'vitest'
import { promptBefore } from '../../engine/generation/prompt.ts'

test('paragraphs are joined as in training, up to the cursor', () => {
  expect(promptBefore(['One.', 'Two.', 'Three is'], 100)).toEqual({
    text: 'One.\n\nTwo.\n\nThree is',
    trailing: '',
  })
})

test('an empty paragraph begins a new one', () => {
  expect(promptBefore(['One.', ''], 100)).toEqual({ text: 'One.\n\n', trailing: '' })
  expect(promptBefore(['', '', ''], 100)).toEqual({ text: '', trailing: '' })
  expect(promptBefore([], 100)).toEqual({ text: '', trailing: '' })
})

test('a space that was typed is taken off and remembered', () => {
  expect(promptBefore(['She said  '], 100)).toEqual({ text: 'She said', trailing: '  ' })
})

test('empty paragraphs between others leave no trace', () => {
  expect(promptBefore(['One.', '', ' ', 'Two'], 100).text).toBe('One.\n\nTwo')
})

test('a long text is cut at a paragraph, else a sentence, else a word', () => {
  const sentence = 'The lamp went out. '
  expect(promptBefore(['x'.repeat(90), 'Short one.', 'y'.repeat(30)], 60).text).toBe(
    `Short one.\n\n${'y'.repeat(30)}`,
  )
  expect(promptBefore([sentence.repeat(20).trim()], 60).text).toBe(
    'The lamp went out. The lamp went out. The lamp went out.',
  )
  expect(promptBefore([`${'a'.repeat(50)} ${'b'.repeat(40)}`], 50).text).toBe('b'.repeat(40))
  expect(promptBefore(['他站在门口。'.repeat(20)], 20).text).toBe('他站在门口。'.repeat(3))
})

test('never begins with half a character', () => {
  expect(promptBefore(['😀'.repeat(40)], 31).text).toBe('😀'.repeat(15))
})
