// Whose feelings: quotations found, speakers told, names found; and how often the rules are right on labelled passages.
import { describe, expect, it } from 'vitest'
import { createAttributor, type Voice } from '../../../engine/text/voices/attribute.ts'
import { createNameFinder } from '../../../engine/text/voices/find-names.ts'
import { quotations } from '../../../engine/text/voices/quotations.ts'
import { SCENES, type LabelledScene } from './passages.ts'

const spoken = (text: string): string[] => quotations(text).map(({ from, to }) => text.slice(from, to))

const findNames = (told: readonly (readonly [string, 'en' | 'zh'])[]) => {
  const finder = createNameFinder()
  for (const [text, language] of told) finder.add(text, language)
  return finder.people()
}

const idOf = (name: string): string => `id of ${name}`

const answersOf = ({ cast, paragraphs, language }: LabelledScene) => {
  const { attribute } = createAttributor(
    cast.map((name) => ({ id: idOf(name), name, aliases: name === 'Captain Dorn' ? ['Dorn'] : [] })),
  )
  const parts = paragraphs.map((sentences) => {
    let text = ''
    const ranges = sentences.map(([sentence]) => {
      if (text !== '' && language === 'en') text += ' '
      const from = text.length
      text += sentence
      return { from, to: text.length }
    })
    return { text, language, sentences: ranges }
  })
  const say = ({ spoken, who }: Voice): string => {
    const name = who === null ? null : cast.find((each) => idOf(each) === who)!
    return spoken ? `S:${name ?? '?'}` : (name ?? '-')
  }
  return attribute(parts).flatMap((voices, p) =>
    voices.map((voice, s) => ({
      sentence: paragraphs[p][s][0],
      right: paragraphs[p][s][1],
      said: say(voice),
    })),
  )
}

describe('quotations', () => {
  it('are found in every typography, and run to the end where a speech goes on', () => {
    expect(spoken('“Go,” she said. “Go now.”')).toEqual(['“Go,”', '“Go now.”'])
    expect(spoken('"Who is there?" he asked.')).toEqual(['"Who is there?"'])
    expect(spoken('‘I won’t,’ said the boys’ teacher. ‘Never!’')).toEqual(['‘I won’t,’', '‘Never!’'])
    expect(spoken('他说：“走吧。”然后说：「再见！」')).toEqual(['“走吧。”', '「再见！」'])
    expect(spoken('“And another thing')).toEqual(['“And another thing'])
  })

  it('are not apostrophes, inches, or words held up', () => {
    expect(spoken('It wasn’t the fishermen’s fault; ‘tis nobody’s.')).toEqual([])
    expect(spoken('The board was 9" wide.')).toEqual([])
    expect(spoken('They called it “home” and meant the boat.')).toEqual([])
    expect(spoken('他管这叫“家”，却很少回去。')).toEqual([])
  })
})

describe('whose feelings', () => {
  it('are told apart on labelled passages, speech from telling always', () => {
    const answers = SCENES.flatMap(answersOf)
    const wrong = answers.filter(({ right, said }) => right !== said)
    expect(answers.filter(({ right, said }) => right.startsWith('S:') !== said.startsWith('S:'))).toEqual([])
    expect(1 - wrong.length / answers.length, JSON.stringify(wrong, null, 1)).toBeGreaterThanOrEqual(0.9)
  })

  it('say how they know', () => {
    const { attribute } = createAttributor([
      { id: 'a', name: 'Anne', aliases: [] },
      { id: 't', name: 'Tom', aliases: [] },
    ])
    const lines = ['“No,” said Anne.', '“Yes,” said Tom.', '“No, I tell you.”', 'Tom sighed and went out.']
    const paragraphs = lines.map((text) => ({
      text,
      language: 'en' as const,
      sentences: [{ from: 0, to: text.length }],
    }))
    expect(attribute(paragraphs).flat()).toEqual([
      { spoken: true, who: 'a', how: 'tag' },
      { spoken: true, who: 't', how: 'tag' },
      { spoken: true, who: 'a', how: 'turn' },
      { spoken: false, who: 't', how: 'mention' },
    ])
  })

  it('are nobody’s where nobody is known', () => {
    const { attribute } = createAttributor([])
    const text = '“No,” said Anne. She wept.'
    const sentences = [
      { from: 0, to: 16 },
      { from: 17, to: 26 },
    ]
    expect(attribute([{ text, language: 'en', sentences }])[0].map(({ who }) => who)).toEqual([null, null])
  })
})

describe('names nobody wrote down', () => {
  it('are those who speak and act, not places, days or first words', () => {
    const told = [
      'Elizabeth said nothing. On Monday they went to London.',
      '“Come,” said Elizabeth. London was grey.',
      'Then Elizabeth Bennet laughed. Mr Darcy turned away.',
      'Mr Darcy bowed. Everyone in London knew Mr Darcy.',
      'They left London on Monday. London had been unkind. Elizabeth Bennet was glad.',
    ]
    const found = findNames(told.map((text) => [text, 'en'] as const))
    expect(found.map(({ name }) => name).sort()).toEqual(['Elizabeth Bennet', 'Mr Darcy'])
    expect(found.find(({ name }) => name === 'Elizabeth Bennet')?.aliases).toEqual(['Elizabeth'])
  })

  it('have no part in the word that opens a sentence, nor in the title that ends one', () => {
    const told = [
      'Suddenly Fritz laughed. Thus Johann said nothing, and Fritz nodded to Johann.',
      'They spoke of the King. He smiled. Johann said so. Fritz sighed at Johann, and Black Michael frowned.',
      'There stood Black Michael, who laughed. Suddenly the lamp went out. Black Michael said a word to the King. He left.',
    ]
    expect(
      findNames(told.map((text) => [text, 'en'] as const)).map(({ name, aliases }) => [name, aliases]),
    ).toEqual(
      expect.arrayContaining([
        ['Fritz', []],
        ['Johann', []],
        ['Black Michael', []],
      ]),
    )
  })

  it('are found in Chinese by family name and verb', () => {
    const told = [
      '林晚说：“走吧。”',
      '林晚笑了笑。',
      '老周点头。林晚想了很久。',
      '老周说道：“好。”',
      '老周坐在门口。',
    ]
    expect(
      findNames(told.map((text) => [text, 'zh'] as const))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['林晚', '老周'].sort())
  })
})
