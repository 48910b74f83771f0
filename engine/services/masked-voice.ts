// A voice that gets the text under other names: what leaves is masked, what comes back has the right ones. What counts as
// a detail is engine/text's.
import type { SampleChunk, Turn } from '../models/passage.ts'
import { DetailRestorer, type KnownNames, type Masked } from '../text/private-details.ts'
import type { Voice } from './voices.ts'

/** The text of every chunk, and of its tokens, with the details put back. */
async function* restored(chunks: AsyncIterable<SampleChunk>, masked: Masked): AsyncGenerator<SampleChunk> {
  const restorers = new Map<number, DetailRestorer>()
  const whole = (text: string): string => {
    const restorer = new DetailRestorer(masked)
    return restorer.push(text) + restorer.flush()
  }
  for await (const chunk of chunks) {
    const restorer = restorers.get(chunk.candidate) ?? new DetailRestorer(masked)
    restorers.set(chunk.candidate, restorer)
    const text = restorer.push(chunk.text) + (chunk.done ? restorer.flush() : '')
    const token = chunk.token && {
      text: whole(chunk.token.text),
      alternatives: chunk.token.alternatives.map((each) => ({ ...each, text: whole(each.text) })),
    }
    yield { ...chunk, text, ...(token ? { token } : {}) }
  }
}

/** The same voice, which gets the text under other names; what comes back has the right ones. */
export const maskedVoice = (voice: Voice, masked: Masked): Voice => ({
  ...voice,
  write: (request, signal) => restored(voice.write({ ...request, prompt: masked.text }, signal), masked),
})

/** Between turns that are masked as one text, so that a name is the same other name in all of them. */
const BETWEEN = '\n\u241E\n'

/** A conversation as it leaves for the model, and a voice that puts right what comes back. */
export const maskedConversation = (
  voice: Voice,
  turns: readonly Turn[],
  names: KnownNames,
): {
  readonly voice: Voice
  readonly turns: readonly Turn[]
  readonly details: Masked['details']
} => {
  const masked = voice.mask?.(turns.map(({ text }) => text.replaceAll('\u241E', ' ')).join(BETWEEN), names)
  if (!masked) return { voice, turns, details: [] }
  const texts = masked.text.split(BETWEEN)
  return {
    details: masked.details,
    turns: turns.map((turn, at) => ({ ...turn, text: texts[at] ?? '' })),
    voice: { ...voice, write: (request, signal) => restored(voice.write(request, signal), masked) },
  }
}
