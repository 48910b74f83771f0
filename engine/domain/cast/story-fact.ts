// What can be known in a story, by which words it is given away, and who knows it from which scene on.

/** Who knows it; from the beginning where no scene is named. */
export interface Knower {
  readonly characterId: string
  readonly fromSceneId: string | null
}

export interface StoryFact {
  readonly id: string
  /** One sentence. */
  readonly text: string
  /** Words that only who knows it would say; in any case, whole words. */
  readonly keys: readonly string[]
  readonly knowers: readonly Knower[]
}

/** A place in the story: the scenes up to it, the last one included; null: when everything has happened. */
export type StoryPlace = ReadonlySet<string> | null

/** Whether somebody knows it at that place. A scene that is gone counts as the beginning. */
export const knows = (
  fact: StoryFact,
  characterId: string,
  place: StoryPlace,
  scenes: ReadonlySet<string>,
): boolean =>
  fact.knowers.some(
    ({ characterId: who, fromSceneId }) =>
      who === characterId &&
      (fromSceneId === null || place === null || !scenes.has(fromSceneId) || place.has(fromSceneId)),
  )

const HAN = /\p{sc=Han}/u
const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&')

/** The keys that stand in a text: what it gives away. */
export const keysIn = (keys: readonly string[], text: string): readonly string[] =>
  keys.filter((key) => {
    const word = key.trim()
    if (word === '') return false
    return HAN.test(word)
      ? text.includes(word)
      : new RegExp(String.raw`(?<![\p{L}\p{N}])${escape(word)}(?![\p{L}\p{N}])`, 'iu').test(text)
  })
