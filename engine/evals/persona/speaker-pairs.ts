// Who speaks in novels, as pairs to learn from: lines of one voice, another line, and whether it is theirs. Speakers are
// those whom a verb of saying names; the others are left out.
import { readFileSync } from 'node:fs'
import type { Language } from '../../domain/project.ts'
import type { Random } from '../../nn/seed.ts'
import { splitSentences } from '../../text/sentences.ts'
import { createAttributor } from '../../text/voices/attribute.ts'
import { createNameFinder } from '../../text/voices/find-names.ts'
import { countWords } from '../../text/words.ts'

export interface SpeakerPair {
  readonly samples: readonly string[]
  readonly line: string
  readonly isTheirs: boolean
  /** Where it is not: somebody else's of the same book, which is hard to tell, or of another one. */
  readonly from: 'same book' | 'other book'
}

/** A voice with fewer lines is left out; more than MOST of one book's loudest would drown the others. */
const LEAST_LINES = 18
const MOST_LINES = 120
const SAMPLES = 10
const SHORTEST_WORDS = 4
const MOST_CHARACTERS = 400
/** Characters of a book that are read: enough for its loudest voices. */
const READ = 400_000

/** Lines by speaker. */
export type BookLines = ReadonlyMap<string, readonly string[]>

export const linesOf = (file: string, language: Language): BookLines => {
  const paragraphs = readFileSync(file, 'utf8')
    .slice(0, READ)
    .replaceAll('\r', '')
    .split(language === 'zh' ? /\n+/u : /\n{2,}/u)
    .map((paragraph) => paragraph.replaceAll(/\s*\n\s*/gu, ' ').trim())
    .filter((paragraph) => paragraph !== '')
  const finder = createNameFinder()
  for (const paragraph of paragraphs) finder.add(paragraph, language)
  const people = finder.people().map((person) => ({ ...person, id: person.name }))
  const { listen } = createAttributor(people)
  const lines = new Map<string, string[]>()
  const read = paragraphs.map((text) => ({ text, language, sentences: splitSentences(text, language) }))
  const heard = listen(read)
  read.forEach(({ text }, at) => {
    for (const { from, to, who, how } of heard[at].quotations) {
      if (who === null || how !== 'tag') continue
      const line = text.slice(from + 1, to).replace(/["”’」』]$/u, '')
      if (countWords(line) < SHORTEST_WORDS || line.length > MOST_CHARACTERS) continue
      const own = lines.get(who)
      if (own) own.push(line)
      else lines.set(who, [line])
    }
  })
  return lines
}

/** As many pairs of one voice as of two: half of those from the same book, half from another. */
export const speakerPairs = (books: readonly BookLines[], random: Random): readonly SpeakerPair[] => {
  const shelves = books.map((book) =>
    [...book]
      .filter(([, lines]) => lines.length >= LEAST_LINES)
      .map(([who, lines]) => ({ who, lines: random.shuffle([...lines]).slice(0, MOST_LINES) })),
  )
  const anyLine = (voices: (typeof shelves)[number]): string | undefined => {
    const lines = voices[random.integer(Math.max(1, voices.length))]?.lines
    return lines?.[random.integer(lines.length)]
  }
  return shelves.flatMap((voices, at) =>
    voices.flatMap(({ who, lines }) =>
      lines.slice(SAMPLES).flatMap((line, index): SpeakerPair[] => {
        const samples = random.shuffle(lines.filter((each) => each !== line)).slice(0, SAMPLES)
        const from = index % 2 === 0 ? 'same book' : 'other book'
        const elsewhere = shelves[(at + 1 + random.integer(Math.max(1, shelves.length - 1))) % shelves.length]
        const other = anyLine(from === 'same book' ? voices.filter((voice) => voice.who !== who) : elsewhere)
        if (other === undefined) return []
        return [
          { samples, line, isTheirs: true, from },
          { samples, line: other, isTheirs: false, from },
        ]
      }),
    ),
  )
}
