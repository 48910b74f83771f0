// The sentence at a word of the book, as the analyser sees it: fetched a moment after the pointer rests there.
import { useEffect, useState } from 'react'
import { placeAt, sceneAt } from './book-axis.ts'
import type { SentenceFeeling } from './feelings.ts'
import { sentenceAt } from './sentence-cache.ts'
import { sentences } from './timeline-engine.ts'
import { useTimeline } from './timeline-store.ts'

const REST_MS = 50

export interface SentenceThere {
  readonly word: number
  readonly sceneTitle: string
  readonly sentence: SentenceFeeling | null
}

/** Null while nothing is asked for or nothing is known yet. */
export const useSentence = (word: number | null): SentenceThere | null => {
  const axis = useTimeline((state) => state.axis)
  const feelings = useTimeline((state) => state.feelings)
  const [found, setFound] = useState<SentenceThere | null>(null)
  useEffect(() => {
    if (word === null) return
    let wanted = true
    const timer = setTimeout(() => {
      const scene = sceneAt(axis, word)
      const place = placeAt(axis, feelings, word)
      const rows = scene && feelings[scene.id]
      if (!scene) return
      if (!place || !rows) return setFound({ word, sceneTitle: scene.title, sentence: null })
      const inBlock = (word - scene.from - place.wordsBefore) / Math.max(1, place.words)
      sentences.of(scene.id, rows).then(
        (list) => {
          if (!wanted) return
          setFound({ word, sceneTitle: scene.title, sentence: sentenceAt(list, place.blockId, inBlock) })
        },
        () => undefined,
      )
    }, REST_MS)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [word, axis, feelings])
  return word === null ? null : found
}
