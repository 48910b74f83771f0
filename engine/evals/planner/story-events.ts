// Event sequences with feelings, read off novels stretch by stretch: what the planner learns from and is measured on.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Feeling } from '../../domain/emotion.ts'
import type { Language } from '../../domain/project.ts'
import { rarityOf, readEvent, type Rarity } from '../../generation/plan/read-events.ts'
import { toLine } from '../../generation/plan/symbols.ts'
import { readBooks, type Share } from '../fiction/books.ts'
import { feltIn } from '../fiction/feelings.ts'

export interface StoryBeat {
  readonly line: string
  readonly feeling: Feeling
}

export interface StoryEvents {
  readonly name: string
  readonly share: Share
  readonly language: Language
  readonly beats: readonly StoryBeat[]
}

/** Characters of one beat: about 160 English words, 200 Chinese characters. */
const STRETCH: Readonly<Record<Language, number>> = { en: 900, zh: 200 }
/** Of each book enough to know which words are rare. */
const SAMPLE = 40

const stretchesOf = (paragraphs: readonly string[], language: Language): readonly string[] => {
  const stretches: string[] = []
  let open = ''
  for (const paragraph of paragraphs) {
    open += `${open === '' ? '' : ' '}${paragraph}`
    if (open.length < STRETCH[language]) continue
    stretches.push(open)
    open = ''
  }
  return stretches
}

const eventsOf = (stretches: readonly string[], language: Language, rarity: Rarity): readonly StoryBeat[] =>
  stretches.flatMap((text) => {
    const event = readEvent(text, language, rarity)
    const feeling = feltIn(text, language)
    return event && feeling ? [{ line: toLine(event), feeling }] : []
  })

const chineseBooks = (folder: string): { name: string; paragraphs: string[] }[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .toSorted()
    .map((file) => ({
      name: file.slice(0, -'.txt'.length),
      paragraphs: readFileSync(path.join(folder, file), 'utf8')
        .split(/\n+/)
        .map((line) => line.trim())
        .filter((line) => /[。！？”]$/u.test(line)),
    }))

/** The last two of the Chinese works are held out: they have no authors by which to divide them. */
const chineseShare = (index: number, all: number): Share => (index >= all - 2 ? 'heldOut' : 'writer')

/** @param data holds fiction-en/ and fiction-zh/ */
export const readStoryEvents = (data: string): readonly StoryEvents[] => {
  const english = readBooks(path.join(data, 'fiction-en')).map(({ name, share, paragraphs }) => ({
    name,
    share,
    language: 'en' as const,
    stretches: stretchesOf(paragraphs, 'en'),
  }))
  const chinese = chineseBooks(path.join(data, 'fiction-zh')).map(({ name, paragraphs }, index, all) => ({
    name,
    share: chineseShare(index, all.length),
    language: 'zh' as const,
    stretches: stretchesOf(paragraphs, 'zh'),
  }))
  return [english, chinese].flatMap((books) => {
    const { language } = books[0]
    const known = books.filter(({ share }) => share !== 'heldOut')
    const rarity = rarityOf(
      known.flatMap(({ stretches }) => stretches.slice(0, SAMPLE)),
      language,
    )
    return books.map(({ name, share, stretches }) => ({
      name,
      share,
      language,
      beats: eventsOf(stretches, language, rarity),
    }))
  })
}
