// Opens the correction of the sentence at a place: under the pointer, or where the writer is in the text.
import { manuscriptStore } from '../manuscript/manuscript-api.ts'
import { placeAt, wordAt } from './book-axis.ts'
import { sentenceAt } from './sentence-cache.ts'
import { sentences } from './timeline-engine.ts'
import { timelineStore } from './timeline-store.ts'
import { openTimelineDialog, viewSpan } from './timeline-view.ts'

/** @param word of the book. Nothing happens where there is no sentence. */
export const correctAt = async (word: number): Promise<void> => {
  const { axis, feelings } = timelineStore.getState()
  const place = placeAt(axis, feelings, word)
  const scene = place && axis.byId.get(place.sceneId)
  const rows = place && feelings[place.sceneId]
  if (!place || !scene || !rows) return
  const found = await sentences.of(place.sceneId, rows).catch(() => [])
  const part = (word - scene.from - place.wordsBefore) / Math.max(1, place.words)
  const sentence = sentenceAt(found, place.blockId, part)
  if (sentence) openTimelineDialog({ kind: 'correct', sceneId: place.sceneId, sentence })
}

/** The sentence where the playhead stands; before the writer has been anywhere, the first in view. */
export const correctHere = async (): Promise<void> => {
  const { playhead } = manuscriptStore.getState()
  const state = timelineStore.getState()
  const word = playhead && wordAt(state.axis, playhead.sceneId, playhead.fraction)
  await correctAt(word ?? viewSpan(state).from)
}
