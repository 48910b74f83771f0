// A voice whose speed is remembered: how soon its first words come, and how many a second then.
import type { VoiceSpeed } from '../domain/voice.ts'
import type { SampleChunk } from '../models/passage.ts'
import { countWords } from '../text/words.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Voice } from './voices.ts'

/** Fewer words tell of chance rather than of speed. */
const LEAST_WORDS = 8

interface Written {
  readonly begunAt: number
  readonly firstAt: number
  readonly endedAt: number
  readonly words: number
}

/** Null where too little was written. @returns the words of all candidates together */
const speedOf = ({ begunAt, firstAt, endedAt, words }: Written): VoiceSpeed | null =>
  words < LEAST_WORDS || endedAt <= firstAt
    ? null
    : { wordsPerSecond: (1000 * words) / (endedAt - firstAt), firstWordsMs: firstAt - begunAt }

export const timedVoice = ({ settings, now }: EngineParts, voice: Voice): Voice => ({
  ...voice,
  async *write(request, signal): AsyncGenerator<SampleChunk> {
    const begunAt = now()
    const texts = new Map<number, string>()
    let [firstAt, endedAt] = [0, 0]
    try {
      for await (const chunk of voice.write(request, signal)) {
        if (chunk.text !== '') {
          endedAt = now()
          firstAt ||= endedAt
          texts.set(chunk.candidate, (texts.get(chunk.candidate) ?? '') + chunk.text)
        }
        yield chunk
      }
    } finally {
      const words = [...texts.values()].reduce((sum, text) => sum + countWords(text), 0)
      const speed = speedOf({ begunAt, firstAt, endedAt, words })
      if (speed) settings.rememberSpeed(voice.id, speed)
    }
  },
})
