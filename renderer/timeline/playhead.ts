// The place in the book that text and timeline share: read from the manuscript, moved by revealing a block there.
import { useStore } from 'zustand'
import { manuscriptStore, openScene, revealBlock } from '../manuscript/manuscript-api.ts'
import { placeAt, sceneAt, wordAt, type BookAxis } from './book-axis.ts'
import type { SceneFeelings } from './feelings.ts'
import { sentenceAt } from './sentence-cache.ts'
import { sentences } from './timeline-engine.ts'
import { timelineStore, useTimeline } from './timeline-store.ts'

/** The playhead's word on the book's line; null while the manuscript shows nothing. */
export const usePlayheadWord = (): number | null => {
  const axis = useTimeline((state) => state.axis)
  return useStore(manuscriptStore, ({ playhead }) =>
    playhead ? wordAt(axis, playhead.sceneId, playhead.fraction) : null,
  )
}

export const useActiveSceneId = (): string | null => useStore(manuscriptStore, (state) => state.activeSceneId)

export const activeSceneId = (): string | null => manuscriptStore.getState().activeSceneId

/** Shows the paragraph that holds a word of the book; the timeline keeps the keyboard. */
export const goToWord = (word: number): void => {
  const { axis, feelings } = timelineStore.getState()
  const place = placeAt(axis, feelings, word)
  const scene = sceneAt(axis, word)
  if (place) void revealBlock(place.sceneId, place.blockId, undefined, false)
  else if (scene) void openScene(scene.id)
}

/** Puts the caret into the sentence that holds a word of the book. */
export const goToSentence = async (word: number): Promise<void> => {
  const { axis, feelings } = timelineStore.getState()
  const place = placeAt(axis, feelings, word)
  const scene = place && axis.byId.get(place.sceneId)
  const rows = place && feelings[place.sceneId]
  if (!place || !scene || !rows) return goToWord(word)
  const found = await sentences.of(place.sceneId, rows).catch(() => [])
  const part = (word - scene.from - place.wordsBefore) / Math.max(1, place.words)
  await revealBlock(place.sceneId, place.blockId, sentenceAt(found, place.blockId, part) ?? undefined)
}

/** The word in the middle of the next (or previous) paragraph; stays at the ends. */
export const neighbourParagraph = (
  axis: BookAxis,
  feelings: Readonly<Record<string, SceneFeelings>>,
  word: number,
  direction: 1 | -1,
): number => {
  const place = placeAt(axis, feelings, word)
  const scene = place && axis.byId.get(place.sceneId)
  if (!place || !scene) return word
  const start = scene.from + place.wordsBefore
  const probe = direction === 1 ? start + place.words + 0.5 : start - 0.5
  if (probe < 0 || probe > axis.words) return word
  const next = placeAt(axis, feelings, probe)
  const nextScene = next && axis.byId.get(next.sceneId)
  return next && nextScene ? nextScene.from + next.wordsBefore + next.words / 2 : probe
}

/** The start of the next (or previous) scene. */
export const neighbourScene = (axis: BookAxis, word: number, direction: 1 | -1): number => {
  const index = axis.scenes.findIndex((scene) => scene.id === sceneAt(axis, word)?.id)
  return (axis.scenes[index + direction] ?? axis.scenes[index])?.from ?? word
}
