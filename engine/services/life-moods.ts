// How life entries felt, read by the emotion model where the diary says nothing or says it in a word that nobody knows.
import { feelingOfPassage } from '../analysis/analyze-passages.ts'
import type { LifeMood } from '../domain/life.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { readFindings } from './learning/used-head.ts'

/** Entries at a time, so that progress moves and a stop is heard. */
const BATCH = 64
/** What a day felt like is said by then. */
const MAX_CHARACTERS = 4000

interface Unread {
  readonly text: string
  /** Kept beside what the model finds. */
  readonly word: string
}

/** In order; null where there are no words. */
export const readMoods = async (
  engine: Pick<EngineParts, 'analysis'>,
  project: OpenProject,
  entries: readonly Unread[],
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: (done: number) => void },
): Promise<readonly (LifeMood | null)[]> => {
  const moods: (LifeMood | null)[] = []
  for (let from = 0; from < entries.length; from += BATCH) {
    progress(from)
    const batch = entries.slice(from, from + BATCH)
    const findings = await readFindings(
      engine,
      project,
      batch.map(({ text }) => text.slice(0, MAX_CHARACTERS)),
      signal,
    )
    for (const [index, finding] of findings.entries()) {
      const feeling = feelingOfPassage(finding)
      const { emotion, valence, arousal } = feeling ?? { emotion: 'neutral', valence: 0, arousal: 0 }
      moods.push(feeling && { emotion, valence, arousal, word: batch[index]?.word ?? '', by: 'model' })
    }
  }
  return moods
}
