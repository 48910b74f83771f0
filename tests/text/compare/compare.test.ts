// Two versions of a text compared: lines found again, words told apart, blocks put back.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SceneDocument } from '../../../engine/domain/document.ts'
import { compareDocuments, wordChanges } from '../../../engine/text/compare/compare-documents.ts'
import { compareWords } from '../../../engine/text/compare/compare-words.ts'
import { restoreBlock } from '../../../engine/text/compare/restore-block.ts'
import { stableSequence } from '../../../engine/text/compare/stable-sequence.ts'
import { paragraphOf } from '../../../engine/text/plain-text.ts'

const doc = (...lines: readonly (readonly [id: string, text: string])[]): SceneDocument => ({
  type: 'doc',
  content: lines.map(([id, text]) => paragraphOf(id, text)),
})

const marked = (before: string, after: string): string =>
  compareWords(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
    .join('')

describe('words', () => {
  test('are told apart whole, and phrases are not torn into confetti', () => {
    expect(marked('The rain had stopped.', 'The snow had stopped.')).toBe('The [-rain-]{+snow+} had stopped.')
    expect(marked('a quiet room', 'a very quiet room')).toBe('a {+very +}quiet room')
    expect(marked('one two three', 'four five six')).toBe('[-one two three-]{+four five six+}')
    expect(marked("She didn't go.", "She didn't run.")).toBe("She didn't [-go-]{+run+}.")
  })

  test('of Chinese are characters', () => {
    expect(marked('雨停了。', '雪停了。')).toBe('[-雨-]{+雪+}停了。')
  })

  test('of either text are all in the pieces, whatever the texts are', () => {
    const text = fc.stringMatching(/^[ab 雨,.\n]{0,40}$/)
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = compareWords(before, after)
        const without = (gone: string) =>
          pieces
            .filter(({ kind }) => kind !== gone)
            .map((piece) => piece.text)
            .join('')
        expect(without('added')).toBe(before)
        expect(without('removed')).toBe(after)
      }),
    )
  })
})

test('the most that kept its order is found', () => {
  expect(stableSequence([3, 0, 1, 2])).toEqual([1, 2, 3])
  expect(stableSequence([])).toEqual([])
})

describe('lines', () => {
  const changes = (before: SceneDocument | null, after: SceneDocument | null) =>
    [...compareDocuments(before, after)].map(({ change, blockId }) => `${change} ${blockId}`)

  test('are the same by their id, however much was rewritten', () => {
    expect(changes(doc(['a', 'One.'], ['b', 'Two.']), doc(['a', 'Quite another.'], ['b', 'Two.']))).toEqual([
      'changed a',
      'same b',
    ])
  })

  test('are found again by their words where the id is another, and where they moved', () => {
    const before = doc(['a', 'First.'], ['b', 'Second.'], ['c', 'Third.'])
    expect(changes(before, doc(['b2', 'Second.'], ['c', 'Third.'], ['a', 'First.']))).toEqual([
      'same b2',
      'same c',
      'moved a',
    ])
  })

  test('that are much alike are one line rewritten; others went and came', () => {
    const before = doc(['a', 'The old lamp stood in the window.'], ['b', 'Nobody came.'])
    const after = doc(['x', 'The old lamp stood in the door.'], ['y', 'She laughed aloud.'])
    expect(changes(before, after)).toEqual(['changed x', 'removed b', 'added y'])
  })

  test('of a scene that is not in one version came or went', () => {
    expect(changes(null, doc(['a', 'New.']))).toEqual(['added a'])
    expect(changes(doc(['a', 'Old.']), null)).toEqual(['removed a'])
  })

  test('with other marks are formatted, and where the words came from is no difference', () => {
    const plain = doc(['a', 'Loud.'])
    const inForm = (form: object): SceneDocument => ({
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          attrs: { id: 'a' },
          content: [
            { type: 'text', text: 'Lo' },
            { type: 'text', text: 'ud.', ...form },
          ],
        },
      ],
    })
    expect(changes(plain, inForm({ marks: [{ type: 'bold' }] }))).toEqual(['formatted a'])
    expect(changes(plain, inForm({ origin: { by: 'pasted', of: '' } }))).toEqual(['same a'])
  })

  test('say how many words came and went', () => {
    const rows = [...compareDocuments(doc(['a', 'one two three']), doc(['a', 'one four']))]
    expect(wordChanges(rows.flatMap(({ pieces }) => pieces))).toEqual({ added: 1, removed: 2 })
  })
})

describe('a block of another version', () => {
  const now = doc(['a', 'One.'], ['b', 'Two, now.'], ['n', 'New.'])
  const then = doc(['a', 'One.'], ['gone', 'Was here.'], ['b', 'Two, then.'])
  const texts = (document: SceneDocument | null) =>
    document?.content.map((block) =>
      block.type === 'paragraph' ? JSON.stringify(block.content) : block.type,
    )
  const restored = (id: string) => restoreBlock(now, then, id)

  test('takes its place, comes back behind its neighbour, or goes where that version had none', () => {
    expect(texts(restored('b'))).toEqual(texts(doc(['a', 'One.'], ['b', 'Two, then.'], ['n', 'New.'])))
    expect(restored('gone')?.content.map((block) => block.attrs.id)).toEqual(['a', 'gone', 'b', 'n'])
    expect(restored('n')?.content.map((block) => block.attrs.id)).toEqual(['a', 'b'])
    expect(restored('nowhere')).toBeNull()
  })

  test('is found within lists', () => {
    const list = (text: string): SceneDocument => ({
      type: 'doc',
      content: [
        {
          type: 'bulletList',
          attrs: { id: 'l' },
          content: [{ type: 'listItem', content: [paragraphOf('i', text)] }],
        },
      ],
    })
    expect(restoreBlock(list('now'), list('then'), 'i')).toEqual(list('then'))
  })
})
