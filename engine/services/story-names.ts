// Names of the people of a story, as far as they are known: the cast as written, and who the text itself shows; and of places
// that its photos know.
import { placeAnalyzer } from '../analysis/senses/place/place-analyzer.ts'
import { namesOf } from '../domain/cast/names-of.ts'
import { namesInPlace } from '../domain/media-finding.ts'
import { likelyNames, type KnownNames } from '../text/private-details.ts'
import { createNameFinder } from '../text/voices/find-names.ts'
import type { ProjectStore } from '../store/project-store.ts'

/** Each part of a name by itself as well: a text calls Anna Bell Anna. */
export const partsOf = (name: string): readonly string[] => [
  name,
  ...name.split(/[\s·]+/u).filter((part) => /^\p{Lu}\p{L}+$|^[\p{sc=Han}]{2,}$/u.test(part)),
]

/** Towns, regions and countries where the project's photos and clips were taken. */
export const placesOfMedia = ({ mediaFindings }: Pick<ProjectStore, 'mediaFindings'>): readonly string[] => [
  ...new Set(
    mediaFindings
      .places(placeAnalyzer.id)
      .flatMap(({ en, zh }) => [...namesInPlace(en), ...namesInPlace(zh)]),
  ),
]

/** @param text in which others are looked for */
export const namesOfStory = (
  store: Pick<ProjectStore, 'characters' | 'masks' | 'mediaFindings'>,
  text: string,
): KnownNames => {
  const { characters, masks } = store
  const finder = createNameFinder()
  finder.addAll(text)
  const known = [...characters.list(), ...finder.everybody()].flatMap(namesOf)
  const people = [...known, ...likelyNames(text)].flatMap(partsOf)
  return [...new Set([...people, ...placesOfMedia(store)]), ...masks.list()]
}
