// Labelled cases of whose name is whose: short names, titles, families, both languages; and one real novel, where it lies here.
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Language } from '../../../engine/domain/project.ts'
import { createNameFinder, type FoundName } from '../../../engine/text/voices/find-names.ts'

/** `Name×3`: a paragraph in which somebody of this name says something, three times. */
const peopleIn = (names: readonly string[], language: Language = 'en'): readonly FoundName[] => {
  const finder = createNameFinder()
  for (const each of names) {
    const [name, times = '3', pronoun = ''] = each.split(/[×/]/u)
    for (let i = 0; i < Number(times); i++)
      finder.add(
        language === 'zh'
          ? `那天傍晚，${name}说道今晚要下雨。`
          : `At noon ${name} said that ${pronoun || 'nobody'} would wait for the rain.`,
        language,
      )
  }
  return finder.people()
}

const groups = (found: readonly FoundName[]): readonly (readonly string[])[] =>
  found.map(({ name, aliases }) => [name, ...aliases].toSorted()).toSorted()

const CASES: readonly (readonly [
  what: string,
  names: readonly string[],
  people: readonly (readonly string[])[],
])[] = [
  [
    'a first name, a title and a whole name are one person',
    ['Mary×8', 'Mary Lennox×3', 'Miss Mary×3', 'Mistress Mary×2', 'Miss Mary Lennox×2'],
    [['Mary', 'Mary Lennox', 'Miss Mary', 'Miss Mary Lennox', 'Mistress Mary']],
  ],
  [
    'a family’s name with a title is of the only one who can bear it',
    ['Archibald Craven×3/he', 'Mr. Craven×6', 'Craven×2'],
    [['Archibald Craven', 'Craven', 'Mr. Craven']],
  ],
  [
    'father, mother and daughter of one name stay apart',
    ['Elizabeth Bennet×4/she', 'Elizabeth×6/she', 'Mr. Bennet×5', 'Mrs. Bennet×5', 'Miss Elizabeth×3'],
    [['Elizabeth', 'Elizabeth Bennet', 'Miss Elizabeth'], ['Mr. Bennet'], ['Mrs. Bennet']],
  ],
  [
    'a family’s name of brother and sister is nobody’s',
    ['Elizabeth Bennet×4/she', 'Tom Bennet×4/he', 'Bennet×5'],
    [['Bennet'], ['Elizabeth Bennet'], ['Tom Bennet']],
  ],
  [
    'a captain and a mister of one name are two',
    ['Frederick Wentworth×3/he', 'Captain Wentworth×6', 'Mr. Wentworth×4'],
    [['Captain Wentworth'], ['Frederick Wentworth'], ['Mr. Wentworth']],
  ],
  [
    'where the whole name bears the title it is his',
    ['Captain Frederick Wentworth×3/he', 'Captain Wentworth×6', 'Mr. Wentworth×4'],
    [['Captain Frederick Wentworth', 'Captain Wentworth'], ['Mr. Wentworth']],
  ],
  [
    'Mrs. with her husband’s name is not he',
    ['Charles Hale×5/he', 'Charles×3/he', 'Mrs. Charles Hale×4'],
    [['Charles', 'Charles Hale'], ['Mrs. Charles Hale']],
  ],
  [
    'two of one first name stay apart, and so does what they share',
    ['Mary Lennox×4/she', 'Mary Sowerby×4/she', 'Mary×5'],
    [['Mary'], ['Mary Lennox'], ['Mary Sowerby']],
  ],
  [
    'Doctor and Dr. are one title',
    ['Dr. Watson×4', 'Doctor Watson×3', 'Watson×3'],
    [['Doctor Watson', 'Dr. Watson', 'Watson']],
  ],
  [
    'a family’s name alone is the gentleman’s: its ladies keep their titles',
    ['Mr. Darcy×9', 'Darcy×6', 'Miss Darcy×3', 'Mrs. Darcy×3'],
    [['Darcy', 'Mr. Darcy'], ['Miss Darcy'], ['Mrs. Darcy']],
  ],
  [
    'where it is spoken of as hers it is not his',
    ['Mr. Darcy×4', 'Miss Darcy×3/she', 'Darcy×4/she'],
    [['Darcy', 'Miss Darcy'], ['Mr. Darcy']],
  ],
  [
    'of two gentlemen a family’s name alone is nobody’s',
    ['Mr. Darcy×4', 'Colonel Darcy×4', 'Miss Darcy×3', 'Darcy×4'],
    [['Darcy'], ['Colonel Darcy'], ['Miss Darcy'], ['Mr. Darcy']],
  ],
  [
    'Miss and the family’s name is any of its sisters, also of one who is named in full but once',
    ['Elizabeth Bennet×4/she', 'Miss Elizabeth×3', 'Miss Lydia Bennet×1', 'Miss Bennet×5'],
    [['Elizabeth Bennet', 'Miss Elizabeth'], ['Miss Bennet']],
  ],
  [
    'and of an only daughter it is hers',
    ['Mary Lennox×4/she', 'Miss Mary×3', 'Miss Lennox×3'],
    [['Mary Lennox', 'Miss Lennox', 'Miss Mary']],
  ],
  ['Miss and Mrs are two women', ['Miss Darcy×4', 'Mrs. Darcy×4'], [['Miss Darcy'], ['Mrs. Darcy']]],
]

const CHINESE: typeof CASES = [
  ['小李 and 李老师 are the only 李', ['李明×4', '小李×4', '李老师×3'], [['小李', '李明', '李老师']]],
  ['of two of the family nobody knows', ['李明×4', '李强×4', '小李×4'], [['小李'], ['李强'], ['李明']]],
  ['a first name may be fond', ['李明×4', '阿明×4', '王强×3'], [['李明', '阿明'], ['王强']]],
  ['somebody’s wife is not he', ['李明×4', '李太太×4'], [['李太太'], ['李明']]],
  ['a name of two letters stands alone', ['张小雨×4', '小雨×4'], [['小雨', '张小雨']]],
]

describe('names of one person', () => {
  it.each(CASES)('%s', (_, names, people) => {
    expect(groups(peopleIn(names))).toEqual(people.map((each) => each.toSorted()).toSorted())
  })

  it.each(CHINESE)('%s', (_, names, people) => {
    expect(groups(peopleIn(names, 'zh'))).toEqual(people.map((each) => each.toSorted()).toSorted())
  })

  it('are asked about where they could be several people’s, under the names these are called by', () => {
    const found = peopleIn(['Elizabeth Bennet×4/she', 'Tom Bennet×4/he', 'Bennet×5'])
    expect(found.find(({ name }) => name === 'Bennet')?.couldBe.toSorted()).toEqual([
      'Elizabeth Bennet',
      'Tom Bennet',
    ])
    const sisters = peopleIn([
      'Elizabeth Bennet×4/she',
      'Miss Elizabeth×3',
      'Jane Bennet×4/she',
      'Miss Bennet×5',
    ])
    expect(sisters.find(({ name }) => name === 'Miss Bennet')?.couldBe).toEqual([
      'Elizabeth Bennet',
      'Jane Bennet',
    ])
    const [ming] = peopleIn(['李明×4', '李强×4', '小李×6'], 'zh')
    expect([ming.name, ming.couldBe.toSorted()]).toEqual(['小李', ['李强', '李明'].toSorted()])
  })

  it('do not depend on the order in which they are met', () => {
    for (const [, names] of CASES)
      expect(groups(peopleIn(names.toReversed()))).toEqual(groups(peopleIn(names)))
  })

  const novelAt = (file: string) => {
    const path = `/tmp/data/fiction-en/${file}`
    const holdsIn = (): ((...names: readonly string[]) => boolean) => {
      const finder = createNameFinder()
      for (const paragraph of readFileSync(path, 'utf8').split(/\n\s*\n/u))
        finder.add(paragraph.replaceAll(/\s+/gu, ' '), 'en')
      const known = groups(finder.people())
      return (...names) => known.some((each) => names.every((name) => each.includes(name)))
    }
    return { itHas: it.skipIf(!existsSync(path)), holdsIn }
  }

  const garden = novelAt('Burnett_Garden_1911.txt')
  garden.itHas('are told apart in a real novel (skipped without it)', () => {
    const holds = garden.holdsIn()
    expect(holds('Mary', 'Mary Lennox', 'Miss Mary', 'Mistress Mary')).toBe(true)
    expect(holds('Colin', 'Master Colin')).toBe(true)
    expect(holds('Ben', 'Ben Weatherstaff', 'Weatherstaff')).toBe(true)
    expect(holds('Mr. Craven', 'Archibald Craven')).toBe(true)
    expect(holds('Mr. Craven', 'Dr. Craven')).toBe(false)
    expect(holds('Mary', 'Mrs. Lennox')).toBe(false)
    expect(holds('Susan Sowerby', 'Dickon')).toBe(false)
  })

  const pride = novelAt('LitBank_1342_pride_and_prejudice.txt')
  pride.itHas('of gentlemen, ladies and sisters in another (skipped without it)', () => {
    const holds = pride.holdsIn()
    expect(holds('Mr. Darcy', 'Darcy')).toBe(true)
    expect(holds('Mr. Bingley', 'Bingley')).toBe(true)
    expect(holds('Elizabeth', 'Elizabeth Bennet')).toBe(true)
    expect(holds('Elizabeth', 'Miss Bennet')).toBe(false)
    expect(holds('Mr. Darcy', 'Miss Darcy')).toBe(false)
  })

  it('are found in one long paragraph full of speech as quickly as in many', () => {
    const finder = createNameFinder()
    finder.add('“Wait for me,” said Anne Hale. “I will not,” Tom said. '.repeat(20_000), 'en')
    expect(finder.people().map(({ name, mentions }) => [name, mentions])).toEqual([
      ['Anne Hale', 20_000],
      ['Tom', 20_000],
    ])
  })
})
