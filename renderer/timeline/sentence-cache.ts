// Keeps the sentences of the last few scenes the pointer has visited, each for one version of the scene's feelings.
import type { SceneFeelings, SentenceFeeling } from './feelings.ts'

const KEPT_SCENES = 12

export const createSentenceCache = (fetchScene: (sceneId: string) => Promise<readonly SentenceFeeling[]>) => {
  const kept = new Map<string, { version: SceneFeelings; sentences: Promise<readonly SentenceFeeling[]> }>()
  return {
    /** @param version the feelings the caller sees: a new object means that the text has changed. */
    of: (sceneId: string, version: SceneFeelings): Promise<readonly SentenceFeeling[]> => {
      const known = kept.get(sceneId)
      if (known?.version === version) return known.sentences
      const sentences = fetchScene(sceneId)
      kept.delete(sceneId)
      kept.set(sceneId, { version, sentences })
      // A failed fetch is not kept: the next hover asks again.
      sentences.catch(() => {
        if (kept.get(sceneId)?.sentences === sentences) kept.delete(sceneId)
      })
      if (kept.size > KEPT_SCENES) kept.delete(kept.keys().next().value!)
      return sentences
    },
    clear: (): void => kept.clear(),
  }
}

/** The sentence of a block that holds the given part (0 … 1) of its text; null for a block without sentences. */
export const sentenceAt = (
  sentences: readonly SentenceFeeling[],
  blockId: string,
  fraction: number,
): SentenceFeeling | null => {
  const own = sentences.filter((sentence) => sentence.blockId === blockId)
  const end = own.at(-1)?.to ?? 0
  return own.find((sentence) => sentence.to >= fraction * end) ?? null
}
