// People of the cast who are named near a place, as pieces for whoever writes: who they are, what they want and know by then.
import { namesOf } from '../domain/cast/names-of.ts'
import type { Character } from '../domain/character.ts'
import type { Language } from '../domain/project.ts'
import { personalityWords } from '../generation/cast/persona-prompt.ts'
import { placeOf, type PlacedPiece } from '../generation/memory/lay-prompt.ts'
import { mentions } from '../text/mentions.ts'
import type { OpenProject } from './context.ts'
import { knowledgeOf, placeOf as storyPlaceOf } from './persona-briefs.ts'

/** What somebody knows is a story of its own: the first of it. */
const FACTS = 6

const WORDS = {
  en: { called: 'called', wants: 'Wants', knows: 'Knows', joint: ', ', stop: '. ', between: '; ' },
  zh: { called: '又称', wants: '想要', knows: '知道', joint: '，', stop: '。', between: '；' },
} as const satisfies Readonly<Record<Language, unknown>>

const describe = (person: Character, facts: readonly string[], language: Language): string => {
  const { called, wants, knows, joint, stop, between } = WORDS[language]
  const colon = language === 'zh' ? '：' : ': '
  const alias = person.aliases.length === 0 ? '' : `${called} ${person.aliases.join(joint)}`
  const words = personalityWords(person, language)
  const end = (text: string): string => text.trim().replace(/[.。]+$/u, '')
  return [
    [person.name, alias, person.role].filter((part) => part !== '').join(joint),
    words.join(between),
    person.background,
    person.goals.length === 0 ? '' : `${wants}${colon}${person.goals.join(between)}`,
    facts.length === 0 ? '' : `${knows}${colon}${facts.map(end).join(between)}`,
  ]
    .map(end)
    .filter((part) => part !== '')
    .map((part) => `${part}${stop}`)
    .join('')
    .trim()
}

/** In the order of the cast. */
export const describeCast = (
  { store }: OpenProject,
  { nearby, cursor }: { readonly nearby: string; readonly cursor: { readonly sceneId: string } },
): readonly PlacedPiece[] => {
  const { language } = store.project.get()
  const place = storyPlaceOf(store, cursor.sceneId)
  return store.characters.list().flatMap((person, at): PlacedPiece[] => {
    const found = namesOf(person).find((name) => mentions(nearby, name))
    if (found === undefined) return []
    const facts = knowledgeOf(store, person.id, place).known.slice(0, FACTS)
    return [
      {
        source: 'cast',
        id: `cast:${person.id}`,
        title: person.name,
        text: describe(
          person,
          facts.map(({ text }) => text),
          language,
        ),
        reason: 'named',
        detail: found,
        place: placeOf('cast', at),
      },
    ]
  })
}
