// Names of the people of a story, as far as they are known: the cast as written, and who the text itself shows.
import { namesOf } from '../domain/cast/names-of.ts'
import { likelyNames, type KnownNames } from '../text/private-details.ts'
import { createNameFinder } from '../text/voices/find-names.ts'
import type { ProjectStore } from '../store/project-store.ts'

/** Each part of a name by itself as well: a text calls Anna Bell Anna. */
export const partsOf = (name: string): readonly string[] => [
  name,
  ...name.split(/[\s·]+/u).filter((part) => /^\p{Lu}\p{L}+$|^[\p{sc=Han}]{2,}$/u.test(part)),
]

/** @param text in which others are looked for */
export const namesOfStory = (
  { characters, masks }: Pick<ProjectStore, 'characters' | 'masks'>,
  text: string,
): KnownNames => {
  const finder = createNameFinder()
  finder.addAll(text)
  const known = [...characters.list(), ...finder.everybody()].flatMap(namesOf)
  return [...new Set([...known, ...likelyNames(text)].flatMap(partsOf)), ...masks.list()]
}
