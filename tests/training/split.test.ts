// Held-out text: nothing lost, whole documents where they fit, the same every time.
import { describe, expect, it } from 'vitest'
import type { TrainingDocument } from '../../engine/training/corpus.ts'
import { splitDocuments } from '../../engine/training/split.ts'

const textOf = (documents: readonly TrainingDocument[]): string => documents.map(({ text }) => text).join('')
const idsOf = (documents: readonly TrainingDocument[]): string[] => documents.map(({ id }) => id)

/** `count` paragraphs of ten words in each of the groups. */
const paragraphs = (groups: readonly string[], count: number): TrainingDocument[] =>
  groups.flatMap((group) =>
    Array.from({ length: count }, (_, at) => ({
      id: `${group}${at}`,
      group,
      text: `${group} ${at} `.padEnd(58, 'word '),
    })),
  )

describe('the end', () => {
  it('loses nothing but empty documents, and keeps what was known of each', () => {
    const documents = [
      { id: 'a', text: 'one two three four five six seven eight nine ten' },
      { id: 'b', text: 'eleven twelve thirteen', condition: { valence: 1 } },
      { id: 'c', text: '  ' },
    ]
    const { training, validation } = splitDocuments(documents, { validationShare: 0.3 })
    expect(textOf(training) + textOf(validation)).toBe(`${documents[0].text}\n\n${documents[1].text}`)
    expect(validation).toEqual([documents[1]])
  })

  it('begins with a group where one begins near the share', () => {
    const { training, validation } = splitDocuments(paragraphs(['a', 'b', 'c', 'd', 'e'], 4), {
      validationShare: 0.17,
    })
    expect(new Set(validation.map(({ group }) => group))).toEqual(new Set(['e']))
    expect(validation).toHaveLength(4)
    expect(training).toHaveLength(16)
  })

  it('begins with a paragraph where the groups are too large', () => {
    const { training, validation } = splitDocuments(paragraphs(['a', 'b'], 20), { validationShare: 0.1 })
    expect(idsOf(validation)).toEqual(['b16', 'b17', 'b18', 'b19'])
    expect(training).toHaveLength(36)
  })

  it('cuts a single text at white space', () => {
    const text = 'some words of one long text '.repeat(40).trim()
    const { training, validation } = splitDocuments([{ id: 'a', text }], { validationShare: 0.2 })
    expect(textOf(training) + textOf(validation)).toBe(text)
    expect(textOf(validation)).toMatch(/^\s\w/)
    expect(textOf(validation).length / text.length).toBeCloseTo(0.2, 1)
  })
})

describe('documents drawn from everywhere', () => {
  const many = paragraphs('a b c d e f g h i j k l m n o p q r s t'.split(' '), 3)

  it('are whole, near the share, and the same every time', () => {
    const options = { validationShare: 0.2, validationSpread: true }
    const { training, validation } = splitDocuments(many, options)
    const [learnt, held] = [training, validation].map((part) => new Set(part.map(({ group }) => group)))
    expect([...held].filter((group) => learnt.has(group))).toEqual([])
    expect(validation.length / many.length).toBeCloseTo(0.2, 1)
    expect(idsOf(validation)).not.toEqual(idsOf(many.slice(-validation.length)))
    expect(splitDocuments(many, options)).toEqual({ training, validation })
  })

  it('give way to the end where there are too few of them', () => {
    const two = paragraphs(['a', 'b'], 20)
    const asked = { validationShare: 0.1 }
    expect(splitDocuments(two, { ...asked, validationSpread: true })).toEqual(splitDocuments(two, asked))
  })
})
