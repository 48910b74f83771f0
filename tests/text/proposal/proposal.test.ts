// Answers of a model as changes of a passage: found word by word, taken one by one, refused where the text went on.
import { describe, expect, it } from 'vitest'
import type { Passage } from '../../../engine/domain/chat.ts'
import type { SceneDocument } from '../../../engine/domain/document.ts'
import { paragraphOf, textBlocks } from '../../../engine/text/plain-text.ts'
import { applyProposal } from '../../../engine/text/proposal/apply-proposal.ts'
import { makeProposal, paragraphsOf } from '../../../engine/text/proposal/make-proposal.ts'

const documentOf = (...texts: string[]): SceneDocument => ({
  type: 'doc',
  content: texts.map((text, at) => paragraphOf(`p${at}`, text)),
})
const passageOf = (...texts: string[]): Passage => ({
  sceneId: 's',
  paragraphs: texts.map((text, at) => ({ blockId: `p${at}`, from: 0, text })),
})
const textsOf = (document: SceneDocument | null): string[] =>
  document ? textBlocks(document).map(({ text }) => text) : []

const take = (
  document: SceneDocument,
  passage: Passage,
  reply: string,
  options: { gives?: 'replacement' | 'addition'; chosen?: number[]; accepted?: number[] } = {},
) => {
  const hunks = makeProposal(passage, reply, options.gives ?? 'replacement')
  return applyProposal(document, {
    passage,
    hunks,
    accepted: new Set(options.accepted ?? []),
    chosen: new Set(options.chosen ?? hunks.map(({ index }) => index)),
    origin: { by: 'generated', of: 'c1' },
    messageId: 'm',
  })
}

describe('a replacement', () => {
  const texts = ['The old man walked slowly to the harbour.', 'It was raining.']
  const reply = 'The old woman walked quickly to the harbour.\n\nIt was raining hard.'

  it('is the words that differ, each with its place in the passage', () => {
    const hunks = makeProposal(passageOf(...texts), reply, 'replacement')
    expect(hunks.map(({ paragraph, removed, added }) => [paragraph, removed, added])).toEqual([
      [0, 'man', 'woman'],
      [0, 'slowly', 'quickly'],
      [1, '', ' hard'],
    ])
    expect(texts[0].slice(hunks[1].from, hunks[1].to)).toBe('slowly')
  })

  it('taken whole is the answer, in the same blocks, its new words known as generated', () => {
    const after = take(documentOf(...texts), passageOf(...texts), reply)
    expect(textsOf(after)).toEqual(paragraphsOf(reply))
    const [first] = after!.content
    const generated =
      first.type === 'paragraph'
        ? (first.content ?? []).filter((node) => node.type === 'text' && node.origin)
        : []
    expect(generated.map((node) => node.type === 'text' && node.text)).toEqual(['woman', 'quickly'])
    expect(first.attrs.id).toBe('p0')
  })

  it('taken change by change gives the same as all at once', () => {
    const passage = passageOf(...texts)
    let document: SceneDocument = documentOf(...texts)
    const accepted: number[] = []
    for (const index of [2, 0, 1]) {
      document = take(document, passage, reply, { chosen: [index], accepted })!
      accepted.push(index)
    }
    expect(textsOf(document)).toEqual(paragraphsOf(reply))
  })

  it('finds its passage again where words were written before it, and refuses where the passage itself changed', () => {
    const passage = passageOf(...texts)
    expect(textsOf(take(documentOf(`Then: ${texts[0]}`, texts[1]), passage, reply))[0]).toBe(
      'Then: The old woman walked quickly to the harbour.',
    )
    expect(take(documentOf('The old man slept.', texts[1]), passage, reply)).toBeNull()
    // What is chosen elsewhere is not held up by it.
    expect(
      textsOf(take(documentOf('The old man slept.', texts[1]), passage, reply, { chosen: [2] })),
    ).toEqual(['The old man slept.', 'It was raining hard.'])
  })

  it('of fewer paragraphs empties the one that is gone, of more adds one behind its neighbour', () => {
    const passage = passageOf(...texts)
    expect(textsOf(take(documentOf(...texts), passage, 'It was raining.'))).toEqual(['It was raining.'])
    const longer = `${texts[0]}\n\nNobody else was about at that hour.\n\n${texts[1]}`
    expect(textsOf(take(documentOf(...texts), passage, longer))).toEqual(paragraphsOf(longer))
  })
})

describe('an addition', () => {
  it('goes on with an unfinished sentence, and begins a paragraph behind a finished one', () => {
    const open = take(
      documentOf('She opened the door and'),
      passageOf('She opened the door and'),
      'ran.\n\nIt rained.',
      {
        gives: 'addition',
      },
    )
    expect(textsOf(open)).toEqual(['She opened the door and ran.', 'It rained.'])
    const closed = take(documentOf('She ran.'), passageOf('She ran.'), 'It rained.', { gives: 'addition' })
    expect(textsOf(closed)).toEqual(['She ran.', 'It rained.'])
    const empty = take(documentOf(''), passageOf(''), '雨下了一夜。', { gives: 'addition' })
    expect(textsOf(empty)).toEqual(['雨下了一夜。'])
  })
})
