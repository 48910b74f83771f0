import { expect, test } from 'vitest'
import { coherenceAfter } from '../../engine/generation/coherence.ts'
import { wordsOf } from '../../engine/text/words.ts'

const coherence = (text: string, before: string, known?: string): number =>
  coherenceAfter({ text: before, words: wordsOf(before), known })(text)

const BEFORE = 'Margaret walked along the harbour. She was cold, and the fishermen had gone.'

test('names, things, tense and person taken up make a passage coherent', () => {
  const goesOn = coherence(
    'Margaret saw the harbour lights; the fishermen were asleep and she was alone.',
    BEFORE,
  )
  const elsewhere = coherence('I see my garden. My roses are red and I am singing.', BEFORE)
  expect(goesOn).toBeGreaterThan(0.9)
  expect(elsewhere).toBeLessThan(0.4)
})

test('speech has its own tense and person', () => {
  const said = coherence(
    '"I am here," said Margaret, and she went down to the harbour, where fishermen slept.',
    BEFORE,
  )
  expect(said).toBeGreaterThan(0.9)
})

test('somebody out of the blue makes it less so, whom the story knows does not', () => {
  const told = (name: string) =>
    `Margaret saw the harbour lights; the fishermen were asleep, and she wrote to Mr. ${name}.`
  const nobody = coherence(told('Margaret'), BEFORE)
  expect(coherence(told('Poole'), BEFORE)).toBeCloseTo(0.75 * nobody)
  expect(coherence(told('Poole'), BEFORE, 'Adam Poole, the keeper of the lock')).toBeCloseTo(nobody)
  expect(coherence(`${told('Poole')} She thought of Meg, of Laurie and of Simpson.`, BEFORE)).toBeCloseTo(
    0.5 * coherence(`${told('Margaret')} She thought of Margaret, of Margaret and of Margaret.`, BEFORE),
  )
})

test('Chinese is tied by pairs of characters', () => {
  const before = '林黛玉走到园中，看见落花满地。她哭了。'
  expect(coherence('她把落花收进锦囊，黛玉不说话。', before)).toBeGreaterThan(
    coherence('将军骑马出城，我军大胜。', before),
  )
})

test('with nothing before there is nothing to contradict', () => {
  expect(coherence('Anything at all.', ' ')).toBe(1)
})
