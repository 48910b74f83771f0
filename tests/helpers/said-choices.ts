// A project whose writer has already chosen many times, the shorter of two passages each time; for what learns from it.
import type { Candidate } from '../../engine/domain/generation.ts'
import { newId } from '../../engine/domain/ids.ts'
import { featuresOf } from '../../engine/generation/taste.ts'
import { NOTHING_FELT } from '../../engine/generation/passage.ts'
import { openProjectStore } from '../../engine/store/open-project.ts'

const textOf = (id: string, text: string) => {
  const candidate: Pick<Candidate, 'text' | 'feeling' | 'reasons' | 'score'> = {
    text,
    feeling: NOTHING_FELT,
    reasons: [{ key: 'fluency', value: 0.5, weight: 1 }],
    score: 0.5,
  }
  return { id, text, features: featuresOf(candidate) }
}

/** Into the project at `path`, which must not be open. */
export const sayChoices = (path: string, count: number): void => {
  const store = openProjectStore(path)
  try {
    for (let at = 0; at < count; at++)
      store.feedback.put(store.project.get().id, {
        id: newId(),
        kind: 'chosen',
        about: `choice ${at}`,
        at: Date.UTC(2026, 0, 1) + at,
        group: `passage ${at}`,
        language: 'en',
        model: { id: 'transformer', name: 'Arcwright small, English' },
        prompt: 'It rained.',
        wish: null,
        texts: [
          textOf('short', `She ran home.${' “Wait!” he said.'.repeat(at % 3)}`),
          textOf(
            'long',
            `She walked slowly through the abandoned plantation number ${at}.${' Nothing stirred there.'.repeat(at % 4)}`,
          ),
        ],
        subject: 'short',
        over: 'long',
        rating: null,
        label: null,
      })
  } finally {
    store.close()
  }
}
